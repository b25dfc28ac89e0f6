/* SPDX-License-Identifier: MIT */
/* For a split into parts of m and n values: mn/(m+n) * (2 mean |x - y| between the parts - mean |x - x'| within each).
 * Moving the split one value on changes the sums by that value's distances to either part. A value's distances to the
 * left part come from two binary indexed trees over ranks (Fenwick 1994), one of counts and one of sums. */
#include "energy.h"

#include <math.h>
#include <string.h>

struct tree {
    double *counts, *sums; /* 1-based */
    size_t size;
    double count, sum; /* of all */
};

static void tree_add(struct tree *tree, uint64_t rank)
{
    for (size_t i = rank; i <= tree->size; i += i & (~i + 1)) {
        tree->counts[i]++;
        tree->sums[i] += (double)rank;
    }
    tree->count++;
    tree->sum += (double)rank;
}

/* The sum of distances from `rank` to all in the tree. */
static double tree_distances(const struct tree *tree, uint64_t rank)
{
    double count = 0, sum = 0;
    for (size_t i = rank; i > 0; i -= i & (~i + 1)) {
        count += tree->counts[i];
        sum += tree->sums[i];
    }
    const double here = (double)rank;
    return here * count - sum + (tree->sum - sum) - here * (tree->count - count);
}

static struct tree tree_make(size_t count, double scratch[])
{
    struct tree tree = {.counts = scratch, .sums = scratch + 2 * count + 1, .size = 2 * count};
    memset(scratch, 0, (4 * count + 2) * sizeof *scratch);
    return tree;
}

size_t energy_scratch(size_t count)
{
    return 5 * count + 2;
}

/* Fills each value's distances to all; returns their sum over pairs. */
static double distances_fill(const uint64_t ranks[], size_t count, struct tree *tree, double distances[])
{
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        tree_add(tree, ranks[i]);
    for (size_t i = 0; i < count; i++)
        sum += distances[i] = tree_distances(tree, ranks[i]);
    return sum / 2;
}

struct energy_split energy_best_split(const uint64_t ranks[], size_t count, size_t least, double scratch[])
{
    struct energy_split best = {0, -INFINITY};
    double *distances = scratch + 4 * count + 2;
    struct tree tree = tree_make(count, scratch);
    const double all = distances_fill(ranks, count, &tree, distances);
    double left = 0, right = all; /* sums over pairs within the parts */
    tree = tree_make(count, scratch);
    for (size_t i = 0; i + least < count; i++) {
        const double to_left = tree_distances(&tree, ranks[i]);
        left += to_left;
        right -= distances[i] - to_left;
        tree_add(&tree, ranks[i]);
        const double m = (double)(i + 1), n = (double)(count - i - 1);
        if (i + 1 < least || m < 2 || n < 2)
            continue;
        const double between = 2 * (all - left - right) / (m * n);
        const double energy = between - left / (m * (m - 1) / 2) - right / (n * (n - 1) / 2);
        const double size = m * n / (m + n) * energy;
        if (size > best.size)
            best = (struct energy_split){i + 1, size};
    }
    return best;
}

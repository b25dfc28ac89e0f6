/* SPDX-License-Identifier: MIT */
/* ways[k][s]: in how many ways k of the scores so far make s. */
#include "subsets.h"

#include <errno.h>
#include <stdlib.h>

/* No sum of `chosen` scores is larger than this. */
static uint64_t sum_most(const uint64_t scores[], size_t count, size_t chosen)
{
    uint64_t most = 0;
    for (size_t i = 0; i < count; i++)
        most = scores[i] > most ? scores[i] : most;
    return most * chosen;
}

/* One more score: every set of k - 1 without it makes one of k with it. From the top, so that none is used twice. */
static void score_add(double *ways, uint64_t most, size_t chosen, uint64_t score)
{
    for (size_t k = chosen; k > 0; k--) {
        double *with = ways + k * (most + 1);
        const double *without = with - (most + 1);
        for (uint64_t s = score; s <= most; s++)
            with[s] += without[s - score];
    }
}

int subsets_count(const uint64_t scores[], size_t count, size_t chosen, struct subsets *subsets)
{
    const uint64_t most = sum_most(scores, count, chosen);
    double *ways = calloc((chosen + 1) * (most + 1), sizeof *ways), all = 0;
    subsets->most = most;
    subsets->share = malloc((most + 1) * sizeof *subsets->share);
    if (!ways || !subsets->share) {
        free(ways);
        subsets_release(subsets);
        return -ENOMEM;
    }
    ways[0] = 1;
    for (size_t i = 0; i < count; i++)
        score_add(ways, most, chosen < i + 1 ? chosen : i + 1, scores[i]);
    const double *last = ways + chosen * (most + 1);
    for (uint64_t s = 0; s <= most; s++)
        all += last[s];
    for (uint64_t s = 0; s <= most; s++)
        subsets->share[s] = last[s] / all;
    free(ways);
    return 0;
}

double subsets_at_most(const struct subsets *subsets, uint64_t sum)
{
    double share = 0;
    for (uint64_t s = 0; s <= subsets->most && s <= sum; s++)
        share += subsets->share[s];
    return share;
}

double subsets_at_least(const struct subsets *subsets, uint64_t sum)
{
    double share = 0;
    for (uint64_t s = subsets->most + 1; s-- > sum;)
        share += subsets->share[s];
    return share;
}

void subsets_release(struct subsets *subsets)
{
    free(subsets->share);
    *subsets = (struct subsets){0};
}

/* SPDX-License-Identifier: MIT */
/* The k-th smallest of all differences between two columns, without making them all: both columns are sorted, then the
 * differences up to a limit are counted in one pass, and halving finds the limit. */
#include "rank_sum.h"

#include <math.h>
#include <stdlib.h>

#include "ascending.h"
#include "bisection.h"
#include "distribution.h"
#include "subsets.h"

struct columns {
    double *x, *y; /* sorted */
    size_t x_count, y_count;
    uint64_t wanted; /* how many differences at least */
};

/* Are at least `wanted` differences x - y at most `limit`? */
static bool enough_below(const void *context, double limit)
{
    const struct columns *columns = context;
    uint64_t below = 0;
    size_t k = columns->y_count; /* so many of the largest y are near enough; larger x have fewer */
    for (size_t i = 0; i < columns->x_count; i++) {
        while (k > 0 && columns->x[i] - columns->y[columns->y_count - k] > limit)
            k--;
        below += k;
        if (below >= columns->wanted)
            return true;
    }
    return false;
}

/* The difference at `place`, 1 for the smallest. */
static double difference_at(struct columns *columns, uint64_t place)
{
    columns->wanted = place;
    return bisection_first(enough_below, columns, columns->x[0] - columns->y[columns->y_count - 1],
                           columns->x[columns->x_count - 1] - columns->y[0]);
}

/* The largest c with P(wins < c | no shift) <= level: c differences from either end the interval closes. Exact without
 * ties; `below` gets that probability. 0: open. */
static uint64_t cut_exact(size_t x_count, size_t y_count, double level, double *below)
{
    struct subsets subsets;
    uint64_t *ranks = malloc((x_count + y_count) * sizeof *ranks), cut = 0;
    if (!ranks)
        return 0;
    for (size_t i = 0; i < x_count + y_count; i++)
        ranks[i] = i + 1;
    if (!subsets_count(ranks, x_count + y_count, x_count, &subsets)) {
        const uint64_t least = (uint64_t)x_count * (x_count + 1) / 2;
        *below = 0;
        while (*below + subsets.share[least + cut] <= level)
            *below += subsets.share[least + cut++];
        subsets_release(&subsets);
    }
    free(ranks);
    return cut;
}

static uint64_t cut_normal(size_t x_count, size_t y_count, double level)
{
    const double m = (double)x_count, n = (double)y_count;
    const double cut = m * n / 2 + 0.5 + distribution_normal_point(level) * sqrt(m * n * (m + n + 1) / 12);
    return cut >= 1 ? (uint64_t)cut : 0;
}

static struct stats_estimate columns_solve(struct columns *columns, double confidence)
{
    struct stats_estimate estimate = {NAN, {NAN, NAN, NAN}};
    const uint64_t all = (uint64_t)columns->x_count * columns->y_count;
    const double level = (1 - confidence) / 2;
    double below = level;
    const bool few = columns->x_count < RANK_SUM_EXACT_BELOW && columns->y_count < RANK_SUM_EXACT_BELOW;
    const uint64_t cut = few ? cut_exact(columns->x_count, columns->y_count, level, &below)
                             : cut_normal(columns->x_count, columns->y_count, level);
    estimate.value = difference_at(columns, (all + 1) / 2) / 2 + difference_at(columns, all / 2 + 1) / 2;
    if (cut) {
        estimate.interval.low = difference_at(columns, cut);
        estimate.interval.high = difference_at(columns, all + 1 - cut);
        estimate.interval.confidence = 1 - 2 * below;
    }
    return estimate;
}

struct stats_estimate rank_sum_shift(const double x[], size_t x_count, const double y[], size_t y_count,
                                     double confidence)
{
    struct stats_estimate estimate = {NAN, {NAN, NAN, NAN}};
    struct columns columns = {ascending_copy(x, x_count), ascending_copy(y, y_count), x_count, y_count, 0};
    if (x_count && y_count && columns.x && columns.y)
        estimate = columns_solve(&columns, confidence);
    free(columns.x);
    free(columns.y);
    return estimate;
}

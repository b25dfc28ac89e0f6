/* SPDX-License-Identifier: MIT */
/* The test on the ranks of both columns together. */
#include "rank_sum.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "distribution.h"
#include "ranks.h"
#include "subsets.h"

/* Both columns in one. NULL when memory is short; free it. */
static double *columns_join(const double x[], size_t x_count, const double y[], size_t y_count)
{
    double *both = malloc((x_count + y_count + 1) * sizeof *both);
    if (both) {
        memcpy(both, x, x_count * sizeof *x);
        memcpy(both + x_count, y, y_count * sizeof *y);
    }
    return both;
}

static int exact_test(const uint64_t ranks[], size_t x_count, size_t y_count, uint64_t sum, struct rank_sum *test)
{
    struct subsets subsets;
    if (subsets_count(ranks, x_count + y_count, x_count, &subsets))
        return -1;
    test->p_greater = subsets_at_least(&subsets, sum);
    test->p_less = subsets_at_most(&subsets, sum);
    test->exact = true;
    subsets_release(&subsets);
    return 0;
}

/* With the continuity correction; ties make the variance smaller (Hollander & Wolfe 1973, 4.1, equation 4.9). */
static void normal_test(size_t x_count, size_t y_count, double ties, struct rank_sum *test)
{
    const double m = (double)x_count, n = (double)y_count, all = m + n;
    const double variance = m * n / 12 * (all + 1 - ties / (all * (all - 1)));
    const double above = test->wins - m * n / 2;
    test->p_greater = variance > 0 ? distribution_normal_above((above - 0.5) / sqrt(variance)) : 1;
    test->p_less = variance > 0 ? distribution_normal_above((-above - 0.5) / sqrt(variance)) : 1;
}

struct rank_sum rank_sum_test(const double x[], size_t x_count, const double y[], size_t y_count)
{
    struct rank_sum test = {NAN, NAN, NAN, NAN, false};
    double *both = columns_join(x, x_count, y, y_count), ties = 0;
    uint64_t *ranks = malloc((x_count + y_count + 1) * sizeof *ranks), sum = 0;
    if (!x_count || !y_count || !both || !ranks || ranks_doubled(both, x_count + y_count, ranks, &ties))
        goto release;
    for (size_t i = 0; i < x_count; i++)
        sum += ranks[i];
    test.wins = (double)(sum - (uint64_t)x_count * (x_count + 1)) / 2;
    const bool few = x_count < RANK_SUM_EXACT_BELOW && y_count < RANK_SUM_EXACT_BELOW;
    if (!few || exact_test(ranks, x_count, y_count, sum, &test))
        normal_test(x_count, y_count, ties, &test);
    test.p = fmin(1, 2 * fmin(test.p_greater, test.p_less));
release:
    free(ranks);
    free(both);
    return test;
}

/* SPDX-License-Identifier: MIT */
/* Order statistics: everything here sorts a copy of the column, because callers' columns are in order of measurement. */
#include "stats.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static int value_order(const void *left, const void *right)
{
    const double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

/* NULL when there is nothing to sort or no memory; free it. */
static double *values_sorted(const double values[], size_t count)
{
    double *sorted = count ? malloc(count * sizeof *sorted) : NULL;
    if (!sorted)
        return NULL;
    memcpy(sorted, values, count * sizeof *sorted);
    qsort(sorted, count, sizeof *sorted, value_order);
    return sorted;
}

double stats_median(const double values[], size_t count)
{
    double *sorted = values_sorted(values, count);
    if (!sorted)
        return NAN;
    const double median = count % 2 ? sorted[count / 2] : sorted[count / 2 - 1] / 2 + sorted[count / 2] / 2;
    free(sorted);
    return median;
}

double stats_mad(const double values[], size_t count)
{
    const double median = stats_median(values, count);
    double *distances = count ? malloc(count * sizeof *distances) : NULL;
    if (!distances)
        return NAN;
    for (size_t i = 0; i < count; i++)
        distances[i] = fabs(values[i] - median);
    const double mad = stats_median(distances, count);
    free(distances);
    return mad;
}

/* P(B = k) for B binomial(n, 1/2), through logarithms so that n = 10000 does not underflow before the sum. */
static double binomial_half(size_t n, size_t k)
{
    const double terms = lgamma((double)n + 1) - lgamma((double)k + 1) - lgamma((double)(n - k) + 1);
    return exp(terms - (double)n * log(2));
}

struct stats_interval stats_median_interval(const double values[], size_t count, double confidence)
{
    struct stats_interval interval = {NAN, NAN, NAN};
    double below = 0; /* P(B < k) */
    size_t rank = 0;  /* the largest k that keeps the confidence */
    for (size_t k = 1; k <= count / 2; k++) {
        const double next = below + binomial_half(count, k - 1);
        if (1 - 2 * next < confidence)
            break;
        below = next;
        rank = k;
    }
    double *sorted = rank ? values_sorted(values, count) : NULL;
    if (!sorted)
        return interval;
    interval = (struct stats_interval){sorted[rank - 1], sorted[count - rank], 1 - 2 * below};
    free(sorted);
    return interval;
}

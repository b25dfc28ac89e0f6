/* SPDX-License-Identifier: MIT */
/* Order statistics: everything here sorts a copy of the column, because callers' columns are in order of measurement.
 *
 *  */
#include "stats.h"

#include <math.h>
#include <stdlib.h>

#include "ascending.h"
#include "distribution.h"

double stats_median(const double values[], size_t count)
{
    double *sorted = ascending_copy(values, count);
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

struct stats_interval stats_median_interval(const double values[], size_t count, double confidence)
{
    struct stats_interval interval = {NAN, NAN, NAN};
    double below = 0; /* P(B < k) */
    size_t rank = 0;  /* the largest k that keeps the confidence */
    for (size_t k = 1; k <= count / 2; k++) {
        const double next = below + distribution_binomial_at(k - 1, count, 0.5);
        if (1 - 2 * next < confidence)
            break;
        below = next;
        rank = k;
    }
    double *sorted = rank ? ascending_copy(values, count) : NULL;
    if (!sorted)
        return interval;
    interval = (struct stats_interval){sorted[rank - 1], sorted[count - rank], 1 - 2 * below};
    free(sorted);
    return interval;
}

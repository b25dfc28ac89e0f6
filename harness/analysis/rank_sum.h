/* SPDX-License-Identifier: MIT */
/* Rank sums: does one column tend to be larger than another, not paired one, and by how much? */
#ifndef RANK_SUM_H
#define RANK_SUM_H

#include <stdbool.h>
#include <stddef.h>

#include "stats.h"

/* Below this many values in both columns the null distribution is exact; beyond, normal with the correction for ties.
 *
 *  */
enum { RANK_SUM_EXACT_BELOW = 50 };

struct rank_sum {
    double wins;      /* pairs (x, y) with x > y, ties counted half: Mann & Whitney's U, R's W */
    double p_greater; /* P(as many wins or more | same distribution): small when x tends to be larger */
    double p_less;
    double p; /* two-sided: twice the smaller, at most 1 */
    bool exact;
};

/* The test of Mann & Whitney (1947); exact given the ties, by counting all ways to choose x's ranks. NaN when a column
 * is empty or memory is short. */
struct rank_sum rank_sum_test(const double x[], size_t x_count, const double y[], size_t y_count);

/* By how much x lies above y: the median of all differences x - y (Hodges & Lehmann 1963) and the interval between two
 * of them that inverts the test (Hollander & Wolfe 1973, 4.2-4.3). Open when there are too few values. The confidence
 * is exact without ties and below RANK_SUM_EXACT_BELOW values, else nominal. */
struct stats_estimate rank_sum_shift(const double x[], size_t x_count, const double y[], size_t y_count,
                                     double confidence);

#endif

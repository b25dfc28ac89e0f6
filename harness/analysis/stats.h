/* SPDX-License-Identifier: MIT */
/* Statistics of a column of numbers: pure functions, no assumption about the distribution. Every one returns NaN when
 * memory is short or the column is too short for it; none accepts NaN in the column. */
#ifndef STATS_H
#define STATS_H

#include <stddef.h>

/* The middle value; of an even count, the mean of the middle two. */
double stats_median(const double values[], size_t count);

/* Median of the distances from the median, not scaled. */
double stats_mad(const double values[], size_t count);

/* An interval [low, high]. */
struct stats_interval {
    double low, high;  /* NaN: open on that side: there are too few values, or nothing bounds it */
    double confidence; /* probability that the interval covers, at least what was asked for where that can be had; NaN
                        * when both sides are open */
};

/* An estimate and its interval. */
struct stats_estimate {
    double value;
    struct stats_interval interval;
};

/* The narrowest interval between two order statistics, equally far from both ends, that covers the distribution's
 * median with at least `confidence`: from x(k) to x(n+1-k), where 1 - 2 P(B < k) >= confidence and B is binomial(n,
 * 1/2). Exact for every continuous distribution (David & Nagaraja, Order Statistics, 3rd ed., 7.1). 95 % needs 6
 * values. */
struct stats_interval stats_median_interval(const double values[], size_t count, double confidence);

#endif

/* SPDX-License-Identifier: MIT */
/* Quantiles with exact intervals, and how many values a tail needs before anything can be said of it. */
#ifndef QUANTILE_H
#define QUANTILE_H

#include "stats.h"

/* The value below which a share `p` of the column lies, interpolated between order statistics (Hyndman & Fan 1996, type
 * 7: what R and NumPy print). NaN for an empty column or p outside 0 … 1. */
double quantile_estimate(const double values[], size_t count, double p);

/* The interval between the two order statistics with the fewest ranks between them that covers the distribution's
 * quantile with at least `confidence`; of equally wide ones, the one that covers best. Exact for every continuous
 * distribution and conservative for others, because which ranks are taken depends on count and p alone: P(x(l) <=
 * quantile < x(u)) = P(l <= B < u) for B binomial(count, p) (David & Nagaraja, Order Statistics, 3rd ed., 7.1). With
 * fewer than quantile_needs values a side is open: the upper one for p > 1/2, the lower one for p < 1/2, both where
 * even the other end cannot be had. For the median prefer stats_median_interval, which is symmetric. */
struct stats_interval quantile_interval(const double values[], size_t count, double p, double confidence);

/* The ranks of that interval's ends among `count` ascending values, 1-based; 0: open on that side. For columns that are
 * kept as counts of equal values. */
struct quantile_ranks {
    size_t low, high;
    double confidence; /* NaN: open on both sides */
};
struct quantile_ranks quantile_ranks(size_t count, double p, double confidence);

/* The least number of values of which the smallest and the largest enclose the quantile with that confidence: 6 for the
 * median at 95 %, 29 for p90, 299 for p99, 2995 for p99.9. p and confidence strictly between 0 and 1. */
size_t quantile_needs(double p, double confidence);

#endif

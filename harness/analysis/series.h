/* SPDX-License-Identifier: MIT */
/* A column as a series in time: how much its values depend on their neighbours, and what that leaves of their number.
 *
 *  */
#ifndef SERIES_H
#define SERIES_H

#include "stats.h"

/* Below this effective size no interval of the mean is given: there are not enough independent data. */
#define SERIES_EFFECTIVE_LEAST 10

/* Autocorrelation at `lag`: the sum of products of distances from the mean, `lag` apart, over the sum of squares (Box &
 * Jenkins; NIST StRD). NaN when the series is constant or not longer than the lag. */
double series_autocorrelation(const double values[], size_t count, size_t lag);

/* So many independent values would know the mean as well: n / (1 + 2 * sum of autocorrelations), where pairs of
 * neighbouring lags are summed as long as their sum is positive (initial positive sequence: Geyer, Statistical Science
 * 7, 1992, 3.3). At most n: luck from alternation is not counted. Series longer than SERIES_LAGS are averaged in
 * batches first. NaN when the series is constant or shorter than 4. */
enum { SERIES_LAGS = 20000 }; /* bounds the work: 2e8 products when every lag counts */
double series_effective_size(const double values[], size_t count);

/* Mean with an interval by Student's t, as if there were only so many values as the effective size. Open below
 * SERIES_EFFECTIVE_LEAST. */
struct stats_estimate series_mean_effective(const double values[], size_t count, double confidence);

/* Mean with an interval from the means of `batches` consecutive parts of equal length (Schmeiser, Operations Research
 * 30, 1982: 10 to 30 of them); values that fill no batch are left out at the front, where a start-up would be. Open
 * with fewer than two values a batch. */
struct stats_estimate series_mean_batches(const double values[], size_t count, size_t batches, double confidence);

#endif

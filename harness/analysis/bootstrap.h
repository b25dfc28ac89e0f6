/* SPDX-License-Identifier: MIT */
/* The bootstrap: intervals for statistics that have no exact one. It is never exact and with few values it is too
 * narrow: of medians, quantiles and shifts take the intervals made for them. The same seed gives the same interval. */
#ifndef BOOTSTRAP_H
#define BOOTSTRAP_H

#include <stdint.h>

#include "stats.h"

/* Enough for the second digit of a 2.5 % tail: its error is then 0.16 points. */
enum { BOOTSTRAP_RESAMPLES = 10000 };

/* One number of a column; must not fail on columns with repeated values. */
typedef double bootstrap_statistic(const double values[], size_t count);

struct bootstrap {
    bootstrap_statistic *statistic;
    double confidence;
    uint64_t seed;
    size_t resamples; /* 0: BOOTSTRAP_RESAMPLES */
    size_t block; /* of the block bootstrap; 0: twice the correlation time (count / effective size), at least the cube
                   * root of the count; never more than half of it */
};

/* Independent values: bias-corrected and accelerated (Efron & Tibshirani, An Introduction to the Bootstrap, 1993,
 * 14.3). Open where the correction is not finite, as when every resample gives the same number. */
struct stats_estimate bootstrap_bca(const double values[], size_t count, const struct bootstrap *bootstrap);

/* A series: percentiles over resamples made of blocks of consecutive values, so that what hangs together stays
 * together. Moving blocks (Künsch, Annals of Statistics 17, 1989) start anywhere they fit; circular ones (Politis &
 * Romano 1992) go on at the start where the series ends, so that every value is drawn equally often. */
struct stats_estimate bootstrap_moving_block(const double values[], size_t count, const struct bootstrap *bootstrap);
struct stats_estimate bootstrap_circular_block(const double values[], size_t count, const struct bootstrap *bootstrap);

#endif

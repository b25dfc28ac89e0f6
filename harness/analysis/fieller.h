/* SPDX-License-Identifier: MIT */
/* Ratios of means with Fieller's interval (JRSS B 16, 1954): for costs that add up, where the mean is meant. It assumes
 * normal means; under bursts it is valid and wide. For paired times prefer the inversion of signed ranks on log ratios.
 *
 *  */
#ifndef FIELLER_H
#define FIELLER_H

#include "stats.h"

/* Two means, and the variances and covariance of these means (not of the values). */
struct fieller_means {
    double top, bottom;
    double top_variance, bottom_variance, covariance;
    double freedom; /* of Student's t */
};

/* top / bottom and all ratios r for which top - r * bottom is not significantly different from 0. Both sides are open
 * when the lower mean itself is not significantly different from 0 (Fieller's g >= 1): then no ratio, however large,
 * can be excluded. */
struct stats_estimate fieller_interval(const struct fieller_means *means, double confidence);

/* Of pairs; NaN below two pairs. */
struct stats_estimate fieller_paired(const double top[], const double bottom[], size_t count, double confidence);

/* Of two independent columns with a common variance; NaN below two values in either. */
struct stats_estimate fieller_independent(const double top[], size_t top_count, const double bottom[],
                                          size_t bottom_count, double confidence);

#endif

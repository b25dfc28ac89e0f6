/* SPDX-License-Identifier: MIT */
/* Intervals of a single column: medians, quantiles, bootstrap. */
#ifndef COLUMNS_H
#define COLUMNS_H

#include "noise.h"
#include "tally.h"

/* Distributions of independent values. */
struct columns_shape {
    const char *name;
    double (*draw)(struct draws *draws);
    double (*quantile)(double p); /* the truth */
    double mean;
};

enum { COLUMNS_SHAPES = 5 };
extern const struct columns_shape
    columns_shapes[COLUMNS_SHAPES]; /* normal, lognormal, uniform, exponential, two-mode */

/* The median with its order-statistic interval: what yoke prints for absolute times. */
struct tally columns_median(const struct columns_shape *shape, size_t count, size_t replicates, struct draws *draws);

/* Any quantile with its interval. */
struct tally columns_quantile(const struct columns_shape *shape, double p, size_t count, size_t replicates,
                              struct draws *draws);

/* The mean, or the median, by the BCa bootstrap of 2000 resamples. */
struct tally columns_bootstrap(const struct columns_shape *shape, bool median, size_t count, size_t replicates,
                               struct draws *draws);

/* A session of `blocks` blocks in which a cell is started once a block, somewhere: does the interval of its median
 * cover the median of all starts that this session could have held (`within`), and that of all sessions (`beyond`)? */
void columns_session(const struct noise_model *model, size_t blocks, size_t replicates, struct draws *draws,
                     struct tally *within, struct tally *beyond);

#endif

/* SPDX-License-Identifier: MIT */
/* Ratios of two cells measured in blocks: do their intervals cover the true ratio? */
#ifndef PAIRS_H
#define PAIRS_H

#include "noise.h"
#include "tally.h"

enum pairs_method {
    PAIRS_WINSORISED, /* what yoke prints */
    PAIRS_HODGES_LEHMANN,
    PAIRS_SIGN,
    PAIRS_STUDENT, /* t on log ratios */
    PAIRS_FIELLER, /* of the mean times */
    PAIRS_METHODS, /* how many */
};
extern const char *const pairs_method_names[PAIRS_METHODS];

/* A study whose blocks hold `cells` cells in an order drawn afresh; two of them are compared, of which the second does
 * the same work `ratio` times as long, on a machine with its own noise when `other` is not NULL. */
struct pairs_study {
    const struct noise_model *model, *other;
    size_t blocks, cells;
    double ratio;
};

enum { PAIRS_BLOCKS_MOST = 100 };

/* Measures the study once: times of both cells, a block each. */
void pairs_measure(const struct pairs_study *study, struct draws *draws, double base[], double candidate[]);

/* Repeats the study and adds every method's interval at 95 % to its tally. The true ratio is `truth`. */
void pairs_cover(const struct pairs_study *study, double truth, size_t replicates, struct draws *draws,
                 struct tally tallies[PAIRS_METHODS]);

#endif

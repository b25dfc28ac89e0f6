/* SPDX-License-Identifier: MIT */
/* Equivalence: is a ratio proven to lie within a margin of 1? "No difference found" proves nothing; this does. */
#ifndef EQUIVALENCE_H
#define EQUIVALENCE_H

#include <stddef.h>

struct equivalence {
    double p_above; /* of "the ratio is 1 - margin or less": small when it is proven above */
    double p_below; /* of "the ratio is 1 + margin or more": small when it is proven below */
    double p;       /* the larger: both must be proven (Schuirmann 1987, two one-sided tests) */
};

/* Tests log ratios of pairs by signed ranks, winsorised. `margin` is a share, 0.03 for 3 %, between 0 and 1. NaN when
 * there are no ratios or the margin is out of range. */
struct equivalence equivalence_test(const double log_ratios[], size_t count, double margin);

#endif

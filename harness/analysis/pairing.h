/* SPDX-License-Identifier: MIT */
/* All that can be said of two columns that were measured in pairs. */
#ifndef PAIRING_H
#define PAIRING_H

#include <stdbool.h>
#include <stdint.h>

#include "equivalence.h"
#include "rank_sum.h"
#include "sign.h"
#include "signed_rank.h"

/* Effects are ratios, second / first, when all values are positive; differences, second - first, when not. */
struct pairing {
    uint64_t count;
    bool ratios;
    struct stats_estimate winsorised;     /* by inversion of winsorised signed ranks: the one to print first */
    struct stats_estimate hodges_lehmann; /* likewise of Wilcoxon's */
    struct stats_estimate median;         /* with the sign test's interval */
    struct stats_estimate unpaired;       /* Hodges and Lehmann's shift, as if there were no pairs */
    struct signed_rank winsorised_test, wilcoxon_test;
    struct sign sign_test;
    struct rank_sum rank_sum_test;
    double margin;
    struct equivalence equivalence; /* NaN of differences: a margin is a share */
    struct stats_interval proven;   /* what holds at 95 % on either side: the interval at 90 % */
};

/* Compares `count` pairs; `margin` is a share, 0.03 for 3 %. Without pairs all is NaN. Returns 0 or -ENOMEM. */
int pairing_describe(const double first[], const double second[], size_t count, double margin, struct pairing *pairing);

#endif

/* SPDX-License-Identifier: MIT */
/* What a gate could have seen, and what more would cost: for those that end undecided. */
#ifndef GATE_POWER_H
#define GATE_POWER_H

#include "gate_test.h"

struct gate_power {
    double deviation;    /* of one pair's log ratio, from the median absolute deviation */
    double detectable;   /* the smallest slow-down, as a share, found in 19 of 20 suites at the last look; NaN: not known */
    double pairs_needed; /* to find one of theta as surely; NaN: not known */
};

/* From the pairs seen so far: n = 1.1 (z_alpha + z_beta)^2 deviation^2 / gap^2 with gap the distance of the logarithms
 * of the change and of 1 + delta, z at the level of one look and at 95 %; 1.1 pays for ranks instead of values. Needs 6
 * pairs; nothing is known against a stored base. */
struct gate_power gate_power_of(const struct gate_test *test, const struct gate_rule *rule);

#endif

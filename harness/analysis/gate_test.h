/* SPDX-License-Identifier: MIT */
/* One test of a suite as it goes on: pairs come in, looks are made when they are due, and at some look, or never, a
 * claim is proven. The gate, its simulation and a second look at a stored record all run this very code. */
#ifndef GATE_TEST_H
#define GATE_TEST_H

#include "gate_rule.h"
#include "stats.h"

enum gate_claim {
    GATE_UNDECIDED,
    GATE_REGRESSED,
    GATE_IMPROVED,
    GATE_UNCHANGED,
};

struct gate_test {
    struct gate_margins margins;
    double log_ratios[GATE_PAIRS_MOST]; /* against a stored base: logarithms of the candidate's starts */
    size_t count;
    double base[GATE_PAIRS_MOST]; /* logarithms of the stored base's starts; none: the test is one of pairs */
    size_t base_count;
    size_t looks_made, looked_at; /* how many, and at how many pairs the last of them was */
    struct gate_p last;           /* of the last look; NaN before the first */
    double slower, faster;        /* p values that already pay for all looks: what Holm compares */
    enum gate_claim claim;
};

struct gate_test gate_test_begin(const struct gate_margins *margins);

/* Nothing more can come of it: a claim is proven, or the last look was made. */
bool gate_test_over(const struct gate_test *test, const struct gate_rule *rule);

/* Takes one more pair and looks when that is due. Takes none when it is over. */
void gate_test_add(struct gate_test *test, const struct gate_rule *rule, double log_ratio);

/* No more pairs will come, for want of time: makes one look more when there are pairs that no look has seen. When that
 * is does not depend on the pairs, so it is as good as any look. */
void gate_test_end(struct gate_test *test, const struct gate_rule *rule);

/* At the end of the suite: Holm over all tests, which can turn the undecided into changed ones and nothing else. Returns 0 or
 * -ENOMEM. */
int gate_tests_settle(struct gate_test *const tests[], size_t count, const struct gate_rule *rule);

/* The ratio candidate / base with its 95 % interval, and what is proven on either side at 95 % each, by inversion of the
 * test. Open sides are NaN. */
struct stats_estimate gate_test_ratio(const struct gate_test *test);
struct stats_interval gate_test_proven(const struct gate_test *test);

#endif

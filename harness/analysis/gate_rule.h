/* SPDX-License-Identifier: MIT */
/* The gate's rule: when pairs of a base and a candidate are enough to say "slower", "faster" or "the same", so that a
 * whole suite gives a false alarm in at most one of a hundred runs. Pure; docs/gate.md tells why it is this rule. */
#ifndef GATE_RULE_H
#define GATE_RULE_H

#include <stdbool.h>
#include <stddef.h>

enum { GATE_LOOKS_MOST = 8, GATE_PAIRS_MOST = 200 /* what the exact distribution reaches: FLIPS_EXACT_MOST */ };

/* How sharp a gate is. A change between delta and theta may rightly be called either way: choose the profile for it. */
struct gate_profile {
    const char *name, *summary;
    double delta, theta;
    size_t pairs_most; /* its last look */
};
enum { GATE_PROFILES = 4, GATE_PROFILE_DEFAULT = 1 /* the index of the one called so */ };
extern const struct gate_profile gate_profiles[GATE_PROFILES]; /* coarse, default, fine, strict */
extern const char *const gate_profile_words[GATE_PROFILES + 1]; /* their names; the last is NULL */
const struct gate_profile *gate_profile_find(const char *name); /* NULL: there is none of that name */

/* Shares: a slow-down is claimed above 1 + delta, a speed-up below 1 - delta, sameness within 1 +- theta. */
struct gate_margins {
    double delta, theta;
};

/* What all tests of a suite share. */
struct gate_rule {
    double alpha;       /* chance of any false "slower" in the suite; likewise of any false "faster" */
    double alpha_equal; /* chance of a false "the same" in one test */
    size_t tests;       /* in the suite: cells times metrics */
    size_t looks[GATE_LOOKS_MOST], look_count; /* at so many pairs, ascending */
    bool anytime;       /* e-processes, looked at after every pair, instead of looks */
    bool stored;        /* the base is a stored result: starts of one side are compared with it, no pairs (gate_stored.h) */
};

/* The usual levels, and the profile's looks. */
struct gate_rule gate_rule_make(const struct gate_profile *profile, size_t tests, bool anytime);
size_t gate_rule_pairs_most(const struct gate_rule *rule);

/* The fewest pairs at which a slow-down can be claimed at all: with fewer, even the smallest p is above its threshold.
 * 0: not even at the last look; such a gate could never fail and is not to be run. */
size_t gate_rule_attainable(const struct gate_rule *rule);

/* The p value that one look at one test must not exceed: for a change, and for sameness. */
double gate_rule_change_level(const struct gate_rule *rule);
double gate_rule_equal_level(const struct gate_rule *rule);

/* One-sided p values of one look: small when the claim is proven. */
struct gate_p {
    double slower, faster, same;
};

/* Tests log ratios of pairs, ln(candidate) - ln(base), by winsorised signed ranks. NaN when there are none. */
struct gate_p gate_rule_look(const struct gate_margins *margins, const double log_ratios[], size_t count);

#endif

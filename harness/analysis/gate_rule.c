/* SPDX-License-Identifier: MIT */
/* Levels are split over looks by the union bound: it keeps the rank tests exact and costs at most one look against
 * constants that assume normal increments. */
#include "gate_rule.h"

#include <math.h>
#include <string.h>

#include "equivalence.h"
#include "signed_rank.h"

/* A suite that cries wolf once in a hundred runs is still believed; "the same" is said of one cell, and as other tools
 * do it. */
static const double ALPHA = 0.01, ALPHA_EQUAL = 0.05;

/* Half as many again each time: a verdict comes at most half later than the pairs would have allowed. */
static const size_t LOOKS[GATE_LOOKS_MOST] = {12, 18, 27, 40, 60, 90, 135, 200};

const struct gate_profile gate_profiles[GATE_PROFILES] = {
    {"coarse", "finds +5 %; for many cells and little time", 0.02, 0.05, 60},
    {"default", "finds +3 % on a calm machine, +5 % on a busy one", 0.01, 0.03, 90},
    {"fine", "finds +2 %; takes about three times as long", 0.005, 0.02, 135},
    {"strict", "finds +1 % on a calm machine; any slow-down counts", 0, 0.01, 200},
};

const char *const gate_profile_words[GATE_PROFILES + 1] = {"coarse", "default", "fine", "strict", NULL};

const struct gate_profile *gate_profile_find(const char *name)
{
    for (size_t i = 0; i < GATE_PROFILES; i++)
        if (!strcmp(gate_profiles[i].name, name))
            return &gate_profiles[i];
    return NULL;
}

struct gate_rule gate_rule_make(const struct gate_profile *profile, size_t tests, bool anytime)
{
    struct gate_rule rule = {.alpha = ALPHA, .alpha_equal = ALPHA_EQUAL, .tests = tests ? tests : 1, .anytime = anytime};
    while (rule.look_count < GATE_LOOKS_MOST && LOOKS[rule.look_count] <= profile->pairs_most) {
        rule.looks[rule.look_count] = LOOKS[rule.look_count];
        rule.look_count++;
    }
    return rule;
}

size_t gate_rule_pairs_most(const struct gate_rule *rule)
{
    return rule->looks[rule->look_count - 1];
}

double gate_rule_change_level(const struct gate_rule *rule)
{
    return rule->alpha / (double)rule->tests / (rule->anytime ? 1 : (double)rule->look_count);
}

double gate_rule_equal_level(const struct gate_rule *rule)
{
    return rule->alpha_equal / (rule->anytime ? 1 : (double)rule->look_count);
}

/* All pairs on one side: the smallest p of n pairs is 2^-n. An e-process of n signs is at most 2^(n + 1) / (n + 1). */
static bool attains(const struct gate_rule *rule, size_t pairs)
{
    const double n = (double)pairs;
    return (rule->anytime ? (n + 1) * exp2(-n - 1) : exp2(-n)) <= gate_rule_change_level(rule);
}

size_t gate_rule_attainable(const struct gate_rule *rule)
{
    for (size_t pairs = 1; pairs <= gate_rule_pairs_most(rule); pairs++)
        if (attains(rule, pairs))
            return pairs;
    return 0;
}

struct gate_p gate_rule_look(const struct gate_margins *margins, const double log_ratios[], size_t count)
{
    return (struct gate_p){
        .slower = signed_rank_test(log_ratios, count, SIGNED_RANK_WINSORISED, log1p(margins->delta)).p_greater,
        .faster = signed_rank_test(log_ratios, count, SIGNED_RANK_WINSORISED, log1p(-margins->delta)).p_less,
        .same = equivalence_test(log_ratios, count, margins->theta).p,
    };
}

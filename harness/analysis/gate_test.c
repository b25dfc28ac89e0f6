/* SPDX-License-Identifier: MIT */
/* Slower is asked first, sameness last: of two claims that both hold, the one that somebody has to act on is made. */
#include "gate_test.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>

#include "gate_anytime.h"
#include "gate_stored.h"
#include "multiple.h"
#include "rank_sum.h"
#include "signed_rank.h"

/* Two bounds that hold at 95 % each are the ends of an interval at 90 %. */
static const double CONFIDENCE = 0.95, PROOF = 0.90;

struct gate_test gate_test_begin(const struct gate_margins *margins)
{
    return (struct gate_test){.margins = *margins, .last = {NAN, NAN, NAN}, .slower = 1, .faster = 1};
}

bool gate_test_over(const struct gate_test *test, const struct gate_rule *rule)
{
    return test->claim != GATE_UNDECIDED || test->count >= gate_rule_pairs_most(rule);
}

static bool look_is_due(const struct gate_test *test, const struct gate_rule *rule)
{
    if (rule->anytime)
        return true;
    for (size_t i = 0; i < rule->look_count; i++)
        if (rule->looks[i] == test->count)
            return true;
    return false;
}

static enum gate_claim claim_of(const struct gate_p *p, const struct gate_rule *rule)
{
    if (p->slower <= gate_rule_change_level(rule))
        return GATE_REGRESSED;
    if (p->faster <= gate_rule_change_level(rule))
        return GATE_IMPROVED;
    return p->same <= gate_rule_equal_level(rule) ? GATE_UNCHANGED : GATE_UNDECIDED;
}

static struct gate_p look(const struct gate_test *test, const struct gate_rule *rule)
{
    if (rule->stored)
        return gate_stored_look(&test->margins, test->base, test->base_count, test->log_ratios, test->count);
    return rule->anytime ? gate_anytime_look(&test->margins, test->log_ratios, test->count)
                         : gate_rule_look(&test->margins, test->log_ratios, test->count);
}

static void look_make(struct gate_test *test, const struct gate_rule *rule)
{
    const double looks = rule->anytime ? 1 : (double)rule->look_count;
    test->last = look(test, rule);
    test->looks_made++;
    test->looked_at = test->count;
    test->slower = fmin(test->slower, fmin(1, looks * test->last.slower));
    test->faster = fmin(test->faster, fmin(1, looks * test->last.faster));
    test->claim = claim_of(&test->last, rule);
}

void gate_test_add(struct gate_test *test, const struct gate_rule *rule, double log_ratio)
{
    if (gate_test_over(test, rule))
        return;
    test->log_ratios[test->count++] = log_ratio;
    if (look_is_due(test, rule))
        look_make(test, rule);
}

void gate_test_end(struct gate_test *test, const struct gate_rule *rule)
{
    if (test->claim == GATE_UNDECIDED && test->count > test->looked_at)
        look_make(test, rule);
}

int gate_tests_settle(struct gate_test *const tests[], size_t count, const struct gate_rule *rule)
{
    double *slower = calloc(count + 1, sizeof *slower), *faster = calloc(count + 1, sizeof *faster);
    int status = slower && faster ? 0 : -ENOMEM;
    for (size_t i = 0; i < count && !status; i++) {
        slower[i] = tests[i]->slower;
        faster[i] = tests[i]->faster;
    }
    if (!status)
        status = multiple_holm(slower, count, slower);
    if (!status)
        status = multiple_holm(faster, count, faster);
    for (size_t i = 0; i < count && !status; i++)
        if (tests[i]->claim == GATE_UNDECIDED && slower[i] <= rule->alpha)
            tests[i]->claim = GATE_REGRESSED;
        else if (tests[i]->claim == GATE_UNDECIDED && faster[i] <= rule->alpha)
            tests[i]->claim = GATE_IMPROVED;
    free(faster);
    free(slower);
    return status;
}

static struct stats_interval interval_back(struct stats_interval logs)
{
    return (struct stats_interval){exp(logs.low), exp(logs.high), logs.confidence};
}

/* By how much the candidate lies above the base, in logarithms. */
static struct stats_estimate shift_of(const struct gate_test *test, double confidence)
{
    if (test->base_count)
        return rank_sum_shift(test->log_ratios, test->count, test->base, test->base_count, confidence);
    return signed_rank_invert(test->log_ratios, test->count, SIGNED_RANK_WINSORISED, confidence);
}

struct stats_estimate gate_test_ratio(const struct gate_test *test)
{
    if (!test->count)
        return (struct stats_estimate){NAN, {NAN, NAN, NAN}};
    const struct stats_estimate logs = shift_of(test, CONFIDENCE);
    return (struct stats_estimate){exp(logs.value), interval_back(logs.interval)};
}

struct stats_interval gate_test_proven(const struct gate_test *test)
{
    return test->count ? interval_back(shift_of(test, PROOF).interval) : (struct stats_interval){NAN, NAN, NAN};
}

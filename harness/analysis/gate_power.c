/* SPDX-License-Identifier: MIT */
/* The formula of one look, which errs on the side of too many pairs: several looks find a change no later. */
#include "gate_power.h"

#include <math.h>

#include "distribution.h"

static const double POWER = 0.95, RANKS_COST = 1.1;

/* A normal distribution's standard deviation is this many median absolute deviations. */
static const double DEVIATION_PER_MAD = 1.4826;

enum { PAIRS_LEAST = 6 };

struct gate_power gate_power_of(const struct gate_test *test, const struct gate_rule *rule)
{
    if (test->count < PAIRS_LEAST || rule->stored) /* more starts of one side do not narrow what sessions differ by */
        return (struct gate_power){NAN, NAN, NAN};
    const double deviation = DEVIATION_PER_MAD * stats_mad(test->log_ratios, test->count);
    const double reach = -distribution_normal_point(gate_rule_change_level(rule)) + distribution_normal_point(POWER);
    const double gap = log1p(test->margins.theta) - log1p(test->margins.delta);
    const double most = (double)gate_rule_pairs_most(rule), least = (double)gate_rule_attainable(rule);
    return (struct gate_power){
        .deviation = deviation,
        .detectable = (1 + test->margins.delta) * exp(reach * deviation * sqrt(RANKS_COST / most)) - 1,
        .pairs_needed = fmax(least, ceil(RANKS_COST * pow(reach * deviation / gap, 2))),
    };
}

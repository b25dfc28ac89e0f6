/* SPDX-License-Identifier: MIT */
/* What those tools print is turned into yes or no. */
#include "usual_rules.h"

#include <math.h>

#include "moments.h"
#include "rank_sum.h"

const char *const usual_rule_names[USUAL_RULES] = {"hyperfine's ratio", "compare.py", "mean > 5 %"};

/* hyperfine's sd of a ratio: by error propagation of the two columns' own. */
void usual_rules_ask(const double base[], const double candidate[], size_t count, bool slower[USUAL_RULES])
{
    const double base_mean = moments_mean(base, count), candidate_mean = moments_mean(candidate, count);
    const double ratio = candidate_mean / base_mean;
    const double deviation = ratio * hypot(moments_deviation(candidate, count) / candidate_mean,
                                           moments_deviation(base, count) / base_mean);
    const struct rank_sum ranks = rank_sum_test(candidate, count, base, count);
    slower[USUAL_HYPERFINE] = ratio - deviation > 1;
    slower[USUAL_COMPARE] = ranks.p < 0.05 && ranks.p_greater < ranks.p_less;
    slower[USUAL_MEAN] = ratio > 1.05;
}

/* SPDX-License-Identifier: MIT */
/* With k of n signs positive the mixture is 2 * integral from 1/2 to 1 of (2p)^k (2(1-p))^(n-k) dp, an incomplete beta
 * function; for whole arguments that is a binomial probability. */
#include "gate_anytime.h"

#include <math.h>

#include "distribution.h"

static double evidence_of(size_t positive, size_t count)
{
    const double n = (double)count, k = (double)positive;
    const double beta = lgamma(k + 1) + lgamma(n - k + 1) - lgamma(n + 2);
    return exp((n + 1) * M_LN2 + beta) * distribution_binomial_upto(positive, count + 1, 0.5);
}

double gate_anytime_evidence(const double differences[], size_t count, double shift)
{
    size_t positive = 0, used = 0;
    for (size_t i = 0; i < count; i++) {
        positive += differences[i] > shift;
        used += differences[i] != shift;
    }
    return evidence_of(positive, used);
}

/* That the median is below the shift: the mirror image. */
static double evidence_below(const double differences[], size_t count, double shift)
{
    size_t negative = 0, used = 0;
    for (size_t i = 0; i < count; i++) {
        negative += differences[i] < shift;
        used += differences[i] != shift;
    }
    return evidence_of(negative, used);
}

struct gate_p gate_anytime_look(const struct gate_margins *margins, const double log_ratios[], size_t count)
{
    const double above = gate_anytime_evidence(log_ratios, count, log1p(-margins->theta));
    const double below = evidence_below(log_ratios, count, log1p(margins->theta));
    return (struct gate_p){
        .slower = 1 / gate_anytime_evidence(log_ratios, count, log1p(margins->delta)),
        .faster = 1 / evidence_below(log_ratios, count, log1p(-margins->delta)),
        .same = 1 / fmin(above, below),
    };
}

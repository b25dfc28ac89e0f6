/* SPDX-License-Identifier: MIT */
/* Everything is done on logarithms where that is possible, because what disturbs a time multiplies it. */
#include "pairing.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>

/* The confidence of intervals of the effect. Of a bound alone: half of what is left out lies on either side. */
static const double CONFIDENCE = 0.95, PROOF = 0.90;

static bool all_positive(const double values[], size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!(values[i] > 0))
            return false;
    return true;
}

static struct stats_interval interval_back(struct stats_interval interval, bool ratios)
{
    return ratios ? (struct stats_interval){exp(interval.low), exp(interval.high), interval.confidence} : interval;
}

static struct stats_estimate estimate_back(struct stats_estimate estimate, bool ratios)
{
    return (struct stats_estimate){ratios ? exp(estimate.value) : estimate.value,
                                   interval_back(estimate.interval, ratios)};
}

static void effects_describe(const double effects[], struct pairing *pairing)
{
    const size_t count = pairing->count;
    const struct stats_estimate median = {stats_median(effects, count),
                                          stats_median_interval(effects, count, CONFIDENCE)};
    const struct stats_estimate proof = signed_rank_invert(effects, count, SIGNED_RANK_WINSORISED, PROOF);
    pairing->winsorised =
        estimate_back(signed_rank_invert(effects, count, SIGNED_RANK_WINSORISED, CONFIDENCE), pairing->ratios);
    pairing->hodges_lehmann =
        estimate_back(signed_rank_invert(effects, count, SIGNED_RANK_WILCOXON, CONFIDENCE), pairing->ratios);
    pairing->median = estimate_back(median, pairing->ratios);
    pairing->proven = interval_back(proof.interval, pairing->ratios);
    pairing->winsorised_test = signed_rank_test(effects, count, SIGNED_RANK_WINSORISED, 0);
    pairing->wilcoxon_test = signed_rank_test(effects, count, SIGNED_RANK_WILCOXON, 0);
    pairing->sign_test = sign_test(effects, count, 0);
    pairing->equivalence = equivalence_test(effects, pairing->ratios ? count : 0, pairing->margin);
}

int pairing_describe(const double first[], const double second[], size_t count, double margin, struct pairing *pairing)
{
    double *from = malloc((count + 1) * sizeof *from), *to = malloc((count + 1) * sizeof *to);
    double *effects = malloc((count + 1) * sizeof *effects);
    const int status = from && to && effects ? 0 : -ENOMEM;
    if (!status) {
        const bool ratios = all_positive(first, count) && all_positive(second, count);
        for (size_t i = 0; i < count; i++) {
            from[i] = ratios ? log(first[i]) : first[i];
            to[i] = ratios ? log(second[i]) : second[i];
            effects[i] = to[i] - from[i];
        }
        *pairing = (struct pairing){.count = count, .ratios = ratios, .margin = margin};
        effects_describe(effects, pairing);
        pairing->rank_sum_test = rank_sum_test(second, count, first, count);
        pairing->unpaired = estimate_back(rank_sum_shift(to, count, from, count, CONFIDENCE), ratios);
    }
    free(effects);
    free(to);
    free(from);
    return status;
}

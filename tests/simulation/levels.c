/* SPDX-License-Identifier: MIT */
/* Pairs as a gate measures them: two starts back to back, their order a coin's. */
#include "levels.h"

#include "distribution.h"
#include "equivalence.h"
#include "moments.h"
#include "multiple.h"
#include "pairs.h"
#include "rank_sum.h"
#include "sign.h"
#include "signed_rank.h"

const char *const levels_test_names[LEVELS_TESTS] = {"winsorised signed-rank", "Wilcoxon signed-rank", "sign",
                                                     "Mann-Whitney", "t on logs"};

static double student_p(const double logs[], size_t count)
{
    const double error = moments_deviation(logs, count) / sqrt((double)count);
    return 2 * distribution_student_above(fabs(moments_mean(logs, count)) / error, (double)count - 1);
}

static void logs_fill(const double base[], const double candidate[], size_t count, double logs[])
{
    for (size_t i = 0; i < count; i++)
        logs[i] = log(candidate[i] / base[i]);
}

void levels_pairs(const struct noise_model *model, size_t pairs, double ratio, size_t replicates, struct draws *draws,
                  struct tally tallies[LEVELS_TESTS])
{
    const struct pairs_study study = {.model = model, .blocks = pairs, .cells = 2, .ratio = ratio};
    double base[PAIRS_BLOCKS_MOST], candidate[PAIRS_BLOCKS_MOST], logs[PAIRS_BLOCKS_MOST];
    for (size_t replicate = 0; replicate < replicates; replicate++) {
        pairs_measure(&study, draws, base, candidate);
        logs_fill(base, candidate, pairs, logs);
        const double p[LEVELS_TESTS] = {
            [LEVELS_WINSORISED] = signed_rank_test(logs, pairs, SIGNED_RANK_WINSORISED, 0).p,
            [LEVELS_WILCOXON] = signed_rank_test(logs, pairs, SIGNED_RANK_WILCOXON, 0).p,
            [LEVELS_SIGN] = sign_test(logs, pairs, 0).p,
            [LEVELS_RANK_SUM] = rank_sum_test(candidate, pairs, base, pairs).p,
            [LEVELS_STUDENT] = student_p(logs, pairs),
        };
        for (int test = 0; test < LEVELS_TESTS; test++)
            tally_event(&tallies[test], p[test] <= 0.05);
    }
}

struct tally levels_equivalence(const struct noise_model *model, size_t pairs, double ratio, size_t replicates,
                                struct draws *draws)
{
    struct tally tally = {0};
    const struct pairs_study study = {.model = model, .blocks = pairs, .cells = 2, .ratio = ratio};
    double base[PAIRS_BLOCKS_MOST], candidate[PAIRS_BLOCKS_MOST], logs[PAIRS_BLOCKS_MOST];
    for (size_t replicate = 0; replicate < replicates; replicate++) {
        pairs_measure(&study, draws, base, candidate);
        logs_fill(base, candidate, pairs, logs);
        tally_event(&tally, equivalence_test(logs, pairs, 0.03).p <= 0.05);
    }
    return tally;
}

enum { FAMILY = 50, FAMILY_PAIRS = 20 };

/* p of every cell; the first `changed` of them are slower. */
static void family_test(const struct noise_model *model, size_t changed, struct draws *draws, double p[FAMILY])
{
    double base[PAIRS_BLOCKS_MOST], candidate[PAIRS_BLOCKS_MOST], logs[PAIRS_BLOCKS_MOST];
    for (size_t cell = 0; cell < FAMILY; cell++) {
        const struct pairs_study study = {
            .model = model, .blocks = FAMILY_PAIRS, .cells = 2, .ratio = cell < changed ? 1.05 : 1};
        pairs_measure(&study, draws, base, candidate);
        logs_fill(base, candidate, FAMILY_PAIRS, logs);
        p[cell] = signed_rank_test(logs, FAMILY_PAIRS, SIGNED_RANK_WINSORISED, 0).p;
    }
}

struct levels_families levels_families(const struct noise_model *model, size_t changed, size_t replicates,
                                       struct draws *draws)
{
    struct levels_families families = {0};
    double p[FAMILY], adjusted[FAMILY];
    for (size_t replicate = 0; replicate < replicates; replicate++) {
        size_t false_ones = 0, found = 0;
        family_test(model, changed, draws, p);
        if (multiple_holm(p, FAMILY, adjusted))
            break;
        for (size_t cell = 0; cell < FAMILY; cell++)
            if (cell < changed)
                tally_event(&families.holm_found, adjusted[cell] <= 0.05);
            else
                false_ones += adjusted[cell] <= 0.05;
        tally_event(&families.holm_any, false_ones > 0);
        if (multiple_benjamini_hochberg(p, FAMILY, adjusted))
            break;
        false_ones = 0;
        for (size_t cell = 0; cell < FAMILY; cell++) {
            found += adjusted[cell] <= 0.05;
            false_ones += cell >= changed && adjusted[cell] <= 0.05;
            if (cell < changed)
                tally_event(&families.bh_found, adjusted[cell] <= 0.05);
        }
        families.bh_false_share += found ? (double)false_ones / (double)found / (double)replicates : 0;
    }
    return families;
}

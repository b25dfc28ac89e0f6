/* SPDX-License-Identifier: MIT */
/* Every method sees the same data. */
#include "pairs.h"

#include "distribution.h"
#include "fieller.h"
#include "moments.h"
#include "signed_rank.h"

const char *const pairs_method_names[PAIRS_METHODS] = {"winsorised signed-rank", "Hodges-Lehmann", "sign (median)",
                                                       "t on logs", "Fieller"};

void pairs_measure(const struct pairs_study *study, struct draws *draws, double base[], double candidate[])
{
    struct noise_machine machine, other;
    noise_begin(&machine, study->model, draws, study->blocks * study->cells);
    noise_begin(&other, study->other ? study->other : study->model, draws, study->blocks * study->cells);
    for (size_t block = 0; block < study->blocks; block++) {
        const size_t base_place = draws_below(draws, study->cells);
        const size_t step = 1 + draws_below(draws, study->cells - 1);
        const size_t candidate_place = (base_place + step) % study->cells;
        for (size_t place = 0; place < study->cells; place++) {
            const double time = noise_start(&machine), time_there = study->other ? noise_start(&other) : time;
            if (place == base_place)
                base[block] = time;
            if (place == candidate_place)
                candidate[block] = time_there * study->ratio;
        }
    }
}

static struct stats_interval student(const double logs[], size_t count)
{
    const double mean = moments_mean(logs, count), error = moments_deviation(logs, count) / sqrt((double)count);
    const double half = distribution_student_point(0.975, (double)count - 1) * error;
    return (struct stats_interval){mean - half, mean + half, 0.95};
}

/* An interval of log ratios as one of ratios. */
static struct stats_interval powered(struct stats_interval interval)
{
    return (struct stats_interval){exp(interval.low), exp(interval.high), interval.confidence};
}

void pairs_cover(const struct pairs_study *study, double truth, size_t replicates, struct draws *draws,
                 struct tally tallies[PAIRS_METHODS])
{
    double base[PAIRS_BLOCKS_MOST], candidate[PAIRS_BLOCKS_MOST], logs[PAIRS_BLOCKS_MOST];
    const size_t count = study->blocks;
    for (size_t replicate = 0; replicate < replicates; replicate++) {
        pairs_measure(study, draws, base, candidate);
        for (size_t i = 0; i < count; i++)
            logs[i] = log(candidate[i] / base[i]);
        const struct stats_interval intervals[PAIRS_METHODS] = {
            [PAIRS_WINSORISED] = powered(signed_rank_invert(logs, count, SIGNED_RANK_WINSORISED, 0.95).interval),
            [PAIRS_HODGES_LEHMANN] = powered(signed_rank_invert(logs, count, SIGNED_RANK_WILCOXON, 0.95).interval),
            [PAIRS_SIGN] = powered(stats_median_interval(logs, count, 0.95)),
            [PAIRS_STUDENT] = powered(student(logs, count)),
            [PAIRS_FIELLER] = fieller_paired(candidate, base, count, 0.95).interval,
        };
        for (int method = 0; method < PAIRS_METHODS; method++)
            tally_interval(&tallies[method], intervals[method], truth);
    }
}

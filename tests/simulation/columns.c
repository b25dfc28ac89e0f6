/* SPDX-License-Identifier: MIT */
/* Truths are computed, not estimated, but for the median of a start over all sessions. */
#include "columns.h"

#include <stdlib.h>

#include "bootstrap.h"
#include "distribution.h"
#include "moments.h"
#include "quantile.h"

/* --- shapes ---------------------------------------------------------------------------------------------- */

static double normal_quantile(double p)
{
    return distribution_normal_point(p);
}

/* The logarithm's standard deviation is 1/2: as skewed as latencies are. */
static double lognormal_draw(struct draws *draws)
{
    return exp(draws_normal(draws) / 2);
}

static double lognormal_quantile(double p)
{
    return exp(distribution_normal_point(p) / 2);
}

static double uniform_quantile(double p)
{
    return p;
}

static double exponential_quantile(double p)
{
    return -log1p(-p);
}

/* 70 % near 1, the rest near 1.3, two per cent wide each. */
static double two_mode_draw(struct draws *draws)
{
    return (draws_uniform(draws) < 0.7 ? 1 : 1.3) + 0.02 * draws_normal(draws);
}

static double two_mode_quantile(double p)
{
    double low = 0, high = 2;
    for (int step = 0; step < 60; step++) {
        const double middle = (low + high) / 2;
        const double below = 0.7 * (1 - distribution_normal_above((middle - 1) / 0.02)) +
                             0.3 * (1 - distribution_normal_above((middle - 1.3) / 0.02));
        if (below < p)
            low = middle;
        else
            high = middle;
    }
    return high;
}

const struct columns_shape columns_shapes[COLUMNS_SHAPES] = {
    {"normal", draws_normal, normal_quantile, 0},
    {"lognormal", lognormal_draw, lognormal_quantile, 1.1331484530668263}, /* exp(1/8) */
    {"uniform", draws_uniform, uniform_quantile, 0.5},
    {"exponential", draws_exponential, exponential_quantile, 1},
    {"two-mode", two_mode_draw, two_mode_quantile, 1.09},
};

/* --- independent values ---------------------------------------------------------------------------------- */

static double *column_make(size_t count)
{
    double *column = malloc(count * sizeof *column);
    if (!column)
        abort();
    return column;
}

static void column_fill(const struct columns_shape *shape, struct draws *draws, double column[], size_t count)
{
    for (size_t i = 0; i < count; i++)
        column[i] = shape->draw(draws);
}

struct tally columns_median(const struct columns_shape *shape, size_t count, size_t replicates, struct draws *draws)
{
    struct tally tally = {0};
    double *column = column_make(count);
    for (size_t replicate = 0; replicate < replicates; replicate++) {
        column_fill(shape, draws, column, count);
        tally_interval(&tally, stats_median_interval(column, count, 0.95), shape->quantile(0.5));
    }
    free(column);
    return tally;
}

struct tally columns_quantile(const struct columns_shape *shape, double p, size_t count, size_t replicates,
                              struct draws *draws)
{
    struct tally tally = {0};
    double *column = column_make(count);
    for (size_t replicate = 0; replicate < replicates; replicate++) {
        column_fill(shape, draws, column, count);
        tally_interval(&tally, quantile_interval(column, count, p, 0.95), shape->quantile(p));
    }
    free(column);
    return tally;
}

struct tally columns_bootstrap(const struct columns_shape *shape, bool median, size_t count, size_t replicates,
                               struct draws *draws)
{
    struct tally tally = {0};
    struct bootstrap bootstrap = {median ? stats_median : moments_mean, 0.95, 0, 2000, 0};
    double *column = column_make(count);
    for (size_t replicate = 0; replicate < replicates; replicate++) {
        column_fill(shape, draws, column, count);
        bootstrap.seed = replicate;
        tally_interval(&tally, bootstrap_bca(column, count, &bootstrap).interval,
                       median ? shape->quantile(0.5) : shape->mean);
    }
    free(column);
    return tally;
}

/* --- sessions -------------------------------------------------------------------------------------------- */

/* A start's neighbours in its block: so many cells a study may have. */
enum { BLOCK_STARTS = 20, SESSIONS_FOR_TRUTH = 2000 };

/* All starts that the session could have held. */
static void session_fill(const struct noise_model *model, size_t starts, struct draws *draws, double times[])
{
    struct noise_machine machine;
    noise_begin(&machine, model, draws, starts);
    for (size_t i = 0; i < starts; i++)
        times[i] = noise_start(&machine);
}

static double long_run_median(const struct noise_model *model, size_t starts, struct draws *draws)
{
    enum { KEPT = 40 }; /* of each session: more of one session say little more */
    double *times = column_make(starts), *kept = column_make(SESSIONS_FOR_TRUTH * KEPT);
    for (size_t session = 0; session < SESSIONS_FOR_TRUTH; session++) {
        session_fill(model, starts, draws, times);
        for (size_t i = 0; i < KEPT; i++)
            kept[session * KEPT + i] = times[draws_below(draws, starts)];
    }
    const double median = stats_median(kept, SESSIONS_FOR_TRUTH * KEPT);
    free(kept);
    free(times);
    return median;
}

void columns_session(const struct noise_model *model, size_t blocks, size_t replicates, struct draws *draws,
                     struct tally *within, struct tally *beyond)
{
    const size_t starts = blocks * BLOCK_STARTS;
    const double long_run = long_run_median(model, starts, draws);
    double *times = column_make(starts), *seen = column_make(blocks);
    for (size_t replicate = 0; replicate < replicates; replicate++) {
        session_fill(model, starts, draws, times);
        for (size_t block = 0; block < blocks; block++)
            seen[block] = times[block * BLOCK_STARTS + draws_below(draws, BLOCK_STARTS)];
        const struct stats_interval interval = stats_median_interval(seen, blocks, 0.95);
        tally_interval(within, interval, stats_median(times, starts));
        tally_interval(beyond, interval, long_run);
    }
    free(seen);
    free(times);
}

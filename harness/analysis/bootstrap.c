/* SPDX-License-Identifier: MIT */
/* Draw `k` of resample `r` has the number r * count + k in the sequence of its seed: nothing depends on what was drawn
 * before. */
#include "bootstrap.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "ascending.h"
#include "distribution.h"
#include "moments.h"
#include "series.h"
#include "yoke/random.h"

/* How a resample is put together: blocks of `block` values that begin in 0 … `last_start`. */
struct drawing {
    size_t block, last_start;
};

static void resample(const double values[], size_t count, const struct drawing *drawing, uint64_t seed, uint64_t number,
                     double drawn[])
{
    size_t start = 0;
    for (size_t i = 0; i < count; i++) {
        const size_t inside = i % drawing->block;
        if (!inside)
            start = (size_t)yoke_random_upto(seed, number * count + i, drawing->last_start);
        drawn[i] = values[(start + inside) % count];
    }
}

static size_t resample_count(const struct bootstrap *bootstrap)
{
    return bootstrap->resamples ? bootstrap->resamples : BOOTSTRAP_RESAMPLES;
}

/* The statistic of every resample, in ascending order. NULL when memory is short; free it. */
static double *replicates_make(const double values[], size_t count, const struct bootstrap *bootstrap,
                               const struct drawing *drawing)
{
    const size_t resamples = resample_count(bootstrap);
    double *replicates = malloc(resamples * sizeof *replicates), *drawn = malloc(count * sizeof *drawn);
    for (size_t r = 0; replicates && drawn && r < resamples; r++) {
        resample(values, count, drawing, bootstrap->seed, r, drawn);
        replicates[r] = bootstrap->statistic(drawn, count);
    }
    if (replicates && drawn) {
        ascending_sort(replicates, resamples);
    } else {
        free(replicates);
        replicates = NULL;
    }
    free(drawn);
    return replicates;
}

/* The replicate below which a share lies, at place share * (R + 1) (Efron & Tibshirani 12.5), interpolated. */
static double replicate_at(const double replicates[], size_t resamples, double share)
{
    const double place = share * (double)(resamples + 1) - 1;
    if (!(place > 0))
        return isnan(place) ? NAN : replicates[0];
    if (place >= (double)(resamples - 1))
        return replicates[resamples - 1];
    const size_t below = (size_t)place;
    const double part = place - (double)below;
    return replicates[below] * (1 - part) + replicates[below + 1] * part;
}

/* How skewed the statistic is, by leaving out one value after the other (equation 14.15). NaN when memory is short. */
static double acceleration(const double values[], size_t count, bootstrap_statistic *statistic)
{
    double *others = malloc(count * sizeof *others), *results = malloc(count * sizeof *results);
    double squares = 0, cubes = 0;
    for (size_t out = 0; others && results && out < count; out++) {
        for (size_t i = 0, k = 0; i < count; i++)
            if (i != out)
                others[k++] = values[i];
        results[out] = statistic(others, count - 1);
    }
    const double mean = results ? moments_mean(results, count) : NAN;
    for (size_t i = 0; others && results && i < count; i++) {
        const double distance = mean - results[i];
        squares += distance * distance;
        cubes += distance * distance * distance;
    }
    const bool done = others && results;
    free(results);
    free(others);
    return !done ? NAN : squares > 0 ? cubes / (6 * pow(squares, 1.5)) : 0;
}

/* How far the statistic's replicates lie to one side of it, as a normal deviate (equation 14.14); equal ones count
 * half. */
static double bias(const double replicates[], size_t resamples, double value)
{
    double below = 0;
    for (size_t i = 0; i < resamples; i++)
        below += replicates[i] < value ? 1 : replicates[i] == value ? 0.5 : 0;
    return distribution_normal_point(below / (double)resamples);
}

struct stats_estimate bootstrap_bca(const double values[], size_t count, const struct bootstrap *bootstrap)
{
    struct stats_estimate estimate = {NAN, {NAN, NAN, NAN}};
    if (count < 2)
        return estimate;
    const struct drawing drawing = {1, count - 1};
    const size_t resamples = resample_count(bootstrap);
    double *replicates = replicates_make(values, count, bootstrap, &drawing);
    estimate.value = bootstrap->statistic(values, count);
    if (!replicates)
        return estimate;
    const double shift = bias(replicates, resamples, estimate.value);
    const double skew = acceleration(values, count, bootstrap->statistic);
    const double low = shift + distribution_normal_point((1 - bootstrap->confidence) / 2);
    const double high = shift + distribution_normal_point((1 + bootstrap->confidence) / 2);
    if (isfinite(shift) && isfinite(skew) && replicates[0] < replicates[resamples - 1]) {
        const double low_share = distribution_normal_above(-(shift + low / (1 - skew * low)));
        const double high_share = distribution_normal_above(-(shift + high / (1 - skew * high)));
        estimate.interval =
            (struct stats_interval){replicate_at(replicates, resamples, low_share),
                                    replicate_at(replicates, resamples, high_share), bootstrap->confidence};
    }
    free(replicates);
    return estimate;
}

static size_t block_length(const double values[], size_t count, const struct bootstrap *bootstrap)
{
    double length = (double)bootstrap->block;
    if (!bootstrap->block) {
        const double size = series_effective_size(values, count);
        length = fmax(ceil(cbrt((double)count)), isnan(size) ? 1 : ceil(2 * (double)count / size));
    }
    return length < (double)(count / 2) ? (size_t)length : count / 2; /* one block that is all would never vary */
}

static struct stats_estimate block_percentiles(const double values[], size_t count, const struct bootstrap *bootstrap,
                                               const struct drawing *drawing)
{
    struct stats_estimate estimate = {bootstrap->statistic(values, count), {NAN, NAN, NAN}};
    double *replicates = replicates_make(values, count, bootstrap, drawing);
    if (!replicates)
        return estimate;
    const size_t resamples = resample_count(bootstrap);
    const double tail = (1 - bootstrap->confidence) / 2;
    estimate.interval = (struct stats_interval){replicate_at(replicates, resamples, tail),
                                                replicate_at(replicates, resamples, 1 - tail), bootstrap->confidence};
    free(replicates);
    return estimate;
}

struct stats_estimate bootstrap_moving_block(const double values[], size_t count, const struct bootstrap *bootstrap)
{
    if (count < 2)
        return (struct stats_estimate){NAN, {NAN, NAN, NAN}};
    const size_t block = block_length(values, count, bootstrap);
    return block_percentiles(values, count, bootstrap, &(struct drawing){block, count - block});
}

struct stats_estimate bootstrap_circular_block(const double values[], size_t count, const struct bootstrap *bootstrap)
{
    if (count < 2)
        return (struct stats_estimate){NAN, {NAN, NAN, NAN}};
    const size_t block = block_length(values, count, bootstrap);
    return block_percentiles(values, count, bootstrap, &(struct drawing){block, count - 1});
}

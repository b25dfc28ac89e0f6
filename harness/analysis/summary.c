/* SPDX-License-Identifier: MIT */
/* One number a process, then medians and exact intervals over processes. */
#include "summary.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "modes.h"
#include "starts.h"
#include "stats.h"

/* What is read from a sample; NaN: this sample does not have it. */
typedef double sample_value(const struct yoke_sample *sample);

static double count_value(uint64_t count)
{
    return count == YOKE_MISSING ? NAN : (double)count;
}

static double sample_wall(const struct yoke_sample *sample)
{
    return count_value(sample->wall_ns);
}

static double sample_cpu(const struct yoke_sample *sample)
{
    return count_value(sample->cpu_ns);
}

/* The CPU clock is read just outside the timed window, at some microseconds a worker: below this much wall time that would
 * show more than the work does. */
static const double CPU_SHARE_WALL_LEAST_NS = 1e5;

static double sample_cpu_per_wall(const struct yoke_sample *sample)
{
    return sample_wall(sample) >= CPU_SHARE_WALL_LEAST_NS ? sample_cpu(sample) / sample_wall(sample) : NAN;
}

static double sample_dispatch(const struct yoke_sample *sample)
{
    return sample->dispatch_ns;
}

static double sample_imbalance(const struct yoke_sample *sample)
{
    double sum = 0, longest = 0;
    for (size_t i = 0; i < sample->busy_count; i++) {
        sum += (double)sample->busy_ns[i];
        longest = fmax(longest, (double)sample->busy_ns[i]);
    }
    return sum > 0 ? longest * (double)sample->busy_count / sum : NAN;
}

/* Gathers one value of every usable sample in [first, last) of the cell; returns how many there are. */
static size_t samples_gather(const struct yoke_cell *cell, size_t first, size_t last, sample_value *value, double into[])
{
    size_t count = 0;
    for (size_t i = first; i < last; i++) {
        const double one = cell->samples[i].usable ? value(&cell->samples[i]) : NAN;
        if (!isnan(one))
            into[count++] = one;
    }
    return count;
}

static double values_reduce(const struct yoke_cell *cell, const double values[], size_t count)
{
    if (!cell->bound || strcmp(cell->bound, "cpu"))
        return stats_median(values, count);
    double least = values[0];
    for (size_t i = 1; i < count; i++)
        least = fmin(least, values[i]);
    return least;
}

size_t summary_starts(const struct yoke_cell *cell, struct summary_start starts[])
{
    size_t start_count = 0;
    double *values = malloc((cell->sample_count + 1) * sizeof *values);
    for (size_t first = 0, last; values && first < cell->sample_count; first = last) {
        last = starts_end(cell, first);
        size_t count = samples_gather(cell, first, last, sample_wall, values);
        if (!count)
            continue;
        struct summary_start start = {.block = cell->samples[first].block, .cpu_ns = NAN};
        start.wall_ns = values_reduce(cell, values, count);
        count = samples_gather(cell, first, last, sample_cpu, values);
        if (count)
            start.cpu_ns = values_reduce(cell, values, count);
        starts[start_count++] = start;
    }
    free(values);
    return start_count;
}

static struct yoke_summary values_summarise(const double values[], size_t count)
{
    const struct stats_interval interval = stats_median_interval(values, count, SUMMARY_CONFIDENCE);
    struct yoke_summary summary = {
        .median = stats_median(values, count),
        .low = interval.low,
        .high = interval.high,
        .confidence = interval.confidence,
        .n = count,
        .mad = stats_mad(values, count),
        .min = count ? values[0] : NAN,
        .max = count ? values[0] : NAN,
    };
    for (size_t i = 1; i < count; i++) {
        summary.min = fmin(summary.min, values[i]);
        summary.max = fmax(summary.max, values[i]);
    }
    return summary;
}

/* Simulated columns are the same in every analysis of a record. */
enum { MODES_SEED = 1 };

static struct yoke_modes modes_of(const double values[], size_t count)
{
    const struct yoke_modes none = {NAN, NAN, NAN, NAN, NAN};
    if (!modes_possible(values, count))
        return none;
    const struct modes found = modes_find(values, count, MODES_SEED);
    return found.two ? (struct yoke_modes){found.lower, found.upper, found.lower_share, found.upper_share, found.p} : none;
}

static void times_compute(struct yoke_cell *cell, const struct summary_start starts[], size_t start_count, double values[])
{
    for (size_t i = 0; i < start_count; i++)
        values[i] = starts[i].wall_ns;
    cell->wall_ns = values_summarise(values, start_count);
    cell->wall_modes = modes_of(values, start_count);
    size_t count = 0;
    for (size_t i = 0; i < start_count; i++)
        if (!isnan(starts[i].cpu_ns))
            values[count++] = starts[i].cpu_ns;
    cell->cpu_ns = values_summarise(values, count);
}

/* A rate is the tasks over the wall time, so its interval is the time's, turned round. */
static struct yoke_estimate rate_compute(const struct yoke_cell *cell)
{
    const double task_ns = cell->tasks == YOKE_MISSING ? NAN : 1e9 * (double)cell->tasks;
    return (struct yoke_estimate){
        .value = task_ns / cell->wall_ns.median,
        .low = task_ns / cell->wall_ns.high,
        .high = task_ns / cell->wall_ns.low,
    };
}

int summary_compute(struct yoke_cell *cell)
{
    struct summary_start *starts = calloc(cell->sample_count + 1, sizeof *starts);
    double *values = calloc(cell->sample_count + 1, sizeof *values);
    const int status = starts && values ? 0 : -ENOMEM;
    if (!status) {
        times_compute(cell, starts, summary_starts(cell, starts), values);
        cell->rate = rate_compute(cell);
        size_t count = samples_gather(cell, 0, cell->sample_count, sample_cpu_per_wall, values);
        cell->cpu_per_wall = stats_median(values, count);
        count = samples_gather(cell, 0, cell->sample_count, sample_imbalance, values);
        cell->imbalance = stats_median(values, count);
        count = samples_gather(cell, 0, cell->sample_count, sample_dispatch, values);
        const double task_ns = cell->wall_ns.median / (double)cell->tasks;
        cell->overhead_ns_per_task = cell->empty ? task_ns : stats_median(values, count);
        cell->overhead_share = cell->arrivals ? NAN : cell->overhead_ns_per_task / task_ns; /* a share of gaps would say nothing */
    }
    free(values);
    free(starts);
    return status;
}

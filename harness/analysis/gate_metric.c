/* SPDX-License-Identifier: MIT */
/* One function reads it from a sample; the reduction over a start is the same for all. */
#include "gate_metric.h"

#include <math.h>
#include <string.h>

#include "quantile.h"
#include "starts.h"
#include "stats.h"

/* A start keeps this many samples for its median; who asks for more gets that of the first ones. */
enum { SAMPLES_MOST = 256 };

static const struct {
    const char *name, *unit, *lack;
    bool excludes_waiting, relative;
} kinds[] = {
    [GATE_CPU] = {"cpu", "ns", "no CPU time was read", true, false},
    [GATE_OWN] = {"own", "ns", "own time is that of one worker, on a kernel that tells how long it waited for a processor",
                  true, false},
    [GATE_WALL] = {"wall", "ns", "no wall time was read", false, false},
    [GATE_P99] = {"p99", "ns", "a p99 needs the times of 299 tasks a sample (--latency on, more --tasks)", false, false},
    [GATE_RSS] = {"rss", "bytes", "the program measured does not tell its peak memory", true, false},
    [GATE_DISPATCH] = {"dispatch", "ns", "this executor's dispatch was not measured", false, false},
    [GATE_SPEEDUP] = {"speedup", "ratio", "no wall time was read", false, true},
    [GATE_EFFICIENCY] = {"efficiency", "ratio", "no wall time was read", false, true},
    [GATE_COUNTER] = {NULL, "count", "the counter has no value here", true, false},
};

struct gate_metric gate_metric_named(const char *name)
{
    for (int kind = 0; kind < GATE_COUNTER; kind++)
        if (!strcmp(kinds[kind].name, name))
            return (struct gate_metric){(enum gate_metric_kind)kind, kinds[kind].name};
    return (struct gate_metric){GATE_COUNTER, name};
}

size_t gate_metrics_usual(const struct yoke_cell *cell, struct gate_metric metrics[GATE_METRICS_MOST],
                          double margin_factors[GATE_METRICS_MOST])
{
    size_t count = 0;
    const bool computes = cell->serial && cell->bound && !strcmp(cell->bound, "cpu");
    if (computes) {
        metrics[count] = gate_metric_named("cpu");
        margin_factors[count++] = 1;
    }
    metrics[count] = gate_metric_named(computes ? "own" : "wall");
    margin_factors[count++] = computes ? 2 : 1;
    return count;
}

const char *gate_metric_unit(const struct gate_metric *metric)
{
    return kinds[metric->kind].unit;
}

bool gate_metric_excludes_waiting(const struct gate_metric *metric)
{
    return kinds[metric->kind].excludes_waiting;
}

bool gate_metric_counts(const struct gate_metric *metric)
{
    return metric->kind == GATE_COUNTER || metric->kind == GATE_RSS;
}

bool gate_metric_is_relative(const struct gate_metric *metric)
{
    return kinds[metric->kind].relative;
}

const char *gate_metric_lack(const struct gate_metric *metric)
{
    return kinds[metric->kind].lack;
}

static double count_value(uint64_t count)
{
    return count == YOKE_MISSING ? NAN : (double)count;
}

static double sample_p99(const struct yoke_sample *sample)
{
    uint64_t total = 0, seen = 0;
    for (size_t i = 0; i < sample->latency_count_count; i++)
        total += sample->latency_count[i];
    if (total < quantile_needs(0.99, 0.95))
        return NAN;
    const uint64_t rank = (uint64_t)ceil(0.99 * (double)total);
    for (size_t i = 0; i < sample->latency_count_count && i < sample->latency_ns_count; i++) {
        seen += sample->latency_count[i];
        if (seen >= rank)
            return (double)sample->latency_ns[i];
    }
    return NAN;
}

/* Never less than CPU time: the wait for a processor is read a little before the first task and after the last one. */
static double sample_own(const struct yoke_cell *cell, const struct yoke_sample *sample)
{
    if (cell->workers != 1 || sample->noise.run_delay_ns == YOKE_MISSING || sample->wall_ns == YOKE_MISSING)
        return NAN;
    const double own_ns = (double)sample->wall_ns - (double)sample->noise.run_delay_ns;
    return sample->cpu_ns == YOKE_MISSING ? own_ns : fmax(own_ns, (double)sample->cpu_ns);
}

static double sample_counter(const struct yoke_sample *sample, const char *name)
{
    for (size_t i = 0; i < sample->counter_count; i++)
        if (!strcmp(sample->counters[i].name, name))
            return count_value(sample->counters[i].value);
    return NAN;
}

static double sample_value(const struct gate_metric *metric, const struct yoke_cell *cell,
                           const struct yoke_sample *sample)
{
    const double wall_ns = count_value(sample->wall_ns);
    switch (metric->kind) {
    case GATE_CPU:
        return count_value(sample->cpu_ns);
    case GATE_OWN:
        return sample_own(cell, sample);
    case GATE_P99:
        return sample_p99(sample);
    case GATE_RSS:
        return count_value(sample->peak_bytes);
    case GATE_DISPATCH:
        return cell->empty ? wall_ns / (double)cell->tasks : sample->dispatch_ns;
    case GATE_COUNTER:
        return sample_counter(sample, metric->name);
    default:
        return wall_ns;
    }
}

/* Is it a time that every run has one of? */
static bool is_of_runs(const struct gate_metric *metric)
{
    return metric->kind == GATE_CPU || metric->kind == GATE_OWN || metric->kind == GATE_WALL;
}

static double run_value(const struct gate_metric *metric, const struct yoke_cell *cell, const struct yoke_sample *sample)
{
    return sample->verified && !sample->crashed ? sample_value(metric, cell, sample) : NAN;
}

double gate_metric_step(const struct gate_metric *metric, const struct yoke_cell *own, size_t first, size_t last,
                        const struct yoke_cell *theirs, size_t their_first, size_t their_last)
{
    double logs[SAMPLES_MOST];
    size_t count = 0;
    const bool in_step = starts_in_step(own) && is_of_runs(metric);
    for (size_t i = first, k = their_first; in_step && i < last && k < their_last && count < SAMPLES_MOST; i++, k++) {
        const double mine = run_value(metric, own, &own->samples[i]), other = run_value(metric, theirs, &theirs->samples[k]);
        if (mine > 0 && other > 0)
            logs[count++] = log(other / mine);
    }
    return stats_median(logs, count);
}

double gate_metric_value(const struct gate_metric *metric, const struct yoke_cell *cell, size_t first, size_t last)
{
    double values[SAMPLES_MOST], least = INFINITY;
    size_t count = 0;
    for (size_t i = first; i < last && count < SAMPLES_MOST; i++) {
        const double value = run_value(metric, cell, &cell->samples[i]);
        if (isnan(value))
            continue;
        values[count++] = value;
        least = fmin(least, value);
    }
    if (!count)
        return NAN;
    const bool computes = cell->bound && !strcmp(cell->bound, "cpu") && metric->kind != GATE_P99;
    return computes ? least : stats_median(values, count);
}

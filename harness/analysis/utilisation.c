/* SPDX-License-Identifier: MIT */
/* Sums of buckets: an error of at most 0.8 % in every task's time, and less in their sum. */
#include "utilisation.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>

#include "stats.h"

/* A queue that does not grow is done with about one service time after the last arrival, and a few where some tasks are long
 * or come in bursts. One that grows leaves work in proportion to the run. */
static const double SERVICES_MOST = 4, SHARE_MOST = 0.05;

static double sample_utilisation(const struct yoke_sample *sample)
{
    const size_t count =
        sample->service_ns_count < sample->service_count_count ? sample->service_ns_count : sample->service_count_count;
    double sum_ns = 0;
    if (!count || sample->latency_missed || sample->wall_ns == YOKE_MISSING || !sample->wall_ns || !sample->busy_count)
        return NAN;
    for (size_t i = 0; i < count; i++)
        sum_ns += (double)sample->service_ns[i] * (double)sample->service_count[i];
    return sum_ns / (double)sample->busy_count / (double)sample->wall_ns;
}

int utilisation_compute(struct yoke_cell *cell)
{
    double *values = calloc(cell->sample_count + 1, sizeof *values);
    size_t count = 0;
    if (!values)
        return -ENOMEM;
    for (size_t i = 0; i < cell->sample_count; i++) {
        const double one = cell->samples[i].usable ? sample_utilisation(&cell->samples[i]) : NAN;
        if (!isnan(one))
            values[count++] = one;
    }
    cell->utilisation = cell->arrivals ? stats_median(values, count) : NAN;
    free(values);
    return 0;
}

static bool sample_overloaded(const struct yoke_sample *sample)
{
    if (sample->last_due_ns == YOKE_MISSING || sample->wall_ns == YOKE_MISSING || sample->service_max_ns == YOKE_MISSING)
        return false;
    const double more_ns = (double)sample->wall_ns - (double)sample->last_due_ns;
    return more_ns > SHARE_MOST * (double)sample->last_due_ns && more_ns > SERVICES_MOST * (double)sample->service_max_ns;
}

/* Most samples, so that one stall does not decide. */
bool utilisation_overloaded(const struct yoke_cell *cell)
{
    size_t usable = 0, overloaded = 0;
    for (size_t i = 0; i < cell->sample_count; i++) {
        usable += cell->samples[i].usable;
        overloaded += cell->samples[i].usable && sample_overloaded(&cell->samples[i]);
    }
    return 2 * overloaded > usable;
}

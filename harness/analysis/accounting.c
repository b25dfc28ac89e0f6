/* SPDX-License-Identifier: MIT */
/* The three shares of every sample, and their medians. */
#include "accounting.h"

#include <errno.h>
#include <math.h>
#include <stddef.h>
#include <stdlib.h>

#include "stats.h"

/* Of the time that the work itself asked for, so much on a processor makes it CPU-bound, so little I/O-bound. Between them
 * both resources matter, and the best number of workers depends on the ratio. */
static const double CPU_BOUND_LEAST = 0.9, IO_BOUND_MOST = 0.1;

static struct yoke_accounting sample_account(const struct yoke_sample *sample)
{
    double busy_ns = 0, cpu_ns = 0, delay_ns = 0;
    for (size_t i = 0; i < sample->busy_count; i++) {
        if (i >= sample->worker_cpu_count || i >= sample->worker_delay_count || sample->worker_delay_ns[i] == YOKE_MISSING)
            return (struct yoke_accounting){NAN, NAN, NAN};
        busy_ns += (double)sample->busy_ns[i];
        cpu_ns += (double)sample->worker_cpu_ns[i];
        delay_ns += (double)sample->worker_delay_ns[i];
    }
    return (struct yoke_accounting){cpu_ns / busy_ns, delay_ns / busy_ns, (busy_ns - cpu_ns - delay_ns) / busy_ns};
}

static const char *bound_of(const struct yoke_accounting *shares)
{
    const double asked_for = shares->cpu + fmax(shares->blocked, 0);
    if (isnan(asked_for) || !(asked_for > 0))
        return NULL;
    const double cpu_share = shares->cpu / asked_for;
    return cpu_share >= CPU_BOUND_LEAST ? "cpu" : cpu_share <= IO_BOUND_MOST ? "io" : "mixed";
}

int accounting_compute(struct yoke_cell *cell)
{
    double *values = calloc(3 * cell->sample_count + 1, sizeof *values);
    if (!values)
        return -ENOMEM;
    double *cpu = values, *delay = values + cell->sample_count, *blocked = delay + cell->sample_count;
    size_t count = 0;
    for (size_t i = 0; i < cell->sample_count; i++) {
        const struct yoke_accounting shares = sample_account(&cell->samples[i]);
        if (cell->command_count) /* how long its processes waited for a processor, the kernel does not tell afterwards */
            continue;
        if (!cell->samples[i].usable || isnan(shares.cpu))
            continue;
        cpu[count] = shares.cpu;
        delay[count] = shares.delay;
        blocked[count++] = shares.blocked;
    }
    cell->accounting = (struct yoke_accounting){stats_median(cpu, count), stats_median(delay, count),
                                                stats_median(blocked, count)};
    /* in an open loop workers wait for tasks too, which says nothing about those */
    cell->measured_bound = cell->arrivals ? NULL : bound_of(&cell->accounting);
    free(values);
    return 0;
}

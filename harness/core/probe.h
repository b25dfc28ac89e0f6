/* SPDX-License-Identifier: MIT */
/* What is measured around an executor's run: the job's three hooks, and what they leave in shared memory. */
#ifndef PROBE_H
#define PROBE_H

#include "counters.h"
#include "noise.h"
#include "yoke/executor.h"

/* One worker's readings of one run. In shared memory; written by that worker alone. */
struct probe_reading {
    _Alignas(YOKE_LINE_BYTES) uint64_t begin_ns; /* first thing after the start gate */
    uint64_t end_ns;                             /* after the worker's last task; 0: it never got there */
    uint64_t cpu_begin_ns, cpu_end_ns;           /* the worker's own CPU clock, just outside [begin, end] */
    uint64_t delay_begin_ns, delay_end_ns;       /* ready and waiting so far, just outside those; YOKE_MISSING */
    unsigned cpu;                                /* processor it ended on */
    struct noise_self noise_before, noise_after;
    struct counter_count counters_before[COUNTERS_MOST], counters_after[COUNTERS_MOST];
};

/* What a worker reads with; means something in that worker only. */
struct probe_instruments {
    struct counter_set *counters;
    int schedstat; /* its own /proc/thread-self/schedstat; negative: the kernel has none */
};

/* The measuring side of one cell process. */
struct probe {
    const struct counter_group *group;
    struct probe_reading *readings; /* one a worker, shared */
    struct probe_instruments *instruments; /* one a worker; each (a forked one in its own copy) fills its own */
    unsigned worker_count;
};

/* Maps what `worker_count` workers need. Returns 0 or -ENOMEM with a sentence. */
int probe_open(struct probe *probe, const struct counter_group *group, unsigned worker_count, struct yoke_error *error);
void probe_close(struct probe *probe);

/* In the worker, once: starts its counters. Returns 0 or a negative errno with a sentence. */
int probe_attach(struct probe *probe, const struct yoke_worker *worker, struct yoke_error *error);
void probe_detach(struct probe *probe, const struct yoke_worker *worker);

/* Before every run: forgets the last one. */
void probe_reset(struct probe *probe);

/* The first begin of the last run, on the clock; UINT64_MAX when no worker began. */
uint64_t probe_first_ns(const struct probe *probe);

/* First begin to last end of the last run. */
uint64_t probe_wall_ns(const struct probe *probe);

/* The job's hooks; `own` is a struct probe. */
void probe_prepare(void *own, struct yoke_worker *worker);
void probe_begin(void *own, struct yoke_worker *worker);
void probe_end(void *own, struct yoke_worker *worker);

#endif

/* SPDX-License-Identifier: MIT */
/* What one timed execution of all tasks of a cell gave. Part of yoke/record.h. */
#ifndef YOKE_RECORD_SAMPLE_H
#define YOKE_RECORD_SAMPLE_H

#include "yoke/record_machine.h"

enum yoke_counter_status {
    YOKE_COUNTER_OK,           /* counted all the time */
    YOKE_COUNTER_SCALED,       /* counted `running_share` of the time, and scaled up */
    YOKE_COUNTER_UNAVAILABLE,  /* this machine or kernel does not have it */
    YOKE_COUNTER_DENIED,       /* it exists, we may not */
    YOKE_COUNTER_NOT_COUNTING, /* it opened and failed its positive control */
};

/* One counter of one sample, summed over the workers. */
struct yoke_counter {
    const char *name;
    enum yoke_counter_status status;
    uint64_t value;       /* YOKE_MISSING unless status is ok or scaled */
    double running_share; /* 0..1; NaN unless scaled */
    const char *reason;   /* why there is no value; NULL when there is one */
};

/* What disturbed a sample, as far as the kernel tells; differences over the sample. */
struct yoke_noise {
    uint64_t steal_ns;             /* taken by the hypervisor from the placed processors (10 ms steps) */
    uint64_t throttled_ns;         /* the cgroup's quota held our processes back */
    uint64_t run_delay_ns;         /* workers ready to run and waiting for a processor, summed */
    uint64_t involuntary_switches; /* workers pushed off their processor */
    uint64_t voluntary_switches;   /* workers that waited */
    uint64_t migrations;           /* workers moved to another processor */
    uint64_t major_faults;         /* pages that had to come from a disk */
    uint64_t frequency_hz;         /* of the processors allowed, on average, right after the sample */
    uint64_t heat_events;          /* their cores were slowed down because of heat, so many times */
    uint64_t pressure_ns;          /* some task of the machine waited for a processor (PSI) */
    uint64_t canary_before_ns;     /* a fixed piece of work, wall time, before the workers existed */
    uint64_t canary_before_cpu_ns; /* processor time of the same: without the wait for a processor */
    uint64_t canary_after_ns;      /* and after they were gone: its spread shows frequency, SMT and stolen time */
    uint64_t canary_after_cpu_ns;
};

/* Every single task of a sample, in a file of its own (record/trace.h). */
struct yoke_trace {
    const char *file; /* relative to the folder of result.json; NULL: there is none */
    uint64_t tasks, bytes; /* in it */
    uint64_t missed;       /* tasks that are not, for want of room; YOKE_MISSING: none */
};

struct yoke_lateness_facts {
    uint64_t count;   /* sleeps */
    double mean_ns;   /* average of (woke - due) */
    uint64_t max_ns;
};

/* How tasks took turns on event loops; over all workers. */
struct yoke_turn_facts {
    uint64_t slices;           /* of a task, from going on to waiting */
    uint64_t stall_ns;         /* a slice that is longer is a stall */
    uint64_t stalls;           /* the loop's other tasks had to wait for so many */
    uint64_t longest_ns;       /* slice */
    uint64_t tasks_most;       /* begun and not ended at once, on one worker */
    uint64_t stack_bytes;      /* of every task */
    uint64_t stack_used_bytes; /* the most that a task used of it */
};

/* One timed execution of all tasks of a cell. */
struct yoke_sample {
    uint64_t block;     /* 0-based visit number */
    uint64_t order;     /* position of the cell within that block, 0-based */
    uint64_t process;   /* process id of the cell process: samples of one process are not independent */
    uint64_t iteration; /* 0-based within the process, warm-up not counted */
    uint64_t started_ns;            /* monotonic clock at the first worker's start, since the run began */
    uint64_t wall_ns;               /* first worker's start to last worker's end */
    uint64_t cpu_ns;                /* user + system time of all workers between start gate and end, and of the processes
                                     * that their tasks started and waited for */
    uint64_t max_rss_bytes;         /* largest resident set among those processes; YOKE_MISSING: there were none, or they
                                     * stayed below the cell process's own, below which the kernel does not tell */
    uint64_t spin_ns;               /* workers may have spun for so long at the start gate before they slept */
    uint64_t *busy_ns;              /* per worker: its own start to its own end */
    size_t busy_count;
    uint64_t *worker_cpu_ns;        /* per worker: user + system time between the same two moments */
    size_t worker_cpu_count;
    uint64_t *worker_delay_ns;      /* per worker: ready and waiting for a processor; YOKE_MISSING: the kernel does not say */
    size_t worker_delay_count;
    uint64_t *cpus;                 /* per worker: the processor it ended on */
    size_t cpu_count;
    uint64_t *tasks;                /* per worker: how many tasks it ran */
    size_t task_count;
    uint64_t *latency_ns;           /* times of single tasks, where they were recorded: middles of buckets 1.6 % wide, ascending.
                                     * Until their ends, from their beginnings or in an open loop from when they were due */
    size_t latency_ns_count;
    uint64_t *latency_count;        /* tasks in each of those buckets */
    size_t latency_count_count;
    uint64_t latency_max_ns;        /* the longest task, exactly */
    uint64_t latency_missed;        /* tasks that were not recorded for want of room */
    uint64_t *queue_ns;             /* likewise how long they were queued before they were started */
    size_t queue_ns_count;
    uint64_t *queue_count;
    size_t queue_count_count;
    uint64_t queue_max_ns;
    uint64_t *service_ns;           /* in an open loop, likewise, from their beginnings to their ends */
    size_t service_ns_count;
    uint64_t *service_count;
    size_t service_count_count;
    uint64_t service_max_ns;
    uint64_t last_due_ns;           /* in an open loop: when its last task was due, since its first worker was ready */
    struct yoke_trace trace;
    uint64_t peak_bytes;            /* most memory its process ever had resident, forked workers' apart */
    double dispatch_ns;             /* handing out one empty task in this process: wall time / tasks; NaN: not measured */
    bool crashed;                   /* a task did not return */
    bool verified;                  /* the answers were checked and right */
    struct yoke_noise noise;
    struct yoke_lateness_facts lateness; /* count 0: nothing slept; then absent */
    struct yoke_turn_facts turns;        /* YOKE_MISSING: workers ran a task at a time */
    uint64_t counter_pass;          /* which of the plan's passes was counted, 0-based; YOKE_MISSING: there is one */
    struct yoke_counter *counters;  /* the events of that pass */
    size_t counter_count;
    const char *disturbed;          /* evidence that something else ran beside it; NULL: none. Never its own timing */
    const char *disturbed_by;       /* what kind: "theft", "canary", "environment", or "waiting", which costs no CPU time */
    bool usable;                    /* does it enter the summary? */
    const char *reject_reason;      /* why not; NULL when usable */
};

#endif

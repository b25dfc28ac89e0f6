/* SPDX-License-Identifier: MIT */
/* The record: everything a report needs, and all that outlives a run. Saved as result.json (schema yoke-result/1; the
 * same names, see harness/record). Base units only, the unit in the name.
 *
 * A number that was not measured is YOKE_MISSING (integers) or NaN (reals), a text that is not known is NULL: the key is
 * then absent from the file, never 0. All memory behind the pointers belongs to the record (record_free). */
#ifndef YOKE_RECORD_H
#define YOKE_RECORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "yoke/history.h"
#include "yoke/verdict.h"

#define YOKE_RECORD_SCHEMA "yoke-result/1"

/* An integer that was not measured. */
#define YOKE_MISSING UINT64_MAX

/* --- who measured ---------------------------------------------------------------------------------------------- */

struct yoke_build {
    const char *type;       /* CMake's build type: "Release" */
    const char *compiler;   /* name and version */
    const char *flags;      /* as given to the compiler */
    const char *sanitizers; /* "address,undefined"; "" when there are none */
};

struct yoke_version {
    const char *version; /* of yoke: "0.1.0" */
    const char *commit;  /* abbreviated hash, "-dirty" appended when the tree had changes; NULL outside a checkout */
    struct yoke_build build;
};

/* --- where: the machine --------------------------------------------------------------------------------------- */

struct yoke_processor {
    const char *model, *vendor, *microcode, *architecture; /* as the kernel names them; architecture as uname -m */
};

struct yoke_topology_facts {
    uint64_t packages, cores, pus, numa_nodes; /* inside the allowed set */
    const char *xml;                           /* hwloc's own export, for redrawing and for placement checks */
};

struct yoke_cpus {
    uint64_t online;   /* processors the kernel runs */
    uint64_t affinity; /* in this process's inherited mask */
    uint64_t cpuset;   /* allowed by the cgroup; YOKE_MISSING when it says nothing */
    double quota;      /* cgroup CPU bandwidth in processors (0.5: half of one); NaN: unlimited */
    uint64_t usable;   /* min(affinity, ceil(quota)), at least 1: the width "pus" resolves to */
    const char *list;  /* the usable processors' numbers: "0-3,8" */
};

struct yoke_machine {
    const char *hostname;
    struct yoke_processor cpu;
    struct yoke_topology_facts topology;
    struct yoke_cpus cpus;
    uint64_t memory_bytes;
    const char *kernel, *os, *libc;     /* "6.1.0-9-amd64", "Debian GNU/Linux 12 (bookworm)", "glibc 2.36" */
    const char *virtualisation;         /* "kvm", "none", …; NULL: not known */
    const char *governor, *turbo, *smt; /* cpufreq governor; "on"/"off"; NULL where the kernel does not say */
    const char *aslr;                   /* "0", "1", "2": kernel.randomize_va_space */
    const char *mitigations;            /* one line: "spectre_v2: …; …" of those that cost something; NULL: not known */
    const char *clock_source;           /* "tsc", "kvm-clock", … */
    uint64_t clock_resolution_ns;       /* smallest step seen between two clock reads */
    const char *perf_event_paranoid;    /* as the kernel writes it, "-1" to "4"; NULL: no perf_event */
    double load_average;                /* 1 minute, before the run */
    const char *counters;               /* "papi 7.0.0: software events only (no PMU)" */
};

/* --- what was asked for ----------------------------------------------------------------------------------------- */

/* A named value of a workload's parameter: a number in base units, or where the parameter has choices, a word. */
struct yoke_setting_value {
    const char *name;
    uint64_t value;   /* YOKE_MISSING where a word stands */
    const char *word; /* NULL: a number */
};

static inline bool yoke_text_same(const char *left, const char *right)
{
    return left == right || (left && right && strcmp(left, right) == 0);
}

/* Is it the same parameter at the same value? */
static inline bool yoke_setting_same(const struct yoke_setting_value *left, const struct yoke_setting_value *right)
{
    return yoke_text_same(left->name, right->name) && left->value == right->value &&
           yoke_text_same(left->word, right->word);
}

/* What was asked for, resolved: enough to run it again. */
struct yoke_plan_facts {
    const char *name;                  /* of the plan: "default" */
    const char *const *command;        /* argv */
    size_t command_count;
    uint64_t blocks, iterations, warmup; /* visits of every cell; timed samples (YOKE_MISSING: calibrated) and discarded ones */
    uint64_t limit_ns;                 /* how long one visit of one cell may take */
    double precision;                    /* half-width asked for, as a share of the median; NaN: a fixed number of blocks */
    uint64_t budget_ns;                  /* no block began after this time; YOKE_MISSING: no limit */
    uint64_t reserve;                    /* visits that could be repeated because they were disturbed */
    const char *counter_scope;           /* whose work hardware events count: "user", "kernel" or "all" */
    bool multiplex;                      /* hardware events shared counters */
    uint64_t counter_passes;             /* blocks it takes until every event was counted once; 1: they fit together */
};

/* --- what was measured ------------------------------------------------------------------------------------------- */

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

/* The statistics of one quantity over a cell's processes (one value a process: its samples' median). */
struct yoke_summary {
    double median, low, high; /* NaN limits: too few values for the confidence asked for */
    double confidence;        /* the exact confidence of [low, high], at least what was asked for: 0.95 asked, 0.979 got */
    uint64_t n;               /* processes */
    double mad;               /* median absolute deviation, not scaled */
    double min, max;
};

/* Times of single tasks over all usable samples of a cell. value is the percentile; low or high NaN: too few tasks to close
 * the interval on that side. */
struct yoke_latency {
    uint64_t n; /* tasks; YOKE_MISSING: none were recorded, and the rest is missing too */
    struct yoke_estimate p50_ns, p90_ns, p99_ns, p99_9_ns;
    uint64_t max_ns;
};

/* Where the workers' time went, as shares of their busy time; medians over samples. NaN: not known. */
struct yoke_accounting {
    double cpu;     /* on a processor */
    double delay;   /* ready and waiting for one */
    double blocked; /* neither: waiting for time, devices, locks or each other */
};

/* What more workers cost: the time that they had (workers x wall) beyond the baseline's, by what they did with it, as shares of the
 * time they had. The shares add up to 1 - efficiency, up to medians; one may be negative where more workers do better. NaN: not
 * known. */
struct yoke_loss {
    double imbalance; /* idle at the end, while others still worked */
    double dispatch;  /* handing out tasks */
    double run_queue; /* ready, and waiting for a processor */
    double blocked;   /* waiting for devices, time or each other, beyond what the baseline waits */
    double serial;    /* blocked, too, but while one worker at a time got on: a lock, or a part that is not parallel */
    double work;      /* the same work taking more processor time: caches, memory, shared data, frequency, hyper-threads */
    const char *cause;    /* the largest: "imbalance", "dispatch", "run_queue", "blocked", "serial" or "work"; NULL: nothing worth a name */
    const char *evidence; /* the figures it rests on, one sentence */
};

/* What counters mean: a ratio of two events ("ipc"), an event a task or an operation ("PAPI_TOT_INS/task"), "watts". One
 * value a process, from the samples in which both parts were counted; their median and its interval. */
struct yoke_derived {
    const char *name;
    double value, low, high; /* low or high NaN: open on that side */
    double confidence;       /* the exact one of [low, high] */
    uint64_t n;              /* processes */
    double running_share;    /* the least share of the time that a multiplexed part was counted; NaN: all of it */
};

enum yoke_cell_status {
    YOKE_CELL_OK,      /* every visit gave usable samples */
    YOKE_CELL_FAILED,  /* a crash, a wrong answer, a time-out, a broken protocol: see reason */
    YOKE_CELL_SKIPPED, /* not run: see reason */
    YOKE_CELL_PARTIAL, /* the run ended before all blocks were visited */
};

struct yoke_warning {
    const char *code;     /* stable: "few-samples" */
    const char *evidence; /* the figures it rests on */
    const char *remedy;   /* what to do */
};

/* Of a quantity with two modes: processes fell into one of two heaps, and no single number describes both. */
struct yoke_modes {
    double lower, upper;             /* medians of the heaps; NaN or 0: there is one heap only, as far as can be told */
    double lower_share, upper_share; /* of the processes; what is missing to 1 lies far out */
    double p;                        /* of the dip test */
};

static inline bool yoke_modes_two(const struct yoke_modes *modes)
{
    return modes->lower > 0;
}

/* How the number of tasks was chosen. */
struct yoke_calibration {
    const char *how;       /* "fixed" by the plan; "parts" of one piece of work; "calibrated"; "failed": the workload's own */
    const char *reason;    /* why a try failed; NULL: none did */
    const char *cell;      /* name of the cell it was tried on; NULL: it was not tried */
    uint64_t floor_ns;     /* one run of that cell was to take at least so long */
    const char *floor_from; /* because of: "5 ms", "clock step" (1000 of them) or "clock read" (200) */
    uint64_t tasks_least;  /* for the widest cell */
    uint64_t run_ns;       /* what one run of the chosen number took */
};

/* One start of the warm-up study. */
struct yoke_warmup_start {
    uint64_t *time_ns; /* of its runs, in order: cpu time of one CPU-bound worker, else wall time */
    size_t time_count;
};

/* What the first runs of a start are like beside the later ones. All but the series is derived by harness/analysis. */
struct yoke_warmup {
    const char *kind;     /* "flat", "warm-up", "slow-down", "no steady state" or "inconsistent"; NULL: not studied */
    uint64_t discard;     /* runs before the steady state; YOKE_MISSING where there is none */
    uint64_t starts;      /* studied */
    const char *evidence; /* how many starts were of which class, and since when they were steady */
    struct yoke_warmup_start *series;
    size_t series_count;
};

/* One function of a profile. */
struct yoke_profile_function {
    const char *name;   /* as people write it; "[libc.so.6]": somewhere in that file */
    const char *module; /* the file it is from, without its folder; "[kernel]" */
    uint64_t self;      /* samples in which it was itself on the processor */
    uint64_t total;     /* samples in which it or what it called was; recursion counts once */
};

/* Where the processor time of a cell went: call chains, sampled while its tasks ran once more after everything had been measured.
 * The chains share their outer parts and form a forest: node i is one function called from one chain of callers. */
struct yoke_profile {
    const char *reason;  /* why there is none; NULL: there is one, or nobody asked */
    uint64_t samples;    /* of all its threads and processes, while tasks ran; YOKE_MISSING: there is no profile */
    uint64_t lost;       /* samples that there was no room for */
    uint64_t rate_hz;    /* samples a second of processor time */
    const char *scope;   /* "all"; "user": time inside the kernel is not seen */
    uint64_t runs;       /* of all the cell's tasks */
    double wall_ns;      /* median of one of them, profiled */
    double cpu_ns;       /* likewise its processor time: beside the cell's own it says what being sampled cost */
    struct yoke_profile_function *functions; /* most of `self` first */
    size_t function_count;
    uint64_t *stack_function; /* of each node: an index into functions; callers stand before what they call */
    size_t stack_function_count;
    uint64_t *stack_caller;   /* 1 + index of the node that called it; 0: nobody is known to have */
    size_t stack_caller_count;
    uint64_t *stack_samples;  /* that ended in this node */
    size_t stack_samples_count;
};

struct yoke_cell {
    const char *name; /* workload/param=value/…/executor=…/workers=…: stable, on every export */
    const char *workload;
    const char *bound; /* what the workload claims: "cpu", "memory", "io", "sync", "mixed" */
    bool empty;        /* its tasks do nothing: wall time is dispatch cost */
    bool serial;       /* the executor runs one task at a time by nature: a candidate for the baseline */
    bool one_process; /* its tasks run in one process, whose peak_bytes is all they use; false also: not said */
    struct yoke_setting_value *params;
    size_t param_count;
    const char *const *command; /* the words of the command it runs; none: the workload runs none */
    size_t command_count;
    const char *executor;
    const char *executor_details; /* runtime and its settings; NULL: nothing to say */
    uint64_t workers;
    const char *side; /* of a comparison: "base" or "candidate"; NULL: the cell has no sides */
    const char *schedule;
    uint64_t chunk; /* YOKE_MISSING where the schedule takes none */
    const char *placement;
    uint64_t *places; /* the processor each worker was bound to; none when placement is "none" */
    size_t place_count;
    enum yoke_cell_status status;
    const char *reason; /* for every status but ok */
    uint64_t tasks;        /* YOKE_MISSING: calibration has not chosen yet */
    const char *scale;     /* "work": the tasks grow with the workers, so many for each; NULL: every width does the same work */
    const char *arrivals;  /* of an open loop: "poisson" or "constant"; NULL: tasks begin as soon as a worker is free */
    double offered_rate;   /* tasks that arrive per second; NaN where `arrivals` is NULL */
    struct yoke_calibration calibration;
    uint64_t discarded, iterations; /* runs of one start: before the timed ones, and those */
    struct yoke_warmup warmup;     /* as studied; without series: it was not */
    struct yoke_profile profile;   /* as sampled; all missing: nobody asked */
    const char *operation; /* what operations counts; NULL: nothing */
    double operations;     /* all tasks of one sample; NaN: no such notion */
    double bytes;
    uint64_t ideal_ns;     /* lower bound of wall time from drawn waits; YOKE_MISSING: none */
    const char *baseline;  /* name of the cell that speedup refers to; NULL: none */
    struct yoke_sample *samples;
    size_t sample_count;

    /* derived by harness/analysis from what stands above: the same samples always give the same values */
    struct yoke_summary wall_ns, cpu_ns;
    struct yoke_modes wall_modes;
    struct yoke_estimate rate;     /* tasks per second */
    struct yoke_latency latency;   /* until a task's end: from its start, or in an open loop from when it was due */
    struct yoke_latency queue;     /* until its start: from the start gate, or in an open loop from when it was due */
    struct yoke_latency service;   /* in an open loop: from its start to its end */
    double utilisation;            /* in an open loop: tasks in service, per worker, on average over time; NaN: not known */
    struct yoke_accounting accounting;
    const char *measured_bound;    /* what the work is, as measured: "cpu", "io" or "mixed"; NULL: not known */
    struct yoke_derived *derived;  /* from counters */
    size_t derived_count;
    uint64_t starts;               /* processes that gave samples, disturbed ones included, those of void blocks not */
    uint64_t disturbed_starts;     /* of those, set aside or used for want of better: see the samples */
    double cpu_per_wall;           /* processors in use on average: cpu time / wall time */
    double imbalance;              /* longest busy time / mean busy time; 1 is perfect */
    struct yoke_estimate speedup, efficiency; /* NaN without a baseline */
    struct yoke_loss loss;
    struct yoke_estimate serial_share; /* Karp & Flatt's, from the speedup: (1/S - 1/p) / (1 - 1/p); NaN for one worker */
    double overhead_ns_per_task;   /* handing out one task: wall time / tasks of a run of empty ones */
    double overhead_share;         /* of that in the wall time of a task: what the executor costs this workload */
    struct yoke_warning *warnings;
    size_t warning_count;
};

/* What measuring costs on this machine, measured at the start of the run; in nanoseconds. */
struct yoke_overhead {
    double clock_read;   /* one look at the clock: twice a worker and sample, inside the timed window */
    double counter_read; /* one reading of a worker's counters, outside the window; NaN: none count */
    double noise_read;   /* one reading of the kernel's evidence, outside the window */
    double task_record;  /* keeping one task, inside the window, where tasks are recorded */
};

enum yoke_metg_status {
    YOKE_METG_OK,          /* value_ns is there */
    YOKE_METG_BELOW,       /* below the smallest size measured */
    YOKE_METG_NOT_REACHED, /* above the largest size measured */
};

/* METG(50 %): the length of the shortest task at which one way of running a workload still reaches half of ideal, derived
 * from cells that differ in the size of their tasks only. */
struct yoke_metg {
    const char *workload, *parameter; /* and what makes its tasks longer */
    const char *executor;
    uint64_t workers;
    const char *schedule;
    uint64_t chunk; /* YOKE_MISSING where the schedule takes none */
    const char *placement;
    uint64_t sizes; /* measured */
    double smallest_ns, largest_ns; /* of them */
    enum yoke_metg_status status;
    const char *reason;              /* for every status but ok */
    double value_ns, low_ns, high_ns; /* of a task run serially; NaN: not known, or open on that side */
};

/* A setting of the machine that can be changed while a run goes on, as it was before the first block and after the last. */
struct yoke_condition {
    const char *name; /* "governor", "frequency_limit", "turbo", "smt", "quota", "processors", "clock_source" */
    const char *before, *after; /* NULL: the kernel does not say */
};

/* Blocks during which such a setting was not as it had been before the first one: nothing in them is used. */
struct yoke_change {
    const char *condition;
    const char *before, *after; /* NULL: the kernel did not say */
    uint64_t first_block, last_block; /* 0-based; it changed somewhere in the first of them */
};

/* A parameter of a law of scaling. At its bound the value is 0, low is NaN and high is a one-sided 95 % limit. */
struct yoke_model_parameter {
    double value, low, high; /* 95 %; NaN: the law has no such parameter, or open on that side */
    bool at_bound;           /* 0, because it may not be negative */
};

/* A law of scaling, fitted to the processes of one curve: cells that differ in the number of workers only. */
struct yoke_model {
    const char *workload;
    struct yoke_setting_value *params;
    size_t param_count;
    const char *executor, *schedule;
    uint64_t chunk; /* YOKE_MISSING where the schedule takes none */
    const char *placement;
    uint64_t widths, starts; /* that the fit rests on: different numbers of workers, processes */
    const char *law;         /* "linear", "amdahl", "usl", "gustafson"; NULL: none could be fitted, see `reason` */
    const char *reason;      /* why there is no law */
    bool chosen;             /* of this curve's laws the one with the least AICc */
    bool unconstrained;      /* alpha and beta may be negative: a law beside the others, never chosen */
    struct yoke_model_parameter gamma; /* tasks per second of one worker */
    struct yoke_model_parameter alpha; /* serial share (Amdahl, Gustafson) or contention (USL) */
    struct yoke_model_parameter beta;  /* cost of coherence (USL) */
    double residual;                   /* standard deviation of the residuals, as a share of the throughput */
    double aicc;                       /* Akaike's criterion, corrected for small samples; NaN: too few processes */
    struct yoke_estimate peak_workers; /* where throughput is highest (USL); value NaN: nowhere; NaN limits: open */
    bool peak_measured;                /* it lies within the widths measured, and its interval ends below twice the widest */
};

/* What a width that people configure by habit would cost here. */
struct yoke_default {
    const char *rule; /* "py38", "cpus", "goetz", …: docs/tune.md */
    uint64_t workers; /* that it gives on this machine */
    struct yoke_estimate loss; /* of throughput against the best cell, a share: 0.12 is 12 % less; NaN: that width was not measured */
};

/* How many workers to configure. */
struct yoke_advice {
    const char *workload;
    struct yoke_setting_value *params;
    size_t param_count;
    const char *executor, *schedule;
    uint64_t chunk; /* YOKE_MISSING where the schedule takes none */
    const char *placement;
    uint64_t workers;    /* the fewest proven within theta of the best; YOKE_MISSING: none is proven, see `reason` */
    uint64_t low, high;  /* the range around it of which every measured width is proven as good */
    uint64_t best;       /* width of the highest throughput, without regard to noise */
    uint64_t candidate;  /* the fewest that may be as good by their estimate, proven or not; YOKE_MISSING: none */
    struct yoke_estimate candidate_loss; /* of throughput against the best cell, a share */
    const char *objective; /* "throughput", "p99", "efficiency" or "memory" */
    double target;         /* of the objective: ns, a share or bytes; NaN: it has none */
    double theta;          /* a share */
    double wait_per_compute; /* of one worker, as Goetz's formula takes it: time blocked / time on a processor; NaN: not known */
    struct yoke_estimate rate;   /* tasks per second with that many workers, or with the candidate where none is proven */
    const char *bounded_by; /* "cores", "quota", "memory", "lock", "dispatch", "tasks", "io", "widths", "target" or, where none is
                             * proven, "budget"; NULL: not known */
    const char *evidence;   /* the figures that rests on */
    bool chosen;            /* of all executors the one to take: proven within theta of the best, with the fewest workers */
    bool decided;           /* more measuring would not change it: the next narrower width is proven worse */
    const char *reason;     /* why there is no width */
    struct yoke_default *defaults;
    size_t default_count;
};

struct yoke_record {
    const char *schema; /* YOKE_RECORD_SCHEMA */
    struct yoke_version yoke;
    const char *started, *finished; /* UTC, "2026-11-22T10:00:00Z" */
    const char *stopped_by;         /* what ended the run: "blocks", "precision", "budget" or "signal" */
    uint64_t blocks_done;           /* visits that every living cell got */
    uint64_t repeated_visits;       /* because they were disturbed */
    bool complete;                  /* false: interrupted, what is here is what was measured */
    uint64_t seed;                  /* of the order of cells and of the workloads; below 2^53 */
    uint64_t exit;                  /* exit status of the run; absent while it goes on */
    struct yoke_plan_facts plan;
    struct yoke_machine machine;
    struct yoke_condition *conditions; /* of the machine, looked at before the first block and after each */
    size_t condition_count;
    struct yoke_change *changes;
    size_t change_count;
    const char *rejected; /* why nothing should be concluded from this session; NULL: no such reason. Derived */
    struct yoke_overhead overhead;
    const char *fingerprint; /* digest of what makes two results comparable */
    struct yoke_cell *cells;
    size_t cell_count;
    struct yoke_metg *metg; /* derived by harness/analysis, like the next */
    size_t metg_count;
    struct yoke_model *models;
    size_t model_count;
    struct yoke_gate gate;
    struct yoke_verdict *verdicts; /* derived by harness/analysis from the cells with sides */
    size_t verdict_count;
    struct yoke_history_series *history; /* of `yoke history`, which measures nothing: cells and verdicts are empty then */
    size_t history_count;
    struct yoke_advice *advice; /* of `yoke tune`: one for every curve, the chosen one first, the others by rate */
    size_t advice_count;
    struct yoke_warning *warnings; /* about the run as a whole */
    size_t warning_count;
};

#endif

/* SPDX-License-Identifier: MIT */
/* One point of the plan: its samples and what they come to. Part of yoke/record.h. */
#ifndef YOKE_RECORD_CELL_H
#define YOKE_RECORD_CELL_H

#include "yoke/record_sample.h"
#include "yoke/verdict.h"

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
    const char *how;       /* "fixed" by the plan; "parts" of one piece of work; "calibrated"; "failed": the workload's own;
                            * "rationed": as many as the time of a run that chooses its cells has room for */
    const char *reason;    /* why a try failed; NULL: none did */
    const char *cell;      /* name of the cell it was tried on; NULL: it was not tried */
    uint64_t floor_ns;     /* one run of that cell was to take at least so long */
    const char *floor_from; /* because of: "5 ms", "clock step" (1000 of them) or "clock read" (200) */
    uint64_t tasks_least;  /* for the widest cell */
    uint64_t run_ns;       /* what one run of the chosen number took */
    uint64_t task_ns;      /* of rationed ones: what one task took alone, in that cell */
    uint64_t narrowest;    /* of rationed ones: narrower widths were to come later, if at all; YOKE_MISSING: none were */
    const char *untried;   /* of rationed ones: what was left out, in words; NULL: nothing */
};

/* How the two starts of a pair were run. */
#define YOKE_TURNS       "turns"       /* one after the other */
#define YOKE_INTERLEAVED "interleaved" /* both were there, and one run of the one followed one of the other */
#define YOKE_DUET        "duet"        /* at the same time, each on processors of its own */

/* Of a comparison: how its pairs were run, and, where a duet was possible, how far two starts of the base lay apart either way: the
 * upper quartile of |ln(one / other)| of what is tested first. NaN: it was not tried. */
struct yoke_pairing {
    const char *how;    /* one of the above; NULL: there were no pairs */
    const char *reason; /* why not otherwise, where that was wanted; NULL: it is as it was wanted */
    uint64_t *places;   /* of its workers in a duet, be it one that was only tried: the base's are for the side that the coin lets go
                         * first, whichever it is, the candidate's for the other; none: it cannot be a duet */
    size_t place_count;
    uint64_t *choices;  /* where it is interleaved: processors of like cores; both workers of a pair are bound to that one whose
                         * core others used least, which the samples' `cpus` tell; none: they stay where the cell's are */
    size_t choice_count;
    double duet_spread, alone_spread; /* the latter: not at the same time */
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
    struct yoke_pairing pairing;
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
    uint64_t discarded, iterations; /* runs of one start: before the timed ones, and those; of its latest start where a comparison
                                     * gives it more of them as long as it is open */
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

#endif

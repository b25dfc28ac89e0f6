/* SPDX-License-Identifier: MIT */
/* What all cells together come to: laws of scaling, and how many workers to take. Part of yoke/record.h. */
#ifndef YOKE_RECORD_ADVICE_H
#define YOKE_RECORD_ADVICE_H

#include "yoke/record_cell.h"

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
    const char *rule; /* "py38", "cpus", "goetz", "queue", …: docs/tune.md */
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
    uint64_t low, high;  /* the fewest and the most proven as good; no width between is proven worse */
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

#endif

/* SPDX-License-Identifier: MIT */
/* The plan: what the user asked for, fully resolved before anything runs. All errors of a request come out here. */
#ifndef PLAN_H
#define PLAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "counters.h"
#include "placement.h"
#include "study_command.h"
#include "yoke/catalogue.h"

/* The values one axis of a sweep takes, in the order written, without repeats. Owned by the plan. */
struct plan_axis {
    uint64_t *values;
    size_t count;
};

/* A placement and the text it was written as, which names it. */
struct plan_placement {
    char *text;
    struct placement placement;
};

/* What nobody said of a study: where a run chooses its cells, it may choose less of that (ration.h). */
struct plan_open {
    bool tasks; /* they are as many as the widest cell has workers */
    bool executors, widths;
};

/* A study: one workload and the axes it is swept over. Its cells are the cross product. */
struct plan_study {
    const struct yoke_workload *workload;
    struct study_command *command; /* owned; NULL: the workload takes none. `workload` is then the command's own */
    struct plan_axis params[YOKE_PARAMS_MOST]; /* one axis a parameter, in the order of the workload's table */
    uint64_t task_count; /* 0: calibrated, or as many as arrive in a while (plan_rate_tasks) */
    struct plan_open open;
    const struct yoke_executor **executors; /* usable ones, in the order written */
    size_t executor_count;
    struct plan_axis workers;
    const struct yoke_schedule **schedules;
    size_t schedule_count;
    struct plan_axis chunks;
    struct plan_placement *placements;
    size_t placement_count;
};

struct plan {
    char *name;
    uint64_t blocks;     /* visits of every cell, one fresh process each */
    uint64_t precision_ppm; /* blocks are added until every interval is this narrow, in millionths of its median; 0: no */
    uint64_t budget_ns;     /* no block begins after this time; 0: no limit */
    uint64_t reserve_ppm;   /* visits that may be repeated when they were disturbed, in millionths of those planned */
    bool scale_work;     /* task counts are those of one worker: a cell runs so many for each of its workers */
    uint64_t iterations; /* timed samples per visit; 0: calibrated */
    uint64_t warmup;     /* discarded samples before them */
    bool warmup_study;   /* study the first runs of a start before the first block, and discard as many as it says */
    const char *io_driver; /* for executors that park waiting tasks: "uring" or "epoll"; NULL: the best there is */
    struct plan_axis rates; /* each in tasks that arrive in a thousand seconds, whether or not a worker is free; none: closed loop */
    const char *arrivals; /* how: "poisson" or "constant"; without effect in a closed loop */
    bool latency;        /* record the time of every task */
    enum plan_trace {
        PLAN_TRACE_OFF,
        PLAN_TRACE_LAST, /* of every cell the last sample */
        PLAN_TRACE_ALL,
    } trace;             /* keep every single task of these samples */
    bool profile;        /* after the last block, sample where the processor time of each cell goes */
    uint64_t seed;       /* below 2^53; drawn when not given */
    uint64_t limit_ns;   /* how long one visit of one cell may take before it is ended */
    char *output;        /* results folder; NULL: results/<UTC time>-<name> */
    char **plugins;      /* files that cell processes load as well, absolute */
    size_t plugin_count;
    char **counters;     /* event names; NULL: the default group; not NULL with a count of 0: none */
    size_t counter_count;
    enum counter_scope counter_scope;
    bool multiplex;        /* hardware events may share counters */
    bool require_counters; /* nothing is measured where one of them has no value */
    struct plan_study *studies;
    size_t study_count;
    char **notes; /* what resolving left out, for people: "serial runs with 1 worker only", "openmp left out: …" */
    size_t note_count;
};

void plan_free(struct plan *plan);

/* "off", "last", "all". */
const char *plan_trace_name(enum plan_trace trace);

/* Adds a note, unless it is there already. Returns 0 or -ENOMEM. */
__attribute__((format(printf, 2, 3))) int plan_note(struct plan *plan, const char *format, ...);

/* How many tasks one sample of the study has in an open loop of that rate: what was asked for, or as many as show
 * bursts and are over soon. */
uint64_t plan_rate_tasks(const struct plan_study *study, uint64_t rate_mhz);

/* How many points the axes span; cells can be fewer, since points that mean the same collapse. UINT64_MAX: that or
 * more. */
uint64_t plan_points(const struct plan *plan);

/* Writes the plan as a plan file that makes the same plan when it is read again; with its notes as comments where
 * `comments` is true, as strict JSON otherwise. */
void plan_write(const struct plan *plan, bool comments, FILE *stream);

/* Writes the JSON Schema of plan files, from the table of keys. */
void plan_schema_write(FILE *stream);

#endif

/* SPDX-License-Identifier: MIT */
/* One visit of one cell: a fresh cell process from start to end. Whatever it does (crash, hang, speak garbage, vanish)
 * becomes a reason in the cell, and nothing else. */
#ifndef VISIT_H
#define VISIT_H

#include "cells.h"
#include "counter_passes.h"
#include "record.h"

#include <sys/types.h>

/* Somebody who watches a visit's process from outside while it runs. */
struct visit_watch {
    void (*begin)(void *own,
                  pid_t process); /* it was started, and was not told yet what to do: it is single-threaded */
    void (*greeted)(void *own, pid_t process); /* it has set itself up; soon tasks run */
    void (*turn)(void *own);                   /* at least once in turn_ns */
    uint64_t turn_ns;
    void *own;
};

/* What a visit needs beside the cell. */
struct visit {
    const struct plan *plan;
    const struct cell *cell;
    char *program;              /* path of the program that is started as a cell process */
    const char *const *plugins; /* `plugin_count` files that it loads; NULL: the plan's */
    size_t plugin_count;
    unsigned usable_cpus;
    uint64_t origin_ns; /* clock at the start of the run */
    uint64_t block, order;
    const char *trace; /* beginning of the paths of files for every single task; NULL: none are wanted */
    const struct counter_passes *passes; /* which events are counted in this block; NULL: those of the plan in all */
    const struct visit_watch *watch;     /* NULL: nobody */
    uint64_t *places;                    /* where its workers are put; NULL: where the cell's are */
    size_t place_count;
    bool in_step;       /* set by both of visit_run_pair */
    /* Asked whenever a signal came: 0 go on, 1 end after the sample in progress, 2 end at once. */
    int (*stop_wanted)(void *own);
    void *own;
};

enum visit_outcome {
    VISIT_DONE,    /* all samples were taken */
    VISIT_FAILED,  /* `facts->status` and `facts->reason` say what happened */
    VISIT_STOPPED, /* the user wants to stop */
    VISIT_OUT_OF_STEP, /* the program is too old to wait for its turn: nothing was measured */
};

/* Runs the visit and adds its samples to `facts`, a cell of `record`. Only for lack of memory or processes of our own
 * it returns a negative errno with a sentence. */
int visit_run(const struct visit *visit, struct record *record, struct yoke_cell *facts, enum visit_outcome *outcome,
              struct yoke_error *error);

/* Runs two visits in step. `together`: they begin every run, those that warm up and the canary's songs included, at the same moment.
 * Otherwise only one of them runs at a time: one run of the first and one of the second, then one of the second and one of the first, and
 * so on, so that a machine that gets slower meanwhile does so for both. What befalls one ends the other, which then is VISIT_STOPPED.
 * Returns what visit_run does. */
int visit_run_pair(const struct visit visits[2], bool together, struct record *record, struct yoke_cell *const facts[2],
                   enum visit_outcome outcomes[2], struct yoke_error *error);

#endif

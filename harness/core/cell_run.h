/* SPDX-License-Identifier: MIT */
/* One cell while it runs: what is alive between set-up and tear-down, and the samples that are taken of it. Inside a cell process
 * (cell_process.h). */
#ifndef CELL_RUN_H
#define CELL_RUN_H

#include <stdio.h>

#include "assignment.h"
#include "canary.h"
#include "open_loop.h"
#include "probe.h"
#include "protocol.h"
#include "recorder.h"

/* Everything of one cell that is alive between set-up and tear-down. */
struct cell_run {
    const struct assignment *assignment;
    FILE *driver; /* where messages go */
    struct record *memory;
    void *context;             /* the workload's */
    struct topology *topology; /* NULL: workers are not bound */
    struct canary_time canary_before;
    double dispatch_ns;        /* handing out one empty task; NaN: not measured */
    struct counter_group *counters;
    struct counter_set *machine_counters; /* of events that count for the whole machine; NULL: there are none */
    struct probe probe;
    struct recorder recorder; /* open when the assignment wants to know of single tasks */
    struct open_loop arrivals; /* open when tasks arrive by a clock of their own */
    struct yoke_worker *workers;
    unsigned char *results;
    size_t results_bytes;
    struct yoke_team *team;
};

/* Does the assignment want to know of single tasks? */
bool cell_run_records_tasks(const struct cell_run *run);

/* A message of this kind with nothing in it yet. */
struct protocol_message cell_run_message(enum protocol_kind kind);

/* Says it to the driver. Returns 0 or a negative errno. */
int cell_run_send(const struct cell_run *run, const struct protocol_message *message);

/* In step with another process: tells the driver that the next step could begin, and waits for its word. Otherwise nothing. Returns 0 or a negative errno with a sentence. */
int cell_run_wait(const struct cell_run *run, struct yoke_error *error);

/* All tasks once, as the executor takes them; what records them is not in it yet. */
struct yoke_job cell_run_job(struct cell_run *run);

/* What the executor costs here: the same team, schedule and chunk, with tasks that do nothing. Sets dispatch_ns. Returns 0 or a
 * negative errno with a sentence. */
int cell_run_dispatch(struct cell_run *run, struct yoke_error *error);

/* Warms up, then takes the samples and sends each. One that went wrong ends it, and is sent even from the warm-up: the cell has
 * failed, and nobody would hear of it otherwise. Returns 0 or a negative errno with a sentence. */
int cell_run_samples(struct cell_run *run, struct yoke_error *error);

#endif

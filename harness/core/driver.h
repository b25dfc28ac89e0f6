/* SPDX-License-Identifier: MIT */
/* The driver: visits every cell once a block in a freshly shuffled order, and saves the record after every block. */
#ifndef DRIVER_H
#define DRIVER_H

#include "cells.h"
#include "record.h"

/* Where the run stands; valid during the call that gets it. */
struct driver_progress {
    size_t cell_count;
    size_t visits_done, visits_planned; /* failed cells are not visited again: planned shrinks */
    uint64_t block, blocks;
    uint64_t elapsed_ns;
    const struct yoke_cell *cell; /* the one just visited, its samples so far in it */
    bool cell_over;               /* it will not be visited again: its summary is filled in */
};

struct driver_options {
    const struct plan *plan;
    const struct cell *cells;
    size_t cell_count;
    const struct topology *topology;
    unsigned usable_cpus;
    char *program;    /* what is started as a cell process: this program's own path */
    const char *path; /* where the record is saved after every block; NULL: nowhere */
    void (*visited)(void *listener, const struct driver_progress *progress); /* after every visit; NULL: nobody listens */
    void *listener;
};

/* Fills the record's cells from the plan: names, places, what is known before anything runs. Returns 0, or a negative errno
 * with a sentence (a place that is not allowed). */
int driver_prepare(const struct driver_options *options, struct record *record, struct yoke_error *error);

/* Runs all blocks of a prepared record, analyses and saves it. `record->facts.exit` is then the exit status: 0, 1 when a cell
 * failed, 5 when nothing was measured, 128 + n after signal n (SIGINT: the sample in progress is waited for; a second one, or
 * SIGTERM, is obeyed at once). Returns 0, or a negative errno with a sentence when the record cannot be saved or no process
 * can be started; the record then holds what was measured. */
int driver_run(const struct driver_options *options, struct record *record, struct yoke_error *error);

#endif

/* SPDX-License-Identifier: MIT */
/* The driver: visits every cell once a block in a freshly shuffled order, repeats visits that something disturbed as long as
 * the reserve lasts, and saves the record after every block. */
#ifndef DRIVER_H
#define DRIVER_H

#include "cells.h"
#include "counter_passes.h"
#include "ration_rule.h"
#include "record.h"

/* Where the run stands; valid during the call that gets it. */
struct driver_progress {
    size_t visits_done, visits_planned; /* failed cells are not visited again, disturbed visits are repeated: planned changes */
    uint64_t block, blocks;             /* the present one, 0-based, and those planned: precision may want more */
    uint64_t elapsed_ns; /* since the first block began */
};

/* Who wants to know how the run goes on; each may be NULL. Called between visits, when nothing is measured. */
struct driver_listener {
    void (*visited)(void *own, const struct driver_progress *progress); /* after every visit */
    void (*over)(void *own, const struct yoke_cell *cell); /* no more visits of this cell: its summary is filled in */
    void (*stopping)(void *own); /* a signal asked for the end: the sample in progress is waited for */
    void *own;
};

/* Decides from what was measured so far what to measure next, for runs that learn on the way; in place of every cell in every
 * block until the plan has enough. Called between blocks, with an analysed record. Cells that no block wanted are not in the record
 * in the end. */
struct driver_policy {
    /* Sets wanted[i], false by now, for every cell that the next block shall visit. */
    void (*choose)(void *own, const struct yoke_record *record, bool wanted[]);
    /* What ends the run ("decided"); NULL: go on. The budget is looked after by the driver: no visit begins that
     * would not end within it as far as is known (foresight.h), but for the very first. */
    const char *(*enough)(void *own, const struct yoke_record *record);
    /* Puts into the record what it comes to, before it is saved. Returns 0 or a negative errno. */
    int (*conclude)(void *own, struct record *record);
    enum ration_spares spares; /* where the budget has no room for the blocks of a proof (ration.h) */
    void *own;
};

struct driver_options {
    const struct plan *plan;
    struct cell *cells; /* calibration fills in what the plan leaves open */
    size_t cell_count;
    const struct topology *topology;
    unsigned usable_cpus;
    const struct counter_passes *passes; /* which events are counted in which block; NULL: all in all */
    char *program;    /* what is started as a cell process: this program's own path */
    const char *path; /* where the record is saved after every block; NULL: nowhere */
    const char *folder; /* of the record, where files of single tasks go; NULL: none are kept */
    struct driver_listener listener;
    const struct driver_policy *policy; /* NULL: every cell in every block */
};

/* Fills the record's cells from the plan: names, places, what is known before anything runs. Returns 0, or a negative errno
 * with a sentence (a place that is not allowed). */
int driver_prepare(const struct driver_options *options, struct record *record, struct yoke_error *error);

/* Runs blocks of a prepared record until there are enough, analyses and saves it. `record->facts.exit` is then the exit status: 0, 1 when a cell
 * failed, 5 when nothing was measured, 128 + n after signal n (SIGINT: the sample in progress is waited for; a second one, or
 * SIGTERM, is obeyed at once). Returns 0, or a negative errno with a sentence when the record cannot be saved or no process
 * can be started; the record then holds what was measured. */
int driver_run(const struct driver_options *options, struct record *record, struct yoke_error *error);

#endif

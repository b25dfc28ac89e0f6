/* SPDX-License-Identifier: MIT */
/* What is tried before the first block: cell processes whose samples enter no statistics. */
#ifndef TRYOUT_H
#define TRYOUT_H

#include "cells.h"
#include "ration_rule.h"
#include "record.h"
#include "visit.h"

/* What tries need, and where their results go. */
struct tryout {
    const struct plan *plan;
    struct cell *cells; /* those whose numbers are open get them */
    size_t cell_count;
    struct record *record; /* prepared: its cells are those above; what was chosen and why is filled in */
    char *program;         /* started as a cell process, as for any visit */
    const char *const *plugins; /* `plugin_count` files that it loads; NULL: the plan's */
    size_t plugin_count;
    unsigned usable_cpus;
    uint64_t origin_ns;
    uint64_t profile_ns;     /* how long the runs of a profile are to take; 0: PROFILE_NS */
    uint64_t start_most_ns;  /* how long the samples of a start may take together, of the shortest of which its time is made; 0: as
                              * many samples as a pilot finds best */
    uint64_t sample_most_ns; /* how long a calibrated sample may take where the floors allow it; 0: as workloads' own do */
    enum ration_spares spares; /* what may be chosen less of than the plan has where the time of the run is short */
    bool brief; /* calibrated samples are as short as the floors let them be, since many of them are held against each other */
    int (*stop_wanted)(void *own); /* as for visits; after a signal, whoever tries leaves open what is open */
    void *own;
};

/* What differs from start to start is larger than what differs within one: where starts are compared in pairs, many short
 * ones tell more than few long ones. Four times the shortest sample that is worth timing, so that halving a workload's own
 * number ends above it. */
#define TRYOUT_SAMPLE_SHORT_NS 20000000

/* And of interleaved starts, the shorter the better (pair_runs.c). */
#define TRYOUT_SAMPLE_BRIEF_NS 10000000

/* One try of one cell. */
struct tryout_visit {
    size_t cell;           /* its index */
    uint64_t tasks, warmup, runs;
    uint64_t number;       /* of the try: memory layouts are drawn from it */
    uint64_t limit_ns;     /* how long it may take */
    const struct visit_watch *watch; /* NULL: nobody */
    struct record *memory; /* where its samples and texts go; NULL: the tryout's record, and they stay */
};

/* No block has this number: layouts of tries are drawn apart from those of samples. */
#define TRYOUT_BLOCK UINT64_MAX

/* Visits the cell and leaves its samples in `facts`, a cell of no record whose texts live as long as that memory.
 * VISIT_DONE: all runs are there. Returns as visit_run. */
int tryout_visit(const struct tryout *tryout, const struct tryout_visit *wanted, struct yoke_cell *facts,
                 enum visit_outcome *outcome, struct yoke_error *error);

#endif

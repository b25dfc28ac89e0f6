/* SPDX-License-Identifier: MIT */
/* What the rounds of a comparison and the visits of one pair have in common. Within the pair driver. */
#ifndef PAIR_PRIVATE_H
#define PAIR_PRIVATE_H

#include <sys/stat.h>

#include "conditions.h"
#include "pair_driver.h"
#include "tryout.h"
#include "visit.h"

/* The file that a side is about, as it was at the beginning. */
struct artefact_mark {
    dev_t device;
    ino_t inode;
    off_t size;
    struct timespec changed;
};

/* How many runs an interleaved start of one cell may have. */
struct pair_runs {
    uint64_t most; /* in the end; 0: it keeps what it has */
    size_t looks;  /* that it was open after, and got more for */
};

struct pair_driver {
    const struct pair_options *options;
    struct record *record;
    struct pair_progress progress;
    uint64_t origin_ns, saved_ns;
    uint64_t saving_ns; /* the last time took so long */
    uint64_t order;  /* of starts, over the whole run */
    uint64_t *pairs; /* per cell of the plan: begun so far */
    struct pair_runs *runs; /* per cell of the plan */
    struct artefact_mark marks[2];
    struct conditions conditions; /* of the machine, as last read */
    bool stopping;                /* the listener knows */
    struct core_shares *shares;   /* NULL: no cell has a choice of cores */
};

/* The first of the sides that are measured, 0 for the base: a stored base is measured no more, and the candidate is the
 * only one. */
size_t pair_first_side(const struct pair_driver *driver);

const struct pair_side *pair_side_of(const struct pair_driver *driver, size_t side);

/* Remembers what the files of all measured sides are like. Returns 0, or a negative errno with a sentence. */
int pair_artefacts_mark(struct pair_driver *driver, struct yoke_error *error);

/* 0 go on, 1 end after the sample in progress, 2 end at once; `own` is the driver. As visits ask for it. */
int pair_stop_wanted(void *own);

/* What visits of a side outside of pairs need. */
struct tryout pair_tryout(struct pair_driver *driver, size_t side);

/* Where the plan leaves the number of timed runs of a start open: as many as elsewhere for now, so that only the number of tasks is
 * calibrated; then, once that is known, as many as an interleaved cell is best measured with. The latter returns 0, or a negative errno
 * with a sentence for lack of memory or processes of our own. */
void pair_runs_open(struct pair_driver *driver);
int pair_runs_choose(struct pair_driver *driver, struct yoke_error *error);

/* After every round: gives cells that a look has left open more runs a start. */
void pair_runs_grow(struct pair_driver *driver);

/* Of the cells that may be duets, makes those duets whose pairs agree better so: tried on the base, once for all cells
 * that differ in their parameters only. Returns 0, or a negative errno with a sentence for lack of memory or processes
 * of our own. */
int pair_choose(struct pair_driver *driver, struct yoke_error *error);

/* Why a side cannot run in step (VISIT_OUT_OF_STEP); NULL: no memory. */
const char *pair_age_describe(struct pair_driver *driver, size_t side);

/* A visit of one side of this cell of the plan, in the present pair; `order` is left open. */
struct visit pair_side_visit(struct pair_driver *driver, size_t pair, size_t side);

/* Watches the cores that cells may choose from. Returns 0 or -ENOMEM. */
int pair_cores_open(struct pair_driver *driver);

/* What visit_run_pair does to an interleaved pair of this cell of the plan, on the core that others use least if it has a choice. */
int pair_interleave(struct pair_driver *driver, size_t pair, struct visit visits[2], struct record *record,
                    struct yoke_cell *const facts[2], enum visit_outcome outcomes[2], struct yoke_error *error);

/* Measures one more pair of this cell of the plan; a side that fails costs its cell. Returns 0, or a negative errno
 * with a sentence for lack of memory or processes of our own. */
int pair_measure(struct pair_driver *driver, size_t pair, struct yoke_error *error);

#endif

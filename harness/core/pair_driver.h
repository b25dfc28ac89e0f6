/* SPDX-License-Identifier: MIT */
/* The driver of a comparison: pairs of adjacent starts of both sides, in an order that a coin decides, one pair of
 * every undecided cell a round in a freshly shuffled order, until every cell is decided. The record is saved as it
 * grows. */
#ifndef PAIR_DRIVER_H
#define PAIR_DRIVER_H

#include "driver.h"
#include "gate_suite.h"

/* What stands against what. */
struct pair_side {
    char *program; /* what is started as a cell process */
    /* The file under test, which must stay as it is: that program, a plug-in, what a command executes. */
    const char *artefact;
    const char *const *plugins; /* `plugin_count` files that its cell processes load; NULL: the plan's */
    size_t plugin_count;
};

/* Where a comparison stands; valid during the call that gets it. */
struct pair_progress {
    size_t cells, undecided; /* cells, and those still measured */
    uint64_t pairs;          /* measured so far, of all cells */
    uint64_t round;
    uint64_t elapsed_ns;
};

struct pair_options {
    struct driver_options
        run; /* its cells are doubled; of the listener only `stopping` is called; its program is not read */
    struct pair_side base, candidate; /* the base is not read when the suite's is a stored one */
    struct gate_suite *suite;         /* filled for the prepared record */
    void (*measured)(void *own, const struct pair_progress *progress); /* after every pair; may be NULL */
    void *own;
};

/* Every cell twice: 2k is the plan's cell k on the base, 2k + 1 on the candidate; the copies share all they point to,
 * so free the array before the plan's. NULL when memory is short. */
struct cell *pair_cells_double(const struct cell *cells, size_t count);

/* Fills the record's cells from the doubled cells of `run`, and names their sides. With `duet` the sides of a cell
 * whose workers have processors of their own on either side may run at the same time (Bulej et al., Duet Benchmarking,
 * ICPE 2020): what happens to the machine then happens to both. pair_run tries which of them agree better so. Returns
 * 0, or a negative errno with a sentence; there must be at least one such cell. */
int pair_prepare(const struct driver_options *run, bool duet, struct record *record, struct yoke_error *error);

/* Measures, decides and saves until everything is decided, the plan's budget is used up, or a signal comes; a side that
 * fails costs its cell. The record's exit is then the suite's (gate_exit), or 128 + n. Returns 0, or a negative errno
 * with a sentence when the record cannot be saved or no process can be started; the record then holds what was
 * measured. */
int pair_run(const struct pair_options *options, struct record *record, struct yoke_error *error);

#endif

/* SPDX-License-Identifier: MIT */
/* The cells of a record, grouped by the work they do, so that whoever compares cells of equal work need not look at all of
 * them: a record of ten thousand cells then takes ten times as long as one of a thousand, and not a hundred times. */
#ifndef WORKS_H
#define WORKS_H

#include "yoke/record.h"

/* Indices into the record's cells. Plain data, owned by whoever called works_group. */
struct works {
    size_t *order;        /* all cells, those of equal work side by side, in the order of the record */
    size_t *begin, *end;  /* of every cell: where in `order` the group of its work lies */
};

/* The cell's tasks, of which each worker brings its share where work grows with the workers: then those of one worker.
 * YOKE_MISSING: not known. */
uint64_t works_tasks(const struct yoke_cell *cell);

/* How many times the work of `base` the cell does; 1 unless work grows with the workers. */
double works_growth(const struct yoke_cell *cell, const struct yoke_cell *base);

/* Do the cells run the same tasks, with the same parameters, on the same side of a comparison? */
bool works_same(const struct yoke_cell *left, const struct yoke_cell *right);

/* Fills `works`. Returns 0 or -ENOMEM. Release in every case. */
int works_group(const struct yoke_record *record, struct works *works);

/* The cell that this one's speedup refers to, which does the same work; NULL: it has none. */
const struct yoke_cell *works_baseline(const struct yoke_record *record, const struct works *works,
                                       const struct yoke_cell *cell);

void works_release(struct works *works);

#endif

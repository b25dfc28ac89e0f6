/* SPDX-License-Identifier: MIT */
/* What every file for another program is made from: a cell with one time a process, per task. Those programs know an operation
 * and how often it was done; here the operation is a task, so that files of runs with other numbers of tasks compare. */
#ifndef EXPORT_H
#define EXPORT_H

#include <stdbool.h>
#include <stddef.h>

#include "summary.h"
#include "writer.h"
#include "yoke/error.h"
#include "yoke/record.h"

struct export_cell {
    const struct yoke_cell *cell;
    double tasks;                 /* of one sample; 1 where the record does not say */
    struct summary_start *starts; /* the processes whose times entered the summary, in order */
    size_t start_count;
    double wall_ns, low_ns, high_ns; /* median over them of one task's share, and its interval; NaN: open */
};

/* Prepares a cell; release it in every case. Returns 0 or -ENOMEM. A cell without a usable time has no starts. */
int export_cell_init(struct export_cell *export, const struct yoke_cell *cell);
void export_cell_release(struct export_cell *export);

/* Prepares one cell after another and hands each that has a time to `each`, with what is the caller's. Returns 0, -ENOMEM, or
 * the first thing but 0 that `each` returned. */
int export_cells(const struct yoke_record *record, int (*each)(const struct export_cell *export, void *own), void *own);

/* How a report ends: `status` as it is, or -EIO when the stream has failed; then a sentence naming `what`. */
int export_end(int status, FILE *stream, const char *what, struct yoke_error *error);

#endif

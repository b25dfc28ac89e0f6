/* SPDX-License-Identifier: MIT */
/* The cells of a record sorted into studies (one workload with one set of parameter values) and, inside a study, into
 * series (one executor, schedule, chunk and placement over its worker counts). Tables and charts are made from these.
 */
#ifndef STUDY_H
#define STUDY_H

#include <stdbool.h>
#include <stddef.h>

#include "yoke/record.h"

enum { STUDY_NAME_BYTES = 256 };

/* Cells that differ in nothing but the number of workers, fewest workers first. */
struct study_series {
    const struct yoke_cell **cells;
    size_t cell_count;
    char name[STUDY_NAME_BYTES]; /* executor and those axes that vary in the study: "pthread dynamic,16"; clean UTF-8 */
};

struct study {
    const struct yoke_record *record;
    const struct yoke_cell *first; /* any cell: workload, params and tasks are the same in all */
    struct study_series *series;   /* in the record's order */
    size_t series_count, cell_count;
    bool schedule_varies, chunk_varies, placement_varies;
    const struct yoke_cell *baseline; /* the cell that speedup refers to; NULL: none */
    const struct yoke_cell *serial;   /* the cell that it should refer to, measured or not; NULL: not asked for */
};

struct study_list {
    struct study *studies; /* in the record's order */
    size_t count;
};

/* Sorts the record's cells into `list`; what it points at stays the record's. Returns 0 and a list to be released, or
 * -ENOMEM and an empty one. */
int study_list_init(struct study_list *list, const struct yoke_record *record);
void study_list_release(struct study_list *list);

/* Are the cells run the same way: by one executor, schedule, chunk and placement? */
bool study_way_same(const struct yoke_cell *left, const struct yoke_cell *right);

/* What speedup refers to, in words: "serial"; "one pthread worker" where nothing serial was measured; "" when there is
 * nothing. Clean UTF-8. */
void study_baseline_text(char *buffer, size_t size, const struct study *study);

/* Why speedup does not refer to a serial cell: "the serial cell failed". NULL: it does, or nobody asked for one and
 * another cell took its place. */
const char *study_serial_lack(const struct study *study);

/* "*" behind a time, or a speedup, of a cell whose processes fall into two heaps (or whose baseline's do): a number that
 * must not stand alone; else "". */
const char *study_time_mark(const struct yoke_cell *cell);
const char *study_speedup_mark(const struct study *study, const struct yoke_cell *cell);

/* The value of a cell's parameter as its name writes it ("20ms"), else as a plain number. `index` < cell->param_count.
 */
void study_param_text(char *buffer, size_t size, const struct yoke_cell *cell, size_t index);

/* The same for a value that stands in a cell's name (may be NULL). */
void study_setting_text(char *buffer, size_t size, const char *cell_name, const struct yoke_setting_value *setting);

#endif

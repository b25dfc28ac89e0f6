/* SPDX-License-Identifier: MIT */
/* Sweeps: the cells of a workload that differ in one parameter, in the number of workers and in the way they are run, put into
 * one grid a way: a row a value, a column a number of workers. Maps are drawn from these. */
#ifndef SWEEP_CELLS_H
#define SWEEP_CELLS_H

#include "chart_palette.h"
#include "chart_stem.h"

enum { SWEEP_LABEL_BYTES = 96 };

/* A value of the parameter. */
struct sweep_row {
    const struct yoke_cell *cell; /* any that has it */
    char label[SWEEP_LABEL_BYTES]; /* as people wrote it: "20ms"; clean UTF-8 */
};

/* A way of running: executor, schedule, chunk and placement. */
struct sweep_series {
    const struct study_series *source; /* of the study that has it first */
    struct chart_look look;
    const struct yoke_cell **cells; /* row_count × width_count; NULL: it was not asked for */
    const struct yoke_cell **apart; /* row_count: cells of one serial worker where nothing else has one worker; else NULL */
};

struct sweep {
    const struct yoke_record *record;
    const struct study *study;    /* its first: what all share but the parameter */
    size_t param;                 /* index of the parameter among those of a cell */
    bool numeric;                 /* its values are numbers; rows then ascend, else they are in the record's order */
    struct sweep_row *rows;       /* at least two */
    size_t row_count;
    uint64_t *widths;             /* ascending; at least one */
    size_t width_count;
    struct sweep_series *series;  /* at most CHART_SERIES_MOST, in the record's order */
    size_t series_count;
    bool crowded; /* there are more ways than that */
};

struct sweep_list {
    struct sweep *sweeps;
    size_t count;
};

/* Finds the sweeps of `studies`, which stay the caller's and have to live as long. Returns 0 and a list to be released, or
 * -ENOMEM and an empty one. */
int sweep_list_init(struct sweep_list *list, const struct study_list *studies);
void sweep_list_release(struct sweep_list *list);

/* The cell in the grid; NULL: none. */
const struct yoke_cell *sweep_cell(const struct sweep *sweep, size_t series, size_t row, size_t width);

/* The parameter's name; "?" when it has none. */
const char *sweep_param(const struct sweep *sweep);

/* "mixed (compute=200k)": the workload, and the parameters that all rows share, cut to fit. Clean UTF-8. */
void sweep_subject(char *buffer, size_t size, const struct sweep *sweep);

/* The file name of the sweep's chart without its ending: "sweep-mixed-wait". A number may have to tell it from others. */
void sweep_stem(char stem[CHART_STEM_BYTES], const char *kind, const struct sweep_list *list, size_t index);

#endif

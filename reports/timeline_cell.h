/* SPDX-License-Identifier: MIT */
/* The timelines of cells: for each the one traced run that stands for it, as a lane a worker, and what can be said of it. */
#ifndef TIMELINE_CELL_H
#define TIMELINE_CELL_H

#include "timeline_lane.h"
#include "yoke/record.h"

enum { TIMELINE_LANES_MOST = 24 /* in a picture of several cells */, TIMELINE_WORKERS_MOST = 256 };

/* Where the time in tasks went, as shares of it; from the kernel's books of the whole worker. NaN: not known. */
struct timeline_use {
    double running; /* on a processor */
    double ready;   /* could have run, had there been a processor */
    double waiting; /* for I/O, time, locks */
};

struct timeline_cell {
    const struct yoke_cell *cell;
    const struct yoke_sample *sample;
    struct trace *trace;
    struct timeline_extent extent;
    size_t traced; /* samples of the cell that have a trace */
    struct timeline_lane *lanes;
    struct timeline_use *uses; /* a lane */
    size_t lane_count;
    double end_ns;      /* of the last task */
    double even_ns;     /* when all workers would have ended, had each had the same share of the time in tasks */
    size_t last, before; /* the lanes that ended last and last but one; `last` where there is one lane only */
};

/* A picture: cells that share a time axis. */
struct timeline {
    const struct yoke_record *record;
    struct timeline_cell *cells;
    size_t cell_count;
    size_t lane_count, row_count; /* of all cells */
    struct timeline_scale scale;
    size_t left_out; /* traced cells that are in no picture of their study */
};

/* The sample that stands for a cell: of the usable ones that have a trace, the one whose wall time is nearest to the median;
 * `*traced` is how many there are. NULL: none has. */
const struct yoke_sample *timeline_sample_choose(const struct yoke_cell *cell, size_t *traced);

/* Reads the traces of `count` cells, each with a sample to choose, from `folder` and lays them out on `pixels` of width. Returns
 * 0 and a timeline to be released, or a negative errno, with a sentence where it is not memory. */
int timeline_init(struct timeline *timeline, const struct yoke_record *record, const struct yoke_cell *const cells[], size_t count,
                  const char *folder, double pixels, struct yoke_error *error);
void timeline_release(struct timeline *timeline);

/* How long the last worker was the only one in a task, at the end; 0 with one worker. */
double timeline_tail_ns(const struct timeline_cell *cell);

/* Of all lanes: the mean share of what tasks did, and the shares of the workers' time in tasks and between them. */
struct timeline_use timeline_use_sum(const struct timeline_cell *cell);
double timeline_busy_share(const struct timeline_cell *cell);
double timeline_queue_share(const struct timeline_cell *cell);
unsigned timeline_rows_most(const struct timeline_cell *cell);

#endif

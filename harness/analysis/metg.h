/* SPDX-License-Identifier: MIT */
/* METG(50 %), the minimum effective task granularity: the shortest task at which an executor still reaches half of what it
 * should, which is one number for all it costs to hand out work (Slaughter et al., Task Bench, SC 2020). Here the length of a
 * task is what it takes without any executor, in the serial baseline; the paper divides the executor's own time by the tasks
 * instead, which at one half is twice as much. */
#ifndef METG_H
#define METG_H

#include <stddef.h>

#include "record.h"

/* The share of ideal that has to be reached. */
#define METG_LEVEL 0.5

/* No METG is looked for in less: so many sizes, the largest so many times the smallest. A curve through fewer is a guess. */
enum { METG_SIZES_LEAST = 4, METG_SPAN_LEAST = 10 };

/* One size of task and how well it went. */
struct metg_point {
    double task_ns;
    double efficiency; /* of ideal: 1 is perfect */
};

enum metg_side {
    METG_CROSSED, /* between two sizes */
    METG_BELOW,   /* the smallest size reaches the level, and so do all others */
    METG_ABOVE,   /* the largest size does not */
};

/* Finds where the curve comes up to `level` for good: beyond, no size falls below it. Between the two sizes around it the
 * efficiency is taken to be linear in the logarithm of the size. Sorts `points`, of which there is at least one, none with
 * NaN. Stores the size in `task_ns`: of the crossing, else the smallest or largest there is. */
enum metg_side metg_cross(struct metg_point points[], size_t count, double level, double *task_ns);

/* Replaces the record's list: one entry for every way of running (executor, width, schedule, chunk, placement) a cpu-bound
 * workload of which exactly one numeric parameter was swept widely enough. Needs the speedups. Returns 0 or -ENOMEM. */
int metg_compute(struct record *record);

#endif

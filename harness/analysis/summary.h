/* SPDX-License-Identifier: MIT */
/* From samples to statistics: a pure function of the samples of one cell. */
#ifndef SUMMARY_H
#define SUMMARY_H

#include "yoke/record.h"

/* The confidence of every printed interval. */
#define SUMMARY_CONFIDENCE 0.95

/* One process of a cell, its usable samples made one number: the process is the unit of inference, since samples within one
 * share its memory layout and its luck (statistics of Kalibera & Jones, ISMM 2013). */
struct summary_start {
    uint64_t block;
    double wall_ns; /* the shortest of a cpu-bound cell (what disturbs only adds), else the median */
    double cpu_ns;  /* likewise */
};

/* Fills `starts`, which has room for cell->sample_count entries, in order of measurement; returns how many. */
size_t summary_starts(const struct yoke_cell *cell, struct summary_start starts[]);

/* Fills wall_ns, cpu_ns, wall_modes, rate, cpu_per_wall, imbalance and overhead_ns_per_task of the cell. Returns 0 or -ENOMEM. */
int summary_compute(struct yoke_cell *cell);

#endif

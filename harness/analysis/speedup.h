/* SPDX-License-Identifier: MIT */
/* Speedup: how much sooner the same work is done than by the base case. */
#ifndef SPEEDUP_H
#define SPEEDUP_H

#include "yoke/record.h"

/* Do two cells do the same work: workload, parameters and number of tasks? */
bool speedup_same_work(const struct yoke_cell *left, const struct yoke_cell *right);

/* Sets every cell's baseline, speedup and efficiency. The base case is the fastest serial cell of the same work or, where no
 * serial cell has a time, the fastest cell with one worker. Ratios are taken within blocks, where both were measured close in
 * time, and summarised as the median with its exact interval. Needs the summaries. Returns 0 or -ENOMEM. */
int speedup_compute(struct yoke_record *record);

#endif

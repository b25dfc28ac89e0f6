/* SPDX-License-Identifier: MIT */
/* Speedup: how much sooner the same work is done than by the base case. */
#ifndef SPEEDUP_H
#define SPEEDUP_H

#include "yoke/record.h"

/* The logarithm of base / cell, of times, for every block in which both have one: pairs that were measured close in time. Room in
 * `logs` for the cell's samples. Returns how many there are, or -ENOMEM. */
int speedup_logs(const struct yoke_cell *base, const struct yoke_cell *cell, double logs[]);

/* How many times as fast as `base` the cell is, by winsorised signed ranks of these logarithms (signed_rank.h); all NaN where no block
 * has both. Returns 0 or -ENOMEM. */
int speedup_ratio(const struct yoke_cell *base, const struct yoke_cell *cell, struct yoke_estimate *ratio);

/* Sets every cell's baseline, speedup, efficiency and serial share. The base case is the fastest serial cell of the same work or, where no
 * serial cell has a time, the fastest cell with one worker. Ratios are taken within blocks, where both were measured close in
 * time; their logarithms are summarised by winsorised signed ranks (signed_rank.h): at 10 blocks the interval is a quarter
 * narrower than the median's, and its simulated coverage is 94 to 97 % from 6 to 50 blocks (docs/statistics.md). Needs the
 * summaries. Returns 0 or -ENOMEM. */
int speedup_compute(struct yoke_record *record);

#endif

/* SPDX-License-Identifier: MIT */
/* Which samples were disturbed by something that is not theirs, from the kernel's evidence and the canary alone: never from
 * their own timing, so that setting them aside cannot move a result towards what one hopes for. */
#ifndef DISTURBANCE_H
#define DISTURBANCE_H

#include "record.h"

/* Workers that have a processor each and still wait for one share it with somebody else. */
#define DISTURBANCE_DELAY_SHARE 0.01

/* Judges the samples of a cell from index `first` on by what the record knows so far, once for all: a comparison's pairs are
 * judged when they are measured, and hindsight must not change what was decided by them. Returns 0 or -ENOMEM. */
int disturbance_judge(struct record *record, struct yoke_cell *cell, size_t first);

/* Fills `disturbed` of every verified sample (of cells with sides it stays as it was judged) and decides which samples of each cell are used: the undisturbed ones when they
 * make up at least DISTURBANCE_CLEAN_LEAST processes, otherwise all, because an interval from bad samples is worth more than
 * none. Samples of void blocks (changes.h) are never used. Fills the cells' starts and disturbed_starts. Returns 0 or -ENOMEM. */
int disturbance_compute(struct record *record);

/* The fewest processes that have an exact 95 % interval. */
enum { DISTURBANCE_CLEAN_LEAST = 6 };

#endif

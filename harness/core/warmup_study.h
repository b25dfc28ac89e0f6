/* SPDX-License-Identifier: MIT */
/* The warm-up study: many runs of a few starts of every cell, before the first block. */
#ifndef WARMUP_STUDY_H
#define WARMUP_STUDY_H

#include "tryout.h"

/* The fewest starts of which nine in ten is a whole number, and runs enough to see a steady state behind a warm-up. */
enum { WARMUP_STUDY_STARTS = 10, WARMUP_STUDY_RUNS = 60 };

/* Visits every cell WARMUP_STUDY_STARTS times, in rounds of freshly shuffled order, classifies what it sees and sets how many
 * runs of a start are discarded where a steady state was found. A cell that fails is left to its visits. The numbers of
 * tasks must have been chosen. Returns 0, or a negative errno with a sentence when memory or processes are short. */
int warmup_study_run(const struct tryout *tryout, struct yoke_error *error);

#endif

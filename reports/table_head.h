/* SPDX-License-Identifier: MIT */
/* What the lines above a study's table say, in parts. They hold texts of the record: the caller cleans them. */
#ifndef TABLE_HEAD_H
#define TABLE_HEAD_H

#include <stddef.h>

#include "study.h"

/* "baseline serial × 1, 104 ms"; where speedup cannot refer to a serial cell, why not. */
void table_head_baseline(char *buffer, size_t size, const struct study *study);

/* "64 tasks"; "? tasks" of a run that was stopped before their number was chosen. */
void table_head_tasks(char *buffer, size_t size, const struct study *study);

/* "says cpu-bound, measured io in 3 of 7 cells"; "" when it is what it says, when nothing of the kind was measured, or
 * when what it says ("memory") is nothing that a clock could contradict. */
void table_head_bound(char *buffer, size_t size, const struct study *study);

/* "median of 10 processes, 95 % intervals": what the numbers are. */
void table_head_numbers(char *buffer, size_t size, const struct study *study);

#endif

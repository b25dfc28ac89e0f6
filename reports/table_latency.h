/* SPDX-License-Identifier: MIT */
/* The times of single tasks as a grid: how long they took, and how long they were queued before. */
#ifndef TABLE_LATENCY_H
#define TABLE_LATENCY_H

#include "grid.h"
#include "study.h"

/* The words above it. */
#define TABLE_LATENCY_TITLE "single tasks: how long they took, and how long they were queued before · 95 % intervals"

/* Makes the grid of a study, in UTF-8: two rows a cell at most. `*grid` is NULL when no task was recorded. Returns 0 or -ENOMEM. */
int table_latency_new(const struct study *study, struct grid **grid);

#endif

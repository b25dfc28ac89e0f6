/* SPDX-License-Identifier: MIT */
/* The grid of what counters mean, with intervals: ratios, events a task, power. */
#ifndef TABLE_DERIVED_H
#define TABLE_DERIVED_H

#include "grid.h"
#include "study.h"

/* The words above it. */
#define TABLE_DERIVED_TITLE "counted · median of processes, 95 % intervals"

/* Makes the grid of a study: a row a cell, a column a quantity. What the kernel counts has columns in the main table
 * and is left out here. `*grid` is NULL when there is nothing to show. Returns 0 or -ENOMEM. */
int table_derived_new(const struct study *study, bool utf8, struct grid **grid);

#endif

/* SPDX-License-Identifier: MIT */
/* The block below the tables that holds a command's runs with one value of a parameter against those with another. Each
 * value is work of its own, with a table and a baseline of its own; what a command takes for `--parallel={n}` is a
 * sweep all the same. */
#ifndef TABLE_VALUES_H
#define TABLE_VALUES_H

#include "grid.h"

/* The words above it. */
#define TABLE_VALUES_TITLE                                                                                             \
    "by parameter: times as fast as the first of the same command, executor and workers · 95 % intervals"

/* Makes the grid: one row a cell of a command that was measured with several values; NULL when there are none. Returns
 * 0 or -ENOMEM. */
int table_values_new(const struct yoke_record *record, bool utf8, struct grid **grid);

/* Prints both; nothing when there are none. Returns 0 or -ENOMEM. */
int table_values_print(const struct yoke_record *record, const struct yoke_target *target);

#endif

/* SPDX-License-Identifier: MIT */
/* The block below the tables that says from which length of task on an executor pays. */
#ifndef TABLE_METG_H
#define TABLE_METG_H

#include "grid.h"

/* The words above it. */
#define TABLE_METG_TITLE "shortest tasks, as they take serially, at which half of ideal is reached · shorter is better"

/* Makes the grid: one row an entry of record->metg; NULL when there are none. Returns 0 or -ENOMEM. */
int table_metg_new(const struct yoke_record *record, bool utf8, struct grid **grid);

/* Prints both; nothing when there are none. Returns 0 or -ENOMEM. */
int table_metg_print(const struct yoke_record *record, const struct yoke_target *target);

#endif

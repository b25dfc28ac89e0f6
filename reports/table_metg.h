/* SPDX-License-Identifier: MIT */
/* The block below the tables that says from which length of task on an executor pays. */
#ifndef TABLE_METG_H
#define TABLE_METG_H

#include "yoke/report.h"

/* One row an entry of record->metg; nothing when there are none. Returns 0 or -ENOMEM. */
int table_metg_print(const struct yoke_record *record, const struct yoke_target *target);

#endif

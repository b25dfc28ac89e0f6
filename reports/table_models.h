/* SPDX-License-Identifier: MIT */
/* The block below the tables that says by which law each executor scales. */
#ifndef TABLE_MODELS_H
#define TABLE_MODELS_H

#include "yoke/report.h"

/* One row a chosen law of record->models; nothing when there are none. Returns 0 or -ENOMEM. */
int table_models_print(const struct yoke_record *record, const struct yoke_target *target);

#endif

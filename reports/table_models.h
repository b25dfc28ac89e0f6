/* SPDX-License-Identifier: MIT */
/* The block below the tables that says by which law each executor scales. */
#ifndef TABLE_MODELS_H
#define TABLE_MODELS_H

#include "grid.h"

/* The words above it. */
#define TABLE_MODELS_TITLE                                                                                             \
    "law of scaling that fits best (least AICc) · alpha: serial share or contention · beta: cost of coherence"

/* Makes the grid: one row a chosen law of record->models; NULL when there are none. Returns 0 or -ENOMEM. */
int table_models_new(const struct yoke_record *record, bool utf8, struct grid **grid);

/* Prints both; nothing when there are none. Returns 0 or -ENOMEM. */
int table_models_print(const struct yoke_record *record, const struct yoke_target *target);

#endif

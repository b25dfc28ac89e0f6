/* SPDX-License-Identifier: MIT */
/* The block below the tables that says how many workers to configure. */
#ifndef TABLE_ADVICE_H
#define TABLE_ADVICE_H

#include "yoke/report.h"

/* A few lines for each entry of record->advice; nothing when there are none. Lines are folded at the target's width. */
void table_advice_print(const struct yoke_record *record, const struct yoke_target *target);

/* Its last line: what says how many processors there are. */
void table_advice_processors(const struct yoke_record *record, const struct yoke_target *target);

#endif

/* SPDX-License-Identifier: MIT */
/* The sentences under a table: why a cell has no numbers, what to beware of, what could not be counted. */
#ifndef TABLE_NOTES_H
#define TABLE_NOTES_H

#include "study.h"
#include "yoke/report.h"

/* One line for each cell of the study that failed, was skipped or is incomplete, with its reason. */
void table_notes_reasons(const struct study *study, const struct yoke_target *target);

/* Every kind of warning once, with its evidence, how many cells it concerns, and the remedy. */
void table_notes_warnings(const struct yoke_record *record, const struct yoke_target *target);

/* Which counters have no value and why, one line a reason. */
void table_notes_counters(const struct yoke_record *record, const struct yoke_target *target);

/* How the run ended: how many blocks and repeated visits it took, where the record says, and what ended it; that it was
 * interrupted, if it was. */
void table_notes_end(const struct yoke_record *record, const struct yoke_target *target);

#endif

/* SPDX-License-Identifier: MIT */
/* When a run has measured enough. */
#ifndef ENOUGH_H
#define ENOUGH_H

#include "plan.h"
#include "yoke/record.h"

/* Without a budget, precision that cannot be had ends the run after this many times the blocks asked for. */
enum { ENOUGH_BLOCKS_FACTOR = 10 };

/* What ends the run now, after `blocks_done` whole blocks and `elapsed_ns`: "blocks", "precision" or "budget"; NULL: go on.
 * Needs the record's summaries. */
const char *enough_reason(const struct plan *plan, const struct yoke_record *record, uint64_t blocks_done,
                          uint64_t elapsed_ns);

/* The part of it that holds for every run: "budget" after a whole block, when the time is spent. */
const char *enough_budget(const struct plan *plan, uint64_t blocks_done, uint64_t elapsed_ns);

#endif

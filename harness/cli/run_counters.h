/* SPDX-License-Identifier: MIT */
/* What a run is going to count, and whether this machine will do when values are required. */
#ifndef RUN_COUNTERS_H
#define RUN_COUNTERS_H

#include "counter_passes.h"
#include "plan.h"
#include "yoke/record.h"

/* Parts the plan's events into passes, and opens the first of them for a look at what it costs. Returns 0 and a group to be
 * closed, or the exit status with a sentence: a counter that cannot be named, or one without a value where the plan requires
 * one. */
int run_counters_open(const struct plan *plan, const struct yoke_machine *machine, struct counter_passes *passes,
                      struct counter_group **group, struct yoke_error *error);

#endif

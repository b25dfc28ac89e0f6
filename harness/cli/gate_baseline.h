/* SPDX-License-Identifier: MIT */
/* A stored result in the place of a gate's base. */
#ifndef GATE_BASELINE_H
#define GATE_BASELINE_H

#include "cells.h"
#include "record.h"

/* Reads the result of a run from `path`, for a gate on `machine`. Returns 0 and a record to be freed, or the exit status with a
 * sentence: 2 when it is no such result, 6 when it is of another machine; stderr then has what
 * differs. */
int gate_baseline_read(const char *path, const struct yoke_machine *machine, struct record **baseline, struct yoke_error *error);

/* Gives the base's cells of `record`, which are every second one, the samples of those that have the same name in the baseline,
 * and both sides the numbers of tasks and runs that those were measured with. Samples are shared: the baseline must outlive the
 * record. What the baseline does not have, or has with other numbers than the plan fixes, is skipped with the reason. `doubled`
 * are the plan's cells, a side each. Returns 0, or the exit status with a sentence: 1 for want of memory, 5 when the baseline has
 * none of the cells. */
int gate_baseline_adopt(const struct yoke_record *baseline, struct cell doubled[], struct record *record,
                        struct yoke_error *error);

#endif

/* SPDX-License-Identifier: MIT */
/* What every verb that measures begins with: a record that knows where and by whom, and the plan beside it. */
#ifndef RUN_RECORD_H
#define RUN_RECORD_H

#include "counter_passes.h"
#include "environment.h"
#include "plan.h"
#include "record.h"
#include "results.h"

struct run_facts {
    const struct plan *plan;
    const struct environment *environment;
    const char *const *command; /* argv; kept, not copied */
    size_t command_count;
};

/* Makes a record of this machine, this program and this command line, measures what measuring costs, and says in `passes` which
 * events are counted in which block. Returns 0 and a record to be freed with record_free, or the exit status with a sentence (a
 * counter that cannot be named, or one without a value that is required). */
int run_record_begin(const struct run_facts *facts, struct counter_passes *passes, struct record **record,
                     struct yoke_error *error);

/* Writes the plan into the results folder and closes it, without the folder's own name: who runs it again wants another one; and
 * makes sure that there is room for a record of so many cells. Returns 0, or a negative errno with a sentence; then the folder is
 * as it was. */
int run_plan_keep(const struct plan *plan, size_t cell_count, struct results *results, struct yoke_error *error);

#endif

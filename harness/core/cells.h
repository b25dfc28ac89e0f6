/* SPDX-License-Identifier: MIT */
/* Cells: the points of a plan. */
#ifndef CELLS_H
#define CELLS_H

#include "plan.h"

/* One point: everything that distinguishes it from the others. Pointers lead into the plan. */
struct cell {
    char *name; /* workload/param=value/…/executor=…/workers=…; owned */
    const struct yoke_workload *workload;
    const struct study_command *command; /* NULL: none */
    struct yoke_values values;
    uint64_t task_count;         /* 0: calibration will choose it, once for all cells of equal work */
    const struct plan_open *open; /* what may be chosen otherwise; NULL: nothing */
    uint64_t rate_mhz;           /* tasks that arrive in a thousand seconds; 0: closed loop */
    uint64_t warmup, iterations; /* runs of one visit: discarded, and timed; iterations 0: likewise */
    const struct yoke_executor *executor;
    unsigned workers;
    const struct yoke_schedule *schedule;
    uint64_t chunk; /* 1 where the schedule takes none */
    const struct plan_placement *placement;
};

/* Makes the cross product of every study's axes, in the order written. Executors that run one task at a time take one worker
 * and one schedule only; schedules without a chunk appear once, and not
 * at all on executors that cannot take them. A point that two studies share appears once. The array and the names are the
 * caller's: cells_free. Returns 0, or -ENOMEM. */
int cells_expand(const struct plan *plan, struct cell **cells, size_t *count);
void cells_free(struct cell *cells, size_t count);

/* Do names of the plan's cells say how many tasks they have? */
bool cells_name_tasks(const struct plan *plan);

#endif

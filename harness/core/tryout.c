/* SPDX-License-Identifier: MIT */
/* A visit like any other, into a cell that nobody keeps. */
#include "tryout.h"

#include "fields.h"

int tryout_visit(const struct tryout *tryout, const struct tryout_visit *wanted, struct yoke_cell *facts,
                 enum visit_outcome *outcome, struct yoke_error *error)
{
    const struct yoke_cell *measured = &tryout->record->facts.cells[wanted->cell];
    struct plan plan = *tryout->plan;
    struct cell cell = tryout->cells[wanted->cell];
    plan.latency = false;
    plan.trace = PLAN_TRACE_OFF;
    plan.limit_ns = wanted->limit_ns;
    cell.task_count = wanted->tasks;
    cell.warmup = wanted->warmup;
    cell.iterations = wanted->runs;
    shape_clear(&cell_shape, facts);
    facts->workers = cell.workers;
    facts->places = measured->places;
    facts->place_count = measured->place_count;
    const struct visit visit = {
        .plan = &plan, .cell = &cell, .program = tryout->program,
        .plugins = tryout->plugins, .plugin_count = tryout->plugin_count, .usable_cpus = tryout->usable_cpus,
        .origin_ns = tryout->origin_ns, .block = TRYOUT_BLOCK, .order = wanted->number,
        .watch = wanted->watch, .stop_wanted = tryout->stop_wanted, .own = tryout->own,
    };
    const int status = visit_run(&visit, wanted->memory ? wanted->memory : tryout->record, facts, outcome, error);
    if (!status && *outcome == VISIT_DONE && facts->sample_count != wanted->runs)
        *outcome = VISIT_FAILED;
    return status;
}

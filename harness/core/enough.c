/* SPDX-License-Identifier: MIT */
/* The order of the questions: money first, then the goal, then the plan. */
#include "enough.h"

#include <math.h>

static bool cell_is_precise(const struct yoke_cell *cell, double precision)
{
    if (cell->status == YOKE_CELL_FAILED || cell->status == YOKE_CELL_SKIPPED)
        return true; /* nothing more will come of it */
    const struct yoke_summary *wall = &cell->wall_ns;
    if (isnan(wall->low))
        return false;
    return fmax(wall->high - wall->median, wall->median - wall->low) <= precision * wall->median;
}

static bool all_precise(const struct yoke_record *record, double precision)
{
    for (size_t i = 0; i < record->cell_count; i++)
        if (!cell_is_precise(&record->cells[i], precision))
            return false;
    return true;
}

const char *enough_budget(const struct plan *plan, uint64_t blocks_done, uint64_t elapsed_ns)
{
    return plan->budget_ns && blocks_done && elapsed_ns >= plan->budget_ns ? "budget" : NULL;
}

const char *enough_reason(const struct plan *plan, const struct yoke_record *record, uint64_t blocks_done,
                          uint64_t elapsed_ns)
{
    if (enough_budget(plan, blocks_done, elapsed_ns))
        return "budget";
    if (blocks_done < plan->blocks)
        return NULL;
    if (!plan->precision_ppm)
        return "blocks";
    if (all_precise(record, (double)plan->precision_ppm / 1e6))
        return "precision";
    return !plan->budget_ns && blocks_done >= ENOUGH_BLOCKS_FACTOR * plan->blocks ? "blocks" : NULL;
}

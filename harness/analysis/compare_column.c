/* SPDX-License-Identifier: MIT */
/* One number a start: the process is the unit of inference here as everywhere. */
#include "compare_private.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>

#include "rank_sum.h"
#include "starts.h"

/* Is any sample of the start one that summaries rest on? */
static bool start_usable(const struct yoke_cell *cell, size_t first, size_t last)
{
    for (size_t i = first; i < last; i++)
        if (cell->samples[i].usable)
            return true;
    return false;
}

static void cell_gather(const struct gate_metric *metric, bool per_task, const struct yoke_cell *cell,
                        struct compare_column *column)
{
    for (size_t first = 0, last; first < cell->sample_count; first = last) {
        last = starts_end(cell, first);
        double value = start_usable(cell, first, last) ? gate_metric_value(metric, cell, first, last) : NAN;
        if (per_task)
            value /= (double)cell->tasks;
        if (!(value > 0) || !isfinite(value))
            continue;
        column->values[column->count] = log(value);
        column->blocks[column->count++] = cell->samples[first].block;
    }
}

int compare_column_make(const struct gate_metric *metric, bool per_task, const struct compare_entry entries[], size_t count,
                        struct compare_column *column)
{
    size_t room = 1;
    for (size_t i = 0; i < count; i++)
        room += entries[i].cell->sample_count;
    *column = (struct compare_column){
        .values = malloc(room * sizeof *column->values),
        .blocks = malloc(room * sizeof *column->blocks),
    };
    if (!column->values || !column->blocks)
        return -ENOMEM;
    for (size_t i = 0; i < count; i++)
        cell_gather(metric, per_task, entries[i].cell, column);
    return 0;
}

void compare_column_release(struct compare_column *column)
{
    free(column->values);
    free(column->blocks);
    *column = (struct compare_column){0};
}

struct yoke_estimate compare_column_ratio(const struct compare_column *reference, const struct compare_column *side)
{
    const struct stats_estimate shift =
        rank_sum_shift(side->values, side->count, reference->values, reference->count, COMPARE_CONFIDENCE);
    return (struct yoke_estimate){exp(shift.value), exp(shift.interval.low), exp(shift.interval.high)};
}

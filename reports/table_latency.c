/* SPDX-License-Identifier: MIT */
/* Percentiles of single tasks. */
#include "table_latency.h"

#include <errno.h>
#include <inttypes.h>
#include <math.h>

#include "quantity.h"

enum column { EXECUTOR, WORKERS, WHAT, P50, P90, P99, P99_9, MOST, TASKS, COLUMN_COUNT };

static const struct grid_column columns[COLUMN_COUNT] = {
    [EXECUTOR] = {.title = "executor"},
    [WORKERS] = {.title = "workers", .right = true},
    [WHAT] = {.title = "time"},
    [P50] = {.title = "p50", .right = true},
    [P90] = {.title = "p90", .right = true},
    [P99] = {.title = "p99", .right = true},
    [P99_9] = {.title = "p99.9", .right = true},
    [MOST] = {.title = "longest", .right = true},
    [TASKS] = {.title = "tasks", .right = true},
};

/* "1.2 ms [1.1..1.3]"; a percentile beyond the last task that can be told is none. */
static void set_percentile(struct grid *grid, size_t column, const struct yoke_estimate *percentile)
{
    char value[QUANTITY_BYTES], low[QUANTITY_BYTES], high[QUANTITY_BYTES];
    if (!isfinite(percentile->value))
        return;
    quantity_time(value, percentile->value);
    quantity_time(low, percentile->low);
    quantity_time(high, percentile->high);
    if (!isfinite(percentile->high))
        grid_set(grid, column, "too few");
    else if (isfinite(percentile->low))
        grid_set(grid, column, "%s [%s..%s]", value, low, high);
    else
        grid_set(grid, column, "%s", value);
}

static int row_add(struct grid *grid, const struct study_series *series, const struct yoke_cell *cell,
                   const struct yoke_latency *latency, const char *what)
{
    char text[QUANTITY_BYTES];
    if (latency->n == YOKE_MISSING || !latency->n)
        return 0;
    const int status = grid_add_row(grid, GRID_PLAIN);
    if (status)
        return status;
    grid_set(grid, EXECUTOR, "%s", series->name);
    grid_set(grid, WORKERS, "%" PRIu64, cell->workers);
    grid_set(grid, WHAT, "%s", what);
    set_percentile(grid, P50, &latency->p50_ns);
    set_percentile(grid, P90, &latency->p90_ns);
    set_percentile(grid, P99, &latency->p99_ns);
    set_percentile(grid, P99_9, &latency->p99_9_ns);
    if (latency->max_ns != YOKE_MISSING) {
        quantity_time(text, (double)latency->max_ns);
        grid_set(grid, MOST, "%s", text);
    }
    quantity_count(text, latency->n);
    grid_set(grid, TASKS, "%s", text);
    return 0;
}

static bool study_recorded(const struct study *study)
{
    for (size_t i = 0; i < study->series_count; i++)
        for (size_t j = 0; j < study->series[i].cell_count; j++) {
            const struct yoke_latency *latency = &study->series[i].cells[j]->latency;
            if (latency->n != YOKE_MISSING && latency->n)
                return true;
        }
    return false;
}

int table_latency_new(const struct study *study, struct grid **grid)
{
    *grid = NULL;
    if (!study_recorded(study))
        return 0;
    struct grid *made = grid_new(true);
    int status = made ? 0 : -ENOMEM;
    for (size_t c = 0; c < COLUMN_COUNT && made; c++)
        grid_add_column(made, &columns[c]);
    for (size_t i = 0; i < study->series_count && !status; i++)
        for (size_t j = 0; j < study->series[i].cell_count && !status; j++) {
            const struct yoke_cell *cell = study->series[i].cells[j];
            status = row_add(made, &study->series[i], cell, &cell->latency, "took");
            if (!status)
                status = row_add(made, &study->series[i], cell, &cell->queue, "queued");
        }
    if (status)
        grid_free(made);
    else
        *grid = made;
    return status;
}

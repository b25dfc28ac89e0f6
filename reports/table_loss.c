/* SPDX-License-Identifier: MIT */
/* What more workers cost, part by part. */
#include "table_loss.h"

#include <errno.h>
#include <inttypes.h>
#include <math.h>

enum column { EXECUTOR, WORKERS, EFFICIENCY, IMBALANCE, DISPATCH, RUN_QUEUE, BLOCKED, SERIAL, WORK, CAUSE, COLUMN_COUNT };

static const struct grid_column columns[COLUMN_COUNT] = {
    [EXECUTOR] = {.title = "executor"},
    [WORKERS] = {.title = "workers", .right = true},
    [EFFICIENCY] = {.title = "efficiency", .right = true},
    [IMBALANCE] = {.title = "idle at the end", .right = true},
    [DISPATCH] = {.title = "handing out", .right = true},
    [RUN_QUEUE] = {.title = "waiting for a processor", .right = true},
    [BLOCKED] = {.title = "blocked", .right = true},
    [SERIAL] = {.title = "one at a time", .right = true},
    [WORK] = {.title = "slower work", .right = true},
    [CAUSE] = {.title = "most of it"},
};

static bool loss_known(const struct yoke_cell *cell)
{
    const struct yoke_loss *loss = &cell->loss;
    return cell->workers > 1 && (isfinite(loss->imbalance) || isfinite(loss->dispatch) || isfinite(loss->run_queue) ||
                                 isfinite(loss->blocked) || isfinite(loss->serial) || isfinite(loss->work));
}

static void set_share(struct grid *grid, size_t column, double share)
{
    if (isfinite(share))
        grid_set(grid, column, "%.1f %%", 100 * share + 0.0);
}

static int row_add(struct grid *grid, const struct study_series *series, const struct yoke_cell *cell)
{
    const struct yoke_loss *loss = &cell->loss;
    const int status = grid_add_row(grid, GRID_PLAIN);
    if (status)
        return status;
    grid_set(grid, EXECUTOR, "%s", series->name);
    grid_set(grid, WORKERS, "%" PRIu64, cell->workers);
    set_share(grid, EFFICIENCY, cell->efficiency.value);
    set_share(grid, IMBALANCE, loss->imbalance);
    set_share(grid, DISPATCH, loss->dispatch);
    set_share(grid, RUN_QUEUE, loss->run_queue);
    set_share(grid, BLOCKED, loss->blocked);
    set_share(grid, SERIAL, loss->serial);
    set_share(grid, WORK, loss->work);
    grid_set(grid, CAUSE, "%s", loss->cause ? loss->cause : "");
    return 0;
}

int table_loss_new(const struct study *study, struct grid **grid)
{
    int status = 0;
    *grid = NULL;
    for (size_t i = 0; i < study->series_count && !status; i++)
        for (size_t j = 0; j < study->series[i].cell_count && !status; j++) {
            const struct yoke_cell *cell = study->series[i].cells[j];
            if (!loss_known(cell))
                continue;
            if (!*grid) {
                *grid = grid_new(true);
                for (size_t c = 0; c < COLUMN_COUNT && *grid; c++)
                    grid_add_column(*grid, &columns[c]);
            }
            status = *grid ? row_add(*grid, &study->series[i], cell) : -ENOMEM;
        }
    if (status) {
        grid_free(*grid);
        *grid = NULL;
    }
    return status;
}

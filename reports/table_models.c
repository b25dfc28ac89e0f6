/* SPDX-License-Identifier: MIT */
/* The chosen laws of scaling as a grid. */
#include "table_models.h"

#include <errno.h>
#include <inttypes.h>
#include <math.h>

#include "quantity.h"
#include "text.h"

enum column {
    WORKLOAD,
    EXECUTOR,
    SCHEDULE,
    LAW,
    SHARE,
    SHARE_INTERVAL,
    COHERENCE,
    COHERENCE_INTERVAL,
    PEAK,
    COLUMN_COUNT
};

static const struct grid_column columns[COLUMN_COUNT] = {
    [WORKLOAD] = {.title = "workload", .flexible = true, .rank = 4},
    [EXECUTOR] = {.title = "executor", .flexible = true},
    [SCHEDULE] = {.title = "schedule", .flexible = true, .rank = 5},
    [LAW] = {.title = "law"},
    [SHARE] = {.title = "alpha", .right = true},
    [SHARE_INTERVAL] = {.title = "95 %", .right = true, .rank = 2},
    [COHERENCE] = {.title = "beta", .right = true, .rank = 1},
    [COHERENCE_INTERVAL] = {.title = "95 %", .right = true, .rank = 3},
    [PEAK] = {.title = "peak", .rank = 1},
};

/* "0.0213" with "[0.0191..0.0235]"; at its bound "0" with "[<= 0.0004]", one-sided. */
static void set_parameter(struct grid *grid, const struct yoke_model_parameter *parameter, size_t value,
                          size_t interval)
{
    if (isnan(parameter->value))
        return;
    grid_set(grid, value, parameter->at_bound ? "0, at bound" : "%.3g", parameter->value);
    if (parameter->at_bound)
        grid_set(grid, interval, "[<= %.2g]", parameter->high);
    else if (isfinite(parameter->low))
        grid_set(grid, interval, "[%.2g..%.2g]", parameter->low, parameter->high);
}

static void set_peak(struct grid *grid, const struct yoke_model *model)
{
    const struct yoke_estimate *peak = &model->peak_workers;
    if (isnan(peak->value))
        return;
    if (model->peak_measured)
        grid_set(grid, PEAK, "%.1f [%.1f..%.1f] workers", peak->value, peak->low, peak->high);
    else
        grid_set(grid, PEAK, isfinite(peak->high) ? "beyond what was measured" : "none within what was measured");
}

static void set_row(struct grid *grid, const struct yoke_model *model)
{
    grid_set(grid, WORKLOAD, "%s", model->workload ? model->workload : "?");
    grid_set(grid, EXECUTOR, "%s", model->executor ? model->executor : "?");
    grid_set(grid, SCHEDULE, "%s", model->schedule ? model->schedule : "?");
    grid_set(grid, LAW, "%s%s", model->law, model->unconstrained ? ", free" : "");
    set_parameter(grid, &model->alpha, SHARE, SHARE_INTERVAL);
    set_parameter(grid, &model->beta, COHERENCE, COHERENCE_INTERVAL);
    set_peak(grid, model);
}

/* Without bounds a law is worth a row where it says something else. */
static bool has_row(const struct yoke_model *model)
{
    return model->law && (model->chosen || (model->unconstrained && (model->alpha.value < 0 || model->beta.value < 0)));
}

static int rows_fill(struct grid *grid, const struct yoke_record *record, size_t *rows)
{
    int status = 0;
    for (size_t i = 0; i < COLUMN_COUNT; i++)
        grid_add_column(grid, &columns[i]);
    for (size_t i = 0; i < record->model_count && !status; i++) {
        const struct yoke_model *model = &record->models[i];
        if (!has_row(model))
            continue;
        status = grid_add_row(grid, GRID_PLAIN);
        if (!status)
            set_row(grid, model);
        ++*rows;
    }
    return status;
}

int table_models_new(const struct yoke_record *record, bool utf8, struct grid **grid)
{
    size_t rows = 0;
    *grid = NULL;
    if (!record->model_count)
        return 0;
    struct grid *made = grid_new(utf8);
    const int status = made ? rows_fill(made, record, &rows) : -ENOMEM;
    if (!status && rows)
        *grid = made;
    else
        grid_free(made);
    return status;
}

int table_models_print(const struct yoke_record *record, const struct yoke_target *target)
{
    struct grid *grid;
    const int status = table_models_new(record, target->utf8, &grid);
    if (!status && grid) {
        fputc('\n', target->stream);
        text_fold(target->stream, TABLE_MODELS_TITLE, "", "    ", target->width, target->utf8);
        grid_print(grid, target);
        grid_free(grid);
    }
    return status;
}

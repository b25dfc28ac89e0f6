/* SPDX-License-Identifier: MIT */
#include "table_values.h"

#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "quantity.h"
#include "speedup.h"
#include "study.h"
#include "text.h"

enum column { COMMAND, EXECUTOR, WORKERS, SETTINGS, TIME, RATIO, INTERVAL, COLUMN_COUNT };

static const struct grid_column columns[COLUMN_COUNT] = {
    [COMMAND] = {.title = "command", .flexible = true, .quiet = true, .rank = 3},
    [EXECUTOR] = {.title = "executor", .quiet = true, .rank = 2},
    [WORKERS] = {.title = "workers", .right = true, .quiet = true, .rank = 2},
    [SETTINGS] = {.title = "with", .flexible = true},
    [TIME] = {.title = "wall", .right = true},
    [RATIO] = {.title = "times as fast", .right = true},
    [INTERVAL] = {.title = "95 %", .right = true, .rank = 1},
};

/* The first parameter of a command's cell is its words, without what the others put into them. */
static bool is_swept(const struct yoke_cell *cell)
{
    return cell->command_count && cell->param_count > 1 && !cell->side && !cell->arrivals && cell->wall_ns.median > 0 &&
           isfinite(cell->wall_ns.median);
}

static bool same_but_for_values(const struct yoke_cell *left, const struct yoke_cell *right)
{
    return is_swept(left) && is_swept(right) && yoke_text_same(left->workload, right->workload) &&
           left->workers == right->workers && study_way_same(left, right) &&
           yoke_setting_same(&left->params[0], &right->params[0]);
}

/* The first cell like this one; NULL: there is no other. */
static const struct yoke_cell *reference_find(const struct yoke_record *record, const struct yoke_cell *cell)
{
    const struct yoke_cell *first = NULL;
    size_t count = 0;
    for (size_t i = 0; i < record->cell_count && is_swept(cell); i++)
        if (same_but_for_values(&record->cells[i], cell) && count++ == 0)
            first = &record->cells[i];
    return count > 1 ? first : NULL;
}

static void settings_set(struct grid *grid, const struct yoke_cell *cell)
{
    char text[4 * GRID_TEXT_BYTES] = "", value[96];
    for (size_t i = 1, used = 0; i < cell->param_count && used + 1 < sizeof text; i++) {
        study_param_text(value, sizeof value, cell, i);
        snprintf(text + used, sizeof text - used, "%s%.40s=%.95s", i > 1 ? " " : "",
                 cell->params[i].name ? cell->params[i].name : "?", value);
        used = strlen(text);
    }
    grid_set(grid, SETTINGS, "%s", text);
}

static int row_add(struct grid *grid, const struct yoke_cell *cell, const struct yoke_cell *reference)
{
    char text[QUANTITY_BYTES];
    struct yoke_estimate ratio;
    int status = speedup_ratio(reference, cell, &ratio);
    if (!status)
        status = grid_add_row(grid, GRID_PLAIN);
    if (status)
        return status;
    study_param_text(text, sizeof text, cell, 0);
    grid_set(grid, COMMAND, "%s", text);
    grid_set(grid, EXECUTOR, "%s", cell->executor ? cell->executor : "?");
    grid_set(grid, WORKERS, "%" PRIu64, cell->workers);
    settings_set(grid, cell);
    quantity_time(text, cell->wall_ns.median);
    grid_set(grid, TIME, "%s%s", text, study_time_mark(cell));
    if (isnan(ratio.value))
        return 0;
    grid_set(grid, RATIO, "%.2f×", ratio.value);
    if (cell != reference && isfinite(ratio.low) && isfinite(ratio.high))
        grid_set(grid, INTERVAL, "[%.2f..%.2f]", ratio.low, ratio.high);
    return 0;
}

int table_values_new(const struct yoke_record *record, bool utf8, struct grid **grid)
{
    struct grid *made = NULL;
    int status = 0;
    *grid = NULL;
    for (size_t i = 0; i < record->cell_count && !status; i++) {
        const struct yoke_cell *reference = reference_find(record, &record->cells[i]);
        if (!reference)
            continue;
        if (!made && !(made = grid_new(utf8)))
            return -ENOMEM;
        for (size_t k = 0; k < COLUMN_COUNT && !grid_row_count(made); k++)
            grid_add_column(made, &columns[k]);
        status = row_add(made, &record->cells[i], reference);
    }
    if (status)
        grid_free(made);
    else
        *grid = made;
    return status;
}

int table_values_print(const struct yoke_record *record, const struct yoke_target *target)
{
    struct grid *grid;
    const int status = table_values_new(record, target->utf8, &grid);
    if (!status && grid) {
        fputc('\n', target->stream);
        text_fold(target->stream, TABLE_VALUES_TITLE, "", "    ", target->width, target->utf8);
        grid_print(grid, target);
        grid_free(grid);
    }
    return status;
}

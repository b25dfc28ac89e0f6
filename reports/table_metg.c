/* SPDX-License-Identifier: MIT */
/* METG(50 %) as a grid. */
#include "table_metg.h"

#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "quantity.h"
#include "text.h"

enum column { WORKLOAD, EXECUTOR, SCHEDULE, CHUNK, PLACEMENT, WORKERS, VALUE, INTERVAL, COLUMN_COUNT };

static const struct grid_column columns[COLUMN_COUNT] = {
    [WORKLOAD] = {.title = "workload", .flexible = true, .rank = 2},
    [EXECUTOR] = {.title = "executor", .flexible = true},
    [SCHEDULE] = {.title = "schedule", .flexible = true},
    [CHUNK] = {.title = "chunk", .right = true, .rank = 3},
    [PLACEMENT] = {.title = "placement", .flexible = true, .rank = 4},
    [WORKERS] = {.title = "workers", .right = true},
    [VALUE] = {.title = "METG(50 %)", .right = true},
    [INTERVAL] = {.title = "95 %", .right = true, .rank = 1},
};

static bool text_differs(const char *left, const char *right)
{
    return strcmp(left ? left : "", right ? right : "") != 0;
}

static bool placement_varies(const struct yoke_record *record)
{
    for (size_t i = 1; i < record->metg_count; i++)
        if (text_differs(record->metg[i].placement, record->metg[0].placement))
            return true;
    return false;
}

/* "52.1 ns"; "< 5.2 ns" and "> 20 µs" where the sizes measured say no more. */
static void set_value(struct grid *grid, const struct yoke_metg *metg)
{
    char value[QUANTITY_BYTES], low[QUANTITY_BYTES], high[QUANTITY_BYTES];
    const char *sign = metg->status == YOKE_METG_BELOW ? "< " : metg->status == YOKE_METG_NOT_REACHED ? "> " : "";
    quantity_time(value, metg->status == YOKE_METG_BELOW         ? metg->smallest_ns
                         : metg->status == YOKE_METG_NOT_REACHED ? metg->largest_ns
                                                                 : metg->value_ns);
    quantity_time(low, metg->low_ns);
    quantity_time(high, metg->high_ns);
    grid_set(grid, VALUE, "%s%s", sign, value);
    if (isfinite(metg->low_ns) || isfinite(metg->high_ns))
        grid_set(grid, INTERVAL, "[%s..%s]", low, high);
}

static void set_row(struct grid *grid, const struct yoke_metg *metg, bool placement)
{
    grid_set(grid, WORKLOAD, "%s", metg->workload ? metg->workload : "?");
    grid_set(grid, EXECUTOR, "%s", metg->executor ? metg->executor : "?");
    grid_set(grid, SCHEDULE, "%s", metg->schedule ? metg->schedule : "?");
    if (metg->chunk != YOKE_MISSING && metg->chunk != 1)
        grid_set(grid, CHUNK, "%" PRIu64, metg->chunk);
    if (placement)
        grid_set(grid, PLACEMENT, "%s", metg->placement ? metg->placement : "?");
    grid_set(grid, WORKERS, "%" PRIu64, metg->workers);
    set_value(grid, metg);
}

int table_metg_new(const struct yoke_record *record, bool utf8, struct grid **grid)
{
    *grid = NULL;
    if (!record->metg_count)
        return 0;
    struct grid *made = grid_new(utf8);
    if (!made)
        return -ENOMEM;
    for (size_t i = 0; i < COLUMN_COUNT; i++)
        grid_add_column(made, &columns[i]);
    const bool placement = placement_varies(record);
    int status = 0;
    for (size_t i = 0; i < record->metg_count && !status; i++) {
        status = grid_add_row(made, GRID_PLAIN);
        if (!status)
            set_row(made, &record->metg[i], placement);
    }
    if (status)
        grid_free(made);
    else
        *grid = made;
    return status;
}

int table_metg_print(const struct yoke_record *record, const struct yoke_target *target)
{
    struct grid *grid;
    const int status = table_metg_new(record, target->utf8, &grid);
    if (!status && grid) {
        fputc('\n', target->stream);
        text_fold(target->stream, TABLE_METG_TITLE, "", "    ", target->width, target->utf8);
        grid_print(grid, target);
        grid_free(grid);
    }
    return status;
}

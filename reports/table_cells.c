/* SPDX-License-Identifier: MIT */
/* A study's cells as a grid. */
#include "table_cells.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "quantity.h"
#include "table_counters.h"
#include "table_rates.h"

enum { BAR_COLUMNS = 16 }; /* two eighth blocks are 1 % of the longest bar: as fine as an interval */

enum column {
    SIDE,
    EXECUTOR,
    SCHEDULE,
    CHUNK,
    PLACEMENT,
    WORKERS,
    WALL,
    WALL_INTERVAL,
    DONE,
    UTILISED,
    OPERATIONS, /* and the bytes: see table_rates.h */
    BYTES,
    SPEEDUP,
    SPEEDUP_INTERVAL,
    BAR,
    EFFICIENCY,
    OF_IDEAL,
    CPUS,
    IMBALANCE,
    TASK_P50,
    TASK_P99,
    TASK_P99_9,
    QUEUE_P50,
    QUEUE_P99,
    SERVICE_P50,
    SERVICE_P99,
    OVERHEAD,
    LATE,
    RESIDENT,
    WARMUP,
    COUNTER, /* TABLE_COUNTERS_MOST of them */
    RUNS = COUNTER + TABLE_COUNTERS_MOST,
    NOTE,
    COLUMN_COUNT,
};
_Static_assert((int)COLUMN_COUNT <= (int)GRID_COLUMNS_MOST, "a grid has room for all columns");

/* Ranks: what a narrow terminal can do without, the most dispensable highest. */
static const struct grid_column columns[COLUMN_COUNT] = {
    [SIDE] = {.title = "side"},
    [EXECUTOR] = {.title = "executor", .flexible = true},
    [SCHEDULE] = {.title = "schedule", .flexible = true},
    [CHUNK] = {.title = "chunk", .right = true},
    [PLACEMENT] = {.title = "placement", .flexible = true},
    [WORKERS] = {.title = "workers", .right = true},
    [WALL] = {.right = true},
    [WALL_INTERVAL] = {.title = "±", .right = true, .rank = 2},
    [DONE] = {.title = "done/s", .right = true, .rank = 1},
    [UTILISED] = {.title = "utilised", .right = true, .rank = 2},
    [OPERATIONS] = {.right = true, .rank = 5},
    [BYTES] = {.title = "bytes/s", .right = true, .rank = 4},
    [SPEEDUP] = {.title = "speedup", .right = true, .rank = 1},
    [SPEEDUP_INTERVAL] = {.title = "95 %", .right = true, .rank = 5},
    [BAR] = {.title = " ", .rank = 11, .terminal = true},
    [EFFICIENCY] = {.title = "efficiency", .right = true, .rank = 4},
    [OF_IDEAL] = {.title = "of ideal", .right = true, .rank = 3},
    [CPUS] = {.title = "CPUs used", .right = true, .rank = 7, .quiet = true},
    [IMBALANCE] = {.title = "imbalance", .right = true, .rank = 8, .quiet = true},
    [TASK_P50] = {.title = "task p50", .right = true, .rank = 3},
    [TASK_P99] = {.title = "p99", .right = true, .rank = 3},
    [TASK_P99_9] = {.title = "p99.9", .right = true, .rank = 4},
    [QUEUE_P50] = {.title = "queued p50", .right = true, .rank = 3},
    [QUEUE_P99] = {.title = "p99", .right = true, .rank = 3},
    [SERVICE_P50] = {.title = "service p50", .right = true, .rank = 4},
    [SERVICE_P99] = {.title = "p99", .right = true, .rank = 4},
    [OVERHEAD] = {.title = "dispatch", .right = true, .rank = 9, .quiet = true},
    [RESIDENT] = {.title = "max RSS", .right = true, .rank = 6, .quiet = true},
    [LATE] = {.title = "woke late", .right = true, .rank = 9, .quiet = true},
    [WARMUP] = {.title = "warm-up", .rank = 6},
    [RUNS] = {.title = "n", .right = true, .rank = 10},
    [NOTE] = {.title = "note", .flexible = true, .rank = 6},
};

/* What all rows of a study share. */
struct scale {
    const struct quantity_unit *unit; /* of wall time: one for the column */
    unsigned decimals;
    double most_speedup; /* the longest bar */
    const char *counters[TABLE_COUNTERS_MOST];
    size_t counter_count;
};

static void scale_measure(struct scale *scale, const struct study *study)
{
    double least = INFINITY, most = 0;
    *scale = (struct scale){.most_speedup = 0};
    for (size_t i = 0; i < study->series_count; i++)
        for (size_t j = 0; j < study->series[i].cell_count; j++) {
            const struct yoke_cell *cell = study->series[i].cells[j];
            if (cell->wall_ns.median > 0) {
                least = fmin(least, cell->wall_ns.median);
                most = fmax(most, cell->wall_ns.median);
            }
            if (isfinite(cell->speedup.value))
                scale->most_speedup = fmax(scale->most_speedup, cell->speedup.value);
        }
    scale->unit = quantity_time_unit(isfinite(least) ? least : 0);
    scale->decimals = isfinite(least) ? quantity_column_decimals(least / scale->unit->ns, most / scale->unit->ns) : 0;
    scale->counter_count = table_counter_names(study, scale->counters);
}

/* A bar of eighth blocks, or of "#" where only ASCII can be shown. */
static void set_bar(struct grid *grid, double share, bool utf8)
{
    static const char *const eighths[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
    if (!(share > 0) || share > 1)
        return;
    char bar[BAR_COLUMNS * 4] = "";
    const unsigned steps = (unsigned)lround(share * BAR_COLUMNS * 8), full = utf8 ? steps / 8 : (steps + 4) / 8;
    int used = 0;
    for (unsigned i = 0; i < full; i++)
        used += snprintf(bar + used, sizeof bar - (size_t)used, "%s", utf8 ? "█" : "#");
    snprintf(bar + used, sizeof bar - (size_t)used, "%s", utf8 ? eighths[steps % 8] : "");
    grid_set(grid, BAR, "%s", bar);
}

static void set_wall(struct grid *grid, const struct yoke_cell *cell, const struct scale *scale)
{
    const struct yoke_summary *wall = &cell->wall_ns;
    if (!isfinite(wall->median))
        return;
    grid_set(grid, WALL, "%.*f%s", (int)scale->decimals, wall->median / scale->unit->ns, study_time_mark(cell));
    const double above = wall->high - wall->median, below = wall->median - wall->low;
    const double half = (above > below || isnan(above) ? above : below) / wall->median; /* NaN where a side is open */
    if (isfinite(half + below))
        grid_set(grid, WALL_INTERVAL, "%.*f %%", half < 0.1 ? 1 : 0, 100 * half);
    else
        grid_set(grid, WALL_INTERVAL, "?"); /* too few processes for an interval */
    if (wall->n != YOKE_MISSING)
        grid_set(grid, RUNS, "%" PRIu64, wall->n);
}

static void set_speedup(struct grid *grid, const struct study *study, const struct yoke_cell *cell,
                        const struct scale *scale, bool utf8)
{
    char value[QUANTITY_BYTES], low[QUANTITY_BYTES], high[QUANTITY_BYTES];
    if (!isfinite(cell->speedup.value))
        return;
    quantity_column_ratio(value, cell->speedup.value);
    grid_set(grid, SPEEDUP, "%s×%s", value, study_speedup_mark(study, cell));
    quantity_column_ratio(low, cell->speedup.low);
    quantity_column_ratio(high, cell->speedup.high);
    if (isfinite(cell->speedup.low) || isfinite(cell->speedup.high))
        grid_set(grid, SPEEDUP_INTERVAL, "[%s..%s]", low, high);
    if (isfinite(cell->efficiency.value))
        grid_set(grid, EFFICIENCY, "%.1f %%", 100 * cell->efficiency.value);
    if (scale->most_speedup > 0)
        set_bar(grid, cell->speedup.value / scale->most_speedup, utf8);
}

/* A percentile whose interval is open has too few tasks behind it to be believed. */
static void set_percentile(struct grid *grid, size_t column, const struct yoke_estimate *percentile)
{
    char text[QUANTITY_BYTES];
    if (!isfinite(percentile->value))
        return;
    quantity_time(text, percentile->value);
    grid_set(grid, column, "%s", isfinite(percentile->high) ? text : "too few");
}

/* In an open loop the wall time follows from the arrivals; what was done of them, and how they waited, does not. */
static void set_open_loop(struct grid *grid, const struct yoke_cell *cell)
{
    char text[QUANTITY_BYTES];
    if (!cell->arrivals)
        return;
    if (isfinite(cell->rate.value)) {
        quantity_compact(text, cell->rate.value);
        grid_set(grid, DONE, "%s", text);
    }
    if (isfinite(cell->utilisation))
        grid_set(grid, UTILISED, "%.1f %%", 100 * cell->utilisation);
    set_percentile(grid, QUEUE_P50, &cell->queue.p50_ns);
    set_percentile(grid, QUEUE_P99, &cell->queue.p99_ns);
    set_percentile(grid, SERVICE_P50, &cell->service.p50_ns);
    set_percentile(grid, SERVICE_P99, &cell->service.p99_ns);
}

static void set_rates(struct grid *grid, const struct yoke_cell *cell)
{
    char text[QUANTITY_BYTES];
    if (table_rate(cell, cell->operations, text))
        grid_set(grid, OPERATIONS, "%s", text);
    if (table_rate(cell, cell->bytes, text))
        grid_set(grid, BYTES, "%s", text);
}

/* The largest resident set of a process that a task started; 0: not known. */
static uint64_t max_rss_bytes(const struct yoke_cell *cell)
{
    uint64_t most = 0;
    for (size_t i = 0; i < cell->sample_count; i++) {
        const uint64_t bytes = cell->samples[i].max_rss_bytes;
        if (cell->samples[i].usable && bytes != YOKE_MISSING && bytes > most)
            most = bytes;
    }
    return most;
}

/* What was measured beside the time; columns without any value vanish. */
static void set_rest(struct grid *grid, const struct yoke_cell *cell, const struct scale *scale)
{
    char text[QUANTITY_BYTES];
    if (cell->ideal_ns != YOKE_MISSING && cell->ideal_ns > 0 && cell->wall_ns.median > 0)
        grid_set(grid, OF_IDEAL, "%.1f %%", 100 * (double)cell->ideal_ns / cell->wall_ns.median);
    if (isfinite(cell->cpu_per_wall))
        grid_set(grid, CPUS, "%.*f", cell->cpu_per_wall < 0.1 ? 3 : 2, cell->cpu_per_wall);
    if (isfinite(cell->imbalance))
        grid_set(grid, IMBALANCE, "%.2f", cell->imbalance);
    set_percentile(grid, TASK_P50, &cell->latency.p50_ns);
    set_percentile(grid, TASK_P99, &cell->latency.p99_ns);
    set_percentile(grid, TASK_P99_9, &cell->latency.p99_9_ns);
    if (isfinite(cell->overhead_ns_per_task)) {
        quantity_time(text, cell->overhead_ns_per_task);
        grid_set(grid, OVERHEAD, "%s", text);
    }
    const double late_ns = table_lateness(cell);
    if (cell->warmup.kind && cell->warmup.discard != YOKE_MISSING)
        grid_set(grid, WARMUP, "%s, %" PRIu64, cell->warmup.kind, cell->warmup.discard);
    else if (cell->warmup.kind)
        grid_set(grid, WARMUP, "%s", cell->warmup.kind);
    if (isfinite(late_ns)) {
        quantity_time(text, late_ns);
        grid_set(grid, LATE, "%s", text);
    }
    if (max_rss_bytes(cell))
        grid_set(grid, RESIDENT, "%.1f MiB", (double)max_rss_bytes(cell) / (1 << 20));
    for (size_t i = 0; i < scale->counter_count; i++) {
        const double value = table_counter_median(cell, scale->counters[i]);
        quantity_compact(text, value);
        if (isfinite(value))
            grid_set(grid, COUNTER + i, "%s", text);
    }
}

/* The state of the cell in a word, or what it is warned of; sentences stand below the table. */
static void set_note(struct grid *grid, const struct yoke_cell *cell)
{
    static const char *const words[] = {[YOKE_CELL_OK] = "",
                                        [YOKE_CELL_FAILED] = "failed",
                                        [YOKE_CELL_SKIPPED] = "skipped",
                                        [YOKE_CELL_PARTIAL] = "partial"};
    const char *warning = cell->warning_count && cell->warnings[0].code ? cell->warnings[0].code : "";
    const char *state = words[cell->status];
    char more[32] = "";
    if (cell->warning_count > 1)
        snprintf(more, sizeof more, " +%zu", cell->warning_count - 1);
    grid_set(grid, NOTE, "%s%s%s%s", state, *state && *warning ? ", " : "", warning, more);
}

static void set_row(struct grid *grid, const struct study *study, const struct yoke_cell *cell,
                    const struct scale *scale, bool utf8)
{
    grid_set(grid, SIDE, "%s", cell->side ? cell->side : "");
    grid_set(grid, EXECUTOR, "%s", cell->executor ? cell->executor : "?");
    if (study->schedule_varies && cell->schedule)
        grid_set(grid, SCHEDULE, "%s", cell->schedule);
    if (study->chunk_varies && cell->chunk != YOKE_MISSING)
        grid_set(grid, CHUNK, "%" PRIu64, cell->chunk);
    if (study->placement_varies && cell->placement)
        grid_set(grid, PLACEMENT, "%s", cell->placement);
    grid_set(grid, WORKERS, "%" PRIu64, cell->workers);
    set_wall(grid, cell, scale);
    set_speedup(grid, study, cell, scale, utf8);
    set_open_loop(grid, cell);
    set_rates(grid, cell);
    set_rest(grid, cell, scale);
    set_note(grid, cell);
}

static void add_columns(struct grid *grid, const struct study *study, const struct scale *scale, bool utf8)
{
    char title[32], operations[TABLE_RATE_TITLE_BYTES];
    snprintf(title, sizeof title, "wall, %s", scale->unit->name);
    table_rate_title(study->first, utf8, operations);
    for (size_t c = 0; c < COLUMN_COUNT; c++) {
        struct grid_column column = columns[c];
        if (c == WALL)
            column.title = title;
        if (c == OPERATIONS)
            column.title = operations;
        if (c >= COUNTER && c < COUNTER + TABLE_COUNTERS_MOST)
            column =
                (struct grid_column){.title = c - COUNTER < scale->counter_count ? scale->counters[c - COUNTER] : "",
                                     .right = true,
                                     .rank = 12,
                                     .quiet = true};
        grid_add_column(grid, &column);
    }
}

struct grid *table_cells_new(const struct study *study, bool utf8)
{
    struct grid *grid = grid_new(utf8);
    if (!grid)
        return NULL;
    struct scale scale;
    scale_measure(&scale, study);
    add_columns(grid, study, &scale, utf8);
    for (size_t i = 0; i < study->series_count; i++)
        for (size_t j = 0; j < study->series[i].cell_count; j++) {
            const struct yoke_cell *cell = study->series[i].cells[j];
            const bool failed = cell->status == YOKE_CELL_FAILED;
            if (grid_add_row(grid, failed ? GRID_FAILED : GRID_PLAIN) != 0) {
                grid_free(grid);
                return NULL;
            }
            set_row(grid, study, cell, &scale, utf8);
        }
    return grid;
}

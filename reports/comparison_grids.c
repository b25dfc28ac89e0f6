/* SPDX-License-Identifier: MIT */
/* Columns of comparisons. What is the same in all rows and names nothing stays out. */
#include "comparison_grids.h"

#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "comparison_text.h"
#include "quantity.h"
#include "record.h"
#include "verdict_rows.h"

/* More results than that do not fit beside each other on any terminal; the JSON has all. */
enum { FACT_RESULTS_MOST = 6 };

enum { SUBJECT_BYTES = 320 };

/* A grid of these columns. NULL: no memory. */
static struct grid *grid_of(const struct grid_column columns[], size_t count, bool utf8)
{
    struct grid *grid = grid_new(utf8);
    for (size_t i = 0; grid && i < count; i++)
        grid_add_column(grid, &columns[i]);
    return grid;
}

/* Hands it over when all went well. */
static int grid_hand(struct grid *made, int status, struct grid **grid)
{
    const bool serves = made && !status && grid_row_count(made);
    *grid = serves ? made : NULL;
    if (!serves)
        grid_free(made);
    return made ? status : -ENOMEM;
}

static void set_text(struct grid *grid, size_t column, const char *text)
{
    if (text)
        grid_set(grid, column, "%s", text);
}

static void set_count(struct grid *grid, size_t column, uint64_t count)
{
    if (count != YOKE_MISSING)
        grid_set(grid, column, "%" PRIu64, count);
}

int comparison_results_grid(const struct yoke_comparison *comparison, bool utf8, struct grid **grid)
{
    enum { SIDE, HOST, PROCESSOR, CORES, USABLE, VERSION, STARTED, PATH, CAUTION, COLUMNS };
    static const struct grid_column columns[COLUMNS] = {
        [SIDE] = {.title = "side"},
        [HOST] = {.title = "machine", .flexible = true},
        [PROCESSOR] = {.title = "processor", .flexible = true, .rank = 1},
        [CORES] = {.title = "cores", .right = true, .rank = 2},
        [USABLE] = {.title = "usable", .right = true, .rank = 3},
        [VERSION] = {.title = "yoke", .rank = 6},
        [STARTED] = {.title = "measured", .rank = 4},
        [PATH] = {.title = "file", .flexible = true, .rank = 7},
        [CAUTION] = {.title = "beware", .flexible = true, .rank = 5},
    };
    struct grid *made = grid_of(columns, COLUMNS, utf8);
    int status = 0;
    for (size_t i = 0; made && i < comparison->result_count && !status; i++) {
        const struct yoke_compared_result *result = &comparison->results[i];
        status = grid_add_row(made, result->caution ? GRID_FAILED : GRID_PLAIN);
        if (status)
            break;
        const bool is_reference = result->side && !strcmp(result->side, comparison->sides[0].name);
        if (result->side)
            grid_set(made, SIDE, "%s%s", result->side, is_reference ? " (reference)" : "");
        set_text(made, HOST, result->hostname);
        set_text(made, PROCESSOR, result->processor);
        set_count(made, CORES, result->cores);
        set_count(made, USABLE, result->usable);
        set_text(made, VERSION, result->version);
        set_text(made, STARTED, result->started);
        set_text(made, PATH, result->path);
        set_text(made, CAUTION, result->caution);
    }
    return grid_hand(made, status, grid);
}

int comparison_facts_grid(const struct yoke_comparison *comparison, bool utf8, struct grid **grid)
{
    const size_t shown = comparison->result_count < FACT_RESULTS_MOST ? comparison->result_count : FACT_RESULTS_MOST;
    const struct grid_column name = {.title = "differs"};
    struct grid *made = grid_of(&name, 1, utf8);
    int status = 0;
    for (size_t i = 0; made && i < shown; i++) {
        const struct yoke_compared_result *result = &comparison->results[i];
        grid_add_column(made,
                        &(struct grid_column){.title = result->side ? result->side : result->path, .flexible = true});
    }
    for (size_t i = 0; made && i < comparison->fact_count && !status; i++) {
        const struct yoke_compared_fact *fact = &comparison->facts[i];
        status = grid_add_row(made, GRID_PLAIN);
        if (status)
            break;
        grid_set(made, 0, "%s", fact->field);
        for (size_t k = 0; k < shown && k < fact->value_count; k++)
            set_text(made, k + 1, fact->values[k]);
    }
    return grid_hand(made, status, grid);
}

enum row_column { SUBJECT, RESULT, SIDE, METRIC, CHANGE, INTERVAL, BEFORE, AFTER, STARTS, WORD, ROW_COLUMNS };

static const struct grid_column row_columns[ROW_COLUMNS] = {
    [SUBJECT] = {.title = "cell", .flexible = true},
    [RESULT] = {.title = "in", .flexible = true},
    [SIDE] = {.title = "side", .flexible = true},
    [METRIC] = {.title = "metric"},
    [CHANGE] = {.title = "change", .right = true},
    [INTERVAL] = {.title = "95 %", .right = true, .rank = 2},
    [BEFORE] = {.title = "reference", .right = true, .rank = 3},
    [AFTER] = {.title = "this", .right = true, .rank = 3},
    [STARTS] = {.title = "n", .right = true, .rank = 4},
    [WORD] = {.title = "verdict"},
};

static void set_values(struct grid *grid, const struct yoke_compared_row *row)
{
    char before[QUANTITY_BYTES], after[QUANTITY_BYTES];
    const char *share = row->per_task ? "/task" : "";
    verdict_quantity(before, row->unit, row->reference_value);
    verdict_quantity(after, row->unit, row->value);
    grid_set(grid, BEFORE, "%s%s", before, *before ? share : "");
    grid_set(grid, AFTER, "%s%s", after, *after ? share : "");
}

static void set_row(struct grid *grid, const struct yoke_comparison *comparison, const struct yoke_compared_row *row)
{
    char subject[SUBJECT_BYTES], change[24], interval[40];
    comparison_subject(subject, sizeof subject, comparison, row);
    verdict_change(change, sizeof change, row->ratio.value);
    verdict_interval(interval, sizeof interval, &row->ratio);
    grid_set(grid, SUBJECT, "%s", subject);
    if (comparison->result_count > 1)
        set_text(grid, RESULT, row->result);
    if (comparison->side_count > 2)
        set_text(grid, SIDE, row->side);
    grid_set(grid, METRIC, "%s", row->metric);
    grid_set(grid, CHANGE, "%s", change);
    grid_set(grid, INTERVAL, "%s", interval);
    set_values(grid, row);
    if (row->paired || row->starts == row->reference_starts)
        grid_set(grid, STARTS, "%" PRIu64, row->starts);
    else
        grid_set(grid, STARTS, "%" PRIu64 ", %" PRIu64, row->reference_starts, row->starts);
    grid_set(grid, WORD, "%s", verdict_word(row->word));
}

int comparison_rows_grid(const struct yoke_comparison *comparison, bool utf8, struct grid **grid)
{
    struct grid *made = grid_of(row_columns, ROW_COLUMNS, utf8);
    int status = 0;
    for (size_t i = 0; made && i < comparison->row_count && !status; i++) {
        const enum yoke_verdict_word word = comparison->rows[i].word;
        status = grid_add_row(made, word == YOKE_REGRESSED   ? GRID_FAILED
                                    : word == YOKE_UNCHANGED ? GRID_FAINT
                                                             : GRID_PLAIN);
        if (!status)
            set_row(made, comparison, &comparison->rows[i]);
    }
    return grid_hand(made, status, grid);
}

/* "2.01 [1.98..2.04]" */
static void set_estimate(struct grid *grid, size_t column, const struct yoke_estimate *estimate)
{
    char value[QUANTITY_BYTES], low[QUANTITY_BYTES] = "?", high[QUANTITY_BYTES] = "?";
    if (isnan(estimate->value))
        return;
    quantity_column_ratio(value, estimate->value);
    if (isfinite(estimate->low))
        quantity_column_ratio(low, estimate->low);
    if (isfinite(estimate->high))
        quantity_column_ratio(high, estimate->high);
    grid_set(grid, column, "%s [%s..%s]", value, low, high);
}

int comparison_wholes_grid(const struct yoke_comparison *comparison, bool utf8, struct grid **grid)
{
    enum { WORK, MACHINE, WHOLE, PER_CORE, SINGLE, RATE, FASTEST, COLUMNS };
    static const struct grid_column columns[COLUMNS] = {
        [WORK] = {.title = "work", .flexible = true},
        [MACHINE] = {.title = "side", .flexible = true},
        [WHOLE] = {.title = "whole machine", .right = true},
        [PER_CORE] = {.title = "by the core", .right = true, .rank = 1},
        [SINGLE] = {.title = "one worker", .right = true, .rank = 1},
        [RATE] = {.title = "tasks/s", .right = true, .rank = 2},
        [FASTEST] = {.title = "with", .flexible = true, .rank = 3},
    };
    struct grid *made = grid_of(columns, COLUMNS, utf8);
    int status = 0;
    for (size_t i = 0; made && i < comparison->whole_count && !status; i++) {
        const struct yoke_compared_whole *whole = &comparison->wholes[i];
        char work[SUBJECT_BYTES], rate[QUANTITY_BYTES], way[80];
        status = grid_add_row(made, GRID_PLAIN);
        if (status)
            break;
        comparison_work(work, sizeof work, whole->workload, whole->params, whole->param_count, whole->cell);
        quantity_compact(rate, whole->rate);
        grid_set(made, WORK, "%s", work);
        set_text(made, MACHINE, whole->side);
        set_estimate(made, WHOLE, &whole->whole);
        set_estimate(made, PER_CORE, &whole->per_core);
        set_estimate(made, SINGLE, &whole->single);
        grid_set(made, RATE, "%s", rate);
        comparison_way(way, sizeof way, whole->cell);
        grid_set(made, FASTEST, "%s", way);
    }
    return grid_hand(made, status, grid);
}

int comparison_scalings_grid(const struct yoke_comparison *comparison, bool utf8, struct grid **grid)
{
    enum { CURVE, WHOSE, WORKERS, BASE, OWN, RATIO, FINDING, COLUMNS };
    static const struct grid_column columns[COLUMNS] = {
        [CURVE] = {.title = "curve", .flexible = true},
        [WHOSE] = {.title = "side", .flexible = true},
        [WORKERS] = {.title = "workers", .right = true},
        [BASE] = {.title = "reference's speedup", .right = true, .rank = 1},
        [OWN] = {.title = "this", .right = true, .rank = 1},
        [RATIO] = {.title = "ratio", .right = true},
        [FINDING] = {.title = "gains"},
    };
    struct grid *made = grid_of(columns, COLUMNS, utf8);
    int status = 0;
    for (size_t i = 0; made && i < comparison->scaling_count && !status; i++) {
        const struct yoke_compared_scaling *scaling = &comparison->scalings[i];
        char curve[SUBJECT_BYTES];
        const bool known = scaling->finding;
        status = grid_add_row(made, known && !strcmp(scaling->finding, "worse") ? GRID_FAILED : GRID_PLAIN);
        if (status)
            break;
        comparison_work(curve, sizeof curve, scaling->workload, scaling->params, scaling->param_count, NULL);
        grid_set(made, CURVE, "%s %s", curve, scaling->executor ? scaling->executor : "");
        if (comparison->side_count > 2 || comparison->result_count == 1)
            set_text(made, WHOSE, scaling->side);
        set_count(made, WORKERS, scaling->workers);
        set_estimate(made, BASE, &scaling->reference_speedup);
        set_estimate(made, OWN, &scaling->speedup);
        set_estimate(made, RATIO, &scaling->ratio);
        grid_set(made, FINDING, "%s", known ? scaling->finding : "undecided");
    }
    return grid_hand(made, status, grid);
}

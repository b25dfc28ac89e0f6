/* SPDX-License-Identifier: MIT */
/* Rows and their words. */
#include "machine_rows.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "comparison_text.h"
#include "text.h"
#include "verdict_rows.h"

static size_t side_index(const struct yoke_comparison *comparison, const char *name)
{
    size_t side = 0;
    while (side < comparison->side_count && comparison->sides[side].name != name)
        side++;
    return side;
}

static bool same_cell(const struct yoke_compared_row *left, const struct yoke_compared_row *right)
{
    return left->side == right->side && left->result == right->result && yoke_text_same(left->cell, right->cell);
}

static bool is_wall(const struct yoke_compared_row *row)
{
    return yoke_text_same(row->metric, "wall");
}

/* The metrics of a cell and side stand one behind the other. */
static bool is_shown(const struct yoke_comparison *comparison, size_t index)
{
    const struct yoke_compared_row *row = &comparison->rows[index];
    if (is_wall(row))
        return true;
    for (size_t i = index; i-- > 0 && same_cell(&comparison->rows[i], row);)
        return false;
    for (size_t i = index + 1; i < comparison->row_count && same_cell(&comparison->rows[i], row); i++)
        if (is_wall(&comparison->rows[i]))
            return false;
    return true;
}

static enum machine_mood mood_of(enum yoke_verdict_word word)
{
    return word == YOKE_IMPROVED    ? MACHINE_BETTER
           : word == YOKE_REGRESSED ? MACHINE_WORSE
           : word == YOKE_UNCHANGED ? MACHINE_SAME
                                    : MACHINE_OPEN;
}

static void cell_row_make(struct machine_row *row, const struct yoke_comparison *comparison, size_t index)
{
    static const char *const words[] = {[MACHINE_BETTER] = "faster",
                                        [MACHINE_WORSE] = "slower",
                                        [MACHINE_SAME] = "the same",
                                        [MACHINE_OPEN] = "not decided"};
    const struct yoke_compared_row *from = &comparison->rows[index];
    char text[256];
    *row = (struct machine_row){.side = side_index(comparison, from->side),
                                .ratio = from->ratio,
                                .cell = from->cell,
                                .metric = from->metric,
                                .mood = mood_of(from->word)};
    comparison_row_work(text, sizeof text, comparison, from);
    text_fit(row->subject, sizeof row->subject, text, 0, true);
    comparison_row_way(text, sizeof text, comparison, from);
    text_fit(row->way, sizeof row->way, text, 0, true);
    verdict_quantity(row->from, from->unit, from->reference_value);
    verdict_quantity(row->to, from->unit, from->value);
    row->word = isnan(row->ratio.value) ? "no result" : words[row->mood];
}

/* Of ratios of work per time: above 1 is better. */
static void whole_row_make(struct machine_row *row, const struct yoke_comparison *comparison,
                           const struct yoke_compared_whole *whole, const struct yoke_estimate *ratio, const char *way)
{
    char subject[256];
    *row = (struct machine_row){
        .side = side_index(comparison, whole->side), .ratio = *ratio, .cell = whole->cell, .metric = way};
    const struct yoke_compared_row as_row = {
        .workload = whole->workload, .params = whole->params, .param_count = whole->param_count, .cell = whole->cell};
    comparison_row_work(subject, sizeof subject, comparison, &as_row);
    text_fit(row->subject, sizeof row->subject, subject, 0, true);
    snprintf(row->way, sizeof row->way, "%s", way);
    if (ratio == &whole->whole && isfinite(whole->reference_rate) && isfinite(whole->rate)) {
        char number[QUANTITY_BYTES];
        quantity_compact(number, whole->reference_rate);
        snprintf(row->from, sizeof row->from, "%.40s/s", number);
        quantity_compact(number, whole->rate);
        snprintf(row->to, sizeof row->to, "%.40s/s", number);
    }
    row->mood = ratio->low > 1 ? MACHINE_BETTER : ratio->high < 1 ? MACHINE_WORSE : MACHINE_OPEN;
    row->word = row->mood == MACHINE_BETTER ? "more" : row->mood == MACHINE_WORSE ? "less" : "not told apart";
}

static void wholes_make(struct machine_rows *rows)
{
    const struct yoke_comparison *comparison = rows->comparison;
    for (size_t i = 0; i < comparison->whole_count; i++) {
        const struct yoke_compared_whole *whole = &comparison->wholes[i];
        const struct {
            const struct yoke_estimate *ratio;
            const char *way;
            bool shown;
        } kinds[] = {
            {&whole->whole, "whole machine", true},
            {&whole->per_core, "by the core", whole->cores != whole->reference_cores},
            {&whole->single, "one worker", true},
        };
        for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
            if (kinds[k].shown && !isnan(kinds[k].ratio->value))
                whole_row_make(&rows->wholes[rows->whole_count++], comparison, whole, kinds[k].ratio, kinds[k].way);
    }
}

int machine_rows_init(struct machine_rows *rows, const struct yoke_comparison *comparison)
{
    *rows = (struct machine_rows){
        .comparison = comparison,
        .cells = calloc(comparison->row_count + 1, sizeof *rows->cells),
        .wholes = calloc(3 * comparison->whole_count + 1, sizeof *rows->wholes),
    };
    if (!rows->cells || !rows->wholes)
        return -ENOMEM;
    for (size_t i = 0; i < comparison->row_count; i++)
        if (is_shown(comparison, i))
            cell_row_make(&rows->cells[rows->cell_count++], comparison, i);
    wholes_make(rows);
    return 0;
}

void machine_rows_release(struct machine_rows *rows)
{
    free(rows->cells);
    free(rows->wholes);
    *rows = (struct machine_rows){.comparison = NULL};
}

/* SPDX-License-Identifier: MIT */
/* What differs about the machines comes before any number: who compares unlike things should know it first. The
 * geometric mean comes last, since it says least. */
#include "comparison_table.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "comparison_grids.h"
#include "comparison_text.h"
#include "record.h"
#include "text.h"

static void title_print(const char *title, const struct yoke_target *target)
{
    fputs(target->color ? "\n\x1b[1m" : "\n", target->stream);
    text_fold(target->stream, title, "", "  ", target->width, target->utf8);
    fputs(target->color ? "\x1b[0m" : "", target->stream);
}

static void line_print(const char *line, const struct yoke_target *target)
{
    text_fold(target->stream, line, "  ", "    ", target->width, target->utf8);
}

typedef int grid_maker(const struct yoke_comparison *comparison, bool utf8, struct grid **grid);

/* One table under its title; nothing where it has no rows. */
static int grid_show(grid_maker *make, const char *title, const struct yoke_comparison *comparison,
                     const struct yoke_target *target)
{
    struct grid *grid;
    const int status = make(comparison, target->utf8, &grid);
    if (status || !grid)
        return status;
    title_print(title, target);
    grid_print(grid, target);
    grid_free(grid);
    return 0;
}

/* Rows with this reason, from `index` on; 0: an earlier one had it. */
static size_t reason_count(const struct yoke_comparison *comparison, size_t index)
{
    const char *reason = comparison->rows[index].reason;
    size_t count = 0;
    for (size_t i = 0; i < comparison->row_count; i++) {
        if (!yoke_text_same(comparison->rows[i].reason, reason))
            continue;
        if (i < index)
            return 0;
        count++;
    }
    return count;
}

void comparison_reasons_print(const struct yoke_comparison *comparison, const struct yoke_target *target)
{
    const bool several = comparison->side_count > 2;
    for (size_t i = 0; i < comparison->row_count; i++) {
        const struct yoke_compared_row *row = &comparison->rows[i];
        const size_t count = row->reason ? reason_count(comparison, i) : 0;
        char subject[320], line[COMPARISON_TEXT_BYTES], more[40] = "";
        if (!count)
            continue;
        comparison_subject(subject, sizeof subject, comparison, row);
        if (count > 1)
            snprintf(more, sizeof more, " and %zu more", count - 1);
        snprintf(line, sizeof line, "%.200s%s%.60s %.30s%s: %s: %.300s", subject, several ? " " : "",
                 several ? row->side : "", row->metric, more, verdict_word(row->word), row->reason);
        line_print(line, target);
    }
}

void comparison_lone_print(const struct yoke_comparison *comparison, const struct yoke_target *target)
{
    if (comparison->lone_count)
        title_print("not on every side, and not compared there", target);
    for (size_t i = 0; i < comparison->lone_count; i++) {
        const struct yoke_compared_lone *lone = &comparison->lone[i];
        char line[COMPARISON_TEXT_BYTES];
        size_t used = (size_t)snprintf(line, sizeof line, "%.300s: only in", lone->cell ? lone->cell : "?");
        for (size_t k = 0; k < lone->side_count && used < sizeof line - 80; k++)
            used += (size_t)snprintf(line + used, sizeof line - used, "%s %.60s", k ? "," : "", lone->sides[k]);
        line_print(line, target);
    }
}

static void sums_print(const struct yoke_comparison *comparison, const struct yoke_target *target)
{
    char line[COMPARISON_TEXT_BYTES];
    fputc('\n', target->stream);
    for (size_t i = 1; i < comparison->side_count; i++) {
        comparison_side(line, comparison, &comparison->sides[i]);
        text_fold(target->stream, line, "", "  ", target->width, target->utf8);
    }
}

int comparison_table_write(const struct yoke_comparison *comparison, const struct yoke_target *target,
                           struct yoke_error *error)
{
    char line[COMPARISON_TEXT_BYTES];
    comparison_design(line, comparison);
    text_fold(target->stream, line, "", "  ", target->width, target->utf8);
    int status = grid_show(comparison_results_grid, "compared", comparison, target);
    if (!status)
        status = grid_show(comparison_facts_grid, "what is not the same about machines, plans and builds", comparison,
                           target);
    if (!status)
        status = grid_show(comparison_rows_grid, "cell by cell: lower is better", comparison, target);
    if (!status)
        comparison_reasons_print(comparison, target);
    if (!status)
        status = grid_show(comparison_wholes_grid,
                           "whole machines, each with what suits it: how many times as much work, more is better",
                           comparison, target);
    if (!status)
        status =
            grid_show(comparison_scalings_grid, "what is gained from more workers: more is better", comparison, target);
    if (!status) {
        comparison_lone_print(comparison, target);
        sums_print(comparison, target);
    }
    if (!status && ferror(target->stream))
        status = -EIO;
    if (status)
        yoke_error_set(error, "the comparison cannot be written: %s", strerror(-status));
    return status;
}

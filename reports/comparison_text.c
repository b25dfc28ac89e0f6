/* SPDX-License-Identifier: MIT */
/* Names of rows hold what tells them apart, and sentences what is proven. */
#include "comparison_text.h"

#include <inttypes.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "study.h"
#include "verdict_rows.h"

/* Appends to a text of `size` bytes that has `used` of them; returns how many it has now. */
__attribute__((format(printf, 4, 5))) static size_t append(char *text, size_t size, size_t used, const char *format,
                                                           ...)
{
    va_list arguments;
    if (used + 1 >= size)
        return used;
    va_start(arguments, format);
    const int length = vsnprintf(text + used, size - used, format, arguments);
    va_end(arguments);
    return length < 0 ? used : used + (size_t)length < size ? used + (size_t)length : size - 1;
}

static bool param_varies(const struct yoke_comparison *comparison, const struct yoke_compared_row *row,
                         const struct yoke_setting_value *param)
{
    for (size_t i = 0; i < comparison->row_count; i++) {
        const struct yoke_compared_row *other = &comparison->rows[i];
        for (size_t k = 0; k < other->param_count && yoke_text_same(other->workload, row->workload); k++)
            if (yoke_text_same(other->params[k].name, param->name) && !yoke_setting_same(&other->params[k], param))
                return true;
    }
    return false;
}

static size_t append_param(char *text, size_t size, size_t used, const char *cell,
                           const struct yoke_setting_value *param)
{
    char value[64];
    study_setting_text(value, sizeof value, cell, param);
    return append(text, size, used, "%s%.30s=%.40s", used ? " " : "", param->name ? param->name : "?", value);
}

/* Schedules and placements are named where rows differ in them. */
static size_t append_way(char *text, size_t size, size_t used, const struct yoke_comparison *comparison,
                         const struct yoke_compared_row *row)
{
    bool schedules = false, chunks = false, places = false;
    for (size_t i = 0; i < comparison->row_count; i++) {
        schedules |= !yoke_text_same(comparison->rows[i].schedule, row->schedule);
        chunks |= comparison->rows[i].chunk != row->chunk;
        places |= !yoke_text_same(comparison->rows[i].placement, row->placement);
    }
    if (schedules && row->schedule)
        used = append(text, size, used, " %.30s", row->schedule);
    if (chunks && row->chunk != YOKE_MISSING)
        used = append(text, size, used, " chunk=%" PRIu64, row->chunk);
    return places && row->placement ? append(text, size, used, " %.60s", row->placement) : used;
}

void comparison_row_work(char *text, size_t size, const struct yoke_comparison *comparison, const struct yoke_compared_row *row)
{
    text[0] = '\0';
    size_t used = append(text, size, 0, "%.60s", row->workload ? row->workload : "");
    for (size_t i = 0; i < row->param_count; i++)
        if (!row->workload || param_varies(comparison, row, &row->params[i]))
            used = append_param(text, size, used, row->cell, &row->params[i]);
}

void comparison_row_way(char *text, size_t size, const struct yoke_comparison *comparison, const struct yoke_compared_row *row)
{
    text[0] = '\0';
    size_t used = append(text, size, 0, "%.40s", row->executor ? row->executor : "");
    if (row->workers > 1 && row->workers != YOKE_MISSING)
        used = append(text, size, used, "%s× %" PRIu64, used ? " " : "", row->workers);
    append_way(text, size, used, comparison, row);
}

void comparison_subject(char *text, size_t size, const struct yoke_comparison *comparison,
                        const struct yoke_compared_row *row)
{
    char work[256], way[160];
    comparison_row_work(work, sizeof work, comparison, row);
    comparison_row_way(way, sizeof way, comparison, row);
    append(text, size, append(text, size, 0, "%s", work), "%s%s", *work && *way ? " " : "", way);
}

void comparison_work(char *text, size_t size, const char *workload, const struct yoke_setting_value params[],
                     size_t param_count, const char *cell)
{
    size_t used = append(text, size, 0, "%.60s", workload ? workload : "");
    for (size_t i = 0; i < param_count; i++)
        used = append_param(text, size, used, cell, &params[i]);
}

void comparison_way(char *text, size_t size, const char *cell)
{
    static const char executor[] = "/executor=", workers[] = "/workers=";
    const char *way = cell ? strstr(cell, executor) : NULL, *width = cell ? strstr(cell, workers) : NULL;
    size_t used = 0;
    text[0] = '\0';
    if (way)
        used = append(text, size, 0, "%.*s", (int)strcspn(way + sizeof executor - 1, "/"), way + sizeof executor - 1);
    if (width)
        append(text, size, used, " × %.*s", (int)strcspn(width + sizeof workers - 1, "/"), width + sizeof workers - 1);
}

/* The row of a side that is furthest from the same, of those that are proven; NULL: none is. */
static const struct yoke_compared_row *row_furthest(const struct yoke_comparison *comparison,
                                                    const struct yoke_compared_side *side)
{
    const struct yoke_compared_row *furthest = NULL;
    for (size_t i = 0; i < comparison->row_count; i++) {
        const struct yoke_compared_row *row = &comparison->rows[i];
        const bool proven = row->word == YOKE_REGRESSED || row->word == YOKE_IMPROVED;
        if (proven && yoke_text_same(row->side, side->name) &&
            (!furthest || fabs(log(row->ratio.value)) > fabs(log(furthest->ratio.value))))
            furthest = row;
    }
    return furthest;
}

static size_t append_counts(char *text, size_t size, size_t used, const struct yoke_compared_side *side)
{
    return append(text, size, used,
                  "%" PRIu64 " worse, %" PRIu64 " better, %" PRIu64 " the same, %" PRIu64 " undecided", side->regressed,
                  side->improved, side->unchanged, side->undecided);
}

void comparison_headline(char text[COMPARISON_TEXT_BYTES], const struct yoke_comparison *comparison)
{
    size_t used = 0;
    text[0] = '\0';
    for (size_t i = 1; i < comparison->side_count; i++) {
        const struct yoke_compared_side *side = &comparison->sides[i];
        const struct yoke_compared_row *row = row_furthest(comparison, side);
        char subject[256], change[24];
        used = append(text, COMPARISON_TEXT_BYTES, used, "%s%.60s against %.60s: ", i > 1 ? "; " : "", side->name,
                      comparison->sides[0].name);
        used = append_counts(text, COMPARISON_TEXT_BYTES, used, side);
        if (!row)
            continue;
        comparison_subject(subject, sizeof subject, comparison, row);
        verdict_change(change, sizeof change, row->ratio.value);
        used = append(text, COMPARISON_TEXT_BYTES, used, ", most %.200s: %.30s by %s", subject, row->metric, change);
    }
}

void comparison_design(char text[COMPARISON_TEXT_BYTES], const struct yoke_comparison *comparison)
{
    const struct yoke_compared_row *row = comparison->row_count ? comparison->rows : NULL;
    size_t used =
        append(text, COMPARISON_TEXT_BYTES, 0, "by %s, against %.60s", comparison->by, comparison->sides[0].name);
    if (row)
        used = append(text, COMPARISON_TEXT_BYTES, used, " · %s: worse above %.3g %%, the same within %.3g %%",
                      comparison->profile ? comparison->profile : "?", row->delta * 100, row->theta * 100);
    append(text, COMPARISON_TEXT_BYTES, used, " · median ratios with 95 %% intervals · %s",
           row && row->paired ? "blocks of one result are pairs"
                              : "of these sessions only: what differs from day to day is in no interval");
}

void comparison_side(char text[COMPARISON_TEXT_BYTES], const struct yoke_comparison *comparison,
                     const struct yoke_compared_side *side)
{
    size_t used =
        append(text, COMPARISON_TEXT_BYTES, 0, "%.60s against %.60s: ", side->name, comparison->sides[0].name);
    used = append_counts(text, COMPARISON_TEXT_BYTES, used, side);
    if (!side->cells)
        return;
    used = append(text, COMPARISON_TEXT_BYTES, used, "; the time of %" PRIu64 " cell%s", side->cells,
                  side->cells == 1 ? "" : "s in sum");
    used = append(text, COMPARISON_TEXT_BYTES, used, " is %.3g of the reference's", side->total);
    append(text, COMPARISON_TEXT_BYTES, used,
           " (note: the geometric mean of their ratios, in which all count alike, is %.3g)", side->geometric_mean);
}

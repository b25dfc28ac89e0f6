/* SPDX-License-Identifier: MIT */
/* A line a series, a line a change below it. */
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "history_private.h"

enum { COMMIT_SHOWN = 12 /* characters, as git abbreviates at most */ };

struct widths {
    int cell, metric, base; /* cell 0: names stand on lines of their own, since the rest would not fit beside them */
};

/* Points, newest, level and the longest state, with the gaps before them. */
enum { NUMBERS_WIDTH = 2 + 6 + 2 + 14 + 2 + 14 + 2 + 9 };

static int wider(int width, const char *text, int most)
{
    const int length = text ? (int)strlen(text) : 1;
    return length > most ? most : length > width ? length : width;
}

static bool has_changed(const struct yoke_history_series *series)
{
    return series->state == YOKE_HISTORY_REGRESSED || series->state == YOKE_HISTORY_IMPROVED;
}

/* "+2.1 %" of a ratio; of a series without a base what is measured. */
static void value_text(char *text, size_t size, const struct yoke_history_series *series, double value)
{
    if (series->base)
        snprintf(text, size, "%+.1f %%", 100 * (value - 1));
    else
        snprintf(text, size, value < 1000 ? "%.4g %s" : "%.0f %s", value, series->unit ? series->unit : "");
}

static void steps_print(const struct yoke_history_series *series, const struct yoke_target *target)
{
    for (size_t i = 0; i < series->step_count; i++) {
        const struct yoke_history_step *step = &series->steps[i];
        const bool worse = step->after > step->before;
        const char *ink = !target->color || step->known ? "" : worse ? "\033[31m" : "\033[32m";
        fprintf(target->stream, "    %s%+.1f %%%s  since commit %.*s, %.10s: %s%s, p %.1g\n", ink,
                100 * (step->after / step->before - 1), *ink ? "\033[0m" : "", COMMIT_SHOWN, step->commit,
                series->points[step->at].time, worse ? "worse" : "better", step->known ? ", known" : "", step->p);
    }
}

static void cell_print(const char *cell, const struct widths *widths, const struct yoke_target *target)
{
    if (widths->cell)
        fprintf(target->stream, "%-*s", widths->cell, cell);
    else
        fprintf(target->stream, "%s\n", cell);
}

static void series_print(const struct yoke_history_series *series, const struct widths *widths,
                         const struct yoke_target *target)
{
    char level[64], newest[64];
    value_text(level, sizeof level, series, series->level);
    value_text(newest, sizeof newest, series, series->points[series->point_count - 1].value);
    cell_print(series->cell, widths, target);
    fprintf(target->stream, "  %-*.60s  %-*.30s  %6zu  %14s  %14s  %s\n", widths->metric, series->metric, widths->base,
            series->base ? series->base : "-", series->point_count, newest, level, history_word(series->state));
    steps_print(series, target);
}

void history_print(const struct yoke_record *record, bool changed, const struct yoke_target *target)
{
    struct widths widths = {4, 6, 4};
    size_t count = 0;
    for (size_t i = 0; i < record->history_count; i++) {
        const struct yoke_history_series *series = &record->history[i];
        if (changed && !has_changed(series))
            continue;
        count++;
        widths.cell = wider(widths.cell, series->cell, 1000);
        widths.metric = wider(widths.metric, series->metric, 60);
        widths.base = wider(widths.base, series->base, 30);
    }
    if (!count)
        return;
    if (target->width && (unsigned)(widths.cell + 2 + widths.metric + 2 + widths.base + NUMBERS_WIDTH) > target->width)
        widths.cell = 0;
    cell_print("cell", &widths, target);
    fprintf(target->stream, "  %-*s  %-*s  %6s  %14s  %14s  %s\n", widths.metric, "metric", widths.base, "base",
            "points", "newest", "level", "state");
    for (size_t i = 0; i < record->history_count; i++)
        if (!changed || has_changed(&record->history[i]))
            series_print(&record->history[i], &widths, target);
}

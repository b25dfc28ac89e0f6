/* SPDX-License-Identifier: MIT */
/* The range of a history's chart. */
#include "history_sheet.h"

#include <math.h>
#include <stdlib.h>

#include "stats.h"

enum { BARS_MOST = 150 /* intervals of more points are a carpet */ };

/* Distances from the level, in median absolute deviations, at which a point goes to the edge: 4 standard deviations of
 * normal noise. Intervals as wide as most are have room even there; one that is more than twice as wide may be cut. */
static const double FAR = 6, ARM_FAR = 2;

double history_level(const struct yoke_history_series *series, size_t k, size_t *end)
{
    *end = k < series->step_count ? (size_t)series->steps[k].at : series->point_count;
    return k < series->step_count ? series->steps[k].before : k ? series->steps[k - 1].after : series->level;
}

double history_per_cent(const struct history_sheet *sheet, double value)
{
    return 100 * (value / sheet->reference - 1);
}

int history_edge(const struct history_sheet *sheet, double per_cent)
{
    return (per_cent > sheet->axis.high) - (per_cent < sheet->axis.low);
}

static bool has_interval(const struct yoke_history_point *point)
{
    return !isnan(point->low) && !isnan(point->high);
}

static bool bars_are_drawn(const struct yoke_history_series *series)
{
    bool any = false;
    for (size_t i = 0; i < series->point_count; i++)
        any |= has_interval(&series->points[i]);
    return any && series->point_count <= BARS_MOST;
}

static void range_take(struct history_range *range, double low, double high)
{
    range->low = fmin(range->low, low);
    range->high = fmax(range->high, high);
}

/* What a point covers: its value, and its interval where such are drawn. */
static struct history_range cover_of(const struct history_sheet *sheet, const struct yoke_history_point *point)
{
    const double value = history_per_cent(sheet, point->value);
    struct history_range cover = {value, value};
    if (sheet->bars && has_interval(point))
        range_take(&cover, history_per_cent(sheet, point->low), history_per_cent(sheet, point->high));
    return cover;
}

/* How far from its level something may lie and still be in the picture: from medians, which a few outliers do not move.
 */
static double far_find(const struct history_sheet *sheet)
{
    const struct yoke_history_series *series = sheet->series;
    double *distances = malloc((series->point_count + 1) * sizeof *distances);
    double *arms = malloc((series->point_count + 1) * sizeof *arms);
    size_t at = 0, end;
    double far = 0;
    for (size_t k = 0; distances && arms && k <= series->step_count; k++)
        for (const double level = history_per_cent(sheet, history_level(series, k, &end)); at < end; at++) {
            const double value = history_per_cent(sheet, series->points[at].value);
            const struct history_range cover = cover_of(sheet, &series->points[at]);
            distances[at] = fabs(value - level);
            arms[at] = fmax(cover.high - value, value - cover.low);
        }
    if (distances && arms)
        far = FAR * stats_median(distances, series->point_count) + ARM_FAR * stats_median(arms, series->point_count);
    free(distances);
    free(arms);
    return far;
}

/* All levels, and what points cover of that which is not too far from them. */
static void axis_find(struct history_sheet *sheet)
{
    const struct yoke_history_series *series = sheet->series;
    const double far = far_find(sheet);
    struct history_range levels = {0, 0}; /* 0 is the reference, and always there */
    size_t end;
    for (size_t k = 0; k <= series->step_count; k++) {
        const double level = history_per_cent(sheet, history_level(series, k, &end));
        range_take(&levels, level, level);
    }
    struct history_range shown = levels;
    for (size_t i = 0; i < series->point_count; i++) {
        const struct history_range cover = cover_of(sheet, &series->points[i]);
        const double value = history_per_cent(sheet, series->points[i].value);
        if (value >= levels.low - far && value <= levels.high + far)
            range_take(&shown, fmax(cover.low, levels.low - far), fmin(cover.high, levels.high + far));
    }
    const double pad =
        fmax(0.1 * (shown.high - shown.low), 0.1); /* twice above the points, for what is said of steps */
    sheet->axis = (struct history_range){shown.low - pad, shown.high + pad * (series->step_count ? 2 : 1)};
}

static void beyond_count(struct history_sheet *sheet)
{
    for (size_t i = 0; i < sheet->series->point_count; i++) {
        const struct yoke_history_point *point = &sheet->series->points[i];
        const struct history_range cover = cover_of(sheet, point);
        const bool outside = history_edge(sheet, history_per_cent(sheet, point->value));
        sheet->outside += outside;
        sheet->cut += !outside && (history_edge(sheet, cover.low) || history_edge(sheet, cover.high));
    }
}

void history_sheet_init(struct history_sheet *sheet, const struct yoke_history_series *series)
{
    size_t end;
    const double first = history_level(series, 0, &end);
    *sheet = (struct history_sheet){.series = series, .reference = series->base || !(first > 0) ? 1 : first};
    sheet->bars = bars_are_drawn(series);
    axis_find(sheet);
    beyond_count(sheet);
}

/* SPDX-License-Identifier: MIT */
/* Values are shown as changes in per cent: of a ratio from 1, of an absolute time from the first level. A few outliers do not
 * squeeze the rest: what lies far beyond the levels is drawn as a mark at the edge. */
#include "history_script.h"

#include <ctype.h>
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "chart_axis.h"
#include "chart_caption.h"
#include "chart_frame.h"
#include "chart_templates.h"
#include "chart_text.h"
#include "csv_text.h"
#include "stats.h"
#include "text.h"

enum {
    WIDTH = 1060,
    PLOT_PIXELS = 300,
    TICKS = 8,     /* dates that fit below the axis */
    CHANGES = 7,   /* per cent beside it */
    BARS_MOST = 150, /* intervals of more points are a carpet */
    HEADLINE_BYTES = 512
};

/* Distances from the level, in median absolute deviations, at which a point goes to the edge: 4 standard deviations of normal
 * noise. */
static const double FAR = 6;

struct sheet {
    const struct yoke_history_series *series;
    double reference; /* what 0 % is */
    double low, high; /* of the axis, per cent */
    FILE *script;
};

static double per_cent(const struct sheet *sheet, double value)
{
    return 100 * (value / sheet->reference - 1);
}

/* The level that holds from step `k` on (0: from the first point), and the point behind its last one. */
static double level_of(const struct yoke_history_series *series, size_t k, size_t *end)
{
    *end = k < series->step_count ? (size_t)series->steps[k].at : series->point_count;
    return k < series->step_count ? series->steps[k].before : k ? series->steps[k - 1].after : series->level;
}

/* --- the range ----------------------------------------------------------------------------------------------------- */

/* Distances of all points from their levels, in per cent; their median is a robust scale. */
static double scale_find(const struct sheet *sheet)
{
    const struct yoke_history_series *series = sheet->series;
    double *distances = malloc((series->point_count + 1) * sizeof *distances);
    size_t at = 0, end;
    if (!distances)
        return 0;
    for (size_t k = 0; k <= series->step_count; k++)
        for (const double level = level_of(series, k, &end); at < end; at++)
            distances[at] = fabs(per_cent(sheet, series->points[at].value) - per_cent(sheet, level));
    const double scale = stats_median(distances, series->point_count);
    free(distances);
    return scale;
}

static void range_find(struct sheet *sheet)
{
    const struct yoke_history_series *series = sheet->series;
    const double far = FAR * scale_find(sheet);
    double lowest = 0, highest = 0, least = 0, most = 0; /* of levels, which all are near 0; of points */
    size_t end;
    for (size_t k = 0; k <= series->step_count; k++) {
        const double level = per_cent(sheet, level_of(series, k, &end));
        lowest = fmin(lowest, level);
        highest = fmax(highest, level);
    }
    for (size_t i = 0; i < series->point_count; i++) {
        least = fmin(least, per_cent(sheet, series->points[i].value));
        most = fmax(most, per_cent(sheet, series->points[i].value));
    }
    sheet->low = fmax(least, lowest - far);
    sheet->high = fmin(most, highest + far);
    const double pad = fmax(0.1 * (sheet->high - sheet->low), 0.1); /* twice above the points, for what is said of steps */
    sheet->low -= pad;
    sheet->high += pad * (series->step_count ? 2 : 1);
}

/* --- texts --------------------------------------------------------------------------------------------------------- */

static void headline_make(const struct sheet *sheet, char text[HEADLINE_BYTES])
{
    const struct yoke_history_series *series = sheet->series;
    const struct yoke_history_step *last = series->step_count ? &series->steps[series->step_count - 1] : NULL;
    char cell[128];
    text_fit(cell, sizeof cell, series->cell, 60, true);
    if (last)
        snprintf(text, HEADLINE_BYTES, "%s: %.20s is %.1f %% %s since commit %.12s", cell, series->metric,
                 fabs(100 * (last->after / last->before - 1)), last->after > last->before ? "worse" : "better", last->commit);
    else if (series->state == YOKE_HISTORY_ABSOLUTE)
        snprintf(text, HEADLINE_BYTES, "%s: %.20s over %zu commits, times without a base", cell, series->metric, series->point_count);
    else if (series->state == YOKE_HISTORY_SHORT)
        snprintf(text, HEADLINE_BYTES, "%s: %zu commits are too few to prove that %.20s changed", cell, series->point_count, series->metric);
    else
        snprintf(text, HEADLINE_BYTES, "%s: no lasting change of %.20s in %zu commits", cell, series->metric, series->point_count);
}

static bool has_bars(const struct yoke_history_series *series)
{
    for (size_t i = 0; i < series->point_count; i++)
        if (!isnan(series->points[i].low) && !isnan(series->points[i].high))
            return series->point_count <= BARS_MOST;
    return false;
}

/* The point of a tick; they are evenly far apart. */
static size_t tick_point(size_t tick, size_t ticks, size_t count)
{
    return ticks > 1 ? tick * (count - 1) / (ticks - 1) : 0;
}

/* "2026-11-22"; of a record that came from anywhere no other character, because this stands within quotes inside quotes. */
static void day_text(char day[sizeof "2026-11-22"], const struct yoke_history_point *point)
{
    snprintf(day, sizeof "2026-11-22", "%s", point->time ? point->time : "");
    for (char *c = day; *c; c++)
        *c = (*c >= '0' && *c <= '9') || *c == '-' ? *c : ' ';
}

/* "60 commits, 2026-01-01 to 2026-01-03." */
static void span_add(struct caption *caption, const struct yoke_history_series *series)
{
    char first[sizeof "2026-11-22"], last[sizeof first];
    day_text(first, &series->points[0]);
    day_text(last, &series->points[series->point_count - 1]);
    if (strcmp(first, last) != 0)
        chart_caption_add(caption, "%zu commits, %s to %s.", series->point_count, first, last);
    else
        chart_caption_add(caption, "%zu commit%s of %s.", series->point_count, series->point_count == 1 ? "" : "s", first);
}

static void subject_make(const struct sheet *sheet, struct caption *caption)
{
    const struct yoke_history_series *series = sheet->series;
    *caption = (struct caption){.count = 0};
    if (series->base)
        chart_caption_add(caption, "Ratio to %.80s, measured in pairs: above 0 is worse.", series->base);
    else
        chart_caption_add(caption, "Absolute, %.4g %.20s in the beginning: such times wander with the machine.", sheet->reference,
                          series->unit ? series->unit : "");
    chart_caption_add(caption, "Dots: one commit each%s. Lines: medians between changes (E-divisive on ranks).",
                      has_bars(series) ? ", bars 95 % intervals" : "");
    span_add(caption, series);
    size_t outside = 0;
    for (size_t i = 0; i < series->point_count; i++) {
        const double y = per_cent(sheet, series->points[i].value);
        outside += y < sheet->low || y > sheet->high;
    }
    if (outside)
        chart_caption_add(caption, "Triangles: %zu point%s beyond the edge.", outside, outside == 1 ? "" : "s");
    if (series->left_out)
        chart_caption_add(caption, "%" PRIu64 " older points are not shown.", series->left_out);
}

/* --- numbers ------------------------------------------------------------------------------------------------------- */

static void points_print(const struct sheet *sheet)
{
    fputs("# Points: place, change in per cent, its interval, beyond which edge.\n$points << END\n", sheet->script);
    for (size_t i = 0; i < sheet->series->point_count; i++) {
        const struct yoke_history_point *point = &sheet->series->points[i];
        const double y = per_cent(sheet, point->value);
        const int edge = (y > sheet->high) - (y < sheet->low);
        const double inset = 0.02 * (sheet->high - sheet->low);
        fprintf(sheet->script, "%zu", i + 1);
        chart_number_print(sheet->script, edge > 0 ? sheet->high - inset : edge < 0 ? sheet->low + inset : y);
        chart_number_print(sheet->script, isnan(point->low) ? y : per_cent(sheet, point->low));
        chart_number_print(sheet->script, isnan(point->high) ? y : per_cent(sheet, point->high));
        fprintf(sheet->script, " %d\n", edge);
    }
    fputs("END\n", sheet->script);
}

static void levels_print(const struct sheet *sheet)
{
    size_t first = 0, end;
    fputs("$levels << END\n", sheet->script);
    for (size_t k = 0; k <= sheet->series->step_count; k++, first = end) {
        const double level = per_cent(sheet, level_of(sheet->series, k, &end));
        fprintf(sheet->script, "%.6g %.8g\n%.6g %.8g\n\n", (double)first + 0.5, level, (double)end + 0.5, level);
    }
    fputs("END\n", sheet->script);
}

/* Texts of neighbours stand on different heights. */
static void steps_print(const struct sheet *sheet)
{
    const struct yoke_history_series *series = sheet->series;
    fprintf(sheet->script, "STEPS = %zu\n", series->step_count);
    if (!series->step_count)
        return;
    fprintf(sheet->script, "array STEP_AT[%zu]; array STEP_MOOD[%zu]; array STEP_TEXT[%zu]; array STEP_HEIGHT[%zu]; array STEP_LEFT[%zu]\n",
            series->step_count, series->step_count, series->step_count, series->step_count, series->step_count);
    for (size_t k = 0; k < series->step_count; k++) {
        const struct yoke_history_step *step = &series->steps[k];
        char text[128];
        snprintf(text, sizeof text, " %s%.1f %% at %.12s%s ", step->after < step->before ? "−" : "+", fabs(100 * (step->after / step->before - 1)), step->commit,
                 step->known ? ", known" : "");
        fprintf(sheet->script, "STEP_AT[%zu] = %.6g; STEP_MOOD[%zu] = %d; STEP_HEIGHT[%zu] = %.3g; STEP_LEFT[%zu] = %d\n", k + 1,
                (double)step->at + 0.5, k + 1, step->known ? 2 : step->after > step->before ? 0 : 1, k + 1,
                0.91 - 0.06 * (double)(k % 3), k + 1, 3 * step->at > 2 * series->point_count);
        chart_text_print(sheet->script, "STEP_TEXT", k + 1, text, 40);
    }
}

/* Days where they tell the ticks apart, else commits. */
static void ticks_print(const struct sheet *sheet)
{
    const struct yoke_history_series *series = sheet->series;
    const size_t count = series->point_count, wanted = count < TICKS ? count : TICKS;
    bool days = true;
    char day[sizeof "2026-11-22"], before[sizeof day] = "";
    for (size_t i = 0; i < wanted; i++) {
        day_text(day, &series->points[tick_point(i, wanted, count)]);
        days &= strcmp(day, before) != 0;
        memcpy(before, day, sizeof day);
    }
    fputs("TICKS = \"", sheet->script);
    for (size_t i = 0; i < wanted; i++) {
        const struct yoke_history_point *point = &series->points[tick_point(i, wanted, count)];
        char text[sizeof "2026-11-22"];
        day_text(text, point);
        if (!days)
            snprintf(text, sizeof text, "%.9s", point->commit ? point->commit : "?");
        for (char *c = text; *c; c++)
            *c = isalnum((unsigned char)*c) || *c == '-' || *c == '.' ? *c : ' ';
        fprintf(sheet->script, "%s'%s' %zu", i ? "," : "", text, tick_point(i, wanted, count) + 1);
    }
    fputs("\"\n", sheet->script);
    fputs("CHANGES = '", sheet->script);
    chart_axis_print_changes(sheet->low, sheet->high, CHANGES, sheet->script);
    fputs("'\n", sheet->script);
}

void history_script_write(const struct history_chart *chart, const char *stem, FILE *script)
{
    const struct yoke_history_series *series = chart->series;
    struct sheet sheet = {.series = series, .script = script};
    struct caption subject, origin;
    char headline[HEADLINE_BYTES];
    size_t end;
    const double first = level_of(series, 0, &end);
    sheet.reference = series->base || !(first > 0) ? 1 : first;
    range_find(&sheet);
    subject_make(&sheet, &subject);
    chart_caption_foot(&origin, chart->record, NULL);
    const double top = 88 + 19 * (double)subject.count, bottom = top + PLOT_PIXELS;
    headline_make(&sheet, headline);
    chart_head_print(script, "History", stem, WIDTH, bottom + 60 + 16 * (double)origin.count, headline);
    fprintf(script, "TOP = %.6g\nBOTTOM = %.6g\nLOW = %.8g\nHIGH = %.8g\nN = %zu\n", top, bottom, sheet.low, sheet.high, series->point_count);
    fprintf(script, "BARS = %d\nDOT_SIZE = %.2g\n", has_bars(series), series->point_count <= BARS_MOST ? 0.55 : 0.3);
    chart_text_print(script, "AXIS", 0, series->base ? "Change against the base" : "Change against the first level", 0);
    chart_caption_print(script, "SUBJECT", &subject);
    chart_caption_print(script, "ORIGIN", &origin);
    ticks_print(&sheet);
    steps_print(&sheet);
    points_print(&sheet);
    levels_print(&sheet);
    chart_template_print(script, chart_template_history);
}

void history_data_write(const struct history_chart *chart, FILE *stream)
{
    const struct yoke_history_series *series = chart->series;
    size_t k = 0, end;
    fputs("time,commit,value,low,high,level\n", stream);
    for (size_t i = 0; i < series->point_count; i++) {
        while (level_of(series, k, &end), i >= end && k < series->step_count)
            k++;
        const struct yoke_history_point *point = &series->points[i];
        csv_text(stream, point->time);
        csv_text(stream, point->commit);
        csv_real(stream, point->value);
        csv_real(stream, point->low);
        csv_real(stream, point->high);
        fprintf(stream, "%.12g\n", level_of(series, k, &end));
    }
}

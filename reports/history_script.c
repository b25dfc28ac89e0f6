/* SPDX-License-Identifier: MIT */
/* A dot a commit, and its interval; what is outside the axis is a mark at its edge. */
#include "history_script.h"

#include <ctype.h>
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "chart_axis.h"
#include "chart_caption.h"
#include "chart_frame.h"
#include "chart_templates.h"
#include "chart_text.h"
#include "csv_text.h"
#include "history_sheet.h"
#include "text.h"

enum {
    WIDTH = 1060,
    PLOT_PIXELS = 300,
    TICKS = 8,          /* dates that fit below the axis */
    CHANGES = 7,        /* per cent beside it */
    LARGE_MOST = 150,   /* more points are smaller ones */
    FAR_TEXTS_MOST = 8, /* points beyond the edge that say how far: more would lie on each other */
    HEADLINE_BYTES = 512
};

/* --- texts -------------------------------------------------------------------------------------------------------- */

static void headline_make(const struct history_sheet *sheet, char text[HEADLINE_BYTES])
{
    const struct yoke_history_series *series = sheet->series;
    const struct yoke_history_step *last = series->step_count ? &series->steps[series->step_count - 1] : NULL;
    char cell[128];
    text_fit(cell, sizeof cell, series->cell, 60, true);
    if (last)
        snprintf(text, HEADLINE_BYTES, "%s: %.20s is %.1f %% %s since commit %.12s", cell, series->metric,
                 fabs(100 * (last->after / last->before - 1)), last->after > last->before ? "worse" : "better",
                 last->commit);
    else if (series->state == YOKE_HISTORY_ABSOLUTE)
        snprintf(text, HEADLINE_BYTES, "%s: %.20s over %zu commits, times without a base", cell, series->metric,
                 series->point_count);
    else if (series->state == YOKE_HISTORY_SHORT)
        snprintf(text, HEADLINE_BYTES, "%s: %zu commits are too few to prove that %.20s changed", cell,
                 series->point_count, series->metric);
    else
        snprintf(text, HEADLINE_BYTES, "%s: no lasting change of %.20s in %zu commits", cell, series->metric,
                 series->point_count);
}

/* "2026-11-22"; of a record that came from anywhere no other character, because this stands within quotes inside
 * quotes. */
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
        chart_caption_add(caption, "%zu commit%s of %s.", series->point_count, series->point_count == 1 ? "" : "s",
                          first);
}

static void subject_make(const struct history_sheet *sheet, struct caption *caption)
{
    const struct yoke_history_series *series = sheet->series;
    *caption = (struct caption){.count = 0};
    if (series->base)
        chart_caption_add(caption, "Ratio to %.80s, measured in pairs: above 0 is worse.", series->base);
    else
        chart_caption_add(caption, "Absolute, %.4g %.20s in the beginning: such times wander with the machine.",
                          sheet->reference, series->unit ? series->unit : "");
    chart_caption_add(caption, "Dots: one commit each%s. Lines: medians between changes (E-divisive on ranks).",
                      sheet->bars ? ", bars 95 % intervals" : "");
    span_add(caption, series);
    if (sheet->outside)
        chart_caption_add(caption, "Triangle%s: %zu point%s beyond the edge.", sheet->outside == 1 ? "" : "s", sheet->outside,
                          sheet->outside == 1 ? "" : "s");
    if (sheet->cut)
        chart_caption_add(caption, "%zu interval%s cut at the edge.", sheet->cut, sheet->cut == 1 ? " is" : "s are");
    if (series->left_out)
        chart_caption_add(caption, "%" PRIu64 " older points are not shown.", series->left_out);
}

/* --- numbers ------------------------------------------------------------------------------------------------------ */

static void points_print(const struct history_sheet *sheet, FILE *script)
{
    fputs(
        "# Points: place, change in per cent, its interval, beyond which edge, and how far that is.\n$points << END\n",
        script);
    for (size_t i = 0; i < sheet->series->point_count; i++) {
        const struct yoke_history_point *point = &sheet->series->points[i];
        const double y = history_per_cent(sheet, point->value), inset = 0.025 * (sheet->axis.high - sheet->axis.low);
        const int edge = history_edge(sheet, y);
        fprintf(script, "%zu", i + 1);
        chart_number_print(script, edge > 0 ? sheet->axis.high - inset : edge < 0 ? sheet->axis.low + inset : y);
        chart_number_print(script, isnan(point->low) ? y : history_per_cent(sheet, point->low));
        chart_number_print(script, isnan(point->high) ? y : history_per_cent(sheet, point->high));
        fprintf(script, edge ? " %d \"%s%.3g %%\"\n" : " %d \"\"\n", edge, edge < 0 ? "−" : "+", fabs(y));
    }
    fputs("END\n", script);
}

static void levels_print(const struct history_sheet *sheet, FILE *script)
{
    size_t first = 0, end;
    fputs("$levels << END\n", script);
    for (size_t k = 0; k <= sheet->series->step_count; k++, first = end) {
        const double level = history_per_cent(sheet, history_level(sheet->series, k, &end));
        fprintf(script, "%.6g %.8g\n%.6g %.8g\n\n", (double)first + 0.5, level, (double)end + 0.5, level);
    }
    fputs("END\n", script);
}

/* Texts of neighbours stand on different heights. */
static void steps_print(const struct yoke_history_series *series, FILE *script)
{
    fprintf(script, "STEPS = %zu\n", series->step_count);
    if (!series->step_count)
        return;
    fprintf(script,
            "array STEP_AT[%zu]; array STEP_MOOD[%zu]; array STEP_TEXT[%zu]; array STEP_HEIGHT[%zu]; array "
            "STEP_LEFT[%zu]\n",
            series->step_count, series->step_count, series->step_count, series->step_count, series->step_count);
    for (size_t k = 0; k < series->step_count; k++) {
        const struct yoke_history_step *step = &series->steps[k];
        char text[128];
        snprintf(text, sizeof text, " %s%.1f %% at %.12s%s ", step->after < step->before ? "−" : "+",
                 fabs(100 * (step->after / step->before - 1)), step->commit, step->known ? ", known" : "");
        fprintf(script, "STEP_AT[%zu] = %.6g; STEP_MOOD[%zu] = %d; STEP_HEIGHT[%zu] = %.3g; STEP_LEFT[%zu] = %d\n",
                k + 1, (double)step->at + 0.5, k + 1,
                step->known                  ? 2
                : step->after > step->before ? 0
                                             : 1,
                k + 1, 0.91 - 0.06 * (double)(k % 3), k + 1, 3 * step->at > 2 * series->point_count);
        chart_text_print(script, "STEP_TEXT", k + 1, text, 40);
    }
}

/* Days where they tell the ticks apart, else commits. */
static void ticks_print(const struct history_sheet *sheet, FILE *script)
{
    const struct yoke_history_series *series = sheet->series;
    const size_t count = series->point_count, stride = count > TICKS ? (count + TICKS - 3) / (TICKS - 1) : 1;
    bool days = true;
    char day[sizeof "2026-11-22"], before[sizeof day] = "";
    for (size_t i = 0; i < count; i += stride) {
        day_text(day, &series->points[i]);
        days &= strcmp(day, before) != 0;
        memcpy(before, day, sizeof day);
    }
    fputs("TICKS = \"", script);
    for (size_t i = 0; i < count; i += stride) {
        const struct yoke_history_point *point = &series->points[i];
        char text[sizeof "2026-11-22"];
        day_text(text, point);
        if (!days)
            snprintf(text, sizeof text, "%.9s", point->commit ? point->commit : "?");
        for (char *c = text; *c; c++)
            *c = isalnum((unsigned char)*c) || *c == '-' || *c == '.' ? *c : ' ';
        fprintf(script, "%s'%s' %zu", i ? "," : "", text, i + 1);
    }
    fputs("\"\n", script);
    fputs("CHANGES = '", script);
    chart_axis_print_changes(sheet->axis.low, sheet->axis.high, CHANGES, script);
    fputs("'\n", script);
}

void history_script_write(const struct history_chart *chart, const char *stem, FILE *script)
{
    const struct yoke_history_series *series = chart->series;
    struct history_sheet sheet;
    struct caption subject, origin;
    char headline[HEADLINE_BYTES];
    history_sheet_init(&sheet, series);
    subject_make(&sheet, &subject);
    struct yoke_record drawn = *chart->record;
    drawn.yoke.build = (struct yoke_build){0}; /* this build draws; what measured is as many as there are commits */
    chart_caption_foot(&origin, &drawn, NULL);
    const double top = 88 + 19 * (double)subject.count, bottom = top + PLOT_PIXELS;
    headline_make(&sheet, headline);
    chart_head_print(script, "History", stem, WIDTH, bottom + 60 + 16 * (double)origin.count, headline);
    fprintf(script, "TOP = %.6g\nBOTTOM = %.6g\nLOW = %.8g\nHIGH = %.8g\nN = %zu\n", top, bottom, sheet.axis.low,
            sheet.axis.high, series->point_count);
    fprintf(script, "BARS = %d\nFAR_TEXTS = %d\nDOT_SIZE = %.2g\n", sheet.bars, sheet.outside <= FAR_TEXTS_MOST,
            series->point_count <= LARGE_MOST ? 0.55 : 0.3);
    chart_text_print(script, "AXIS", 0, series->base ? "Change against the base" : "Change against the first level", 0);
    chart_caption_print(script, "SUBJECT", &subject);
    chart_caption_print(script, "ORIGIN", &origin);
    ticks_print(&sheet, script);
    steps_print(series, script);
    points_print(&sheet, script);
    levels_print(&sheet, script);
    chart_template_print(script, chart_template_history);
}

void history_data_write(const struct history_chart *chart, FILE *stream)
{
    const struct yoke_history_series *series = chart->series;
    size_t k = 0, end;
    fputs("time,commit,value,low,high,level\n", stream);
    for (size_t i = 0; i < series->point_count; i++) {
        while (history_level(series, k, &end), i >= end && k < series->step_count)
            k++;
        const struct yoke_history_point *point = &series->points[i];
        csv_text(stream, point->time);
        csv_text(stream, point->commit);
        csv_real(stream, point->value);
        csv_real(stream, point->low);
        csv_real(stream, point->high);
        fprintf(stream, "%.12g\n", history_level(series, k, &end));
    }
}

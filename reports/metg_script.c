/* SPDX-License-Identifier: MIT */
/* Above, efficiency over the length of tasks: a panel a schedule, a curve an executor. Below, on the same axis, METG(50 %) of each
 * with its interval, the shortest first. */
#include "metg_script.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "chart_caption.h"
#include "chart_frame.h"
#include "chart_templates.h"
#include "chart_text.h"
#include "chart_times.h"
#include "quantity.h"
#include "text.h"

/* Logical pixels. */
enum { WIDTH = 1060, EDGE = 37, LEFT = 88, RIGHT = 1023, PANEL = 190, PANEL_GAP = 34, ROW_GAP = 68, LEGEND = 34, ROWS_TOP = 96, ROW = 21,
       FOOT = 84, ROWS_MOST = 24, NAMES = 170, VALUES = 180 };
static const double PIXELS_PER_EM = 12.2; /* size 10.5 */
static const double HEADLINE_EMS = 986 / 18.0;
static const double MOST_SHOWN = 150; /* per cent of ideal: what lies beyond is noise, and would squeeze the rest */

/* --- words ------------------------------------------------------------------------------------------------------------ */

static int curve_order(const void *left, const void *right)
{
    const struct metg_curve *first = *(const struct metg_curve *const *)left, *second = *(const struct metg_curve *const *)right;
    const double a = metg_order_ns(first->metg), b = metg_order_ns(second->metg);
    const int order = (a > b) - (a < b);
    return order ? order : (first > second) - (first < second);
}

/* The curves, shortest METG first. NULL: no memory. */
static const struct metg_curve **order_make(const struct metg_curves *curves)
{
    const struct metg_curve **order = calloc(curves->count + 1, sizeof *order);
    for (size_t i = 0; order && i < curves->count; i++)
        order[i] = &curves->curves[i];
    if (order)
        qsort(order, curves->count, sizeof *order, curve_order);
    return order;
}

static void workers_text(char out[48], uint64_t workers)
{
    snprintf(out, 48, "%" PRIu64 " worker%s", workers, workers == 1 ? "" : "s");
}

/* "needs 2.10 µs", "never does" */
static void need_text(char *out, size_t size, const struct yoke_metg *metg)
{
    char time[QUANTITY_BYTES];
    quantity_time(time, metg->value_ns);
    if (metg->status == YOKE_METG_NOT_REACHED)
        snprintf(out, size, "never does");
    else
        snprintf(out, size, "needs %s", time);
}

void metg_finding_write(char *buffer, size_t size, const struct metg_curves *curves)
{
    char workers[48], need[QUANTITY_BYTES + 32], time[QUANTITY_BYTES], clause[METG_NAME_BYTES + 96];
    const struct metg_curve *best = curves->curves, *worst = curves->curves;
    for (size_t i = 1; i < curves->count; i++) {
        best = metg_order_ns(curves->curves[i].metg) < metg_order_ns(best->metg) ? &curves->curves[i] : best;
        worst = metg_order_ns(curves->curves[i].metg) > metg_order_ns(worst->metg) ? &curves->curves[i] : worst;
    }
    workers_text(workers, curves->first->workers);
    quantity_time(time, best->metg->value_ns);
    if (best->metg->status == YOKE_METG_NOT_REACHED) {
        snprintf(buffer, size, "On %s no way of running reaches half of ideal with the tasks measured", workers);
        return;
    }
    if (best->metg->status == YOKE_METG_BELOW)
        snprintf(buffer, size, "On %s %s pays at every length of task measured", workers, best->name);
    else
        snprintf(buffer, size, "On %s %s pays from %s a task on", workers, best->name, time);
    const bool apart = !isfinite(best->metg->high_ns) || !isfinite(worst->metg->low_ns) || best->metg->high_ns < worst->metg->low_ns;
    need_text(need, sizeof need, worst->metg);
    snprintf(clause, sizeof clause, "; %s %s", worst->name, need);
    const size_t used = strlen(buffer);
    if (best != worst && worst->metg->status != YOKE_METG_BELOW && apart && chart_text_ems(buffer, true) + chart_text_ems(clause, true) <= HEADLINE_EMS)
        snprintf(buffer + used, size - used, "%s", clause);
}

static void subject_make(struct caption *caption, const struct metg_curves *curves)
{
    char workload[256], parameter[128];
    *caption = (struct caption){.count = 0};
    text_fit(workload, sizeof workload, curves->first->workload, 60, true);
    text_fit(parameter, sizeof parameter, curves->first->parameter, 40, true);
    chart_caption_add(caption, "Efficiency of %s (serial time ÷ workers ÷ wall time) by the length of a task, which %s sets.", workload, parameter);
    if (curves->processes != YOKE_MISSING)
        chart_caption_add(caption, "Marks: median of %" PRIu64 " or more processes, 95 %% CI.", curves->processes);
    chart_caption_add(caption, "METG(50 %%), ringed: the shortest task from which on half of ideal is reached.");
    if (curves->left_out)
        chart_caption_add(caption, "%zu more ways of running are in the table.", curves->left_out);
}

/* --- axes and panels -------------------------------------------------------------------------------------------------- */

struct sheet {
    const struct metg_curves *curves;
    const struct metg_curve **order;
    FILE *script;
    struct chart_times times;
    double most; /* of efficiency, per cent */
    size_t columns, rows, shown;
    double top, wide, rows_top;
};

static void ranges_find(struct sheet *sheet)
{
    sheet->most = 108;
    for (size_t i = 0; i < sheet->curves->count; i++)
        for (size_t k = 0; k < sheet->curves->curves[i].count; k++) {
            const struct metg_dot *dot = &sheet->curves->curves[i].dots[k];
            chart_times_take(&sheet->times, dot->task_ns);
            sheet->most = fmax(sheet->most, fmin(105 * dot->efficiency.value, MOST_SHOWN));
        }
    chart_times_close(&sheet->times, 1.35);
}

static void layout_make(struct sheet *sheet, size_t lines)
{
    const size_t panels = sheet->curves->panel_count;
    sheet->columns = panels == 4 ? 2 : panels < 3 ? panels : 3;
    sheet->rows = (panels + sheet->columns - 1) / sheet->columns;
    sheet->top = 62 + 19 * (double)lines + LEGEND + 30;
    sheet->wide = ((double)(RIGHT - LEFT) - PANEL_GAP * ((double)sheet->columns - 1)) / (double)sheet->columns;
    sheet->times.pixels = sheet->wide;
    sheet->shown = sheet->curves->count < ROWS_MOST ? sheet->curves->count : ROWS_MOST;
    sheet->rows_top = sheet->top + (PANEL + ROW_GAP) * (double)sheet->rows - ROW_GAP + ROWS_TOP;
}

static void panels_print(const struct sheet *sheet)
{
    const size_t panels = sheet->curves->panel_count;
    fprintf(sheet->script, "PANELS = %zu\nWIDE = %.6g\nHIGH = %d\narray PANEL_NAME[%zu]; array PANEL_X[%zu]; array PANEL_Y[%zu]; array PANEL_LAST[%zu]\n",
            panels, sheet->wide, PANEL, panels, panels, panels, panels);
    for (size_t i = 0; i < panels; i++) {
        chart_text_print(sheet->script, "PANEL_NAME", i + 1, sheet->curves->panels[i], 0);
        fprintf(sheet->script, "PANEL_X[%zu] = %.6g; PANEL_Y[%zu] = %.6g; PANEL_LAST[%zu] = %d\n", i + 1,
                LEFT + (sheet->wide + PANEL_GAP) * (double)(i % sheet->columns), i + 1,
                sheet->top + (PANEL + ROW_GAP) * (double)(i / sheet->columns), i + 1, i + sheet->columns >= panels);
    }
}

/* --- curves ----------------------------------------------------------------------------------------------------------- */

static void estimate_print(FILE *script, const struct yoke_estimate *estimate)
{
    chart_number_print(script, 100 * estimate->value);
    chart_number_print(script, 100 * estimate->low);
    chart_number_print(script, 100 * estimate->high);
}

static void curves_print(const struct sheet *sheet)
{
    const struct metg_curves *curves = sheet->curves;
    FILE *script = sheet->script;
    fprintf(script, "N = %zu\narray IN_PANEL[%zu]; array HUE[%zu]; array MARK[%zu]; array HALO[%zu]; array SIZE[%zu]; array DASH[%zu]; array METG[%zu]\n",
            curves->count, curves->count, curves->count, curves->count, curves->count, curves->count, curves->count, curves->count);
    for (size_t i = 0; i < curves->count; i++) {
        const struct metg_curve *curve = &curves->curves[i];
        fprintf(script, "IN_PANEL[%zu] = %zu; HUE[%zu] = '%s'; MARK[%zu] = %d; HALO[%zu] = %d; SIZE[%zu] = %.3g; DASH[%zu] = %d; METG[%zu] =", i + 1,
                curve->panel + 1, i + 1, curve->look.hue, i + 1, curve->look.marker, i + 1, curve->look.halo, i + 1, curve->look.size, i + 1,
                curve->look.dash, i + 1);
        chart_number_print(script, curve->metg->status == YOKE_METG_OK ? curve->metg->value_ns : NAN);
        fputc('\n', script);
    }
    fputs("# Curves: length of a task in ns; efficiency in per cent, its interval.\n$curves << END\n", script);
    for (size_t i = 0; i < curves->count; i++) {
        for (size_t k = 0; k < curves->curves[i].count; k++) {
            fprintf(script, "%.8g", curves->curves[i].dots[k].task_ns);
            estimate_print(script, &curves->curves[i].dots[k].efficiency);
            fputc('\n', script);
        }
        fputs("\n\n", script);
    }
    fputs("END\n", script);
}

/* One entry an executor, in lines of text that fit. */
static void legend_print(const struct sheet *sheet, double y)
{
    const struct metg_curves *curves = sheet->curves;
    double x = EDGE;
    size_t keys = 0;
    fprintf(sheet->script, "array KEY[%zu]; array KEY_X[%zu]; array KEY_OF[%zu]; array KEY_INK[%zu]\nKEY_Y = %.6g\n", curves->count, curves->count,
            curves->count, curves->count, y);
    for (size_t i = 0; i < curves->count; i++) {
        const struct metg_curve *curve = &curves->curves[i];
        bool known = false;
        for (size_t k = 0; k < i; k++)
            known |= yoke_text_same(curves->curves[k].metg->executor, curve->metg->executor);
        const double pixels = 44 + PIXELS_PER_EM * chart_text_ems(curve->executor, true);
        if (known || x + pixels > RIGHT)
            continue;
        keys++;
        chart_text_print(sheet->script, "KEY", keys, curve->executor, 0);
        fprintf(sheet->script, "KEY_X[%zu] = %.6g; KEY_OF[%zu] = %zu; KEY_INK[%zu] = '%s'\n", keys, x + 8, keys, i + 1, keys, curve->look.ink);
        x += pixels;
    }
    fprintf(sheet->script, "KEYS = %zu\n", keys);
}

/* --- rows ------------------------------------------------------------------------------------------------------------- */

/* "85.2 ns  [80.1–92.4]", "< 5.20 ns", "> 20.0 µs" */
static void value_text(char *out, size_t size, const struct yoke_metg *metg)
{
    char value[QUANTITY_BYTES], low[QUANTITY_BYTES], high[QUANTITY_BYTES];
    const char *sign = metg->status == YOKE_METG_BELOW ? "< " : metg->status == YOKE_METG_NOT_REACHED ? "> " : "";
    quantity_time(value, metg->status == YOKE_METG_BELOW         ? metg->smallest_ns
                         : metg->status == YOKE_METG_NOT_REACHED ? metg->largest_ns
                                                                 : metg->value_ns);
    quantity_time(low, metg->low_ns);
    quantity_time(high, metg->high_ns);
    if (metg->status == YOKE_METG_OK && (isfinite(metg->low_ns) || isfinite(metg->high_ns)))
        snprintf(out, size, "%s%s  (%s … %s)", sign, value, low, high);
    else
        snprintf(out, size, "%s%s", sign, value);
}

/* Where its METG stands, and its interval cut to the axis; -1 or 1: it lies below or above all lengths. */
static void place_print(const struct sheet *sheet, const struct yoke_metg *metg, size_t row)
{
    const bool closed = isfinite(metg->low_ns) || isfinite(metg->high_ns);
    fprintf(sheet->script, "ROW_BEYOND[%zu] = %d; ROW_AT[%zu] =", row,
            metg->status == YOKE_METG_BELOW         ? -1
            : metg->status == YOKE_METG_NOT_REACHED ? 1
                                                    : 0, row);
    chart_number_print(sheet->script, fmin(fmax(metg_order_ns(metg), sheet->times.low), sheet->times.high));
    fprintf(sheet->script, "; ROW_LOW[%zu] =", row);
    chart_number_print(sheet->script, closed ? fmax(isfinite(metg->low_ns) ? metg->low_ns : 0, sheet->times.low) : NAN);
    fprintf(sheet->script, "; ROW_HIGH[%zu] =", row);
    chart_number_print(sheet->script, closed ? fmin(isfinite(metg->high_ns) ? metg->high_ns : INFINITY, sheet->times.high) : NAN);
    fputc('\n', sheet->script);
}

static void rows_print(const struct sheet *sheet)
{
    FILE *script = sheet->script;
    fprintf(script, "ROWS = %zu\nROWS_TOP = %.6g\nROW = %d\narray ROW_NAME[%zu]; array ROW_TEXT[%zu]; array ROW_OF[%zu]; array ROW_INK[%zu]\n",
            sheet->shown, sheet->rows_top, ROW, sheet->shown, sheet->shown, sheet->shown, sheet->shown);
    fprintf(script, "array ROW_BEYOND[%zu]; array ROW_AT[%zu]; array ROW_LOW[%zu]; array ROW_HIGH[%zu]\n", sheet->shown, sheet->shown, sheet->shown,
            sheet->shown);
    fprintf(script, "ROW_LEFT = %d\nROW_RIGHT = %d\n", EDGE + NAMES, RIGHT - VALUES);
    for (size_t i = 0; i < sheet->shown; i++) {
        const struct metg_curve *curve = sheet->order[i];
        char text[4 * QUANTITY_BYTES], name[METG_NAME_BYTES];
        unsigned columns = 40;
        value_text(text, sizeof text, curve->metg);
        do
            text_fit(name, sizeof name, curve->name, columns, true);
        while (PIXELS_PER_EM * chart_text_ems(name, true) > NAMES - 12 && --columns > 4);
        chart_text_print(script, "ROW_NAME", i + 1, name, 0);
        chart_text_print(script, "ROW_TEXT", i + 1, text, 0);
        fprintf(script, "ROW_OF[%zu] = %zu; ROW_INK[%zu] = '%s'\n", i + 1, (size_t)(curve - sheet->curves->curves) + 1, i + 1, curve->look.ink);
        place_print(sheet, curve->metg, i + 1);
    }
}
void metg_script_write(const struct metg_curves *curves, const char *stem, FILE *script)
{
    struct sheet sheet = {.curves = curves, .script = script, .order = order_make(curves)};
    struct caption subject, origin;
    char headline[1024];
    if (!sheet.order)
        return;
    metg_finding_write(headline, sizeof headline, curves);
    subject_make(&subject, curves);
    chart_caption_foot(&origin, curves->record, curves->first->placement);
    ranges_find(&sheet);
    layout_make(&sheet, subject.count);
    chart_head_print(script, "METG chart", stem, WIDTH, sheet.rows_top + ROW * (double)sheet.shown + FOOT + 16 * (double)origin.count - 16, headline);
    chart_caption_print(script, "SUBJECT", &subject);
    chart_caption_print(script, "ORIGIN", &origin);
    fprintf(script, "MOST = %.6g\n", sheet.most);
    chart_times_print(script, "TASK", &sheet.times);
    legend_print(&sheet, 62 + 19 * (double)subject.count + 14);
    panels_print(&sheet);
    curves_print(&sheet);
    rows_print(&sheet);
    chart_template_print(script, chart_template_metg);
    free(sheet.order);
}

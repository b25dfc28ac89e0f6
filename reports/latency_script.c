/* SPDX-License-Identifier: MIT */
/* A column a series: above the percentiles of latency, below how long tasks were queued, apart from how long they were served. All
 * columns share their axes. Times span decades, so the axes are logarithmic. */
#include "latency_script.h"

#include <math.h>
#include <stdlib.h>

#include "chart_axis.h"
#include "chart_frame.h"
#include "chart_labels.h"
#include "chart_templates.h"
#include "chart_text.h"
#include "chart_times.h"
#include "quantity.h"
#include "text.h"

/* Logical pixels. */
enum { WIDTH = 1060, EDGE = 37, AXIS = 58, NAMES = 80, UPPER = 226, BETWEEN = 74, LOWER = 150, FOOT = 76, LABEL_GAP = 14, TICK_GAP = 40 };
enum { CURVES = 8, UPPER_CURVES = 4 };

/* A wait of less than this share of the longest time is drawn at the lower edge: nobody acts on it. */
static const double SMALLEST = 1e-4;

static const double PIXELS_PER_EM = 12.8; /* of a panel's title */

struct sheet {
    const struct latency_page *page;
    FILE *script;
    struct chart_times upper, lower;
    struct chart_axis loads;
    double top, widths[LATENCY_COLUMNS_MOST + 1]; /* left edges of columns */
    double column;                                 /* width of a panel */
};

static const struct latency_series *series_at(const struct latency_page *page, size_t index)
{
    return &page->loads->series[page->first + index];
}

/* The curves: four percentiles, then p50 and p99 of queue and service. NaN where an interval is not closed. */
static struct yoke_estimate curve_at(const struct yoke_cell *cell, size_t curve)
{
    const struct yoke_latency *took = &cell->latency, *service = cell->arrivals ? &cell->service : &cell->latency;
    const struct yoke_estimate all[CURVES] = {took->p50_ns, took->p90_ns, took->p99_ns, took->p99_9_ns,
                                              cell->queue.p50_ns, cell->queue.p99_ns, service->p50_ns, service->p99_ns};
    const struct yoke_latency *from = curve < UPPER_CURVES ? took : curve < 6 ? &cell->queue : service;
    const bool known = from->n != YOKE_MISSING && from->n && isfinite(all[curve].value) && isfinite(all[curve].high);
    return known ? all[curve] : (struct yoke_estimate){NAN, NAN, NAN};
}

/* --- axes ------------------------------------------------------------------------------------------------------------- */

/* All pictures of a work have the same, so that they can be laid side by side. */
static struct chart_times range_find(const struct latency_page *page, size_t from, size_t to, double pixels)
{
    struct chart_times range = {.pixels = pixels};
    for (size_t i = 0; i < page->loads->count; i++)
        for (size_t k = 0; k < page->loads->series[i].count; k++)
            for (size_t c = from; c < to; c++) {
                const struct yoke_estimate estimate = curve_at(page->loads->series[i].points[k].cell, c);
                chart_times_take(&range, estimate.value);
                chart_times_take(&range, estimate.low);
                chart_times_take(&range, estimate.high);
            }
    if (from == 0)
        chart_times_take(&range, page->loads->target_ns);
    chart_times_close(&range, 1.6);
    range.low = fmax(range.low, SMALLEST * range.high);
    return range;
}

static int load_order(const void *left, const void *right)
{
    const double first = *(const double *)left, second = *(const double *)right;
    return (first > second) - (first < second);
}

/* All loads of the page, ascending, each once. Returns NULL without memory. */
static double *loads_collect(const struct latency_page *page, size_t *count)
{
    size_t room = 0;
    for (size_t i = 0; i < page->count; i++)
        room += series_at(page, i)->count;
    double *all = calloc(room + 1, sizeof *all);
    *count = 0;
    for (size_t i = 0; all && i < page->count; i++)
        for (size_t k = 0; k < series_at(page, i)->count; k++)
            all[(*count)++] = series_at(page, i)->points[k].load;
    size_t kept = 0;
    if (all)
        qsort(all, *count, sizeof *all, load_order);
    for (size_t i = 0; all && i < *count; i++)
        if (!kept || all[i] != all[kept - 1])
            all[kept++] = all[i];
    *count = kept;
    return all;
}

/* Ticks at measured loads, from the heaviest down, as far as there is room. */
static void loads_choose(struct sheet *sheet)
{
    struct chart_axis *axis = &sheet->loads;
    size_t count;
    double *all = loads_collect(sheet->page, &count), most = 0;
    if (!all || !count) {
        free(all);
        return;
    }
    most = all[count - 1];
    for (size_t i = 0; i < sheet->page->count && sheet->page->loads->by_rate; i++)
        most = fmax(most, isnan(series_at(sheet->page, i)->capacity) ? 0 : series_at(sheet->page, i)->capacity);
    *axis = (struct chart_axis){.logarithmic = most / all[0] >= 8, .pixels = sheet->column};
    axis->low = axis->logarithmic ? all[0] / pow(most / all[0], 0.06) : all[0] - 0.06 * (most - all[0]);
    axis->high = axis->logarithmic ? most * pow(most / all[0], 0.06) : most + 0.06 * (most - all[0]);
    double last = INFINITY;
    for (size_t i = count; i-- > 0 && axis->tick_count < CHART_TICKS_MOST;) {
        const double at = chart_axis_pixel(axis, all[i]);
        if (last - at < TICK_GAP)
            continue;
        axis->ticks[axis->tick_count++] = all[i];
        last = at;
    }
    free(all);
}

static void loads_print(const struct sheet *sheet)
{
    fprintf(sheet->script, "LOAD_LOG = %d\nLOAD_LOW = %.8g\nLOAD_HIGH = %.8g\nLOAD_TICKS = '", sheet->loads.logarithmic, sheet->loads.low,
            sheet->loads.high);
    for (size_t i = sheet->loads.tick_count; i-- > 0;) {
        char text[QUANTITY_BYTES];
        quantity_compact(text, sheet->loads.ticks[i]);
        fprintf(sheet->script, "\"%s\" %.10g%s", text, sheet->loads.ticks[i], i ? "," : "");
    }
    fprintf(sheet->script, "'\nLOAD_NAME = '%s'\n", sheet->page->loads->by_rate ? "tasks that arrive in a second" : "workers");
}

/* --- columns ---------------------------------------------------------------------------------------------------------- */

/* The last point of a curve that has a value; NaN: none. */
static double curve_end(const struct latency_series *series, size_t curve)
{
    for (size_t k = series->count; k-- > 0;) {
        const double value = curve_at(series->points[k].cell, curve).value;
        if (isfinite(value))
            return value;
    }
    return NAN;
}

/* Names of some curves beside their ends, pixels from the panel's lower edge. */
static void names_place(const struct sheet *sheet, const struct latency_series *series, size_t column, size_t from, size_t to,
                        const struct chart_times *range)
{
    double places[CURVES];
    size_t count = 0;
    for (size_t c = from; c < to; c++)
        if (isfinite(curve_end(series, c)))
            places[count++] = chart_times_pixel(range, curve_end(series, c));
    chart_labels_spread(places, count, LABEL_GAP, 4, range->pixels - 4);
    count = 0;
    for (size_t c = from; c < to; c++) {
        fprintf(sheet->script, "NAME_Y[%zu] =", column * CURVES + c + 1);
        chart_number_print(sheet->script, isfinite(curve_end(series, c)) ? places[count++] / range->pixels : NAN);
        fputc('\n', sheet->script);
    }
}

static void points_print(const struct sheet *sheet, const struct latency_series *series)
{
    for (size_t k = 0; k < series->count; k++) {
        fprintf(sheet->script, "%.8g %d", series->points[k].load, series->points[k].overloaded);
        for (size_t c = 0; c < CURVES; c++) {
            const struct chart_times *range = c < UPPER_CURVES ? &sheet->upper : &sheet->lower;
            const struct yoke_estimate estimate = curve_at(series->points[k].cell, c);
            chart_number_print(sheet->script, isfinite(estimate.value) ? fmax(estimate.value, range->low) : NAN);
            chart_number_print(sheet->script, isfinite(estimate.low) ? fmax(estimate.low, range->low) : NAN);
            chart_number_print(sheet->script, isfinite(estimate.high) ? fmax(estimate.high, range->low) : NAN);
        }
        fputc('\n', sheet->script);
    }
    fputs("\n\n", sheet->script);
}

/* Terminal columns of the name that fit above a panel, beside what is said of its capacity. */
static unsigned name_columns(const struct sheet *sheet, const char *name, const char *beside)
{
    const double room = sheet->column - 11.5 * chart_text_ems(beside, false) - 14;
    char text[STUDY_NAME_BYTES];
    unsigned columns = 40;
    do
        text_fit(text, sizeof text, name, columns, true);
    while (PIXELS_PER_EM * chart_text_ems(text, true) > room && --columns > 4);
    return columns;
}

static void columns_print(const struct sheet *sheet)
{
    const struct latency_page *page = sheet->page;
    FILE *script = sheet->script;
    fprintf(script, "array NAME[%zu]\narray NAME_Y[%zu]\narray LEFT[%zu]\narray CAPACITY[%zu]\narray CAPACITY_TEXT[%zu]\n", page->count,
            page->count * CURVES, page->count, page->count, page->count);
    for (size_t i = 0; i < page->count; i++) {
        const struct latency_series *series = series_at(page, i);
        const bool reached = page->loads->by_rate && isfinite(series->capacity);
        char text[2 * QUANTITY_BYTES] = "", rate[QUANTITY_BYTES];
        quantity_compact(rate, round(series->capacity));
        if (reached)
            snprintf(text, sizeof text, "capacity %s/s", rate);
        chart_text_print(script, "NAME", i + 1, series->name, name_columns(sheet, series->name, text));
        chart_text_print(script, "CAPACITY_TEXT", i + 1, text, 0);
        fprintf(script, "LEFT[%zu] = %.6g; CAPACITY[%zu] =", i + 1, sheet->widths[i], i + 1);
        chart_number_print(script, reached ? series->capacity : NAN);
        fputc('\n', script);
        names_place(sheet, series, i, 0, UPPER_CURVES, &sheet->upper);
        names_place(sheet, series, i, UPPER_CURVES, CURVES, &sheet->lower);
    }
    fputs("# Points: load, overloaded; value, low and high end in ns of p50, p90, p99, p99.9, queued p50 and p99, served p50 and p99.\n"
          "$points << END\n", script);
    for (size_t i = 0; i < page->count; i++)
        points_print(sheet, series_at(page, i));
    fputs("END\n", script);
}

static void columns_place(struct sheet *sheet)
{
    const double share = (WIDTH - EDGE - AXIS + 20) / (double)sheet->page->count;
    sheet->column = share - NAMES - 26;
    for (size_t i = 0; i < sheet->page->count; i++)
        sheet->widths[i] = EDGE + AXIS - 20 + share * (double)i;
}

static const char *placement_of(const struct latency_page *page)
{
    for (size_t i = 0; i < page->count; i++)
        if (!yoke_text_same(series_at(page, i)->points[0].cell->placement, page->loads->first->placement))
            return NULL;
    return page->loads->first->placement;
}

void latency_script_write(const struct latency_page *page, const char *stem, FILE *script)
{
    struct sheet sheet = {.page = page, .script = script};
    struct caption subject, origin;
    char headline[1024], text[2 * QUANTITY_BYTES] = "", time[QUANTITY_BYTES];
    const bool target = isfinite(page->loads->target_ns);
    latency_finding_write(headline, sizeof headline, page);
    latency_caption_subject(&subject, page);
    chart_caption_foot(&origin, page->loads->record, placement_of(page));
    sheet.top = 106 + 19 * (double)subject.count;
    sheet.upper = range_find(page, 0, UPPER_CURVES, UPPER);
    sheet.lower = range_find(page, UPPER_CURVES, CURVES, LOWER);
    columns_place(&sheet);
    loads_choose(&sheet);
    chart_head_print(script, "Latency chart", stem, WIDTH, sheet.top + UPPER + BETWEEN + LOWER + FOOT + 16 * (double)origin.count, headline);
    chart_caption_print(script, "SUBJECT", &subject);
    chart_caption_print(script, "ORIGIN", &origin);
    fprintf(script, "N = %zu\nWIDE = %.6g\nTOP = %.6g\nMIDDLE = %.6g\nBELOW = %.6g\nBOTTOM = %.6g\n", page->count, sheet.column, sheet.top,
            sheet.top + UPPER, sheet.top + UPPER + BETWEEN, sheet.top + UPPER + BETWEEN + LOWER);
    chart_times_print(script, "UPPER", &sheet.upper);
    chart_times_print(script, "LOWER", &sheet.lower);
    loads_print(&sheet);
    quantity_time(time, page->loads->target_ns);
    snprintf(text, sizeof text, "dashed: p99 asked for, %s", time);
    fputs("TARGET =", script);
    chart_number_print(script, target ? page->loads->target_ns : NAN);
    fputc('\n', script);
    chart_text_print(script, "TARGET_TEXT", 0, target ? text : "", 0);
    chart_text_print(script, "LOWER_NAME", 0, page->loads->first->arrivals ? "Queued until a worker was free, and served"
                     : "Queued since the run began, and served", 0);
    columns_print(&sheet);
    chart_template_print(script, chart_template_latency);
}

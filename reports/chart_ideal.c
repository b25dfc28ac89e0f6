/* SPDX-License-Identifier: MIT */
/* The dashed line of a chart: as many times faster as there are workers, or, for work that waits, what its waits allow.
 */
#include "chart_ideal.h"

#include <math.h>

enum {
    WORD_PIXELS = 44, /* the word "ideal" and a little air */
    WORD_ABOVE = 10,  /* between the line and the middle of the word */
};

struct corner {
    double workers, value;
};

static size_t corner_count(const struct chart *chart)
{
    return chart->waits ? chart->width_count : 2;
}

/* A corner of the line on an axis of workers. Without waits the line is straight from one end to the other. */
static struct corner corner_at(const struct chart *chart, const struct chart_axis *axis, size_t index)
{
    if (chart->waits)
        return (struct corner){(double)chart->widths[index], chart->ideals[index]};
    const double workers = index ? axis->high : fmax(axis->low, 0);
    return (struct corner){workers, workers};
}

static void value_print(FILE *script, double workers, double value)
{
    if (isfinite(value))
        fprintf(script, "%.6g %.6g\n", workers, value);
}

void chart_ideal_print(const struct chart_layout *layout, const struct chart *chart, FILE *script)
{
    for (size_t i = 0; i < corner_count(chart); i++) {
        const struct corner corner = corner_at(chart, &layout->workers, i);
        value_print(script, corner.workers, corner.value);
    }
    fputs("\n\n", script);
    for (size_t i = 0; i < corner_count(chart); i++) {
        const struct corner corner = corner_at(chart, &layout->octaves, i);
        value_print(script, corner.workers, chart->waits ? 100 : 100 * corner.value / corner.workers);
    }
    fputs("\n\n", script);
    for (size_t i = 0; i < chart->width_count; i++) {
        const double workers = (double)chart->widths[i], ideal = chart->waits ? chart->ideals[i] : workers;
        if (isfinite(ideal))
            fprintf(script, "%.6g %.6g %.6g\n", workers, ideal, chart->waits ? 100 : 100 * ideal / workers);
    }
}

/* Where on the straight line between the pixels x0 and x1 the word keeps out of the way of marks: half-way between the
 * last two worker counts in sight when they are far enough apart, else near the end. */
static double straight_share(const struct chart_layout *layout, const struct chart *chart, double x0, double x1)
{
    for (size_t i = chart->width_count; i-- > 1;) {
        const double left = chart_axis_pixel(&layout->workers, (double)chart->widths[i - 1]);
        const double right = chart_axis_pixel(&layout->workers, (double)chart->widths[i]);
        if (right <= x1 && right - left > 2 * WORD_PIXELS)
            return ((left + right) / 2 - x0) / (x1 - x0);
    }
    return 0.84;
}

struct chart_ideal_label chart_ideal_label(const struct chart_layout *layout, const struct chart *chart)
{
    struct chart_ideal_label label = {.named = false};
    double longest = WORD_PIXELS;
    const struct chart_axis *x = &layout->workers, *y = &layout->speedups;
    for (size_t i = 1; i < corner_count(chart); i++) {
        const struct corner from = corner_at(chart, x, i - 1), to = corner_at(chart, x, i);
        const double x0 = chart_axis_pixel(x, from.workers), y0 = fmax(chart_axis_pixel(y, from.value), 0);
        double x1 = chart_axis_pixel(x, to.workers), y1 = chart_axis_pixel(y, to.value);
        if (y1 > y->pixels && y1 > y0) { /* only what is in sight */
            x1 = x0 + (x1 - x0) * (y->pixels - y0) / (y1 - y0);
            y1 = y->pixels;
        }
        const double length = hypot(x1 - x0, y1 - y0), slope = atan2(y1 - y0, x1 - x0);
        if (!(length > longest) || y0 > y->pixels)
            continue;
        longest = length;
        const double along = chart->waits ? 0.5 : straight_share(layout, chart, x0, x1);
        label = (struct chart_ideal_label){
            .named = true,
            .x = layout->speedup.left + x0 + along * (x1 - x0) - WORD_ABOVE * sin(slope),
            .y = layout->speedup.bottom - y0 - along * (y1 - y0) - WORD_ABOVE * cos(slope),
            .angle = slope * 180 / M_PI,
        };
    }
    return label;
}

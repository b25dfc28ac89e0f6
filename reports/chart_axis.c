/* SPDX-License-Identifier: MIT */
/* An axis of a chart. */
#include "chart_axis.h"

#include <math.h>
#include <stdlib.h>

#include "chart_text.h"

enum {
    DIGIT_PIXELS = 8, /* one digit of a tick's label */
    TICK_GAP = 7,     /* between two labels, at least */
    FEW = 8,          /* workers up to which the space left of 1 would be a large part of the picture */
};
static const double SMALLEST_FRACTION = 1.0 / 1024; /* that reads well as a fraction */

double chart_axis_pixel(const struct chart_axis *axis, double value)
{
    if (axis->logarithmic)
        return axis->pixels * log2(value / axis->low) / log2(axis->high / axis->low);
    return axis->pixels * (value - axis->low) / (axis->high - axis->low);
}

double chart_axis_value(const struct chart_axis *axis, double pixel)
{
    if (axis->logarithmic)
        return axis->low * exp2(pixel / axis->pixels * log2(axis->high / axis->low));
    return axis->low + pixel / axis->pixels * (axis->high - axis->low);
}

/* Half the width of a tick's label. */
static double label_half(double value)
{
    return DIGIT_PIXELS * (floor(log10(fmax(value, 1))) + 1) / 2;
}

/* Would the label touch one that is there? */
static bool tick_clashes(const struct chart_axis *axis, double value)
{
    for (size_t i = 0; i < axis->tick_count; i++) {
        const double apart = fabs(chart_axis_pixel(axis, value) - chart_axis_pixel(axis, axis->ticks[i]));
        if (apart < label_half(value) + label_half(axis->ticks[i]) + TICK_GAP)
            return true;
    }
    return false;
}

/* Sorts a tick in when there is room for it. */
static void tick_add(struct chart_axis *axis, double value)
{
    if (axis->tick_count == CHART_TICKS_MOST || tick_clashes(axis, value))
        return;
    size_t at = axis->tick_count++;
    for (; at > 0 && axis->ticks[at - 1] > value; at--)
        axis->ticks[at] = axis->ticks[at - 1];
    axis->ticks[at] = value;
}

static bool is_power_of_two(uint64_t value)
{
    return (value & (value - 1)) == 0;
}

/* Ticks at measured widths: the last and the first, then powers of two, then the others, as far as there is room. */
static void ticks_at_widths(struct chart_axis *axis, const uint64_t widths[], size_t count)
{
    tick_add(axis, (double)widths[count - 1]);
    tick_add(axis, (double)widths[0]);
    for (size_t i = 0; i < count; i++)
        if (is_power_of_two(widths[i]))
            tick_add(axis, (double)widths[i]);
    for (size_t i = 0; i < count && !axis->logarithmic; i++)
        tick_add(axis, (double)widths[i]);
    for (size_t i = 0; i < count && axis->tick_count < 4; i++)
        tick_add(axis, (double)widths[i]);
}

/* A linear range in which no width is closer than `margin` pixels to an end; from 0 where that is no waste. */
static void range_linear(struct chart_axis *axis, double first, double last, double margin)
{
    const double room = axis->pixels - margin;
    axis->low = last < FEW ? 0.5 : 0;
    axis->high = fmax(axis->low + (last - axis->low) * axis->pixels / room, last < FEW ? last + 0.5 : 0);
    if (chart_axis_pixel(axis, first) >= margin)
        return;
    const double per_pixel = (last - first) / (room - margin);
    axis->low = first - margin * per_pixel;
    axis->high = last + margin * per_pixel;
}

void chart_axis_workers(struct chart_axis *axis, const uint64_t widths[], size_t count, bool logarithmic, double pixels,
                        double margin)
{
    const double first = (double)widths[0], last = (double)widths[count - 1];
    *axis = (struct chart_axis){.logarithmic = logarithmic, .pixels = pixels};
    if (logarithmic) {
        const double octaves = fmax(log2(last / first), 0.5) / (pixels - 2 * margin);
        axis->low = first * exp2(-margin * octaves);
        axis->high = last * exp2(margin * octaves);
    } else {
        range_linear(axis, first, last, margin);
    }
    ticks_at_widths(axis, widths, count);
}

void chart_axis_linear(struct chart_axis *axis, double most, double pixels)
{
    const double raw = most / 9.5; /* up to nine steps: about 50 pixels each */
    const double decade = pow(10, floor(log10(raw)));
    const double step = decade * (raw <= 1.001 * decade   ? 1
                                  : raw <= 2.001 * decade ? 2
                                  : raw <= 5.001 * decade ? 5
                                                          : 10);
    *axis = (struct chart_axis){.pixels = pixels, .high = ceil(most / (step / 2) - 1e-9) * step / 2};
    for (int i = 0; i * step <= axis->high * (1 + 1e-9) && axis->tick_count < CHART_TICKS_MOST; i++)
        axis->ticks[axis->tick_count++] = i * step;
}

/* Ticks at powers of ten; at twice and five times those, too, where they are few. */
static void ticks_at_decades(struct chart_axis *axis)
{
    const int from = (int)floor(log10(axis->low)), to = (int)floor(log10(axis->high));
    const int stride = (to - from) / 10 + 1;
    const bool between = to - from < 3;
    for (int i = from; i <= to; i += stride)
        for (int factor = 1; factor <= (between ? 5 : 1); factor += factor == 1 ? 1 : 3) {
            const double tick = factor * pow(10, i);
            if (tick >= axis->low && tick <= axis->high && axis->tick_count < CHART_TICKS_MOST)
                axis->ticks[axis->tick_count++] = tick;
        }
}

void chart_axis_doubling(struct chart_axis *axis, double least, double most, double pixels)
{
    *axis = (struct chart_axis){.logarithmic = true, .low = least * 0.85, .high = most * 1.2, .pixels = pixels};
    const int from = (int)ceil(log2(axis->low)), to = (int)floor(log2(axis->high));
    const int stride = (to - from) / 10 + 1;
    if (stride > 2 || axis->low < SMALLEST_FRACTION) {
        ticks_at_decades(axis);
        return;
    }
    for (int i = from + (from % stride != 0); i <= to; i += stride) /* 1 is one of them */
        axis->ticks[axis->tick_count++] = exp2(i);
}

void chart_axis_ratio_label(char out[CHART_TICK_BYTES], const struct chart_axis *axis, double value)
{
    int exponent = 0;
    const double size = fabs(value), decade = size > 0 ? floor(log10(size) + 1e-9) : 0;
    const bool halved = size > 0 && frexp(size, &exponent) == 0.5 && exponent < 1; /* a power of two up to 1/2 */
    if (axis->logarithmic && halved && size >= SMALLEST_FRACTION)
        snprintf(out, CHART_TICK_BYTES, "1/%.0f×", 1 / size);
    else if (size == 0 || (decade >= -3 && decade < 5))
        snprintf(out, CHART_TICK_BYTES, "%.5g×", value);
    else if (fabs(size / pow(10, decade) - 1) < 1e-9)
        snprintf(out, CHART_TICK_BYTES, "10^{%.0f}×", decade);
    else
        snprintf(out, CHART_TICK_BYTES, "%.3g·10^{%.0f}×", value / pow(10, decade), decade);
}

double chart_axis_ratio_ems(const struct chart_axis *axis)
{
    double widest = 0;
    for (size_t i = 0; i < axis->tick_count; i++) {
        char label[CHART_TICK_BYTES];
        chart_axis_ratio_label(label, axis, axis->ticks[i]);
        widest = fmax(widest, chart_text_ems(label, false)); /* markup counts as text: a little wide is fine */
    }
    return widest;
}

void chart_axis_print_ticks(const struct chart_axis *axis, FILE *script)
{
    for (size_t i = 0; i < axis->tick_count; i++)
        fprintf(script, "%s%.6g", i ? "," : "", axis->ticks[i]);
}

void chart_axis_print_ratios(const struct chart_axis *axis, FILE *script)
{
    for (size_t i = 0; i < axis->tick_count; i++) {
        char label[CHART_TICK_BYTES];
        chart_axis_ratio_label(label, axis, axis->ticks[i]);
        fprintf(script, "%s\"%s\" %.10g", i ? "," : "", label, axis->ticks[i]);
    }
}

void chart_axis_print_changes(double low, double high, int most, FILE *script)
{
    const double raw = (high - low) / most, decade = pow(10, floor(log10(raw)));
    const double step = decade * (raw <= decade ? 1 : raw <= 2 * decade ? 2 : raw <= 5 * decade ? 5 : 10);
    bool first = true;
    for (double k = ceil(low / step); k * step <= high; k++) {
        fprintf(script, "%s\"%s%g %%%%\" %.10g", first ? "" : ",", k > 0 ? "+" : k < 0 ? "−" : "", fabs(k * step), k * step);
        first = false;
    }
}

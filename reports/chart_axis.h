/* SPDX-License-Identifier: MIT */
/* An axis of a chart: its range, its scale, where its ticks are, and how values become pixels. */
#ifndef CHART_AXIS_H
#define CHART_AXIS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

enum { CHART_TICKS_MOST = 24, CHART_TICK_BYTES = 32 };

struct chart_axis {
    bool logarithmic; /* base 2 */
    double low, high;
    double pixels; /* its length */
    double ticks[CHART_TICKS_MOST];
    size_t tick_count;
};

/* Pixels from the low end of the axis, and back. */
double chart_axis_pixel(const struct chart_axis *axis, double value);
double chart_axis_value(const struct chart_axis *axis, double pixel);

/* An axis of worker counts (ascending, at least one), with `margin` pixels beside the outermost. Linear from 0, or from
 * one half when there are so few workers that the space before 1 would be a large part of the picture. */
void chart_axis_workers(struct chart_axis *axis, const uint64_t widths[], size_t count, bool logarithmic, double pixels,
                        double margin);

/* An axis of values from 0 to a little beyond `most`, ticks at round numbers. */
void chart_axis_linear(struct chart_axis *axis, double most, double pixels);

/* An axis of values around least .. most, ticks at powers of two; at powers of ten where those would be too many or
 * too small to read. */
void chart_axis_doubling(struct chart_axis *axis, double least, double most, double pixels);

/* A tick of an axis of ratios as people read it, in gnuplot's enhanced markup: "1.5×", "10^{-5}×", and on a logarithmic
 * axis, whose ticks are powers of two, "1/128×". */
void chart_axis_ratio_label(char out[CHART_TICK_BYTES], const struct chart_axis *axis, double value);

/* About how many ems the widest of those labels takes. */
double chart_axis_ratio_ems(const struct chart_axis *axis);

/* Writes round numbers from `low` to `high`, per cent of change with their sign, about `most` of them: "\"−5 %\" -5,\"0 %\" 0". */
void chart_axis_print_changes(double low, double high, int most, FILE *script);

/* Writes the ticks as gnuplot wants them: "1,2,4,8"; with the labels of ratios: "\"1/2×\" 0.5,\"1×\" 1". */
void chart_axis_print_ticks(const struct chart_axis *axis, FILE *script);
void chart_axis_print_ratios(const struct chart_axis *axis, FILE *script);

#endif

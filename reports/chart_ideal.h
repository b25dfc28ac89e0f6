/* SPDX-License-Identifier: MIT */
/* The dashed line of a chart: the speedup that could be had at each number of workers. */
#ifndef CHART_IDEAL_H
#define CHART_IDEAL_H

#include "chart_layout.h"

/* Where the word "ideal" stands beside the line, in pixels from the picture's top left, and its slope in degrees. */
struct chart_ideal_label {
    bool named; /* is there room for it? */
    double x, y, angle;
};

/* Writes three blocks: the line's corners as "workers speedup", the same as "workers per-cent", and the ideal at each
 * measured width as "workers speedup per-cent", for the level strokes under marks that stand side by side. */
void chart_ideal_print(const struct chart_layout *layout, const struct chart *chart, FILE *script);

struct chart_ideal_label chart_ideal_label(const struct chart_layout *layout, const struct chart *chart);

#endif

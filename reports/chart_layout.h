/* SPDX-License-Identifier: MIT */
/* Where everything stands in a speedup chart: panels, axes, labels, shaded zones. Logical pixels from the top left
 * corner; the script scales them. */
#ifndef CHART_LAYOUT_H
#define CHART_LAYOUT_H

#include "chart_axis.h"
#include "chart_series.h"

enum { CHART_ZONES_MOST = 2, CHART_NAME_COLUMNS = 20 /* longest name beside a curve; the data file has all of it */ };

/* A panel: the edges of its plotting area. */
struct chart_box {
    double left, right, top, bottom;
};

/* A shaded range of worker counts, up to the right edge or the next zone. */
struct chart_zone {
    double from, to;
    const char *text; /* what begins here */
    bool beyond;      /* beyond all processors: shaded darker than what comes before */
    bool labelled;    /* there is room for the text in the left panel */
};

struct chart_layout {
    double width, height;
    struct chart_box speedup, efficiency;
    double table_top; /* of the table's title */
    double laws_top;  /* likewise of the table of laws below it, if there is one */
    double row_height;
    struct chart_axis workers, speedups;     /* of the left panel */
    struct chart_axis octaves, efficiencies; /* of the right panel */
    double dodge_left, dodge_right;          /* pixels between series at one worker count */
    double label_y[CHART_SERIES_MOST];       /* of the series' names: speedup at whose height they stand */
    bool label_led[CHART_SERIES_MOST];       /* a line leads to it from the last mark */
    struct chart_zone zones[CHART_ZONES_MOST];
    size_t zone_count;
};

/* Lays out `chart` with that many lines under the headline, at the foot, and under the table. */
void chart_layout_make(struct chart_layout *layout, const struct chart *chart, size_t sub_lines, size_t foot_lines,
                       size_t note_lines);

/* Where the series' marks stand relative to their worker count, in pixels, when `step` parts two series. */
double chart_layout_dodge(const struct chart *chart, size_t series, double step);

#endif

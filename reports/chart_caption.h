/* SPDX-License-Identifier: MIT */
/* The small print of a chart: what is drawn, and where the numbers are from. */
#ifndef CHART_CAPTION_H
#define CHART_CAPTION_H

#include "chart_series.h"

enum { CAPTION_LINES_MOST = 3, CAPTION_LINE_BYTES = 1024 };

/* Lines of text that fit the width of the picture. */
struct caption {
    char lines[CAPTION_LINES_MOST][CAPTION_LINE_BYTES];
    size_t count;
};

/* Under the headline: workload, parameters, tasks, baseline with its absolute time; what marks, bars and dashes mean.
 */
void chart_caption_subject(struct caption *caption, const struct chart *chart);

/* At the foot: host, processor, placement, governor, build, version, date and seed. */
void chart_caption_origin(struct caption *caption, const struct chart *chart);

/* Under the table: which cells have no point, and why. No line when all have. */
void chart_caption_missing(struct caption *caption, const struct chart *chart);

#endif

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

/* Appends a sentence to the lines under a headline, on a new line when it does not fit the last. */
__attribute__((format(printf, 2, 3))) void chart_caption_add(struct caption *caption, const char *format, ...);

/* Appends that nothing follows from what is drawn, where the session was rejected. */
void chart_caption_session(struct caption *caption, const struct yoke_record *record);

/* "median of 10 processes", "median of 6–10 processes": the least and the most of what is drawn; "median" when `most` is 0. */
void chart_caption_processes(char *buffer, size_t size, uint64_t least, uint64_t most);

/* At the foot of any chart: host, processor, placement (NULL: it varies), governor, build, version, and
 * which run it was: its start and its seed. */
void chart_caption_foot(struct caption *caption, const struct yoke_record *record, const char *placement);

/* "io_sleep (longest=20ms)": the work of a cell with its parameters. Clean UTF-8. */
void chart_caption_work(char *buffer, size_t size, const struct yoke_cell *cell);

/* Writes the lines into a script: the array NAME, and NAMES, how many there are. */
void chart_caption_print(FILE *script, const char *name, const struct caption *caption);

/* Under the headline: workload, parameters, tasks, baseline with its absolute time; what marks, bars and dashes mean.
 */
void chart_caption_subject(struct caption *caption, const struct chart *chart);

/* At the foot of a speedup chart. */
void chart_caption_origin(struct caption *caption, const struct chart *chart);

/* Under the table: which cells have no point, and why. No line when all have. */
void chart_caption_missing(struct caption *caption, const struct chart *chart);

#endif

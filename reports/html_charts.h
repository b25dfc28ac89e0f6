/* SPDX-License-Identifier: MIT */
/* The charts of a page: those that file reports have put into a folder, or drawn for this page alone and taken away again. */
#ifndef HTML_CHARTS_H
#define HTML_CHARTS_H

#include <stdbool.h>

#include "study.h"
#include "yoke/report.h"

struct html_chart {
    char *stem;  /* its file name without ".svg" */
    char *text;  /* SVG; NULL: it was not drawn */
    size_t size;
    bool shown;
    size_t study;     /* whose it is, once assigned */
    const char *rest; /* inside `stem`: what it says beyond kind and study; NULL: it is of no single study */
};

/* All zero: no chart. */
struct html_charts {
    struct html_chart *list; /* sorted by name */
    size_t count;
    char *notes; /* what the file reports said when they drew for this page; "" when nothing; NULL: they did not */
};

/* Finds or draws the charts of the record, or where that is NULL of the comparison. That one could not be drawn is no error. Returns 0 or a negative errno with a
 * sentence. Release in every case. */
int html_charts_gather(struct html_charts *charts, const struct yoke_record *record, const struct yoke_comparison *comparison,
                       const struct yoke_target *target, struct yoke_error *error);
void html_charts_release(struct html_charts *charts);

/* Writes the chart of that name as a figure with the two lines that say how to read it, or where it was not drawn one sentence.
 * `label` says what is to be seen. Nothing when there is no such chart. */
void html_charts_show(struct html_charts *charts, const char *stem, const char *label, FILE *stream);

/* Finds the study that each chart is of, by their names. Returns 0 or -ENOMEM. */
int html_charts_assign(struct html_charts *charts, const struct study_list *list);

/* Those of one study that nobody has shown, each with a heading; those of its single cells folded where another shows them all. */
void html_charts_show_study(struct html_charts *charts, size_t study, FILE *stream);

/* Those that nobody has shown. */
void html_charts_show_rest(struct html_charts *charts, FILE *stream);
bool html_charts_rest(const struct html_charts *charts);

#endif

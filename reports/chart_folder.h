/* SPDX-License-Identifier: MIT */
/* The folder "charts" of a report: script and data of each chart in any case, pictures when gnuplot is there and willing. A
 * missing or failing gnuplot is said in one sentence and is no error: the measurement is what took the time, and it is safe. */
#ifndef CHART_FOLDER_H
#define CHART_FOLDER_H

#include <stdio.h>

#include "chart_stem.h"
#include "yoke/report.h"

enum { CHART_PATH_BYTES = 4096 };

struct chart_folder {
    const struct yoke_target *target;
    const char *kind; /* what its stems begin with: "speedup" */
    char path[CHART_PATH_BYTES];
    char (*stems)[CHART_STEM_BYTES]; /* of the charts whose script is there */
    size_t stem_count;
};

/* What a chart writes into a file; the same bytes for the same chart. */
typedef void chart_write(const void *chart, const char *stem, FILE *stream);

/* Makes the folder in target->folder. Returns 0 and a folder to be closed, or a negative errno with a sentence. */
int chart_folder_open(struct chart_folder *folder, const struct yoke_target *target, const char *kind, struct yoke_error *error);

/* Appends a number to a stem that another chart of the folder has; chart_stem_append leaves room for it. */
void chart_folder_tell_apart(const struct chart_folder *folder, char stem[CHART_STEM_BYTES]);

/* Writes STEM.csv and STEM.gp, each complete or not there. Returns 0, or a negative errno with a sentence. */
int chart_folder_add(struct chart_folder *folder, const void *chart, const char *stem, chart_write *data, chart_write *script,
                     struct yoke_error *error);

/* Writes STEM.svg, a picture that needs no gnuplot, complete or not there. Returns 0, or a negative errno with a sentence. */
int chart_folder_add_picture(const struct chart_folder *folder, const void *chart, const char *stem, chart_write *picture,
                             struct yoke_error *error);

/* Draws all charts that were added, side by side, says on target->notes what could not be drawn, and removes the folder when
 * nothing is in it. With a `status` other than 0 it only cleans up, and returns that; else 0 or a negative errno with a sentence. */
int chart_folder_close(struct chart_folder *folder, int status, struct yoke_error *error);

#endif

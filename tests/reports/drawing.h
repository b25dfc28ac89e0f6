/* SPDX-License-Identifier: MIT */
/* Drawing the pictures of reports into a folder of their own, and looking at what lies there afterwards. */
#ifndef DRAWING_H
#define DRAWING_H

#include "folder.h"
#include "golden.h"
#include "yoke/report.h"

struct drawing {
    char folder[FOLDER_PATH_BYTES], charts[FOLDER_PATH_BYTES + 16];
    struct golden notes; /* its stream takes what reports say */
};

/* Skips the test, visibly, where gnuplot is not installed. */
void drawing_needs_gnuplot(void);

/* Makes the empty folder, which is the record's folder too; removes it with all in it. */
void drawing_open(struct drawing *drawing);
void drawing_close(struct drawing *drawing);

/* Where a report is to write; the page, which is a stream, takes its charts from there. */
struct yoke_target drawing_target(const struct drawing *drawing, FILE *page);

/* Writes a report; fails the test when that fails. */
void drawing_write(struct drawing *drawing, const struct yoke_report *report, const struct yoke_record *record);

/* What reports have said so far. */
const char *drawing_notes(struct drawing *drawing);

/* Number of charts whose name ends with `ending`; 0 where there is no folder for them. */
size_t drawing_count(const struct drawing *drawing, const char *ending);

/* Fails the test unless nothing was said, there are so many SVGs, PNGs and PDFs, gnuplot draws each script again
 * without a warning, and no text has been executed ("touch PWNED"). */
void drawing_expect(struct drawing *drawing, size_t pictures);

#endif

/* SPDX-License-Identifier: MIT */
/* A timeline as a gnuplot script, and its numbers as CSV. */
#ifndef TIMELINE_SCRIPT_H
#define TIMELINE_SCRIPT_H

#include <stdio.h>

#include "timeline_cell.h"

/* Width of the plotting area in logical pixels: the scale's. */
extern const double timeline_pixels;

void timeline_script_write(const struct timeline *timeline, const char *stem, FILE *script);

/* A line a worker: what it did, in nanoseconds and shares. */
void timeline_data_write(const struct timeline *timeline, FILE *stream);

#endif

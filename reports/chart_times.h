/* SPDX-License-Identifier: MIT */
/* A logarithmic axis of times, which span decades. */
#ifndef CHART_TIMES_H
#define CHART_TIMES_H

#include <stdio.h>

struct chart_times {
    double low, high; /* ns; all 0: nothing was taken in */
    double pixels;
};

/* Widens the range so that it holds the time; 0, and what no clock can have said, changes nothing. */
void chart_times_take(struct chart_times *times, double ns);

/* Adds air: `factor` times as far on both sides, and so that the high end is at least four times the low one. Call it when all is
 * taken in; a range of nothing becomes one. */
void chart_times_close(struct chart_times *times, double factor);

/* Pixels from the low end; a time below it is there. */
double chart_times_pixel(const struct chart_times *times, double ns);

/* Writes SIDE_LOW, SIDE_HIGH, SIDE_TICKS (with names: 1 ms) and SIDE_MARKS (without): powers of ten, and where there are few of them
 * twice and five times those. */
void chart_times_print(FILE *script, const char *side, const struct chart_times *times);

#endif

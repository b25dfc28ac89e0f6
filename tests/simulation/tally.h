/* SPDX-License-Identifier: MIT */
/* Counting what came true. */
#ifndef TALLY_H
#define TALLY_H

#include <stdbool.h>
#include <stdio.h>

#include "stats.h"

struct tally {
    size_t trials;
    size_t hits;         /* intervals that covered, tests that rejected */
    size_t above, below; /* intervals that lay above or below the truth */
    size_t open;         /* intervals with an open side, which covers */
    double half_widths;  /* sum over those without */
};

void tally_interval(struct tally *tally, struct stats_interval interval, double truth);
void tally_event(struct tally *tally, bool happened);

/* Share of hits in per cent, its Monte Carlo standard error in points, and the mean half-width. */
double tally_percent(const struct tally *tally);
double tally_error(const struct tally *tally);
double tally_half_width(const struct tally *tally);

/* " 95.2 |": one cell of a table. */
void tally_print(const struct tally *tally, FILE *stream);

#endif

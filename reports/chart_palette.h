/* SPDX-License-Identifier: MIT */
/* The look of a series: colour, a darker twin for text, marker and dash. Okabe-Ito hues, told apart by the
 * colour-blind; each with its own marker, so that grey still reads. */
#ifndef CHART_PALETTE_H
#define CHART_PALETTE_H

#include <stddef.h>

enum { CHART_SERIES_MOST = 24 }; /* in one picture; more than 12 is a crowd, more than 24 cannot be told apart */

struct chart_look {
    const char *hue; /* of marks and lines, "#rrggbb" */
    const char *ink; /* of text: at least 4.5:1 on white */
    int marker;      /* gnuplot's point type */
    int halo;        /* point type of the white shape under it, which parts marks that overlap */
    double size;     /* of the marker, so that all look equally large */
    int dash;        /* gnuplot's dash type; 21 and 22 are defined by the style */
    unsigned round;  /* how many series have the hue before it: areas of later ones are hatched */
};

/* Chooses a look for each of `count` series (at most CHART_SERIES_MOST) from their executors' names: an executor that
 * has had its colour in other pictures keeps it, the others get what is free. */
void chart_palette_choose(const char *const executors[], size_t count, struct chart_look looks[]);

#endif

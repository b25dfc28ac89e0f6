/* SPDX-License-Identifier: MIT */
/* The forest chart of a gate as one self-contained gnuplot script. */
#ifndef FOREST_SCRIPT_H
#define FOREST_SCRIPT_H

#include <stddef.h>
#include <stdio.h>

#include "yoke/record.h"

enum { FOREST_ROWS_MOST = 60 }; /* a taller picture is a table; those that changed come first */

/* A record with verdicts, and the order of its rows. */
struct forest_chart {
    const struct yoke_record *record;
    size_t *order, count; /* indices of those verdicts that are drawn */
};

/* Returns 0, or -ENOMEM. Release in every case. */
int forest_chart_init(struct forest_chart *chart, const struct yoke_record *record);
void forest_chart_release(struct forest_chart *chart);

/* Writes the script of a chart whose pictures are called `stem`.png and `stem`.svg. */
void forest_script_write(const struct forest_chart *chart, const char *stem, FILE *script);

#endif

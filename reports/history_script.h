/* SPDX-License-Identifier: MIT */
/* The chart of a history's series as one self-contained gnuplot script, and its numbers as CSV. */
#ifndef HISTORY_SCRIPT_H
#define HISTORY_SCRIPT_H

#include <stdio.h>

#include "yoke/record.h"

/* One series, with at least one point and its steps within them. */
struct history_chart {
    const struct yoke_record *record;
    const struct yoke_history_series *series;
};

void history_script_write(const struct history_chart *chart, const char *stem, FILE *script);

/* A line a point, and whether a new level begins with it. */
void history_data_write(const struct history_chart *chart, FILE *stream);

#endif

/* SPDX-License-Identifier: MIT */
/* What a history's chart shows of a series: changes in per cent, of a ratio from 1, of an absolute time from the first
 * level; and the range of its axis. A few outliers do not squeeze the rest: what lies far beyond the levels is outside.
 */
#ifndef HISTORY_SHEET_H
#define HISTORY_SHEET_H

#include <stdbool.h>
#include <stddef.h>

#include "yoke/record.h"

/* Per cent. */
struct history_range {
    double low, high;
};

struct history_sheet {
    const struct yoke_history_series *series;
    double reference; /* what 0 % is */
    bool bars;        /* are intervals drawn? */
    struct history_range axis;
    size_t outside; /* points beyond the axis */
    size_t cut;     /* intervals of other points that go beyond it */
};

/* Of a series with at least one point and its steps within them. */
void history_sheet_init(struct history_sheet *sheet, const struct yoke_history_series *series);

/* The level that holds from step `k` on (0: from the first point), and the point behind its last one. */
double history_level(const struct yoke_history_series *series, size_t k, size_t *end);

double history_per_cent(const struct history_sheet *sheet, double value);

/* Beyond which edge of the axis: 1 above, -1 below, 0 within. */
int history_edge(const struct history_sheet *sheet, double per_cent);

#endif

/* SPDX-License-Identifier: MIT */
/* What the chart of a comparison shows: a row a cell and side, its time against the reference's; then whole machines, their work
 * per time against the reference's. */
#ifndef MACHINE_ROWS_H
#define MACHINE_ROWS_H

#include "chart_palette.h"
#include "quantity.h"
#include "yoke/comparison.h"

enum { MACHINE_ROWS_MOST = 60 /* a taller picture is a table */, MACHINE_SIDES_MOST = CHART_SERIES_MOST };

enum machine_mood { MACHINE_BETTER, MACHINE_WORSE, MACHINE_SAME, MACHINE_OPEN /* not decided */ };

struct machine_row {
    char subject[256], way[96];   /* "spin spin=4096", "pthread × 4" */
    size_t side;                  /* index; the reference is 0 and has no rows */
    struct yoke_estimate ratio;   /* NaN: not known */
    char from[QUANTITY_BYTES], to[QUANTITY_BYTES]; /* of the reference, and of the side; "" when not known */
    const char *word;             /* what is said of it */
    enum machine_mood mood;
    const char *cell, *metric;    /* of the row; of whole machines the fastest cell, and what is compared */
};

struct machine_rows {
    const struct yoke_comparison *comparison;
    struct machine_row *cells, *wholes;
    size_t cell_count, whole_count;
};

/* Makes the rows of the wall times, or where a cell was not compared by them, of its first metric. Returns 0 or -ENOMEM. Release
 * it in every case. */
int machine_rows_init(struct machine_rows *rows, const struct yoke_comparison *comparison);
void machine_rows_release(struct machine_rows *rows);

#endif

/* SPDX-License-Identifier: MIT */
/* What is inside a grid, for those who print it. Private to grid*.c and html_grid.c. */
#ifndef GRID_PRIVATE_H
#define GRID_PRIVATE_H

#include "grid.h"

struct row {
    enum grid_tone tone;
    char texts[GRID_COLUMNS_MOST][GRID_TEXT_BYTES];
};

struct grid {
    bool utf8;
    struct grid_column columns[GRID_COLUMNS_MOST];
    char titles[GRID_COLUMNS_MOST][GRID_TEXT_BYTES];
    unsigned widths[GRID_COLUMNS_MOST]; /* as measured last; 0: not shown */
    size_t column_count;
    struct row *rows;
    size_t row_count;
};

enum { GRID_LINE_BYTES = GRID_COLUMNS_MOST * GRID_TEXT_BYTES };

/* Widths for a place that has no width: bars and quiet columns that agree are left out. */
void grid_widths_unlimited(struct grid *grid);

/* Writes "everywhere: imbalance 1.00 · cpu-migrations 0": the quiet columns that agree. Returns false when there is none. */
bool grid_agreements(const struct grid *grid, char *buffer, size_t size);

#endif

/* SPDX-License-Identifier: MIT */
/* The map of who is fastest while it is written: its layout, and what stands in a cell. */
#ifndef CROSSOVER_SHEET_H
#define CROSSOVER_SHEET_H

#include "crossover_cells.h"
#include "heat_layout.h"

enum { CROSSOVER_BEST_CELLS = 2 /* cells that the last column is wide, its gap included */ };

struct crossover_sheet {
    const struct crossover *crossover;
    const struct sweep *sweep;
    struct heat_layout layout;
    bool ratios;      /* wait / compute is shown */
    bool letters;     /* stand for names */
    bool two_lines;   /* a cell has room for them */
    unsigned columns; /* of a name in a cell */
    double legend_y;
    size_t legend_lines;
};

/* From the size of the cells: whether names have room in them, or letters stand for them. */
void crossover_words_choose(struct crossover_sheet *sheet);

/* What stands in a cell, `size` bytes each: "pthread" and "1.4×", "pthread × 8" in the last column, "pthread" and "≈
 * fork" of a tie. Where there is room for one line, that is `upper`. */
void crossover_words_make(const struct crossover_sheet *sheet, size_t row, size_t width, char *upper, char *lower,
                          size_t size);

#endif

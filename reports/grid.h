/* SPDX-License-Identifier: MIT */
/* A grid of texts that prints itself as aligned columns no wider than a terminal, or as a Markdown table. */
#ifndef GRID_H
#define GRID_H

#include <stdbool.h>
#include <stddef.h>

#include "yoke/report.h"

enum {
    GRID_COLUMNS_MOST = 28,
    GRID_TEXT_COLUMNS = 32, /* widest cell, in terminal columns: names beyond are cut */
    GRID_TEXT_BYTES = GRID_TEXT_COLUMNS * 4 + 8,
};

/* A column of the grid. Columns in which no row has a text are left out. */
struct grid_column {
    const char *title;
    bool right;    /* aligned to the right, as numbers are */
    bool flexible; /* may be cut with "…" when the terminal is narrow */
    bool terminal; /* for terminals only: Markdown leaves it out (bars) */
    unsigned rank; /* 0: always shown; otherwise the lower, the sooner it gets its place */
};

enum grid_tone { GRID_PLAIN, GRID_FAILED, GRID_FAINT };

struct grid;

/* An empty grid whose texts are converted for `utf8` or ASCII as they come in. NULL when memory is short. */
struct grid *grid_new(bool utf8);
void grid_free(struct grid *grid);

/* Appends a column and returns its index; copies the title. Asserts that there is room. */
size_t grid_add_column(struct grid *grid, const struct grid_column *column);

/* Appends a row of empty texts. Returns 0 or -ENOMEM. */
int grid_add_row(struct grid *grid, enum grid_tone tone);

/* Sets a text of the last row. */
__attribute__((format(printf, 3, 4))) void grid_set(struct grid *grid, size_t column, const char *format, ...);

/* Prints the grid, indented by two, its titles first, no line wider than target->width unless the columns of rank 0
 * alone are. */
void grid_print(struct grid *grid, const struct yoke_target *target);

/* Prints the grid as a GitHub-flavoured Markdown table. */
void grid_print_markdown(struct grid *grid, FILE *stream);

#endif

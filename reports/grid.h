/* SPDX-License-Identifier: MIT */
/* A grid of texts that prints itself as aligned columns no wider than a terminal, or as a Markdown table. */
#ifndef GRID_H
#define GRID_H

#include <stdbool.h>
#include <stddef.h>

#include "yoke/report.h"

enum {
    GRID_COLUMNS_MOST = 40,
    GRID_TEXT_COLUMNS = 32, /* widest cell, in terminal columns: names beyond are cut */
    GRID_TEXT_BYTES = GRID_TEXT_COLUMNS * 4 + 8,
};

/* A column of the grid. Columns in which no row has a text are left out. */
struct grid_column {
    const char *title;
    bool right;    /* aligned to the right, as numbers are */
    bool flexible; /* may be cut with "…" when the terminal is narrow */
    bool terminal; /* for terminals only: pipes, files and Markdown leave it out (bars) */
    bool quiet;    /* says something only where rows differ: see grid_print */
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

size_t grid_row_count(const struct grid *grid);

/* Prints the grid, indented by two, its titles first, no line wider than target->width unless the columns of rank 0
 * alone are.
 *
 * A stream without a width (a pipe, a file) gets all columns but bars, and one rule keeps those readable: a quiet
 * column with the same text in all rows (of two or more; rows without a text in any quiet column were not measured and
 * do not count) is said once, in a line below: "everywhere: imbalance 1.00 · cpu-migrations 0". Nothing is lost, and
 * what is left to compare stands in columns. */
void grid_print(struct grid *grid, const struct yoke_target *target);

/* Prints a clean text so that nothing in it is a mark of Markdown or HTML. */
void grid_markdown_text(const char *text, FILE *stream);

/* Prints the grid as a GitHub-flavoured Markdown table, by the same rule as for a stream without a width. */
void grid_print_markdown(struct grid *grid, FILE *stream);

#endif

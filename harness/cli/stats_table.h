/* SPDX-License-Identifier: MIT */
/* A table of one or two columns of numbers, read from text. */
#ifndef STATS_TABLE_H
#define STATS_TABLE_H

#include <stdio.h>

#include "yoke/error.h"

enum { STATS_TABLE_COLUMNS = 2 };

/* Columns of equal length. Release with stats_table_release. */
struct stats_table {
    double *columns[STATS_TABLE_COLUMNS];
    size_t column_count; /* 0 when there is no row */
    size_t row_count;
    size_t room;
};

/* Reads one row a line: decimal numbers separated by blanks. Empty lines and what follows a # are passed over. `origin`
 * names the stream in sentences. Returns 0; -EINVAL for what is no number, for more than two columns or rows of unequal
 * length, with a sentence that names the line; -EIO or -ENOMEM with one. */
int stats_table_read(FILE *stream, const char *origin, struct stats_table *table, struct yoke_error *error);

void stats_table_release(struct stats_table *table);

#endif

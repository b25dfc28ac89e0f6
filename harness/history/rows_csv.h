/* SPDX-License-Identifier: MIT */
/* Rows as CSV (RFC 4180). */
#ifndef ROWS_CSV_H
#define ROWS_CSV_H

#include <stdio.h>

#include "history_row.h"
#include "yoke/error.h"

enum { ROWS_COLUMNS_MOST = 64 };

/* Where each of our columns stands in a file: the index of its field, from 1; 0: nowhere. */
struct rows_head {
    size_t at[16];
    size_t columns; /* of the file */
};

/* Reads the first line, which is written over. Returns 0, or -EINVAL with a sentence. */
int rows_csv_head(char *line, struct rows_head *head, struct yoke_error *error);

/* Reads a later line, which is written over: the row's texts lie in it. Returns 0, or -EINVAL with a sentence. */
int rows_csv_row(char *line, const struct rows_head *head, struct history_row *row, struct yoke_error *error);

/* Each returns 0 or -EIO. */
int rows_csv_write_head(FILE *stream);
int rows_csv_write(const struct history_row *row, FILE *stream);

#endif

/* SPDX-License-Identifier: MIT */
/* Results as rows of a file: JSON Lines, an object a line, or CSV with a head. */
#ifndef ROWS_H
#define ROWS_H

#include <stddef.h>
#include <stdio.h>

#include "history_row.h"
#include "yoke/error.h"

enum rows_format { ROWS_JSONL, ROWS_CSV };

enum {
    ROWS_LINE_MOST = 1 << 16, /* bytes; a row of ours has some 400 */
    ROWS_TEXT_MOST = 1000,    /* bytes of one text: longer than any name of a cell, short enough for a sentence */
};

/* Takes one row, whose texts are valid during the call only. Returns 0, or a negative errno with a sentence. */
typedef int rows_take(void *context, const struct history_row *row, struct yoke_error *error);

/* Reads rows of either format, which the first character tells. What a row does not need and is not known is ignored; blank lines
 * are. Returns 0, or a negative errno with a sentence that begins "NAME:LINE: "; -ENODATA: there is no row. */
int rows_read(FILE *stream, const char *name, rows_take *take, void *context, struct yoke_error *error);

/* Writes what stands before the first row, and a row. Reals come back as the same double. Returns 0 or a negative errno. */
int rows_write_head(enum rows_format format, FILE *stream);
int rows_write(enum rows_format format, const struct history_row *row, FILE *stream);

/* Is it a result that a history can keep? Returns 0, or -EINVAL with a sentence. */
int row_check(const struct history_row *row, struct yoke_error *error);

#endif

/* SPDX-License-Identifier: MIT */
/* libFuzzer target: any bytes as rows of a history. What is accepted is written in both formats and must come back as it was. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rows.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

/* Rows on their way into a text. */
struct outlet {
    enum rows_format format;
    FILE *stream;
    char *text;
    size_t bytes, rows;
};

static void outlet_open(struct outlet *outlet, enum rows_format format)
{
    *outlet = (struct outlet){.format = format};
    outlet->stream = open_memstream(&outlet->text, &outlet->bytes);
    if (!outlet->stream || rows_write_head(format, outlet->stream))
        abort();
}

static int row_write(void *context, const struct history_row *row, struct yoke_error *error)
{
    struct outlet *outlet = context;
    if (row_check(row, error) || rows_write(outlet->format, row, outlet->stream))
        abort();
    outlet->rows++;
    return 0;
}

/* The rows of a text, anew in `to`. Returns whether all of it was rows. */
static bool rows_again(const void *text, size_t bytes, enum rows_format to, struct outlet *outlet)
{
    struct yoke_error error = {.text = ""};
    char *copy = malloc(bytes + 1);
    memcpy(copy, text, bytes);
    FILE *stream = fmemopen(copy, bytes, "r");
    outlet_open(outlet, to);
    const int status = stream ? rows_read(stream, "rows", row_write, outlet, &error) : -1;
    if (stream && !status != !error.text[0])
        abort();
    fclose(outlet->stream);
    if (stream)
        fclose(stream);
    free(copy);
    return !status;
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    struct outlet lines, columns, again;
    if (!size)
        return 0;
    if (rows_again(data, size, ROWS_JSONL, &lines)) {
        /* what is no UTF-8 is made readable once, by JSON; from there on nothing changes */
        if (!rows_again(lines.text, lines.bytes, ROWS_CSV, &columns))
            abort();
        if (!rows_again(columns.text, columns.bytes, ROWS_JSONL, &again))
            abort();
        if (again.rows != lines.rows || again.bytes != lines.bytes || memcmp(again.text, lines.text, lines.bytes) != 0)
            abort();
        free(columns.text);
        free(again.text);
    }
    free(lines.text);
    return 0;
}

/* SPDX-License-Identifier: MIT */
/* A row that a history keeps, and where rows are collected. */
#ifndef MADE_ROW_H
#define MADE_ROW_H

#include <math.h>
#include <string.h>

#include "fixture.h"
#include "rows.h"

static inline struct history_row made_row(const char *commit, double value)
{
    return (struct history_row){.time = "2026-11-22T10:00:00Z", .commit = commit, .host = "build-1", .fingerprint = "7f3a",
                                .cell = "spin/executor=serial", .metric = "cpu", .unit = "ns", .base = "v1.0",
                                .value = value, .low = value - 0.01, .high = NAN, .median = 1e6 * value};
}

/* Rows as CSV, so that two lots can be compared as texts. */
struct collected {
    FILE *stream;
    char *text;
    size_t bytes, rows;
};

static inline int collect(void *context, const struct history_row *row, struct yoke_error *error)
{
    (void)error;
    struct collected *collected = context;
    collected->rows++;
    return rows_write(ROWS_CSV, row, collected->stream);
}

static inline void collect_begin(struct collected *collected)
{
    *collected = (struct collected){0};
    collected->stream = open_memstream(&collected->text, &collected->bytes);
    assert_non_null(collected->stream);
}

static inline void collect_end(struct collected *collected)
{
    fclose(collected->stream);
}

#endif

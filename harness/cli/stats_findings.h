/* SPDX-License-Identifier: MIT */
/* What the verb stats found, and its two ways of writing it. */
#ifndef STATS_FINDINGS_H
#define STATS_FINDINGS_H

#include <stdio.h>

#include "column.h"
#include "pairing.h"

struct stats_findings {
    const struct column *columns;
    size_t column_count;
    const struct pairing *pairing; /* NULL: one column */
};

/* For people: a line a figure. */
void stats_write_text(const struct stats_findings *findings, FILE *stream);

/* {"schema": "yoke-stats/1", "columns": […], "comparison": {…}}. Returns 0 or a negative errno. */
int stats_write_json(const struct stats_findings *findings, FILE *stream);

#endif

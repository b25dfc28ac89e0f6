/* SPDX-License-Identifier: MIT */
/* The small table in a chart: the best of each series. */
#ifndef CHART_TABLE_H
#define CHART_TABLE_H

#include "chart_layout.h"

/* Writes the table's variables into the script: speedup with its interval, on how many workers, the time it took, and
 * the share of the ideal where that is known. */
void chart_table_print(FILE *script, const struct chart *chart, const struct chart_layout *layout);

#endif

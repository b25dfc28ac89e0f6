/* SPDX-License-Identifier: MIT */
/* The numbers of a chart as CSV. */
#ifndef CHART_DATA_H
#define CHART_DATA_H

#include <stdio.h>

#include "chart_series.h"

/* Writes the study's cells, those without a speedup too, one line a cell. */
void chart_data_write(const struct chart *chart, FILE *stream);

#endif

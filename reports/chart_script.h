/* SPDX-License-Identifier: MIT */
/* A speedup chart as one self-contained gnuplot script. */
#ifndef CHART_SCRIPT_H
#define CHART_SCRIPT_H

#include <stdio.h>

#include "chart_series.h"

/* Writes the script of a chart whose pictures are called `stem`.png and `stem`.svg. `stem` consists of letters, digits
 * and
 * "._=-" only. The same record gives the same bytes. */
void chart_script_write(const struct chart *chart, const char *stem, FILE *script);

#endif

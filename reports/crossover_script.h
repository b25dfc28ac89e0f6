/* SPDX-License-Identifier: MIT */
/* The map of who is fastest where as one self-contained gnuplot script, and its numbers as CSV. */
#ifndef CROSSOVER_SCRIPT_H
#define CROSSOVER_SCRIPT_H

#include <stdio.h>

#include "crossover_cells.h"

/* Writes the script of a chart whose pictures are called `stem`.png, .svg and .pdf. The same record gives the same bytes. */
void crossover_script_write(const struct crossover *crossover, const char *stem, FILE *script);

/* Writes a line a contest. */
void crossover_data_write(const struct crossover *crossover, FILE *stream);

#endif

/* SPDX-License-Identifier: MIT */
/* The map of a sweep as one self-contained gnuplot script, and its numbers as CSV. */
#ifndef SWEEP_SCRIPT_H
#define SWEEP_SCRIPT_H

#include <stdio.h>

#include "sweep_map.h"

/* Writes the script of a chart whose pictures are called `stem`.png, .svg and .pdf. The same record gives the same bytes. */
void sweep_script_write(const struct sweep_map *map, const char *stem, FILE *script);

/* Writes a line a cell, those without a speedup and those of ways that are not drawn too. */
void sweep_data_write(const struct sweep_map *map, FILE *stream);

#endif

/* SPDX-License-Identifier: MIT */
/* The chart of a comparison as one self-contained gnuplot script, and its numbers as CSV. */
#ifndef MACHINE_SCRIPT_H
#define MACHINE_SCRIPT_H

#include <stdio.h>

#include "machine_rows.h"

/* Writes the script of a chart whose pictures are called `stem`.png, .svg and .pdf. The same comparison gives the same bytes. */
void machine_script_write(const struct machine_rows *rows, const char *stem, FILE *script);

/* Writes a line a row, those that the picture has no room for too. */
void machine_data_write(const struct machine_rows *rows, FILE *stream);

#endif

/* SPDX-License-Identifier: MIT */
/* What every script begins and ends with. */
#ifndef CHART_FRAME_H
#define CHART_FRAME_H

#include <stdio.h>

/* Writes the beginning: what it is ("Speedup chart"), how it is drawn again, its names, its size in logical pixels and its
 * headline. `stem` is of the characters that chart_stem_make leaves. */
void chart_head_print(FILE *script, const char *what, const char *stem, double width, double height, const char *headline);

/* Writes the style and the drawing commands. */
void chart_template_print(FILE *script, const char *const lines[]);

/* Writes NAME = 'text', or with an index from 1 NAME[index] = 'text', cut to `columns` (0: all of it). */
void chart_text_print(FILE *script, const char *name, size_t index, const char *text, unsigned columns);

/* Writes a blank and the number, or gnuplot's word for none. */
void chart_number_print(FILE *script, double value);

#endif

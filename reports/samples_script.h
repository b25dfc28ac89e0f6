/* SPDX-License-Identifier: MIT */
/* A samples chart as a gnuplot script, and its data. The same rows give the same bytes. */
#ifndef SAMPLES_SCRIPT_H
#define SAMPLES_SCRIPT_H

#include <stdio.h>

#include "samples_rows.h"

void samples_script_write(const struct samples_rows *rows, const char *stem, FILE *script);
void samples_data_write(const struct samples_rows *rows, FILE *stream);

/* One sentence without a full stop: is there a second heap, and what varies most? */
void samples_finding_write(char *buffer, size_t size, const struct samples_rows *rows);

#endif

/* SPDX-License-Identifier: MIT */
/* The forest chart of a gate as one self-contained gnuplot script. */
#ifndef FOREST_SCRIPT_H
#define FOREST_SCRIPT_H

#include <stdio.h>

#include "yoke/record.h"

enum { FOREST_ROWS_MOST = 60 }; /* a taller picture is a table; those that changed come first */

/* Writes the script of a chart whose pictures are called `stem`.png and `stem`.svg. The record has verdicts. Returns 0 or
 * -ENOMEM. */
int forest_script_write(const struct yoke_record *record, const char *stem, FILE *script);

#endif

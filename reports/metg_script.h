/* SPDX-License-Identifier: MIT */
/* A METG chart as a gnuplot script. */
#ifndef METG_SCRIPT_H
#define METG_SCRIPT_H

#include <stddef.h>
#include <stdio.h>

#include "metg_curves.h"

/* The headline: from which length of task on handing it out pays, for the best and for the worst way. Clean UTF-8. */
void metg_finding_write(char *buffer, size_t size, const struct metg_curves *curves);

/* Writes the script for files named `stem`; the same bytes for the same curves. */
void metg_script_write(const struct metg_curves *curves, const char *stem, FILE *script);

#endif

/* SPDX-License-Identifier: MIT */
/* Choosing cells by their names. */
#ifndef CELL_FILTER_H
#define CELL_FILTER_H

#include "cells.h"
#include "yoke/error.h"

/* Does a name ("spin/spin=4096/executor=serial/workers=1") pass the filter: words between blanks, all of which must hold?
 * KEY=VALUE, with * and ? in VALUE; KEY<N, KEY<=N, KEY>N, KEY>=N for axes that are numbers; any other word is a pattern that
 * occurs somewhere in the name. */
bool cell_filter_passes(const char *filter, const char *name);

/* Drops the cells that do not pass and frees their names; the others keep their order. Returns how many are left. */
size_t cell_filter_apply(const char *filter, struct cell cells[], size_t count);

#endif

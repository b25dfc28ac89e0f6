/* SPDX-License-Identifier: MIT */
/* A study's cells as a grid: one row a cell, a column for everything that was measured or that varies. */
#ifndef TABLE_CELLS_H
#define TABLE_CELLS_H

#include "grid.h"
#include "study.h"

/* Makes the grid of a study, its texts in UTF-8 or ASCII. NULL when memory is short. */
struct grid *table_cells_new(const struct study *study, bool utf8);

#endif

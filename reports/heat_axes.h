/* SPDX-License-Identifier: MIT */
/* What the maps of a sweep share: the labels of rows and columns, and where there are more workers than processors. */
#ifndef HEAT_AXES_H
#define HEAT_AXES_H

#include <stdio.h>

#include "heat_layout.h"
#include "sweep_cells.h"

enum { HEAT_HEAD_COLUMNS = 18 /* of the parameter's name above the labels */ };

/* Pixels that the labels of the rows and the name above them take. */
double heat_labels_width(const struct sweep *sweep);

/* Columns that have at most as many workers as there are usable processors; 0 when all have, or nothing is known. */
size_t heat_columns_within(const struct sweep *sweep);

/* Writes the size of cells, the labels of rows and columns as far as there is room for them, and the column right of which there
 * are more workers than processors. */
void heat_axes_print(FILE *script, const struct sweep *sweep, const struct heat_layout *layout);

#endif

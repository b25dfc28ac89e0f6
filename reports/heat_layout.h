/* SPDX-License-Identifier: MIT */
/* Where panels of cells stand in a picture: as many side by side as there is room for, all alike. Logical pixels from the top left
 * corner. */
#ifndef HEAT_LAYOUT_H
#define HEAT_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>

enum { HEAT_WIDTH = 1060, HEAT_EDGE = 37 };

/* What is to be laid out. */
struct heat_grid {
    size_t panels, rows, columns; /* each at least one */
    double top;                   /* of the first head */
    double labels;                /* width of the labels of rows */
    double right;                 /* where the last panel has to end */
    double cell_least, cell_most; /* width of a cell, as far as there is a choice */
};

struct heat_layout {
    size_t across, down;  /* panels */
    double left, top;     /* of the first cell */
    double cell_width, cell_height;
    double step_x, step_y; /* from one panel to the next */
    double right, bottom;  /* of the last cell */
};

void heat_layout_make(struct heat_layout *layout, const struct heat_grid *grid);

/* Of a panel: the corner of its first cell. */
double heat_layout_x(const struct heat_layout *layout, size_t panel);
double heat_layout_y(const struct heat_layout *layout, size_t panel);

#endif

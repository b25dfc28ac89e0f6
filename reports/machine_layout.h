/* SPDX-License-Identifier: MIT */
/* Which rows a comparison's chart has room for, where they stand, and its axis. Logical pixels from the top left
 * corner. */
#ifndef MACHINE_LAYOUT_H
#define MACHINE_LAYOUT_H

#include "machine_rows.h"

enum {
    MACHINE_HEADS = 46, /* above the first row of a list: what it is, and the heads of its columns */
};

/* A row and where it is drawn. */
struct machine_drawn {
    const struct machine_row *row;
    double y;
    bool names_subject, names_way; /* it is the first with these */
};

struct machine_layout {
    const struct machine_rows *rows;
    struct machine_drawn *drawn;
    size_t count, cells, left_out; /* drawn, of them cells; rows that are not */
    double heads[2], bottom;       /* tops of the lists (NaN: none), end of the last */
    double low, high;              /* of the axis of ratios, logarithmic */
};

/* Chooses the rows, and the axis. Returns 0 or -ENOMEM. Release it in every case. */
int machine_layout_init(struct machine_layout *layout, const struct machine_rows *rows);

/* Puts them in their places, from `top` on. */
void machine_layout_place(struct machine_layout *layout, double top);
void machine_layout_release(struct machine_layout *layout);

/* The ratio, or the edge that it lies beyond; `open` for NaN. */
double machine_layout_cut(const struct machine_layout *layout, double ratio, double open);

#endif

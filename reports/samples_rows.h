/* SPDX-License-Identifier: MIT */
/* The cells whose processes a samples chart shows, each with its dots placed beside each other so that none hides another. */
#ifndef SAMPLES_ROWS_H
#define SAMPLES_ROWS_H

#include "study.h"

/* More small multiples than six cannot be compared at a glance. */
enum { SAMPLES_ROWS_MOST = 6, SAMPLES_STARTS_LEAST = 3 };

/* One process. */
struct samples_dot {
    uint64_t block;
    double ns;     /* its time: the one that enters the statistics */
    double at;     /* on the axis: per cent beyond the cell's median, cut to the axis */
    double offset; /* from the middle of its row, -1 .. 1 */
};

struct samples_row {
    const struct yoke_cell *cell;
    char name[STUDY_NAME_BYTES];
    struct samples_dot *dots; /* in order of measurement */
    size_t count;
};

struct samples_rows {
    const struct yoke_record *record;
    struct samples_row rows[SAMPLES_ROWS_MOST];
    size_t count;
    size_t left_out;  /* cells that have enough processes and no room */
    size_t beyond;    /* dots that were cut to the axis */
    double low, high; /* ends of the axis, in per cent */
    uint64_t blocks;  /* the last block plus one */
};

/* Takes the cells of a study with the most to show: those with two heaps, then those that vary most. Returns 0 and rows to be
 * released, -ENODATA when no cell has SAMPLES_STARTS_LEAST processes that differ, or -ENOMEM; then there is nothing to release. */
int samples_rows_init(struct samples_rows *rows, const struct study *study);
void samples_rows_release(struct samples_rows *rows);

/* Half of the processes lie within so much of the median, as a share of it; NaN: not known. */
double samples_row_spread(const struct samples_row *row);

#endif

/* SPDX-License-Identifier: MIT */
/* Who is fastest where: in every cell of a sweep the two shortest times, and whether the processes tell them apart. */
#ifndef CROSSOVER_CELLS_H
#define CROSSOVER_CELLS_H

#include "sweep_cells.h"

enum crossover_standing {
    CROSSOVER_EMPTY, /* nothing was measured there */
    CROSSOVER_ALONE, /* one way of running only: there is nothing to compare it with */
    CROSSOVER_OPEN,  /* the best two have too few pairs of processes for an interval */
    CROSSOVER_TIE,   /* they cannot be told apart */
    CROSSOVER_WON,   /* the 95 % interval of their ratio excludes 1 */
};

struct crossover_contest {
    enum crossover_standing standing;
    size_t first, second;               /* indices of series; second only where there are two */
    const struct yoke_cell *cell;       /* of the first */
    struct yoke_estimate lead;          /* time of the second / time of the first, by pairs of one block */
};

struct crossover {
    const struct sweep *sweep;
    struct crossover_contest *contests; /* row_count × (width_count + 1): the last column is each at its best width */
    size_t wins[CHART_SERIES_MOST];     /* of every series, the last column apart */
    size_t won, undecided, alone;            /* contests, likewise */
    double most;                        /* of all leads of wins; 1 when there are none */
};

/* Returns 0 and a map to be released, -ENOMEM, or -ENODATA with nothing to release: the values are no numbers, or not two ways
 * of running were measured side by side. */
int crossover_init(struct crossover *crossover, const struct sweep *sweep);
void crossover_release(struct crossover *crossover);

/* `width` == width_count: each at its best. */
const struct crossover_contest *crossover_at(const struct crossover *crossover, size_t row, size_t width);

/* Time blocked / time on a processor of one serial worker, as measured; NaN: there is no such cell. */
double crossover_wait_ratio(const struct sweep *sweep, size_t row);

/* Writes one sentence without a full stop: which way is fastest for which values, and by how much. */
void crossover_finding_write(char *buffer, size_t size, const struct crossover *crossover);

#endif

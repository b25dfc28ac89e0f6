/* SPDX-License-Identifier: MIT */
/* What the map of a sweep shows: the ways that have a speedup, and in each of their rows the number of workers to take. */
#ifndef SWEEP_MAP_H
#define SWEEP_MAP_H

#include "sweep_cells.h"

enum sweep_standing {
    SWEEP_NO_GAIN, /* no number of workers is faster than what speedup refers to */
    SWEEP_LIKELY,  /* the fewest within 5 % of the best by its estimate, not proven; or the best is not proven to gain */
    SWEEP_PROVEN,  /* the fewest proven within 5 % of the best, which gains */
};

struct sweep_pick {
    enum sweep_standing standing;
    size_t width; /* index; not read where there is no gain */
};

struct sweep_map {
    const struct sweep *sweep;
    size_t shown[CHART_SERIES_MOST], shown_count; /* indices of series */
    struct sweep_pick *picks;                     /* shown_count × row_count */
    size_t leader;                                /* of the shown: the one whose best speedups are largest in the geometric mean */
    double least, most;                           /* of all speedups */
    double widest;                                /* half of the widest 95 % interval, as a share of its speedup; NaN: there is none */
};

/* Returns 0 and a map to be released, -ENOMEM, or -ENODATA with nothing to release: no way has a speedup on two numbers of
 * workers. */
int sweep_map_init(struct sweep_map *map, const struct sweep *sweep);
void sweep_map_release(struct sweep_map *map);

/* Its speedup, above 0; NaN: none was measured there. */
double sweep_map_speedup(const struct sweep_map *map, size_t shown, size_t row, size_t width);

const struct sweep_pick *sweep_map_pick(const struct sweep_map *map, size_t shown, size_t row);

/* Writes one sentence without a full stop: how many workers suit which values, of the leader where there are several ways. */
void sweep_finding_write(char *buffer, size_t size, const struct sweep_map *map);

#endif

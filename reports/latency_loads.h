/* SPDX-License-Identifier: MIT */
/* What a latency chart draws: the percentiles of one work over the load it was under. In an open loop the load is the rate at which
 * tasks arrive; where that does not vary, and in a closed loop, the number of workers. */
#ifndef LATENCY_LOADS_H
#define LATENCY_LOADS_H

#include "study.h"

/* Side by side in a picture, and pictures of one work. */
enum { LATENCY_COLUMNS_MOST = 3, LATENCY_PAGES_MOST = 4 };

struct latency_point {
    const struct yoke_cell *cell;
    double load;     /* tasks a second, or workers */
    bool overloaded; /* its queue grew as long as tasks arrived */
};

/* Cells that differ in the load only, the lightest first. */
struct latency_series {
    char name[STUDY_NAME_BYTES]; /* "pthread × 2"; clean UTF-8 */
    struct latency_point *points;
    size_t count;
    double capacity; /* tasks a second: the most that was done where more arrived; NaN: it was not reached */
};

struct latency_loads {
    const struct yoke_record *record;
    const struct yoke_cell *first; /* any cell: workload, parameters and arrivals are the same in all */
    bool by_rate;
    double target_ns;              /* what --p99 asked for; NaN: nothing */
    struct latency_series *series; /* those with two loads or more, in the record's order */
    size_t count;
};

/* Is `cell` the record's first of its work whose tasks were recorded? Then a chart may begin with it. */
bool latency_loads_begin(const struct yoke_record *record, const struct yoke_cell *cell);

/* Gathers all cells of that work. Returns 0 and loads to be released, -ENODATA when there are no two loads to compare, or
 * -ENOMEM; then there is nothing to release. */
int latency_loads_init(struct latency_loads *loads, const struct yoke_record *record, const struct yoke_cell *first);
void latency_loads_release(struct latency_loads *loads);

/* The heaviest load that the series kept up with; NULL: none. In a closed loop the last point. */
const struct latency_point *latency_sustained(const struct latency_series *series);

/* The heaviest rate up to which 99 in 100 tasks are proven to be within `target_ns`, or the fewest workers with which they are.
 * NULL: none. */
const struct latency_point *latency_within(const struct latency_loads *loads, const struct latency_series *series);

#endif

/* SPDX-License-Identifier: MIT */
/* What a speedup chart draws: a study's series as points over the number of workers. */
#ifndef CHART_SERIES_H
#define CHART_SERIES_H

#include "chart_palette.h"
#include "study.h"
#include "yoke/error.h"

struct scaling_fit;

/* One measured cell that has a speedup. */
struct chart_point {
    uint64_t workers;
    const struct yoke_cell *cell;
};

struct chart_series {
    const struct study_series *source;
    struct chart_look look;
    struct chart_point *points; /* fewest workers first; at least one */
    size_t point_count;
    const struct yoke_model *model; /* its law of scaling; NULL: none was fitted */
    struct scaling_fit *fit;        /* the same, fitted again for its band; NULL: it has none */
    size_t best; /* index of the point with the highest speedup, the fewest workers of equals */
};

struct chart {
    const struct study *study;
    struct chart_series *series;
    size_t series_count;
    size_t left_out;  /* series beyond CHART_SERIES_MOST */
    size_t model_count; /* series that have a law */
    uint64_t *widths; /* worker counts that have a point, ascending */
    size_t width_count;
    double *ideals; /* per width: the speedup that the drawn waits allow at most; NaN: not known */
    bool waits;     /* has ideals */
};

/* Makes the chart of a study. Returns 0 and a chart to be released, -ENOMEM, or -ENODATA with nothing to release and a
 * sentence when there is no speedup to draw. */
int chart_init(struct chart *chart, const struct study *study, struct yoke_error *error);
void chart_release(struct chart *chart);

/* What the right panel shows of a cell: its efficiency; in a chart of work that waits its share of the ideal, because one worker
 * may let many tasks wait at once. 1 is perfect; NaN: not known. */
struct yoke_estimate chart_efficiency(const struct chart *chart, const struct yoke_cell *cell);

/* The point of highest speedup, and the one with the most workers. */
const struct chart_point *chart_series_best(const struct chart_series *series);
const struct chart_point *chart_series_last(const struct chart_series *series);

/* The most workers of any point. */
uint64_t chart_widest(const struct chart *chart);

#endif

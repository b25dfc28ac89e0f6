/* SPDX-License-Identifier: MIT */
/* The law steers what is measured and proves nothing: a law that is wrong costs two visits. */
#include "tuner_law.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>

#include "bisection.h"
#include "looks.h"
#include "scaling.h"
#include "scaling_fit.h"
#include "summary.h"

/* All processes of the curve. `points` is to be freed. Returns how many, or -ENOMEM. */
static int points_gather(const struct recommend_curve *curve, struct scaling_point **points)
{
    size_t room = 1, count = 0;
    for (size_t i = 0; i < curve->count; i++)
        room += curve->points[i].cell->sample_count;
    struct summary_start *starts = calloc(room, sizeof *starts);
    *points = calloc(room, sizeof **points);
    for (size_t i = 0; i < curve->count && starts && *points; i++) {
        const struct yoke_cell *cell = curve->points[i].cell;
        const size_t own_count = summary_starts(cell, starts);
        for (size_t k = 0; k < own_count; k++)
            if (starts[k].wall_ns > 0)
                (*points)[count++] = (struct scaling_point){(double)cell->workers, 1e9 / starts[k].wall_ns};
    }
    const int status = starts && *points ? (int)count : -ENOMEM;
    free(starts);
    return status;
}

/* Fits the laws; false where none of them has a peak within what was measured. */
static bool peak_find(const struct scaling_point points[], size_t count, struct scaling_fit *law)
{
    struct scaling_fit fits[SCALING_LAWS];
    if (scaling_widths(points, count) < SCALING_WIDTHS_LEAST || !scaling_choose(points, count, false, fits))
        return false;
    *law = fits[0];
    return law->law == SCALING_USL && law->peak_status == SCALING_PEAK_MEASURED;
}

/* Of the curve's cells that may be measured, the one nearest to `workers` by ratio; the number of cells: none. */
static size_t cell_nearest(const struct yoke_record *record, const struct yoke_cell *like, double workers)
{
    size_t nearest = record->cell_count;
    double distance = INFINITY;
    for (size_t i = 0; i < record->cell_count; i++) {
        const struct yoke_cell *cell = &record->cells[i];
        const double off = fabs(log((double)cell->workers / workers));
        if (off >= distance || cell->status == YOKE_CELL_FAILED || cell->status == YOKE_CELL_SKIPPED ||
            !scaling_same_curve(cell, like))
            continue;
        nearest = i;
        distance = off;
    }
    return nearest;
}

/* Is throughput by the law within a share of its peak? */
struct threshold {
    const struct scaling_fit *law;
    double enough;
};

static bool is_enough(const void *own, double workers)
{
    const struct threshold *threshold = own;
    return scaling_predict(threshold->law, workers) >= threshold->enough;
}

static size_t unmeasured_nearest(const struct yoke_record *record, const struct yoke_cell *like, double workers)
{
    const size_t nearest = cell_nearest(record, like, workers);
    return nearest < record->cell_count && record->cells[nearest].sample_count ? record->cell_count : nearest;
}

/* Has the best been measured so often that the law has said what it can? Later fits cost more and say the same. */
static bool is_late(const struct recommend_curve *curve)
{
    return curve->best == curve->count || curve->points[curve->best].cell->wall_ns.n >= LOOKS_FIRST;
}

int tuner_law_find(const struct yoke_record *record, const struct recommend_curve *curve, double theta,
                   struct tuner_law *law)
{
    struct scaling_point *points = NULL;
    struct scaling_fit fit;
    *law = (struct tuner_law){record->cell_count, record->cell_count};
    if (is_late(curve))
        return 0;
    const int count = points_gather(curve, &points);
    if (count > 0 && peak_find(points, (size_t)count, &fit)) {
        const struct yoke_cell *like = curve->points[0].cell;
        const struct threshold threshold = {&fit, scaling_predict(&fit, fit.peak.value) / (1 + theta)};
        law->top = unmeasured_nearest(record, like, fit.peak.value);
        law->knee = unmeasured_nearest(record, like, bisection_first(is_enough, &threshold, 1, fit.peak.value));
    }
    free(points);
    return count < 0 ? count : 0;
}

/* SPDX-License-Identifier: MIT */
/* Sorting cells by work, by the way they are run and by load. */
#include "latency_loads.h"

#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "text.h"
#include "utilisation.h"

enum { NAME_COLUMNS = 24 }; /* above a column; the data file has all of it */

/* No rate and no number of workers lies beyond, but a record may say anything. */
static const double LOAD_LEAST = 1e-6, LOAD_MOST = 1e15;

static bool cell_recorded(const struct yoke_cell *cell)
{
    return cell->latency.n != YOKE_MISSING && cell->latency.n && !cell->side;
}

/* The same work, whatever its load and however it is run. How many tasks of it there are follows from the rate in an open loop. */
static bool work_same(const struct yoke_cell *left, const struct yoke_cell *right)
{
    if (!yoke_text_same(left->workload, right->workload) || !yoke_text_same(left->scale, right->scale) ||
        !yoke_text_same(left->arrivals, right->arrivals) || left->param_count != right->param_count ||
        (!left->arrivals && !left->scale && left->tasks != right->tasks))
        return false;
    for (size_t i = 0; i < left->param_count; i++)
        if (!yoke_setting_same(&left->params[i], &right->params[i]))
            return false;
    return true;
}

static bool way_same(const struct yoke_cell *left, const struct yoke_cell *right)
{
    return yoke_text_same(left->executor, right->executor) && yoke_text_same(left->schedule, right->schedule) &&
           left->chunk == right->chunk && yoke_text_same(left->placement, right->placement);
}

bool latency_loads_begin(const struct yoke_record *record, const struct yoke_cell *cell)
{
    if (!cell_recorded(cell))
        return false;
    for (const struct yoke_cell *earlier = record->cells; earlier < cell; earlier++)
        if (cell_recorded(earlier) && work_same(earlier, cell))
            return false;
    return true;
}

/* --- what varies ------------------------------------------------------------------------------------------------------ */

static bool rate_varies(const struct yoke_record *record, const struct yoke_cell *first)
{
    for (const struct yoke_cell *cell = first; first->arrivals && cell < record->cells + record->cell_count; cell++)
        if (cell_recorded(cell) && work_same(first, cell) && cell->offered_rate != first->offered_rate)
            return true;
    return false;
}

/* What is drawn beside one another needs to be told apart. */
struct variety {
    bool schedule, chunk, placement;
};

static struct variety variety_of(const struct yoke_record *record, const struct yoke_cell *first)
{
    struct variety varies = {false, false, false};
    for (const struct yoke_cell *cell = first; cell < record->cells + record->cell_count; cell++) {
        if (!cell_recorded(cell) || !work_same(first, cell) || cell->serial)
            continue;
        varies.schedule |= !yoke_text_same(cell->schedule, first->schedule) && !first->serial;
        varies.chunk |= cell->chunk != first->chunk && yoke_text_same(cell->schedule, first->schedule);
        varies.placement |= !yoke_text_same(cell->placement, first->placement);
    }
    return varies;
}

static void series_name(struct latency_series *series, const struct latency_loads *loads, const struct yoke_cell *cell,
                        const struct variety *varies)
{
    char executor[128], rest[128], workers[32] = "", chunk[32] = "";
    text_fit(executor, sizeof executor, cell->executor, NAME_COLUMNS, true);
    text_fit(rest, sizeof rest, varies->placement ? cell->placement : varies->schedule || varies->chunk ? cell->schedule : "", 16, true);
    if (loads->by_rate && !cell->serial)
        snprintf(workers, sizeof workers, " × %" PRIu64, cell->workers);
    if (varies->chunk && cell->chunk != YOKE_MISSING)
        snprintf(chunk, sizeof chunk, ",%" PRIu64, cell->chunk);
    snprintf(series->name, sizeof series->name, "%.120s%s%s%.60s%s", executor, workers, *rest ? " " : "", rest, chunk);
}

/* --- gathering -------------------------------------------------------------------------------------------------------- */

static struct latency_series *series_of(const struct latency_loads *loads, const struct yoke_cell *cell)
{
    for (size_t i = 0; i < loads->count; i++) {
        const struct yoke_cell *own = loads->series[i].points[0].cell;
        if (way_same(own, cell) && (!loads->by_rate || own->workers == cell->workers))
            return &loads->series[i];
    }
    return NULL;
}

static int series_new(struct latency_loads *loads, const struct yoke_cell *cell, const struct variety *varies)
{
    struct latency_series *grown = realloc(loads->series, (loads->count + 1) * sizeof *grown);
    if (!grown)
        return -ENOMEM;
    loads->series = grown;
    grown[loads->count] = (struct latency_series){.capacity = NAN};
    series_name(&grown[loads->count], loads, cell, varies);
    return 0;
}

static int point_add(struct latency_series *series, const struct yoke_cell *cell, double load)
{
    struct latency_point *grown = realloc(series->points, (series->count + 1) * sizeof *grown);
    if (!grown)
        return -ENOMEM;
    series->points = grown;
    size_t at = series->count++;
    for (; at > 0 && grown[at - 1].load > load; at--)
        grown[at] = grown[at - 1];
    grown[at] = (struct latency_point){cell, load, cell->arrivals && utilisation_overloaded(cell)};
    if (grown[at].overloaded && isfinite(cell->rate.value))
        series->capacity = fmax(isnan(series->capacity) ? 0 : series->capacity, cell->rate.value);
    return 0;
}

static int cell_add(struct latency_loads *loads, const struct yoke_cell *cell, const struct variety *varies)
{
    const double load = loads->by_rate ? cell->offered_rate : (double)cell->workers;
    struct latency_series *series = series_of(loads, cell);
    if (!(load > LOAD_LEAST) || !(load < LOAD_MOST) || (!loads->by_rate && loads->first->arrivals && cell->offered_rate != loads->first->offered_rate))
        return 0;
    if (!series) {
        if (series_new(loads, cell, varies))
            return -ENOMEM;
        series = &loads->series[loads->count]; /* counted once it has a point */
        loads->count++;
        const int status = point_add(series, cell, load);
        loads->count -= status != 0;
        return status;
    }
    return point_add(series, cell, load);
}

/* A single load is no curve. */
static void singles_drop(struct latency_loads *loads)
{
    size_t kept = 0;
    for (size_t i = 0; i < loads->count; i++) {
        const struct latency_series *series = &loads->series[i];
        if (series->points[0].load == series->points[series->count - 1].load)
            free(series->points);
        else
            loads->series[kept++] = *series;
    }
    loads->count = kept;
}

static double target_of(const struct yoke_record *record, const struct yoke_cell *first)
{
    for (size_t i = 0; i < record->advice_count; i++)
        if (yoke_text_same(record->advice[i].objective, "p99") && yoke_text_same(record->advice[i].workload, first->workload))
            return record->advice[i].target;
    return NAN;
}

int latency_loads_init(struct latency_loads *loads, const struct yoke_record *record, const struct yoke_cell *first)
{
    const struct variety varies = variety_of(record, first);
    int status = 0;
    *loads = (struct latency_loads){.record = record, .first = first, .by_rate = rate_varies(record, first)};
    loads->target_ns = target_of(record, first);
    for (const struct yoke_cell *cell = first; cell < record->cells + record->cell_count && !status; cell++)
        if (cell_recorded(cell) && work_same(first, cell))
            status = cell_add(loads, cell, &varies);
    singles_drop(loads);
    if (!status && !loads->count)
        status = -ENODATA;
    if (status)
        latency_loads_release(loads);
    return status;
}

void latency_loads_release(struct latency_loads *loads)
{
    for (size_t i = 0; i < loads->count; i++)
        free(loads->series[i].points);
    free(loads->series);
    *loads = (struct latency_loads){.count = 0};
}

const struct latency_point *latency_sustained(const struct latency_series *series)
{
    const struct latency_point *best = NULL;
    for (size_t i = 0; i < series->count && !series->points[i].overloaded; i++)
        best = &series->points[i];
    return best;
}

const struct latency_point *latency_within(const struct latency_loads *loads, const struct latency_series *series)
{
    const struct latency_point *best = NULL;
    for (size_t i = 0; i < series->count; i++) {
        const struct latency_point *point = &series->points[i];
        const bool within = point->cell->latency.p99_ns.high <= loads->target_ns && !point->overloaded;
        if (loads->by_rate ? !within : within)
            return loads->by_rate ? best : point;
        best = loads->by_rate ? point : NULL;
    }
    return best;
}

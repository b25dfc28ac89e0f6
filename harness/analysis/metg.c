/* SPDX-License-Identifier: MIT */
/* Cells that differ in one parameter make a curve; the curve of the estimates gives the value, the curves of the intervals'
 * ends give its interval. What was not measured is never extrapolated. */
#include "metg.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "works.h"

static int point_order(const void *left, const void *right)
{
    const struct metg_point *first = left, *second = right;
    return (first->task_ns > second->task_ns) - (first->task_ns < second->task_ns);
}

enum metg_side metg_cross(struct metg_point points[], size_t count, double level, double *task_ns)
{
    qsort(points, count, sizeof *points, point_order);
    size_t above = count; /* from here on all reach the level */
    while (above > 0 && points[above - 1].efficiency >= level)
        above--;
    *task_ns = points[above == 0 ? 0 : count - 1].task_ns;
    if (above == 0)
        return METG_BELOW;
    if (above == count)
        return METG_ABOVE;
    const struct metg_point *low = &points[above - 1], *high = &points[above];
    const double share = (level - low->efficiency) / (high->efficiency - low->efficiency);
    *task_ns = low->task_ns * pow(high->task_ns / low->task_ns, share);
    return METG_CROSSED;
}

/* --- which cells make a curve ------------------------------------------------------------------------------------- */

static bool text_is_same(const char *left, const char *right)
{
    return left == right || (left && right && !strcmp(left, right));
}

/* The one numeric parameter that the workload's cells differ in; -1: none, or more than one. */
static int param_swept(const struct yoke_record *record, const struct yoke_cell *like)
{
    int swept = -1;
    for (size_t i = 0; i < record->cell_count; i++) {
        const struct yoke_cell *cell = &record->cells[i];
        if (!text_is_same(cell->workload, like->workload) || cell->param_count != like->param_count)
            continue;
        for (size_t k = 0; k < cell->param_count; k++) {
            const struct yoke_setting_value *own = &cell->params[k], *other = &like->params[k];
            if (own->value == other->value && text_is_same(own->word, other->word))
                continue;
            if (own->word || other->word || (swept >= 0 && swept != (int)k))
                return -1;
            swept = (int)k;
        }
    }
    return swept;
}

static bool curve_is_same(const struct yoke_cell *left, const struct yoke_cell *right)
{
    return text_is_same(left->workload, right->workload) && text_is_same(left->executor, right->executor) &&
           left->workers == right->workers && text_is_same(left->side, right->side) &&
           text_is_same(left->schedule, right->schedule) &&
           left->chunk == right->chunk && text_is_same(left->placement, right->placement);
}

static bool curve_has_begun(const struct yoke_record *record, const struct yoke_cell *cell)
{
    for (const struct yoke_cell *earlier = record->cells; earlier < cell; earlier++)
        if (curve_is_same(earlier, cell))
            return true;
    return false;
}

/* What one task of the cell takes in its baseline; NaN without a serial one. */
static double task_length(const struct yoke_record *record, const struct works *works, const struct yoke_cell *cell)
{
    const struct yoke_cell *base = works_baseline(record, works, cell);
    if (!base || !base->serial || cell->scale || cell->tasks == YOKE_MISSING || cell->tasks == 0)
        return NAN;
    return base->wall_ns.median / (double)cell->tasks;
}

/* --- curves ------------------------------------------------------------------------------------------------------- */

/* Which of a cell's efficiencies. */
enum bound { BOUND_VALUE, BOUND_LOW, BOUND_HIGH };

static double efficiency_of(const struct yoke_cell *cell, enum bound bound)
{
    return bound == BOUND_LOW    ? cell->efficiency.low
           : bound == BOUND_HIGH ? cell->efficiency.high
                                 : cell->efficiency.value;
}

struct curve {
    const struct works *works; /* of the record */
    struct metg_point *points;
    size_t count;
    size_t gaps; /* cells without this efficiency */
};

static void curve_gather(const struct yoke_record *record, const struct yoke_cell *like, enum bound bound,
                         struct curve *curve)
{
    curve->count = curve->gaps = 0;
    for (size_t i = 0; i < record->cell_count; i++) {
        const struct yoke_cell *cell = &record->cells[i];
        if (!curve_is_same(cell, like))
            continue;
        const struct metg_point point = {task_length(record, curve->works, cell), efficiency_of(cell, bound)};
        if (point.task_ns > 0 && isfinite(point.efficiency))
            curve->points[curve->count++] = point;
        else
            curve->gaps++;
    }
}

static bool curve_is_wide(const struct curve *curve)
{
    double least = INFINITY, most = 0;
    for (size_t i = 0; i < curve->count; i++) {
        least = fmin(least, curve->points[i].task_ns);
        most = fmax(most, curve->points[i].task_ns);
    }
    return curve->count >= METG_SIZES_LEAST && most >= METG_SPAN_LEAST * least;
}

/* Where the curve of one end of the intervals crosses. It may lie wholly on one side: below the smallest size it bounds the
 * METG from above, above the largest size from below. NaN: it bounds nothing, or an interval is open. */
static double bound_cross(const struct yoke_record *record, const struct yoke_cell *like, enum bound bound,
                          struct curve *curve)
{
    double task_ns;
    curve_gather(record, like, bound, curve);
    if (curve->gaps || !curve->count)
        return NAN;
    const enum metg_side vain = bound == BOUND_HIGH ? METG_BELOW : METG_ABOVE;
    return metg_cross(curve->points, curve->count, METG_LEVEL, &task_ns) == vain ? NAN : task_ns;
}

static void entry_fill(struct record *memory, const struct yoke_cell *like, struct curve *curve, struct yoke_metg *entry)
{
    double task_ns;
    const enum metg_side side = metg_cross(curve->points, curve->count, METG_LEVEL, &task_ns);
    entry->sizes = curve->count;
    entry->smallest_ns = curve->points[0].task_ns;
    entry->largest_ns = curve->points[curve->count - 1].task_ns;
    if (side == METG_CROSSED)
        entry->value_ns = task_ns;
    if (side == METG_BELOW) {
        entry->status = YOKE_METG_BELOW;
        entry->reason = record_text(memory, "all sizes reach %.0f %% of ideal, the smallest takes %.3g ns a task",
                                    100 * METG_LEVEL, task_ns);
    }
    if (side == METG_ABOVE) {
        entry->status = YOKE_METG_NOT_REACHED;
        entry->reason = record_text(memory, "the largest size, %.3g ns a task, does not reach %.0f %% of ideal", task_ns,
                                    100 * METG_LEVEL);
    }
    entry->low_ns = bound_cross(&memory->facts, like, BOUND_HIGH, curve);
    entry->high_ns = bound_cross(&memory->facts, like, BOUND_LOW, curve);
}

static struct yoke_metg entry_of(const struct yoke_cell *cell, const char *parameter)
{
    return (struct yoke_metg){.workload = cell->workload,
                              .parameter = parameter,
                              .executor = cell->executor,
                              .workers = cell->workers,
                              .schedule = cell->schedule,
                              .chunk = cell->chunk,
                              .placement = cell->placement,
                              .status = YOKE_METG_OK,
                              .value_ns = NAN,
                              .low_ns = NAN,
                              .high_ns = NAN};
}

int metg_compute(struct record *record)
{
    struct yoke_record *facts = &record->facts;
    facts->metg = NULL;
    facts->metg_count = 0;
    struct yoke_metg *entries = record_alloc(record, (facts->cell_count + 1) * sizeof *entries);
    struct works works;
    struct curve curve = {.works = &works, .points = calloc(facts->cell_count + 1, sizeof *curve.points)};
    int status = works_group(facts, &works);
    if (!entries || !curve.points)
        status = -ENOMEM;
    for (size_t i = 0; i < facts->cell_count && !status; i++) {
        const struct yoke_cell *cell = &facts->cells[i];
        const bool apt = !cell->serial && !cell->empty && text_is_same(cell->bound, "cpu");
        if (!apt || curve_has_begun(facts, cell))
            continue;
        const int swept = param_swept(facts, cell);
        curve_gather(facts, cell, BOUND_VALUE, &curve);
        if (swept < 0 || !curve_is_wide(&curve))
            continue;
        entries[facts->metg_count] = entry_of(cell, cell->params[swept].name);
        entry_fill(record, cell, &curve, &entries[facts->metg_count++]);
    }
    facts->metg = facts->metg_count ? entries : NULL;
    works_release(&works);
    free(curve.points);
    return status;
}

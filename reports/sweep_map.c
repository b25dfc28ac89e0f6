/* SPDX-License-Identifier: MIT */
/* The number of workers to take is the recommendation of `yoke tune` (recommend.h): the arg-max of many equally good
 * ones would be luck. */
#include "sweep_map.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>

#include "recommend.h"

double sweep_map_speedup(const struct sweep_map *map, size_t shown, size_t row, size_t width)
{
    const struct yoke_cell *cell = sweep_cell(map->sweep, map->shown[shown], row, width);
    return cell && isfinite(cell->speedup.value) && cell->speedup.value > 0 ? cell->speedup.value : NAN;
}

const struct sweep_pick *sweep_map_pick(const struct sweep_map *map, size_t shown, size_t row)
{
    return &map->picks[shown * map->sweep->row_count + row];
}

/* Does the way have something to show? A baseline with one number of workers is 1 everywhere by definition. */
static bool series_shows(const struct sweep *sweep, size_t series, size_t *widths)
{
    bool shows = false;
    *widths = 0;
    for (size_t column = 0; column < sweep->width_count; column++) {
        bool measured = false;
        for (size_t row = 0; row < sweep->row_count; row++) {
            const struct yoke_cell *cell = sweep_cell(sweep, series, row, column);
            const bool own = cell && yoke_text_same(cell->baseline, cell->name);
            measured |= cell && cell->speedup.value > 0 && isfinite(cell->speedup.value);
            shows |= measured && !own;
        }
        *widths += measured;
    }
    return shows;
}

static void range_find(struct sweep_map *map)
{
    map->least = INFINITY;
    map->most = 0;
    map->widest = NAN;
    for (size_t s = 0; s < map->shown_count; s++)
        for (size_t row = 0; row < map->sweep->row_count; row++)
            for (size_t width = 0; width < map->sweep->width_count; width++) {
                const double speedup = sweep_map_speedup(map, s, row, width);
                if (isnan(speedup))
                    continue;
                const struct yoke_estimate *estimate = &sweep_cell(map->sweep, map->shown[s], row, width)->speedup;
                map->least = fmin(map->least, speedup);
                map->most = fmax(map->most, speedup);
                const double half = (estimate->high - estimate->low) / 2 / speedup;
                map->widest = isfinite(half) ? fmax(isnan(map->widest) ? 0 : map->widest, half) : map->widest;
            }
}

static double best_of_row(const struct sweep_map *map, size_t shown, size_t row, const struct yoke_cell **cell)
{
    double best = NAN;
    *cell = NULL;
    for (size_t width = 0; width < map->sweep->width_count; width++) {
        const double speedup = sweep_map_speedup(map, shown, row, width);
        if (isnan(speedup) || speedup <= best)
            continue;
        best = speedup;
        *cell = sweep_cell(map->sweep, map->shown[shown], row, width);
    }
    return best;
}

static void leader_find(struct sweep_map *map)
{
    double highest = -INFINITY;
    for (size_t s = 0; s < map->shown_count; s++) {
        double logs = 0;
        for (size_t row = 0; row < map->sweep->row_count; row++) {
            const struct yoke_cell *cell;
            const double best = best_of_row(map, s, row, &cell);
            logs += isnan(best) ? 0 : log(best);
        }
        if (logs > highest) {
            highest = logs;
            map->leader = s;
        }
    }
}

static bool width_find(const struct sweep *sweep, size_t series, size_t row, const struct yoke_cell *cell,
                       size_t *width)
{
    for (*width = 0; *width < sweep->width_count; ++*width)
        if (sweep_cell(sweep, series, row, *width) == cell)
            return true;
    return false;
}

static int pick_make(const struct sweep_map *map, size_t shown, size_t row, struct sweep_pick *pick)
{
    const struct recommend_rule rule = {.objective = RECOMMEND_THROUGHPUT, .target = NAN, .theta = RECOMMEND_THETA};
    const struct yoke_cell *best;
    struct recommend_curve curve;
    best_of_row(map, shown, row, &best);
    if (!best || best->speedup.value <= 1)
        return 0;
    const int status = recommend_judge(map->sweep->record, best, &rule, &curve);
    const bool proven = !status && curve.chosen < curve.count && best->speedup.low > 1,
               likely = !status && curve.likely < curve.count;
    const struct yoke_cell *cell = proven   ? curve.points[curve.chosen].cell
                                   : likely ? curve.points[curve.likely].cell
                                            : best;
    if (!status && width_find(map->sweep, map->shown[shown], row, cell, &pick->width))
        pick->standing = proven ? SWEEP_PROVEN : SWEEP_LIKELY;
    recommend_release(&curve);
    return status;
}

int sweep_map_init(struct sweep_map *map, const struct sweep *sweep)
{
    bool several = false;
    int status = 0;
    *map = (struct sweep_map){.sweep = sweep};
    for (size_t i = 0; i < sweep->series_count; i++) {
        size_t widths;
        if (!series_shows(sweep, i, &widths))
            continue;
        map->shown[map->shown_count++] = i;
        several |= widths > 1;
    }
    if (!several)
        return -ENODATA;
    map->picks = calloc(map->shown_count * sweep->row_count, sizeof *map->picks);
    if (!map->picks)
        return -ENOMEM;
    for (size_t s = 0; s < map->shown_count && !status; s++)
        for (size_t row = 0; row < sweep->row_count && !status; row++)
            status = pick_make(map, s, row, &map->picks[s * sweep->row_count + row]);
    range_find(map);
    leader_find(map);
    if (status)
        sweep_map_release(map);
    return status;
}

void sweep_map_release(struct sweep_map *map)
{
    free(map->picks);
    *map = (struct sweep_map){.sweep = NULL};
}

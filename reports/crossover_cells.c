/* SPDX-License-Identifier: MIT */
/* Cells of one record were visited block by block: their times are compared in pairs of one block (speedup.h), by
 * winsorised signed ranks. */
#include "crossover_cells.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>

#include "speedup.h"
#include "works.h"

const struct crossover_contest *crossover_at(const struct crossover *crossover, size_t row, size_t width)
{
    return &crossover->contests[row * (crossover->sweep->width_count + 1) + width];
}

static bool has_time(const struct yoke_cell *cell)
{
    return cell && cell->wall_ns.median > 0 && isfinite(cell->wall_ns.median);
}

/* The series' cell in that column; in the last one its fastest. NULL: none was measured. */
static const struct yoke_cell *entrant(const struct sweep *sweep, size_t series, size_t row, size_t width)
{
    const struct yoke_cell *best = has_time(sweep->series[series].apart[row]) ? sweep->series[series].apart[row] : NULL;
    if (width < sweep->width_count) {
        const struct yoke_cell *cell = sweep_cell(sweep, series, row, width);
        return has_time(cell) ? cell : NULL;
    }
    for (size_t i = 0; i < sweep->width_count; i++) {
        const struct yoke_cell *cell = sweep_cell(sweep, series, row, i);
        if (has_time(cell) && (!best || cell->wall_ns.median < best->wall_ns.median))
            best = cell;
    }
    return best;
}

static int lead_measure(const struct yoke_cell *first, const struct yoke_cell *second, struct yoke_estimate *lead)
{
    const int status = speedup_ratio(second, first, lead);
    if (isnan(lead->value))
        *lead = (struct yoke_estimate){second->wall_ns.median / first->wall_ns.median, NAN, NAN};
    return status;
}

static int contest_hold(const struct sweep *sweep, size_t row, size_t width, struct crossover_contest *contest)
{
    const struct yoke_cell *second = NULL;
    for (size_t s = 0; s < sweep->series_count; s++) {
        const struct yoke_cell *cell = entrant(sweep, s, row, width);
        if (!cell || (contest->cell && !works_same(cell, contest->cell)))
            continue;
        if (!contest->cell || cell->wall_ns.median < contest->cell->wall_ns.median) {
            second = contest->cell;
            contest->second = contest->first;
            contest->cell = cell;
            contest->first = s;
        } else if (!second || cell->wall_ns.median < second->wall_ns.median) {
            second = cell;
            contest->second = s;
        }
    }
    if (!second) {
        contest->standing = contest->cell ? CROSSOVER_ALONE : CROSSOVER_EMPTY;
        return 0;
    }
    const int status = lead_measure(contest->cell, second, &contest->lead);
    contest->standing = isnan(contest->lead.low) ? CROSSOVER_OPEN
                        : contest->lead.low > 1  ? CROSSOVER_WON
                                                 : CROSSOVER_TIE;
    return status;
}

static void contest_count(struct crossover *crossover, const struct crossover_contest *contest)
{
    crossover->wins[contest->first] += contest->standing == CROSSOVER_WON;
    crossover->won += contest->standing == CROSSOVER_WON;
    crossover->undecided += contest->standing == CROSSOVER_TIE || contest->standing == CROSSOVER_OPEN;
    crossover->alone += contest->standing == CROSSOVER_ALONE;
}

static int contests_hold(struct crossover *crossover)
{
    const struct sweep *sweep = crossover->sweep;
    int status = 0;
    for (size_t row = 0; row < sweep->row_count && !status; row++)
        for (size_t width = 0; width <= sweep->width_count && !status; width++) {
            struct crossover_contest *contest = &crossover->contests[row * (sweep->width_count + 1) + width];
            status = contest_hold(sweep, row, width, contest);
            if (width < sweep->width_count)
                contest_count(crossover, contest);
            if (contest->standing == CROSSOVER_WON)
                crossover->most = fmax(crossover->most, contest->lead.value);
        }
    return status;
}

/* Ways of running other than the one serial cell that others are compared with. */
static size_t ways_count(const struct sweep *sweep)
{
    size_t count = 0;
    for (size_t s = 0; s < sweep->series_count; s++) {
        const struct study_series *source = sweep->series[s].source;
        count += !(source->cell_count == 1 && source->cells[0]->serial);
    }
    return count;
}

int crossover_init(struct crossover *crossover, const struct sweep *sweep)
{
    *crossover = (struct crossover){.sweep = sweep, .most = 1};
    if (!sweep->numeric || ways_count(sweep) < 2)
        return -ENODATA;
    crossover->contests = calloc(sweep->row_count * (sweep->width_count + 1), sizeof *crossover->contests);
    int status = crossover->contests ? contests_hold(crossover) : -ENOMEM;
    if (!status && crossover->won + crossover->undecided == 0)
        status = -ENODATA;
    if (status)
        crossover_release(crossover);
    return status;
}

void crossover_release(struct crossover *crossover)
{
    free(crossover->contests);
    *crossover = (struct crossover){.sweep = NULL};
}

/* Where the kernel tells how long the worker was ready and had no processor, that is no wait. */
static double wait_ratio(const struct yoke_cell *cell)
{
    if (cell->accounting.cpu > 0 && isfinite(cell->accounting.blocked))
        return fmax(cell->accounting.blocked, 0) / cell->accounting.cpu;
    return cell->cpu_ns.median > 0 ? fmax(cell->wall_ns.median / cell->cpu_ns.median - 1, 0) : NAN;
}

double crossover_wait_ratio(const struct sweep *sweep, size_t row)
{
    for (size_t s = 0; s < sweep->series_count; s++)
        for (size_t width = 0; width <= sweep->width_count; width++) {
            const struct yoke_cell *cell =
                width < sweep->width_count ? sweep_cell(sweep, s, row, width) : sweep->series[s].apart[row];
            if (cell && cell->serial && cell->workers == 1 && has_time(cell))
                return wait_ratio(cell);
        }
    return NAN;
}

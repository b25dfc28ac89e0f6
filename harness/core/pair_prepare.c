/* SPDX-License-Identifier: MIT */
/* The record of a comparison about to begin. */
#include <errno.h>
#include <math.h>
#include <stdlib.h>

#include "pair_driver.h"

/* Every cell twice; the copies share all they point to. NULL when memory is short. */
static struct cell *cells_double(const struct cell *cells, size_t count)
{
    struct cell *doubled = calloc(2 * count + 1, sizeof *doubled);
    for (size_t i = 0; doubled && i < 2 * count; i++)
        doubled[i] = cells[i / 2];
    return doubled;
}

int pair_prepare(const struct driver_options *run, struct record *record, struct yoke_error *error)
{
    struct driver_options doubled = *run;
    struct cell *cells = cells_double(run->cells, run->cell_count);
    if (!cells)
        return -ENOMEM;
    doubled.cells = cells;
    doubled.cell_count = 2 * run->cell_count;
    int status = driver_prepare(&doubled, record, error);
    for (size_t i = 0; i < record->facts.cell_count && !status; i++) {
        struct yoke_cell *cell = &record->facts.cells[i];
        cell->side = i % 2 ? GATE_CANDIDATE : GATE_BASE;
        cell->name = record_text(record, "%s" GATE_SIDE_AXIS "%s", cell->name, cell->side);
        status = cell->name ? 0 : -ENOMEM;
    }
    /* pairs are counted by the suite, not by the plan */
    record->facts.plan.blocks = record->facts.plan.reserve = YOKE_MISSING;
    record->facts.plan.precision = NAN;
    free(cells);
    return status;
}

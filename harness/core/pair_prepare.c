/* SPDX-License-Identifier: MIT */
/* The record of a comparison about to begin. */
#include <errno.h>
#include <math.h>
#include <stdlib.h>

#include "pair_driver.h"

struct cell *pair_cells_double(const struct cell *cells, size_t count)
{
    struct cell *doubled = calloc(2 * count + 1, sizeof *doubled);
    for (size_t i = 0; doubled && i < 2 * count; i++)
        doubled[i] = cells[i / 2];
    return doubled;
}

int pair_prepare(const struct driver_options *run, struct record *record, struct yoke_error *error)
{
    int status = driver_prepare(run, record, error);
    for (size_t i = 0; i < record->facts.cell_count && !status; i++) {
        struct yoke_cell *cell = &record->facts.cells[i];
        cell->side = i % 2 ? GATE_CANDIDATE : GATE_BASE;
        cell->name = record_text(record, "%s" GATE_SIDE_AXIS "%s", cell->name, cell->side);
        status = cell->name ? 0 : -ENOMEM;
    }
    /* pairs are counted by the suite, not by the plan */
    record->facts.plan.blocks = record->facts.plan.reserve = YOKE_MISSING;
    record->facts.plan.precision = NAN;
    return status;
}

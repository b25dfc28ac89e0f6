/* SPDX-License-Identifier: MIT */
#include "partial.h"

#include <inttypes.h>

#include "liveness.h"

static uint64_t blocks_visited(const struct yoke_cell *cell)
{
    uint64_t count = 0;
    for (size_t i = 0; i < cell->sample_count; i++)
        count += i == 0 || cell->samples[i].block != cell->samples[i - 1].block;
    return count;
}

void partial_mark(struct record *record, uint64_t blocks)
{
    for (size_t i = 0; i < record->facts.cell_count; i++) {
        struct yoke_cell *cell = &record->facts.cells[i];
        if (!cell_is_alive(cell) || blocks_visited(cell) >= blocks)
            continue;
        cell->status = YOKE_CELL_PARTIAL;
        cell->reason =
            record_text(record, "stopped after %" PRIu64 " of %" PRIu64 " blocks", blocks_visited(cell), blocks);
    }
}

void partial_revive(struct yoke_record *facts)
{
    for (size_t i = 0; i < facts->cell_count; i++)
        if (facts->cells[i].status == YOKE_CELL_PARTIAL) {
            facts->cells[i].status = YOKE_CELL_OK;
            facts->cells[i].reason = NULL;
        }
}

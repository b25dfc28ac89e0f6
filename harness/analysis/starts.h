/* SPDX-License-Identifier: MIT */
/* A start is one process of a cell; its samples stand together in the cell's list. */
#ifndef STARTS_H
#define STARTS_H

#include "yoke/note.h"
#include "yoke/record.h"

/* The index after the last sample of the start whose first sample is `first`. */
static inline size_t starts_end(const struct yoke_cell *cell, size_t first)
{
    size_t last = first;
    while (last < cell->sample_count && cell->samples[last].process == cell->samples[first].process &&
           cell->samples[last].block == cell->samples[first].block)
        last++;
    return last;
}

/* Did each start of this cell run at the same time as one of the other side? */
static inline bool starts_in_duet(const struct yoke_cell *cell)
{
    return yoke_text_same(cell->pairing.how, YOKE_DUET);
}

/* Was each start of this cell run in step with one of the other side, so that what the machine did meanwhile it did to both? */
static inline bool starts_in_step(const struct yoke_cell *cell)
{
    return yoke_text_same(cell->pairing.how, YOKE_INTERLEAVED) || starts_in_duet(cell);
}

#endif

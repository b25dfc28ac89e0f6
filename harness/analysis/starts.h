/* SPDX-License-Identifier: MIT */
/* A start is one process of a cell; its samples stand together in the cell's list. */
#ifndef STARTS_H
#define STARTS_H

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

#endif

/* SPDX-License-Identifier: MIT */
#ifndef LIVENESS_H
#define LIVENESS_H

#include <stdbool.h>

#include "yoke/record.h"

/* Is there still something to be had from visits of the cell? */
static inline bool cell_is_alive(const struct yoke_cell *cell)
{
    return cell->status != YOKE_CELL_FAILED && cell->status != YOKE_CELL_SKIPPED;
}

#endif

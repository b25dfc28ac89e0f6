/* SPDX-License-Identifier: MIT */
/* How fast a gate goes: what one more pair costs, whether its sides run in turns or at once. */
#ifndef GATE_PACE_H
#define GATE_PACE_H

#include <stddef.h>

#include "yoke/record.h"

/* All starts of a record, the earliest first. */
struct gate_pace {
    struct gate_pace_start *starts;
    size_t count;
};

/* Gathers them. Release it. Returns 0 or -ENOMEM. */
int gate_pace_begin(struct gate_pace *pace, const struct yoke_record *facts);
void gate_pace_release(struct gate_pace *pace);

/* Seconds from the first start of a pair of these cells to that of the next pair, whatever cell that is of: the median.
 * NaN: there is none that another followed. */
double gate_pace_seconds(const struct gate_pace *pace, const struct yoke_cell *base, const struct yoke_cell *candidate);

#endif

/* SPDX-License-Identifier: MIT */
/* Whether a visit may begin in a run that has a time to end by, told from the visits there have been. The same work
 * takes fewer workers at most as many times as long as they are fewer: that bounds the time of a cell that nobody has
 * visited yet. */
#ifndef FORESIGHT_H
#define FORESIGHT_H

#include <stdbool.h>
#include <stddef.h>

#include "yoke/record.h"

/* A cell that was never visited may take an even share of the time that is left, and this part of it at most: what it
 * tells is worth nothing without others to compare it with. */
enum { FORESIGHT_SHARES_LEAST = 3 };

/* From this many times the fastest cell of the same work on, fewer workers still are not worth waiting for. */
#define FORESIGHT_FAR 1.5

enum foresight {
    FORESIGHT_BEGIN,
    FORESIGHT_WAIT, /* it may take too long, and wider cells that are still wanted will tell */
    FORESIGHT_SKIP, /* it takes too long */
};

/* What is to become of cell `index`, where `left_ns` of the run's time are left and wanted[i] says which cells its
 * block is still to visit. Of the wanted cells there is always one that does not have to wait. */
enum foresight foresight_of(const struct yoke_record *record, const bool wanted[], size_t index, uint64_t left_ns);

#endif

/* SPDX-License-Identifier: MIT */
/* Watching the machine's settings between blocks: a block during which one of them was not as it had been before the first
 * block is void. */
#ifndef WATCH_H
#define WATCH_H

#include "conditions.h"
#include "record.h"

/* Plain data. */
struct watch {
    struct conditions start;
    bool strayed[CONDITIONS]; /* was it different when last looked at? */
};

/* Takes `start` as what has to stay, and names all conditions in the record. Returns 0 or -ENOMEM. */
int watch_begin(struct watch *watch, const struct conditions *start, struct record *record);

/* After block `block`, the conditions being `now`: adds to the record's changes. What changed and changed back within one
 * block is not seen. Returns 0 or -ENOMEM. */
int watch_look(struct watch *watch, const struct conditions *now, uint64_t block, struct record *record);

#endif

/* SPDX-License-Identifier: MIT */
/* What is to happen later, the soonest first: a heap. */
#ifndef DELAYS_H
#define DELAYS_H

#include <stddef.h>
#include <stdint.h>

struct delay {
    uint64_t due_ns;
    void *what;
};

/* All zero is an empty one; `heap` goes with free. */
struct delays {
    struct delay *heap; /* heap[0] is due first; valid while count > 0 */
    size_t count, room;
};

/* Returns 0 or -ENOMEM. */
int delays_add(struct delays *delays, uint64_t due_ns, void *what);
/* Takes out heap[0], which there must be, and returns what it was. */
void *delays_take(struct delays *delays);

#endif

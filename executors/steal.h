/* SPDX-License-Identifier: MIT */
/* Stealing: every worker begins with an equal share of the tasks and takes from its front; who has nothing left takes
 * half of what another has, from the back. A worker alone in its share touches no line that another writes.
 *
 * The share is counted in units of `grain` tasks, so that both ends fit one word and are moved by one compare-and-swap.
 */
#ifndef STEAL_H
#define STEAL_H

#include "claim.h"

/* Two unit numbers in one word. */
static inline uint64_t steal_pack(uint64_t front, uint64_t back)
{
    return back << 32 | front;
}

static inline uint32_t steal_front(uint64_t range)
{
    return (uint32_t)range;
}

static inline uint32_t steal_back(uint64_t range)
{
    return (uint32_t)(range >> 32);
}

/* The tasks of units front .. back - 1. */
static inline struct span steal_span(const struct claim *claim, uint64_t units)
{
    uint64_t last = (uint64_t)steal_back(units) * claim->grain;
    return (struct span){(uint64_t)steal_front(units) * claim->grain,
                         last < claim->task_count ? last : claim->task_count};
}

/* Deals out the shares; called by claim_open. Coarsens claim->grain where the units would not fit 32 bits. */
void steal_open(struct claim *claim);

/* Takes the next tasks for `worker`: from its own share, else from others'. Returns false when nobody has any left. */
bool steal_take(struct claim *claim, unsigned worker, struct span *span);

#endif

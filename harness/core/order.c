/* SPDX-License-Identifier: MIT */
/* The inside-out form of the shuffle: the order is filled and shuffled in one pass. */
#include "order.h"

#include "yoke/random.h"

void order_shuffle(uint64_t seed, uint64_t block, size_t order[], size_t count)
{
    const uint64_t block_seed = yoke_random_draw(seed, block);
    for (size_t i = 0; i < count; i++) {
        const size_t at = (size_t)yoke_random_upto(block_seed, i, i);
        order[i] = order[at];
        order[at] = i;
    }
}

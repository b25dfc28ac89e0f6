/* SPDX-License-Identifier: MIT */
/* Rations. A reserve is a word like a hand: its lowest number above the count of numbers. Numbers only grow, so no
 * value comes back and a compare-and-swap is never fooled. Everybody takes at the front: the oldest is due first. */
#include "ration.h"

#include "hand.h"

enum {
    /* Numbers drawn at once, at most: the counter's line costs some 20 to 50 ns between two cores, the own line 5. */
    RATION_MOST = 32,
    /* A reserve that is this many rations a worker behind the counter belongs to somebody stuck in a long task: others
     * serve it before they draw anew. */
    RATION_AGE = 4
};

static inline bool reserve_take(struct lane *lane, uint64_t *number)
{
    uint64_t hand = atomic_load_explicit(&lane->range, memory_order_acquire);
    while (hand & HAND_COUNT) {
        *number = hand >> HAND_COUNT_BITS;
        uint64_t rest = hand + ((uint64_t)1 << HAND_COUNT_BITS) - 1;
        if (atomic_compare_exchange_weak_explicit(&lane->range, &hand, rest, memory_order_acq_rel,
                                                  memory_order_acquire))
            return true;
    }
    return false;
}

static bool reserve_take_old(struct claim *claim, unsigned worker, uint64_t next, uint64_t *number)
{
    if (claim->worker_count == 1)
        return false;
    struct lane *own = &claim->lanes[worker];
    own->settled = own->settled % (claim->worker_count - 1) + 1; /* each in turn; the word serves nothing else here */
    struct lane *other = &claim->lanes[(worker + own->settled) % claim->worker_count];
    uint64_t hand = atomic_load_explicit(&other->range, memory_order_relaxed);
    uint64_t age = (uint64_t)RATION_AGE * RATION_MOST * claim->worker_count;
    return (hand & HAND_COUNT) && (hand >> HAND_COUNT_BITS) + age < next && reserve_take(other, number);
}

static bool reserve_take_any(struct claim *claim, unsigned worker, uint64_t *number)
{
    for (unsigned step = 1; step < claim->worker_count; step++)
        if (reserve_take(&claim->lanes[(worker + step) % claim->worker_count], number))
            return true;
    return false;
}

bool ration_take_reserve(struct claim *claim, unsigned worker, uint64_t *number)
{
    return reserve_take(&claim->lanes[worker], number);
}

bool ration_take(struct claim *claim, unsigned worker, uint64_t published, uint64_t *number, bool *reserve)
{
    struct lane *lane = &claim->lanes[worker];
    uint64_t next = atomic_load_explicit(&claim->next, memory_order_acquire);
    if (reserve_take_old(claim, worker, next, number))
        return true;
    while (next < published) {
        uint64_t share = (published - next) / claim->worker_count; /* nearly empty, it is handed out one by one */
        uint64_t count = share < 1 ? 1 : share > RATION_MOST ? RATION_MOST : share;
        if (!atomic_compare_exchange_weak_explicit(&claim->next, &next, next + count, memory_order_acq_rel,
                                                   memory_order_acquire))
            continue;
        *number = next;
        *reserve = count > 1;
        if (count > 1)
            atomic_store_explicit(&lane->range, (next + 1) << HAND_COUNT_BITS | (count - 1), memory_order_seq_cst);
        return true;
    }
    return reserve_take_any(claim, worker, number);
}

bool ration_more(const struct claim *claim)
{
    for (unsigned worker = 0; worker < claim->worker_count; worker++)
        if (atomic_load_explicit(&claim->lanes[worker].range, memory_order_seq_cst) & HAND_COUNT)
            return true;
    return false;
}

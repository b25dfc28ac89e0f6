/* SPDX-License-Identifier: MIT */
/* Hands: drawing and taking from others. Values of a hand never come back (numbers only grow, counts of one drawing
 * only fall), so a compare-and-swap on one is never fooled. */
#include "hand.h"

#include <sched.h>

#include "gate.h"

/* The count while its worker draws: there may be more here in a moment. */
static const uint64_t DRAWING = HAND_COUNT;

enum {
    /* Tasks in a hand, at most: the counter's line costs some 20 ns between two cores, a locked instruction in the own
     * line 5, so more than this gains nothing measurable. */
    HAND_TASKS = 32,
    /* Hands that each worker draws, at least: keeps the order of beginning close to that of the numbers. */
    HANDS_A_WORKER = 64,
    /* Looks around this often before a worker with nothing to do offers its processor to one that is drawing. */
    HAND_ROUNDS_BEFORE_YIELD = 64
};

uint64_t hand_size(const struct claim *claim)
{
    uint64_t by_grain = HAND_TASKS / claim->grain;
    uint64_t by_count = claim->chunk_count / ((uint64_t)HANDS_A_WORKER * claim->worker_count);
    uint64_t size = by_grain < by_count ? by_grain : by_count;
    return size ? size : 1;
}

static bool take_from(struct lane *other, uint64_t *number, bool *drawing)
{
    uint64_t hand = atomic_load_explicit(&other->range, memory_order_acquire);
    while ((hand & HAND_COUNT) != 0 && (hand & HAND_COUNT) != DRAWING) {
        *number = (hand >> HAND_COUNT_BITS) + (hand & HAND_COUNT) - 1; /* the last one: the owner takes the first */
        if (atomic_compare_exchange_weak_explicit(&other->range, &hand, hand - 1, memory_order_acquire,
                                                  memory_order_acquire))
            return true;
    }
    *drawing |= (hand & HAND_COUNT) == DRAWING;
    return false;
}

static bool take_from_others(struct claim *claim, unsigned worker, uint64_t *number)
{
    for (unsigned round = 1;; round++) {
        bool drawing = false;
        for (unsigned step = 1; step < claim->worker_count; step++)
            if (take_from(&claim->lanes[(worker + step) % claim->worker_count], number, &drawing))
                return true;
        if (!drawing)
            return false;
        gate_pause();
        if (round % HAND_ROUNDS_BEFORE_YIELD == 0)
            sched_yield(); /* there is no next task here that this would delay */
    }
}

bool hand_refill(struct claim *claim, unsigned worker, uint64_t *number)
{
    struct lane *lane = &claim->lanes[worker];
    if (atomic_load_explicit(&claim->next, memory_order_acquire) < claim->chunk_count) {
        /* Said before the counter is moved: who finds the counter at its end then knows that numbers may be on their
         * way. */
        atomic_store_explicit(&lane->range, DRAWING, memory_order_relaxed);
        *number = atomic_fetch_add_explicit(&claim->next, claim->hand, memory_order_acq_rel);
        if (*number < claim->chunk_count) {
            uint64_t left = claim->chunk_count - *number;
            uint64_t rest = (left < claim->hand ? left : claim->hand) - 1;
            atomic_store_explicit(&lane->range, (*number + 1) << HAND_COUNT_BITS | rest, memory_order_release);
            return true;
        }
        atomic_store_explicit(&lane->range, 0, memory_order_release);
    }
    return take_from_others(claim, worker, number);
}

/* SPDX-License-Identifier: MIT */
/* Stealing. Words are changed in an order that lets recovery.c tell, for a worker killed at any point, what it had
 * taken: an intention is written down before the swap that carries it out, and wiped when its tasks are done or passed
 * on. */
#include "steal.h"

#include <sched.h>

#include "gate.h"

/* A worker takes a 32nd of its own share at a time (a unit at least): a locked instruction for every task would cost
 * more than the rest of the dispatch together, and what is taken but not begun, out of thieves' reach, stays about 3 %.
 */
enum { STEAL_PARTS = 32 };

/* Looks around this often before a worker with nothing to do offers its processor to whoever is in the middle of a
 * theft. */
enum { STEAL_ROUNDS_BEFORE_YIELD = 64 };

void steal_open(struct claim *claim)
{
    while ((claim->task_count - 1) / claim->grain + 1 > UINT32_MAX)
        claim->grain *= 2;
    uint64_t units = (claim->task_count - 1) / claim->grain + 1;
    for (unsigned worker = 0; worker < claim->worker_count; worker++)
        atomic_store_explicit(&claim->lanes[worker].range,
                              steal_pack(schedule_share(units, claim->worker_count, worker),
                                         schedule_share(units, claim->worker_count, worker + 1)),
                              memory_order_relaxed);
}

static bool take_own(struct claim *claim, struct lane *lane, struct span *span)
{
    uint64_t range = atomic_load_explicit(&lane->range, memory_order_relaxed);
    uint32_t front, size;
    do {
        front = steal_front(range);
        uint32_t units = steal_back(range) - front;
        if (units == 0) {
            atomic_store_explicit(&lane->hold, 0, memory_order_release);
            return false;
        }
        size = units / STEAL_PARTS ? units / STEAL_PARTS : 1;
        atomic_store_explicit(&lane->hold, steal_pack(front, front + size), memory_order_release);
    } while (!atomic_compare_exchange_weak_explicit(&lane->range, &range, steal_pack(front + size, steal_back(range)),
                                                    memory_order_acq_rel, memory_order_relaxed));
    *span = steal_span(claim, steal_pack(front, front + size));
    return true;
}

static bool lane_lock(struct lane *lane, unsigned worker)
{
    uint32_t nobody = 0;
    return atomic_load_explicit(&lane->thief, memory_order_relaxed) == 0 &&
           atomic_compare_exchange_strong_explicit(&lane->thief, &nobody, worker + 1, memory_order_acquire,
                                                   memory_order_relaxed);
}

static void lane_unlock(struct lane *lane)
{
    atomic_store_explicit(&lane->thief, 0, memory_order_release);
}

/* Moves the back half of `victim`'s share, both lanes locked, into `own`. Returns false when there is none. */
static bool loot_move(struct lane *victim, struct lane *own)
{
    uint64_t range = atomic_load_explicit(&victim->range, memory_order_acquire);
    uint64_t loot;
    do {
        uint32_t front = steal_front(range), back = steal_back(range);
        if (front == back)
            return false;
        uint32_t middle = front + (back - front) / 2;
        loot = steal_pack(middle, back);
        atomic_store_explicit(&own->loot, loot, memory_order_release);
    } while (!atomic_compare_exchange_weak_explicit(&victim->range, &range,
                                                    steal_pack(steal_front(range), steal_front(loot)),
                                                    memory_order_acq_rel, memory_order_acquire));
    atomic_store_explicit(&own->range, loot, memory_order_release);
    return true;
}

enum theft { THEFT_NOTHING, THEFT_BUSY, THEFT_DONE };

/* One attempt. Locks are only ever tried, so a worker stopped in the middle of a theft delays other thieves at most.
 * The own lane is locked too: nobody may touch its range between the swap and the moment it is filled. */
static enum theft steal_from(struct claim *claim, unsigned victim, unsigned worker)
{
    struct lane *from = &claim->lanes[victim], *own = &claim->lanes[worker];
    uint64_t range = atomic_load_explicit(&from->range, memory_order_acquire);
    if (steal_front(range) == steal_back(range))
        return atomic_load_explicit(&from->thief, memory_order_acquire) ? THEFT_BUSY : THEFT_NOTHING;
    if (!lane_lock(own, worker))
        return THEFT_BUSY;
    enum theft result = THEFT_BUSY;
    if (lane_lock(from, worker)) {
        result = loot_move(from, own) ? THEFT_DONE : THEFT_NOTHING;
        atomic_store_explicit(&own->loot, 0, memory_order_release);
        lane_unlock(from);
    }
    lane_unlock(own);
    return result;
}

bool steal_take(struct claim *claim, unsigned worker, struct span *span)
{
    struct lane *own = &claim->lanes[worker];
    if (take_own(claim, own, span))
        return true;
    for (unsigned round = 1;; round++) {
        bool busy = false;
        for (unsigned step = 1; step < claim->worker_count; step++) {
            enum theft theft = steal_from(claim, (worker + step) % claim->worker_count, worker);
            if (theft == THEFT_DONE && take_own(claim, own, span))
                return true;
            busy |= theft != THEFT_NOTHING;
        }
        if (!busy)
            return false;
        gate_pause();
        if (round % STEAL_ROUNDS_BEFORE_YIELD == 0)
            sched_yield(); /* there is no next task here that this would delay */
    }
}

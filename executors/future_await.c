/* SPDX-License-Identifier: MIT */
/* A task that waits for a task of the same pool keeps a worker from running it. Two things are done about that. If what
 * it waits for is a descendant, handed in by the task itself or by one of its own, it is run on the spot: that is what
 * the task would have done without a pool. Anything else is not: a task that holds a lock while it waits could be made
 * to run one that wants the lock. And when every worker waits for what only a worker could do, the last one is told. */
#include "future_await.h"

#include <sched.h>

static bool descends(struct yoke_pool *pool, uint32_t id, uint32_t ancestor, uint64_t birth)
{
    while (atomic_load_explicit(&slot_of(pool, id)->traits, memory_order_relaxed) & TRAIT_CHILD) {
        const struct annex *annex = &pool->annexes[id];
        uint32_t parent = atomic_load_explicit(&annex->parent, memory_order_relaxed);
        uint64_t parent_birth = atomic_load_explicit(&annex->parent_birth, memory_order_relaxed);
        if (parent == ancestor && parent_birth == birth)
            return true;
        /* A parent that has ended may have given its slot to another task: then nothing is known any more. */
        if (atomic_load_explicit(&pool->annexes[parent].birth, memory_order_relaxed) != parent_birth)
            return false;
        id = parent;
    }
    return false;
}

static bool slot_done(struct yoke_pool *pool, uint32_t id)
{
    return word_done(atomic_load_explicit(&slot_of(pool, id)->word, memory_order_acquire));
}

bool slot_adopt(struct yoke_pool *pool, uint32_t id)
{
    struct station *station = station_here;
    if (!station || station->pool != pool || !station->current)
        return false;
    if (slot_done(pool, id) || !descends(pool, id, station->current, station->birth))
        return false;
    uint64_t position = pool->annexes[id].position;
    if (position == POSITION_NONE || !queue_remove(pool, position, id))
        return station_run(station, id, true); /* a worker has its number, or will have, and passes it over */
    bool run = station_run(station, id, false);
    if (!run)
        slot_unmark(pool, id, WORD_QUEUED); /* cancelled */
    return run;
}

bool awaiting_begin(struct yoke_pool *pool, uint32_t id)
{
    bool hopeless = true;
    latch_shut(&pool->watch_latch);
    station_here->awaits = id;
    for (unsigned worker = 0; worker < pool->worker_count && hopeless; worker++) {
        uint32_t awaited = pool->stations[worker].awaits;
        hopeless = awaited && !slot_done(pool, awaited) &&
                   !(atomic_load_explicit(&slot_of(pool, awaited)->traits, memory_order_relaxed) & TRAIT_PROMISE);
    }
    latch_open(&pool->watch_latch);
    return !hopeless;
}

void awaiting_end(struct yoke_pool *pool)
{
    latch_shut(&pool->watch_latch);
    station_here->awaits = 0;
    latch_open(&pool->watch_latch);
}

enum {
    /* Looks at a future before sleeping on it, some 2 us: a sleep and a wake-up cost more than that, of the one who
     * ends it too, who would pay for it again and again where tasks are short and futures are asked for in their order.
     */
    LOOKS = 16,
    PAUSES_PER_LOOK = 4,
    /* Then the processor is offered a few times: where there are more threads than processors, who is waited for may be
     * queued behind this one. */
    OFFERS = 4
};

/* Waits for an end that is near. Returns whether it came. */
static bool slot_linger(struct yoke_pool *pool, uint32_t id)
{
    for (int look = 0; look < LOOKS; look++) {
        if (slot_done(pool, id))
            return true;
        for (int pauses = 0; pauses < PAUSES_PER_LOOK; pauses++)
            gate_pause();
    }
    for (int offer = 0; offer < OFFERS && !slot_done(pool, id); offer++)
        sched_yield();
    return slot_done(pool, id);
}

static int slot_sleep(struct yoke_pool *pool, uint32_t id, uint64_t deadline_ns)
{
    if (slot_linger(pool, id))
        return 0;
    _Atomic uint32_t *word = &slot_of(pool, id)->word;
    uint32_t now = atomic_load_explicit(word, memory_order_acquire);
    while (!word_done(now)) {
        if (!(now & WORD_SLEPT) && !atomic_compare_exchange_weak(word, &now, now | WORD_SLEPT))
            continue;
        int status = futex_wait(word, now | WORD_SLEPT, deadline_ns);
        now = atomic_load_explicit(word, memory_order_acquire);
        if (status && !word_done(now))
            return YOKE_E_TIMEOUT;
    }
    return 0;
}

int slot_await(struct yoke_pool *pool, uint32_t id, uint64_t deadline_ns)
{
    if (slot_done(pool, id) || slot_adopt(pool, id))
        return slot_sleep(pool, id, FUTEX_NEVER);
    bool own = station_here && station_here->pool == pool && station_here->current && deadline_ns == FUTEX_NEVER &&
               station_here->worker->index < pool->worker_count;
    if (!own)
        return slot_sleep(pool, id, deadline_ns);
    int status = awaiting_begin(pool, id) ? slot_sleep(pool, id, deadline_ns) : YOKE_E_DEADLOCK;
    awaiting_end(pool);
    return status;
}

/* SPDX-License-Identifier: MIT */
/* The queue: a ring of slot numbers, and what happens at its bound. An entry is overwritten only when it was taken out,
 * so a worker that stands still between drawing a position and looking there is waited for, however long the ring has
 * gone on. */
#include "pool_private.h"

bool queue_push(struct yoke_pool *pool, uint32_t id)
{
    _Atomic uint32_t *entry = &pool->ring[pool->tail & pool->ring_mask];
    if (atomic_load_explicit(entry, memory_order_acquire))
        return false;
    atomic_store_explicit(entry, id, memory_order_release);
    atomic_store_explicit(&pool->commons->source.published, ++pool->tail, memory_order_release);
    return true;
}

uint32_t queue_look(struct yoke_pool *pool, uint64_t position)
{
    return atomic_load_explicit(&pool->ring[position & pool->ring_mask], memory_order_acquire);
}

static void room_tell(struct yoke_pool *pool)
{
    if (!pool->bounded)
        return;
    struct commons *commons = pool->commons;
    atomic_fetch_add(&commons->room, 1);
    if (atomic_load(&commons->blocked))
        futex_wake(&commons->room, INT_MAX);
}

void queue_taken(struct yoke_pool *pool, uint64_t position)
{
    atomic_store_explicit(&pool->ring[position & pool->ring_mask], 0, memory_order_release);
    room_tell(pool);
}

uint32_t queue_take(struct yoke_pool *pool, uint64_t position)
{
    _Atomic uint32_t *entry = &pool->ring[position & pool->ring_mask];
    uint32_t id = atomic_load_explicit(entry, memory_order_relaxed); /* what was removed is passed over in a hurry */
    if (id)
        id = atomic_exchange_explicit(entry, 0, memory_order_acq_rel);
    room_tell(pool);
    return id;
}

bool queue_remove(struct yoke_pool *pool, uint64_t position, uint32_t id)
{
    return atomic_compare_exchange_strong_explicit(&pool->ring[position & pool->ring_mask], &id, 0,
                                                   memory_order_acq_rel, memory_order_relaxed);
}

uint64_t queue_length(struct yoke_pool *pool)
{
    const struct yoke_source *source = &pool->commons->source;
    if (atomic_load(&pool->stage) != STAGE_RUNNING)
        return atomic_load(&pool->stage) == STAGE_NEW ? pool->tail : 0;
    uint64_t drawn = source->drawn ? source->drawn(source->bell) : 0;
    return pool->tail > drawn ? pool->tail - drawn : 0;
}

/* Somebody who waits until `room` is another number. */
struct room_wait {
    struct commons *commons;
    uint32_t room;
};

static int room_await(void *argument)
{
    const struct room_wait *wait = argument;
    atomic_fetch_add(&wait->commons->blocked, 1);
    futex_wait(&wait->commons->room, wait->room, FUTEX_NEVER);
    atomic_fetch_sub(&wait->commons->blocked, 1);
    return 0;
}

int queue_admit(struct yoke_pool *pool)
{
    struct commons *commons = pool->commons;
    for (;;) {
        latch_shut(&pool->latch);
        int status = pool_refusal(pool);
        uint32_t room = atomic_load(&commons->room);
        if (!status && queue_length(pool) < pool->options.queue_bound)
            return 0;
        latch_open(&pool->latch);
        if (status)
            return status;
        if (pool->options.full == YOKE_FULL_CALLER_RUNS) {
            atomic_fetch_add(&pool->caller_ran, 1);
            return 1;
        }
        if (pool->options.full == YOKE_FULL_REJECT || pool_is_here(pool)) {
            atomic_fetch_add(&pool->rejected, 1);
            return YOKE_E_FULL;
        }
        atomic_fetch_add(&pool->blocked, 1);
        struct room_wait wait = {commons, room};
        block_aside(room_await, &wait);
    }
}

/* SPDX-License-Identifier: MIT */
/* A pool's end: closing it, cancelling what is queued, ending workers, waiting for all that, and giving everything
 * back. */
#include <stdlib.h>

#include "pool_private.h"

/* Cancels whatever is in the queue. Nothing is added to it any more. */
static void queue_cancel(struct yoke_pool *pool)
{
    latch_shut(&pool->latch);
    uint32_t high = pool->high;
    latch_open(&pool->latch);
    for (uint32_t id = 1; id <= high; id++) {
        struct slot *slot = slot_of(pool, id);
        uint32_t word = atomic_load(&slot->word);
        if (word_state(word) == WORD_PENDING && (word & WORD_QUEUED))
            yoke_future_cancel((struct yoke_future *)slot);
    }
}

static void pool_close(struct yoke_pool *pool)
{
    struct commons *commons = pool->commons;
    latch_shut(&pool->latch);
    if (pool->state == POOL_OPEN)
        pool->state = POOL_CLOSED;
    bool never = !pool->wanted;
    pool->wanted = true;
    latch_open(&pool->latch);
    atomic_store(&commons->closed, 1);
    parking_wake_all(&commons->parking);
    atomic_fetch_add(&commons->room, 1);
    futex_wake(&commons->room, INT_MAX);
    if (never) {
        atomic_store(&pool->nudge, 2);
        futex_wake(&pool->nudge, 1);
    }
}

static int coordinator_join(void *argument)
{
    struct yoke_pool *pool = argument;
    latch_shut(&pool->join_latch);
    if (!pool->joined)
        pthread_join(pool->coordinator, NULL);
    pool->joined = true;
    latch_open(&pool->join_latch);
    return 0;
}

static void pool_kill(struct yoke_pool *pool)
{
    atomic_store(&pool->killing, true);
    latch_shut(&pool->latch);
    const struct yoke_source *source = &pool->commons->source;
    if (atomic_load(&pool->stage) == STAGE_RUNNING)
        source->ring(source->bell);
    latch_open(&pool->latch);
}

static bool called_by_own_worker(const struct yoke_pool *pool)
{
    return pool_is_here(pool) || pthread_equal(pthread_self(), pool->coordinator);
}

int yoke_pool_shutdown(struct yoke_pool *pool, unsigned flags)
{
    int status = guard(pool);
    if (status)
        return status;
    if (flags > (YOKE_SHUTDOWN_WAIT | YOKE_SHUTDOWN_CANCEL | YOKE_SHUTDOWN_KILL))
        return YOKE_E_INVAL;
    if ((flags & YOKE_SHUTDOWN_KILL) && !pool->durable)
        return YOKE_E_UNSUPPORTED;
    if ((flags & YOKE_SHUTDOWN_WAIT) && called_by_own_worker(pool))
        return YOKE_E_DEADLOCK;
    pool_close(pool);
    if (flags & (YOKE_SHUTDOWN_CANCEL | YOKE_SHUTDOWN_KILL))
        queue_cancel(pool);
    if (flags & YOKE_SHUTDOWN_KILL)
        pool_kill(pool);
    if (flags & YOKE_SHUTDOWN_WAIT)
        block_aside(coordinator_join, pool);
    return 0;
}

int yoke_pool_join(struct yoke_pool *pool)
{
    int status = guard(pool);
    if (status)
        return status;
    latch_shut(&pool->latch);
    bool open = pool->state == POOL_OPEN;
    latch_open(&pool->latch);
    if (open)
        return YOKE_E_STATE;
    if (called_by_own_worker(pool))
        return YOKE_E_DEADLOCK;
    pool_close(pool); /* a broken one */
    block_aside(coordinator_join, pool);
    return 0;
}

int64_t yoke_pool_destroy(struct yoke_pool *pool)
{
    if (!pool)
        return 0;
    int status = guard(pool);
    if (status)
        return status;
    latch_shut(&pool->latch);
    bool open = pool->state == POOL_OPEN;
    latch_open(&pool->latch);
    status = yoke_pool_shutdown(pool, YOKE_SHUTDOWN_WAIT);
    if (status)
        return status;
    if (open)
        pool_log(pool, "pool %s was destroyed without having been shut down: it was waited for", pool->name);
    uint64_t alive = futures_alive(pool);
    free(pool->stations);
    free(pool->verges);
    pool->stations = NULL;
    pool->verges = NULL;
    if (!alive) {
        pool_memory_unmap(pool);
        free(pool);
        return 0;
    }
    pool_log(pool, "%llu futures of pool %s were not released", (unsigned long long)alive, pool->name);
    pool->orphaned = true;
    atomic_store(&pool->orphans, alive);
    return (int64_t)alive;
}

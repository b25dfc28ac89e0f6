/* SPDX-License-Identifier: MIT */
/* What a pool tells of itself. */
#include <string.h>

#include "pool_private.h"

uint64_t futures_alive(struct yoke_pool *pool)
{
    latch_shut(&pool->latch);
    uint32_t high = pool->high;
    latch_open(&pool->latch);
    uint64_t alive = 0;
    for (uint32_t id = 1; id <= high; id++) {
        uint32_t word = atomic_load(&slot_of(pool, id)->word);
        alive += word_state(word) != WORD_FREE && word_references(word) > 0;
    }
    return alive;
}

static void desks_sum(const struct yoke_pool *pool, struct yoke_pool_statistics *statistics)
{
    for (unsigned worker = 0; worker < pool->worker_count; worker++) {
        statistics->finished += atomic_load_explicit(&pool->desks[worker].finished, memory_order_relaxed);
        statistics->failed += atomic_load_explicit(&pool->desks[worker].failed, memory_order_relaxed);
    }
}

void yoke_pool_statistics(struct yoke_pool *pool, struct yoke_pool_statistics *statistics)
{
    const struct parking *parking = &pool->commons->parking;
    *statistics = (struct yoke_pool_statistics){.workers = pool->worker_count};
    latch_shut(&pool->latch);
    statistics->closed = pool->state != POOL_OPEN;
    statistics->broken = pool->state == POOL_BROKEN;
    statistics->submitted = pool->submitted;
    statistics->queued = queue_length(pool);
    memcpy(statistics->reason, pool->error.text, sizeof statistics->reason);
    latch_open(&pool->latch);
    statistics->ended = atomic_load(&pool->stage) == STAGE_OVER;
    desks_sum(pool, statistics);
    statistics->cancelled = atomic_load(&pool->cancelled);
    statistics->crashed = atomic_load(&pool->crashed);
    statistics->hung = atomic_load(&pool->hung);
    statistics->retried = atomic_load(&pool->retried);
    statistics->deaths = atomic_load(&pool->deaths);
    statistics->replacements = atomic_load(&pool->replacements);
    statistics->rejected = atomic_load(&pool->rejected);
    statistics->caller_ran = atomic_load(&pool->caller_ran);
    statistics->blocked = atomic_load(&pool->blocked);
    statistics->callback_failures = atomic_load(&pool->callback_failures);
    statistics->callback_ns = atomic_load(&pool->callback_ns);
    statistics->unread_errors = atomic_load(&pool->unread_errors);
    statistics->futures_alive = futures_alive(pool);
    statistics->parkings = atomic_load(&parking->parkings);
    statistics->wakings = atomic_load(&parking->wakings);
    statistics->spins = atomic_load(&parking->spins);
    statistics->spin_ns = parking->spin_ns;
}

const char *yoke_pool_worker_name(const struct yoke_pool *pool, unsigned worker)
{
    return worker < pool->worker_count ? pool->desks[worker].name : NULL;
}

int yoke_pool_worker_process(const struct yoke_pool *pool, unsigned worker)
{
    return worker < pool->worker_count ? atomic_load(&pool->desks[worker].process) : 0;
}

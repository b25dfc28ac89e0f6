/* SPDX-License-Identifier: MIT */
/* The pool as a source of tasks: how its workers wait for them. */
#include "pool_private.h"

/* What a worker waits for: something to draw, or the end. */
struct prospect {
    const struct commons *commons;
    bool (*more)(const void *claim);
    const void *claim;
};

static bool prospect_ready(const void *argument)
{
    const struct prospect *prospect = argument;
    return prospect->more(prospect->claim) || atomic_load(&prospect->commons->closed);
}

static bool pool_wait(struct yoke_source *source, struct yoke_worker *worker, bool (*more)(const void *claim),
                      const void *claim)
{
    struct commons *commons = pool_of_source(source)->commons;
    const struct prospect prospect = {commons, more, claim};
    parking_wait(&commons->parking, worker->index, prospect_ready, &prospect);
    return more(claim);
}

static int pool_park(struct yoke_source *source, struct yoke_worker *worker, bool (*more)(const void *claim),
                     const void *claim, void (*wake)(void *argument), void *argument)
{
    struct commons *commons = pool_of_source(source)->commons;
    const struct prospect prospect = {commons, more, claim};
    parking_return(&commons->parking, worker->index); /* from the last time */
    if (parking_leave(&commons->parking, worker->index, prospect_ready, &prospect, wake, argument))
        return 0;
    return more(claim) ? 1 : -1;
}

static void pool_spread(struct yoke_source *source)
{
    parking_wake(&pool_of_source(source)->commons->parking);
}

void source_init(struct yoke_pool *pool)
{
    struct commons *commons = pool->commons;
    commons->pool = pool;
    commons->source.wait = pool_wait;
    commons->source.park = pool_park;
    commons->source.spread = pool_spread;
    commons->source.attend = pool_attend;
    commons->source.lost = pool_lost;
}

/* SPDX-License-Identifier: MIT */
/* Handing one task over to a pool: to a worker that still spins when it comes soon after the last, to a sleeping one later. */
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#include "yoke/pool.h"

#include "race.h"
#include "wakeup.h"

static struct yoke_pool *pool;
static _Atomic uint64_t begun_ns;

static int stamp(void *argument, struct yoke_call *call)
{
    (void)argument;
    (void)call;
    atomic_store(&begun_ns, race_now_ns());
    return 0;
}

void wakeup_pool_start(const struct yoke_executor *executor)
{
    const struct yoke_pool_options options = {.executor = executor, .max_workers = 1};
    struct yoke_error error = {""};
    if (!yoke_pool_create(&options, &pool, &error))
        return;
    fprintf(stderr, "wakeup: %s\n", error.text);
    exit(EXIT_FAILURE);
}

void wakeup_pool_stop(void)
{
    yoke_pool_destroy(pool);
}

double wakeup_pool_submit(void)
{
    struct yoke_future *future;
    uint64_t start_ns = race_now_ns();
    if (yoke_pool_submit(pool, stamp, NULL, &future) || yoke_future_result(future, YOKE_NO_LIMIT, NULL, 0)) {
        fprintf(stderr, "wakeup: a task of the pool failed\n");
        exit(EXIT_FAILURE);
    }
    yoke_future_release(future);
    return (double)(atomic_load(&begun_ns) - start_ns);
}

/* SPDX-License-Identifier: MIT */
/* Where a call comes from: telling a forked child from the process that made a pool, without a system call, and a
 * pool's own worker from anybody else. */
#include "pool_private.h"

_Atomic uint64_t fork_generation = 1;
_Thread_local struct station *station_here;

static bool worker_process;

static void generation_next(void)
{
    atomic_fetch_add(&fork_generation, 1);
    station_here = NULL; /* the child's one thread is no worker of the parent's pools */
}

static void install(void)
{
    pthread_atfork(NULL, NULL, generation_next);
}

void guard_install(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, install);
}

void guard_worker_process(void)
{
    worker_process = true;
}

bool pool_is_here(const struct yoke_pool *pool)
{
    bool here = station_here && station_here->pool == pool;
    for (const struct stint *stint = stint_here(); stint && !here; stint = stint->outer)
        here = stint->station->pool == pool;
    return here;
}

int block_aside(int (*function)(void *argument), void *argument)
{
    struct yoke_worker *worker = station_here ? station_here->worker : NULL;
    return worker && worker->io->park ? worker->io->offload(worker, function, argument) : function(argument);
}

int guard_refusal(void)
{
    return worker_process ? YOKE_E_UNSUPPORTED : YOKE_E_FORKED;
}

/* SPDX-License-Identifier: MIT */
/* The coordinator: a thread of the pool's own that makes the workers, keeps the run going for as long as the pool
 * lives, collects the workers, and sees that whatever they left behind is done in one way or another. Workers that are
 * processes end when the thread that had them forked ends; that is this one. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#include "memory_group.h"
#include "pool_private.h"

void pool_stage_set(struct yoke_pool *pool, enum pool_stage stage)
{
    latch_shut(&pool->latch);
    atomic_store(&pool->stage, stage);
    latch_open(&pool->latch);
    futex_wake(&pool->stage, INT_MAX);
}

/* The kernel keeps 15 characters: of a longer name the end of the prefix goes, never the number. */
static void worker_name(const char *name)
{
    enum { KEPT = 15 };
    const char *number = strrchr(name, '_');
    char kept[KEPT + 1] = "";
    size_t number_bytes = strlen(number), prefix_bytes = (size_t)(number - name);
    if (prefix_bytes > KEPT - number_bytes)
        prefix_bytes = KEPT - number_bytes;
    memcpy(kept, name, prefix_bytes);
    memcpy(kept + prefix_bytes, number, number_bytes);
    prctl(PR_SET_NAME, kept);
}

static int process_limit(const struct yoke_pool *pool, struct yoke_error *error)
{
    const struct rlimit most = {pool->options.memory_bytes, pool->options.memory_bytes};
    if (!pool->options.memory_bytes || setrlimit(RLIMIT_AS, &most) == 0)
        return 0;
    yoke_error_set(error, "the memory of a worker could not be limited to %llu bytes: %s",
                   (unsigned long long)pool->options.memory_bytes, strerror(errno));
    return -errno;
}

static int worker_start(void *argument, struct yoke_worker *worker, struct yoke_error *error)
{
    struct yoke_pool *pool = argument;
    const struct yoke_pool_options *options = &pool->options;
    struct desk *desk = &pool->desks[worker->index];
    int status = 0;
    worker_name(desk->name);
    if (pool->durable) {
        guard_worker_process();
        status = process_limit(pool, error);
    }
    atomic_fetch_add(&desk->incarnation, 1);
    atomic_store(&desk->process, getpid());
    station_here = &pool->stations[worker->index];
    if (!status && options->placement)
        status = options->placement(options->placement_argument, worker, error);
    if (!status && options->initializer)
        status = options->initializer(options->argument, worker, error);
    if (status)
        yoke_error_set(error, "worker %s could not be set up: code %d", desk->name, status);
    if (status)
        station_here = NULL;
    return status > 0 ? -ECHILD : status;
}

static void worker_stop(void *argument, struct yoke_worker *worker)
{
    struct yoke_pool *pool = argument;
    if (pool->options.finalizer)
        pool->options.finalizer(pool->options.argument, worker);
    station_here = NULL;
}

static void stamp_nothing(void *probe, struct yoke_worker *worker)
{
    (void)probe;
    (void)worker;
}

static int team_start(struct yoke_pool *pool, struct yoke_error *error)
{
    const struct yoke_team_options options = {.worker_count = pool->worker_count,
                                              .workers = pool->workers,
                                              .usable_cpus =
                                                  pool->worker_count, /* the run is one: its start is no matter */
                                              .tasks_most = pool->options.tasks_most,
                                              .worker_start = worker_start,
                                              .worker_stop = worker_stop,
                                              .argument = pool};
    return pool->options.executor->start(&options, &pool->team, error);
}

static int team_run(struct yoke_pool *pool, struct yoke_error *error)
{
    struct yoke_job job = {.task = pool_task,
                           .context = pool,
                           .schedule = pool->options.schedule,
                           .chunk = 1,
                           .source = &pool->commons->source,
                           .worker_tasks = pool->options.worker_tasks,
                           .prepare = stamp_nothing,
                           .begin = stamp_nothing,
                           .end = stamp_nothing};
    return pool->options.executor->run(pool->team, &job, error);
}

/* Ends what no worker will end any more. */
static void slot_strand(struct yoke_pool *pool, uint32_t id, const char *reason)
{
    struct slot *slot = slot_of(pool, id);
    uint32_t state = word_state(atomic_load(&slot->word));
    if ((atomic_load(&slot->traits) & TRAIT_PROMISE) || (state != WORD_PENDING && state != WORD_RUNNING))
        return;
    if (state == WORD_PENDING && !(atomic_load(&slot->word) & WORD_QUEUED))
        return;
    struct annex *annex = &pool->annexes[id];
    /* A pending one may be cancelled this very moment by its owner: its status is not ours until the swap. */
    uint32_t word = atomic_load(&slot->word);
    while (word_state(word) == WORD_PENDING &&
           !atomic_compare_exchange_weak(&slot->word, &word, word_claimed(word, false)))
        ;
    if (word_state(word) != WORD_PENDING && word_state(word) != WORD_RUNNING)
        return;
    slot->status = state == WORD_RUNNING || atomic_load(&pool->killing) ? YOKE_E_LOST : YOKE_E_BROKEN;
    snprintf(annex->message, sizeof annex->message, "%.150s", reason);
    atomic_store(&annex->read, false);
    argument_destroy(pool, id);
    outcome_publish(pool, id, WORD_RUNNING, WORD_FAILED);
}

static void pool_strand(struct yoke_pool *pool, const char *reason)
{
    pool_handed(pool);
    latch_shut(&pool->latch);
    uint32_t high = pool->high;
    latch_open(&pool->latch);
    for (uint32_t id = 1; id <= high; id++)
        slot_strand(pool, id, reason);
    /* Cancelled ones that are still in the queue: nobody will come by there. */
    for (uint32_t id = 1; id <= high; id++)
        if (word_done(atomic_load(&slot_of(pool, id)->word)) && (atomic_load(&slot_of(pool, id)->word) & WORD_QUEUED))
            slot_unmark(pool, id, WORD_QUEUED);
}

static void pool_break(struct yoke_pool *pool, const struct yoke_error *error)
{
    latch_shut(&pool->latch);
    if (!atomic_load(&pool->killing))
        pool->state = POOL_BROKEN;
    yoke_error_set(&pool->error, "%s", error->text);
    latch_open(&pool->latch);
    atomic_fetch_add(&pool->commons->room, 1); /* submitters that wait for room: there will be none */
    futex_wake(&pool->commons->room, INT_MAX);
    if (!atomic_load(&pool->killing))
        pool_log(pool, "pool %s is broken: %s", pool->name, error->text);
}

void *pool_coordinate(void *argument)
{
    struct yoke_pool *pool = argument;
    struct yoke_error error = {""};
    prctl(PR_SET_NAME, "yoke-pool");
    while (!atomic_load(&pool->nudge))
        futex_wait(&pool->nudge, 0, FUTEX_NEVER);
    if (atomic_load(&pool->nudge) == 2) { /* shut down before anything was handed in */
        pool_stage_set(pool, STAGE_OVER);
        return NULL;
    }
    pool->oom_kills = pool->durable ? memory_group_kills("") : 0;
    int status = team_start(pool, &error);
    pool->start_status = status;
    if (status) {
        pool_break(pool, &error);
    } else {
        status = team_run(pool, &error);
        if (status)
            pool_break(pool, &error);
        latch_shut(&pool->latch);
        atomic_store(&pool->stage, STAGE_OVER); /* from here on nobody asks the team how far it is */
        latch_open(&pool->latch);
        pool->options.executor->stop(pool->team);
    }
    pool_strand(pool, error.text[0] ? error.text : "the pool has ended");
    pool_stage_set(pool, STAGE_OVER);
    atomic_store(&pool->nudge, 3);
    futex_wake(&pool->nudge, INT_MAX);
    return NULL;
}

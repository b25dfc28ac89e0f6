/* SPDX-License-Identifier: MIT */
/* A pool's beginning. */
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pool_private.h"
#include "schedule.h"
#include "thread.h"
#include "wakeup.h"

/* How tasks wait in a pool that was given no I/O table. */
static int plain_sleep(struct yoke_worker *worker, uint64_t duration_ns)
{
    (void)worker;
    const struct timespec duration = {(time_t)(duration_ns / 1000000000u), (long)(duration_ns % 1000000000u)};
    struct timespec left = duration;
    while (clock_nanosleep(CLOCK_MONOTONIC, 0, &left, &left) == EINTR)
        ;
    return 0;
}

static int plain_yield(struct yoke_worker *worker)
{
    (void)worker;
    sched_yield();
    return 0;
}

static const struct yoke_io plain_io = {.sleep = plain_sleep, .yield = plain_yield};

static int options_check(const struct yoke_pool_options *options, struct yoke_error *error)
{
    const struct yoke_executor *executor = options->executor;
    if (!executor) {
        yoke_error_set(error, "a pool needs an executor: name one of yoke_executors[]");
        return YOKE_E_INVAL;
    }
    if (executor->unavailable) {
        yoke_error_set(error, "the %s executor cannot be used: %s", executor->name, executor->unavailable);
        return YOKE_E_UNSUPPORTED;
    }
    if (!(executor->capabilities & YOKE_TAKES_SOURCE)) {
        yoke_error_set(error, "the %s executor runs whole runs only: it cannot have a pool", executor->name);
        return YOKE_E_UNSUPPORTED;
    }
    bool durable = executor->capabilities & YOKE_ISOLATED;
    if (options->max_workers > INT16_MAX) {
        yoke_error_set(error, "%u workers were asked for: a pool has from 1 to %d", options->max_workers, INT16_MAX);
        return YOKE_E_INVAL;
    }
    if ((unsigned)options->full > YOKE_FULL_CALLER_RUNS || (options->full != YOKE_FULL_GROW && !options->queue_bound)) {
        yoke_error_set(error, "a policy for a full queue needs a bound for the queue, and must be one of the four");
        return YOKE_E_INVAL;
    }
    if (options->full == YOKE_FULL_GROW && options->queue_bound) {
        yoke_error_set(error, "a queue with a bound cannot grow: choose block, reject or caller-runs");
        return YOKE_E_INVAL;
    }
    if (!durable && (options->worker_tasks || options->memory_bytes)) {
        yoke_error_set(error, "workers of the %s executor are no processes: they have no limit of tasks or memory",
                       executor->name);
        return YOKE_E_UNSUPPORTED;
    }
    if (durable && options->full == YOKE_FULL_CALLER_RUNS) {
        yoke_error_set(error, "tasks of the %s executor are isolated: the caller cannot run them", executor->name);
        return YOKE_E_UNSUPPORTED;
    }
    return 0;
}

static size_t rounded(size_t bytes, size_t fallback)
{
    return ((bytes ? bytes : fallback) + 7) / 8 * 8;
}

static void pool_name(struct yoke_pool *pool)
{
    static _Atomic unsigned count;
    if (pool->options.name)
        snprintf(pool->name, sizeof pool->name, "%s", pool->options.name);
    else
        snprintf(pool->name, sizeof pool->name, "pool-%u", atomic_fetch_add(&count, 1));
    pool->options.name = pool->name;
}

static unsigned width_of(const struct yoke_pool_options *options)
{
    struct yoke_width_counts counts;
    yoke_width_counts(&counts);
    if (!(options->executor->capabilities & YOKE_PARALLEL) && !options->max_workers)
        return 1;
    return options->max_workers ? options->max_workers : counts.usable;
}

enum {
    /* Slots that a worker keeps: enough that the list which all share is written once where it was written 64 times. */
    SPARE_MOST = 64
};

static void pool_furnish(struct yoke_pool *pool)
{
    struct yoke_width_counts counts;
    yoke_width_counts(&counts);
    struct parking *parking = &pool->commons->parking;
    /* A worker that spins keeps the one it waits for from running when there is no processor to spare. */
    uint64_t spin_ns = pool->worker_count <= counts.usable && counts.usable > 1 ? wakeup_cost_ns() : 0;
    parking_init(parking, parking->perches, pool->worker_count, spin_ns, !pool->durable);
    source_init(pool);
    pool->io = pool->options.io ? pool->options.io : &plain_io;
    for (unsigned worker = 0; worker < pool->worker_count; worker++) {
        struct desk *desk = &pool->desks[worker];
        snprintf(desk->name, sizeof desk->name, "%s_%u", pool->name, worker);
        pool->workers[worker] = (struct yoke_worker){.index = worker, .io = pool->io};
        /* Kept slots are out of reach for all others: not where their number was asked for. */
        pool->stations[worker] = (struct station){.pool = pool,
                                                  .worker = &pool->workers[worker],
                                                  .desk = desk,
                                                  .spare_most = pool->options.futures_most ? 0 : SPARE_MOST};
    }
}

static void pool_free(struct yoke_pool *pool)
{
    free(pool->stations);
    free(pool->verges);
    free(pool);
}

static int pool_new(const struct yoke_pool_options *options, struct yoke_pool **made, struct yoke_error *error)
{
    struct yoke_pool *pool = aligned_alloc(_Alignof(struct yoke_pool), sizeof *pool);
    if (!pool)
        return YOKE_E_MEMORY;
    memset(pool, 0, sizeof *pool);
    pool->options = *options;
    pool->durable = options->executor->capabilities & YOKE_ISOLATED;
    pool->bounded = options->queue_bound;
    pool->generation = atomic_load(&fork_generation);
    pool->worker_count = width_of(options);
    pool->argument_bytes = rounded(options->argument_bytes, 64);
    pool->result_bytes = rounded(options->result_bytes, 8);
    pool->data_bytes = pool->argument_bytes + (pool->result_bytes > sizeof(uint64_t) ? pool->result_bytes : 0);
    if (!options->schedule)
        pool->options.schedule = schedule_find("pool4");
    pool_name(pool);
    pool->stations = aligned_alloc(_Alignof(struct station), pool->worker_count * sizeof *pool->stations);
    pool->verges = calloc(pool->worker_count, sizeof *pool->verges);
    int status = pool->stations && pool->verges ? pool_memory_map(pool, error) : YOKE_E_MEMORY;
    if (status) {
        pool_free(pool);
        return status;
    }
    pool_furnish(pool);
    *made = pool;
    return 0;
}

static int coordinator_start(struct yoke_pool *pool, struct yoke_error *error)
{
    int status = thread_create(&pool->coordinator, pool_coordinate, pool);
    if (status)
        yoke_error_set(error, "the coordinator of pool %s could not be made: %s", pool->name, strerror(-status));
    return status ? YOKE_E_BROKEN : 0;
}

/* Waits until the workers are there, or cannot be. */
static int workers_await(struct yoke_pool *pool, struct yoke_error *error)
{
    latch_shut(&pool->latch);
    pool->wanted = true;
    latch_open(&pool->latch);
    atomic_store(&pool->nudge, 1);
    futex_wake(&pool->nudge, 1);
    while (atomic_load(&pool->stage) == STAGE_NEW)
        futex_wait(&pool->stage, STAGE_NEW, FUTEX_NEVER);
    if (!pool->start_status)
        return 0;
    pthread_join(pool->coordinator, NULL);
    yoke_error_set(error, "%s", pool->error.text);
    return YOKE_E_BROKEN;
}

int yoke_pool_create(const struct yoke_pool_options *options, struct yoke_pool **made, struct yoke_error *error)
{
    struct yoke_pool *pool;
    guard_install();
    int status = options_check(options, error);
    if (!status)
        status = pool_new(options, &pool, error);
    if (status) {
        yoke_error_set(error, "no memory for a pool");
        return status;
    }
    status = coordinator_start(pool, error);
    if (!status && !options->lazy)
        status = workers_await(pool, error);
    if (status) {
        pool_memory_unmap(pool);
        pool_free(pool);
        return status;
    }
    *made = pool;
    return 0;
}

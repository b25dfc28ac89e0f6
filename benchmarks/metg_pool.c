/* SPDX-License-Identifier: MIT */
/* yoke's pool in the metg race: every task submitted by itself, without a future and with one, by workers that the
 * kernel places and by workers that have a processor each. Left alone, the kernel puts two workers on one processor in
 * some 5 % of rounds of 4 ms and leaves them there, with the other one idle. */
#include <errno.h>
#include <sched.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "yoke/catalogue.h"
#include "yoke/pool.h"

#include "metg_task.h"
#include "race.h"

static struct yoke_pool *pool, *bound_pool;
static _Alignas(YOKE_LINE_BYTES) _Atomic uint64_t left;
static sem_t all_done;

static int call(void *argument, struct yoke_call *unused)
{
    (void)unused;
    return dispatch_task(NULL, NULL, (uint64_t)(uintptr_t)argument, NULL);
}

/* The same for tasks that nobody keeps a future of: the last one says so. */
static int call_counted(void *argument, struct yoke_call *unused)
{
    int status = call(argument, unused);
    if (atomic_fetch_sub(&left, 1) == 1)
        sem_post(&all_done);
    return status;
}

static void must(int status, const char *what)
{
    if (!status)
        return;
    fprintf(stderr, "metg: the pool's %s fails with %d\n", what, status);
    exit(EXIT_FAILURE);
}

/* The worker's share of the processors that this process may use: one. */
static int bind_worker(void *unused, struct yoke_worker *worker, struct yoke_error *error)
{
    cpu_set_t allowed, own;
    (void)unused;
    (void)error;
    CPU_ZERO(&own);
    if (sched_getaffinity(0, sizeof allowed, &allowed))
        return -errno;
    size_t rank = worker->index % (size_t)CPU_COUNT(&allowed), cpu = 0;
    for (; rank || !CPU_ISSET(cpu, &allowed); cpu++)
        rank -= CPU_ISSET(cpu, &allowed) != 0;
    CPU_SET(cpu, &own);
    return sched_setaffinity(0, sizeof own, &own) ? -errno : 0;
}

static struct yoke_pool *pool_make(struct yoke_pool_options options)
{
    struct yoke_pool *made = NULL;
    struct yoke_error error = {""};
    size_t place = 0;
    while (yoke_executors[place] && strcmp(yoke_executors[place]->name, "pthread") != 0)
        place++;
    options.executor = yoke_executors[place];
    if (!yoke_pool_create(&options, &made, &error))
        return made;
    fprintf(stderr, "metg: %s\n", error.text);
    exit(EXIT_FAILURE);
}

void pool_start(unsigned worker_count)
{
    sem_init(&all_done, 0, 0);
    pool = pool_make((struct yoke_pool_options){.max_workers = worker_count});
    bound_pool = pool_make((struct yoke_pool_options){.max_workers = worker_count, .placement = bind_worker});
}

void pool_stop(void)
{
    yoke_pool_destroy(pool);
    yoke_pool_destroy(bound_pool);
    sem_destroy(&all_done);
}

static uint64_t submit_to(struct yoke_pool *taker, uint64_t task_count)
{
    atomic_store(&left, task_count);
    uint64_t start_ns = race_now_ns();
    for (uint64_t index = 0; index < task_count; index++)
        must(yoke_pool_submit(taker, call_counted, (void *)(uintptr_t)index, NULL), "submit");
    while (sem_wait(&all_done) && errno == EINTR)
        ;
    return race_now_ns() - start_ns;
}

uint64_t pool_submit(const struct contestant *self, uint64_t task_count)
{
    (void)self;
    return submit_to(pool, task_count);
}

uint64_t pool_submit_bound(const struct contestant *self, uint64_t task_count)
{
    (void)self;
    return submit_to(bound_pool, task_count);
}

static uint64_t submit_futures_to(struct yoke_pool *taker, uint64_t task_count)
{
    struct yoke_future **futures = calloc(task_count, sizeof(struct yoke_future *));
    must(!futures, "memory");
    uint64_t start_ns = race_now_ns();
    for (uint64_t index = 0; index < task_count; index++)
        must(yoke_pool_submit(taker, call, (void *)(uintptr_t)index, &futures[index]), "submit");
    must(yoke_future_wait(futures, task_count, YOKE_ALL, YOKE_NO_LIMIT, NULL), "wait");
    uint64_t taken_ns = race_now_ns() - start_ns;
    for (uint64_t index = 0; index < task_count; index++)
        yoke_future_release(futures[index]);
    free(futures);
    return taken_ns;
}

uint64_t pool_submit_futures(const struct contestant *self, uint64_t task_count)
{
    (void)self;
    return submit_futures_to(pool, task_count);
}

uint64_t pool_submit_futures_bound(const struct contestant *self, uint64_t task_count)
{
    (void)self;
    return submit_futures_to(bound_pool, task_count);
}

/* SPDX-License-Identifier: MIT */
/* yoke's pool in the metg race: every task submitted by itself, without a future and with one. */
#include <errno.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "yoke/catalogue.h"
#include "yoke/pool.h"

#include "metg_task.h"
#include "race.h"

static struct yoke_pool *pool;
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

void pool_start(unsigned worker_count)
{
    size_t place = 0;
    while (yoke_executors[place] && strcmp(yoke_executors[place]->name, "pthread") != 0)
        place++;
    const struct yoke_pool_options options = {.executor = yoke_executors[place], .max_workers = worker_count};
    struct yoke_error error = {""};
    sem_init(&all_done, 0, 0);
    if (!yoke_pool_create(&options, &pool, &error))
        return;
    fprintf(stderr, "metg: %s\n", error.text);
    exit(EXIT_FAILURE);
}

void pool_stop(void)
{
    yoke_pool_destroy(pool);
    sem_destroy(&all_done);
}

uint64_t pool_submit(const struct contestant *self, uint64_t task_count)
{
    (void)self;
    atomic_store(&left, task_count);
    uint64_t start_ns = race_now_ns();
    for (uint64_t index = 0; index < task_count; index++)
        must(yoke_pool_submit(pool, call_counted, (void *)(uintptr_t)index, NULL), "submit");
    while (sem_wait(&all_done) && errno == EINTR)
        ;
    return race_now_ns() - start_ns;
}

uint64_t pool_submit_futures(const struct contestant *self, uint64_t task_count)
{
    (void)self;
    struct yoke_future **futures = calloc(task_count, sizeof(struct yoke_future *));
    must(!futures, "memory");
    uint64_t start_ns = race_now_ns();
    for (uint64_t index = 0; index < task_count; index++)
        must(yoke_pool_submit(pool, call, (void *)(uintptr_t)index, &futures[index]), "submit");
    must(yoke_future_wait(futures, task_count, YOKE_ALL, YOKE_NO_LIMIT, NULL), "wait");
    uint64_t taken_ns = race_now_ns() - start_ns;
    for (uint64_t index = 0; index < task_count; index++)
        yoke_future_release(futures[index]);
    free(futures);
    return taken_ns;
}

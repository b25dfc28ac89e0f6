/* SPDX-License-Identifier: MIT */
/* yoke in the race: a future for every task, asked for its result and released. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "submit.h"

#include "yoke/catalogue.h"
#include "yoke/executor.h"
#include "yoke/pool.h"

static struct yoke_pool *threads, *inside, *processes;
static struct yoke_future **futures;
static uint64_t futures_count;

static int task(void *argument, struct yoke_call *call)
{
    *(uint64_t *)call->value = 2 * (uint64_t)(uintptr_t)argument;
    call->value_bytes = sizeof(uint64_t);
    return 0;
}

static int pool_start(const char *name, unsigned workers, struct yoke_pool **pool)
{
    struct yoke_error error = {""};
    size_t place = 0;
    while (yoke_executors[place] && strcmp(yoke_executors[place]->name, name) != 0)
        place++;
    const struct yoke_pool_options options = {.executor = yoke_executors[place], .max_workers = workers};
    int status = yoke_pool_create(&options, pool, &error);
    if (status)
        fprintf(stderr, "submit: %s\n", error.text);
    return status;
}

static int ours_start(unsigned workers)
{
    return pool_start("pthread", workers, &threads);
}

static int ours_fork_start(unsigned workers)
{
    return pool_start("fork", workers, &processes);
}

static void run(struct yoke_pool *pool, uint64_t results[], uint64_t task_count)
{
    if (futures_count < task_count) {
        futures = realloc(futures, task_count * sizeof(struct yoke_future *));
        futures_count = task_count;
    }
    for (uint64_t index = 0; index < task_count; index++)
        if (!futures || yoke_pool_submit(pool, task, (void *)(uintptr_t)index, &futures[index]))
            exit(EXIT_FAILURE);
    for (uint64_t index = 0; index < task_count; index++) {
        yoke_future_result(futures[index], YOKE_NO_LIMIT, &results[index], sizeof results[index]);
        yoke_future_release(futures[index]);
    }
}

static void ours_run(uint64_t results[], uint64_t task_count)
{
    run(threads, results, task_count);
}

struct round {
    uint64_t *results, task_count;
};

static int round_task(void *argument, struct yoke_call *call)
{
    struct round *round = argument;
    run(call->pool, round->results, round->task_count);
    return 0;
}

/* As oneTBB does it: the thread that hands the tasks in is a worker, which runs those that nobody else has taken. */
static void inside_run(uint64_t results[], uint64_t task_count)
{
    struct round round = {results, task_count};
    struct yoke_future *future;
    if (yoke_pool_submit(inside, round_task, &round, &future))
        exit(EXIT_FAILURE);
    yoke_future_result(future, YOKE_NO_LIMIT, NULL, 0);
    yoke_future_release(future);
}

static void ours_fork_run(uint64_t results[], uint64_t task_count)
{
    run(processes, results, task_count);
}

static int inside_start(unsigned workers)
{
    return pool_start("pthread", workers, &inside);
}

static void inside_stop(void)
{
    yoke_pool_destroy(inside);
}

static void ours_stop(void)
{
    yoke_pool_destroy(threads);
}

static void ours_fork_stop(void)
{
    yoke_pool_destroy(processes);
}

const struct entrant submit_ours = {"yoke pthread, submit + future", "at most 0.5 x oneTBB", ours_start, ours_run,
                                    ours_stop};
const struct entrant submit_ours_fork = {"yoke fork, submit + future", "", ours_fork_start, ours_fork_run,
                                         ours_fork_stop};
const struct entrant submit_ours_inside = {"yoke pthread, inside a task", "the same shape as oneTBB", inside_start,
                                           inside_run, inside_stop};

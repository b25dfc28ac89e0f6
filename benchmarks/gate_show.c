/* SPDX-License-Identifier: MIT */
/* The workloads of gate_shows.sh, each of which got worse in one way in the side that is built with SHOW_AFTER=1: naps that are 2 %
 * longer, a tail that is twice as long, tasks that are handed out more slowly to two workers, an answer that is wrong. */
#include <errno.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "yoke/catalogue.h"

#ifndef SHOW_AFTER
#error "SHOW_AFTER says which side this is"
#endif

/* Where the sides differ in an amount it is data and not code: the same loop a few bytes further on may take another time. */
static const volatile uint64_t nap_ns = SHOW_AFTER ? 10200000 : 10000000;
static const volatile uint64_t tail_steps = SHOW_AFTER ? 160000 : 80000;
static const volatile unsigned slow_width = SHOW_AFTER ? 2 : 0; /* so many workers are handed out tasks more slowly */
static const volatile uint64_t wrong_index = SHOW_AFTER ? 3 : UINT64_MAX;

/* A dependent chain of additions: a few nanoseconds each on any processor of today. */
static void spin(uint64_t steps)
{
    for (volatile uint64_t i = 0; i < steps; i++)
        ;
}

/* --- naps: most of their time is waiting ------------------------------------------------------------------------------ */

static int naps_task(void *context, struct yoke_worker *worker, uint64_t index, void *result)
{
    (void)context;
    *(uint64_t *)result = index + 1;
    spin(200000);
    return worker->io->sleep(worker, nap_ns);
}

/* --- tail: one task of fifty is long ---------------------------------------------------------------------------------- */

static int tail_task(void *context, struct yoke_worker *worker, uint64_t index, void *result)
{
    (void)context;
    (void)worker;
    *(uint64_t *)result = index + 1;
    spin(index % 50 ? 20000 : tail_steps);
    return 0;
}

/* --- handing out: how many workers there are is known to tasks only from those that were set up ------------------------- */

static atomic_uint workers_there; /* of this process: executors of threads */

static int handing_enter(void *context, struct yoke_worker *worker, struct yoke_error *error)
{
    (void)context;
    (void)worker;
    (void)error;
    atomic_fetch_add(&workers_there, 1);
    return 0;
}

static int handing_task(void *context, struct yoke_worker *worker, uint64_t index, void *result)
{
    (void)context;
    (void)index;
    (void)result;
    worker->digest++;
    if (atomic_load_explicit(&workers_there, memory_order_relaxed) == slow_width)
        spin(6); /* a fifth of what handing out one of these takes */
    return 0;
}

static int handing_verify(const void *context, const void *results, uint64_t digest, struct yoke_error *error)
{
    (void)context;
    (void)results;
    if (digest)
        return 0;
    yoke_error_set(error, "no task ran");
    return -EBADMSG;
}

/* --- answer ----------------------------------------------------------------------------------------------------------- */

static int answer_task(void *context, struct yoke_worker *worker, uint64_t index, void *result)
{
    (void)context;
    (void)worker;
    *(uint64_t *)result = index == wrong_index ? 0 : index + 1;
    return 0;
}

static int answers_verify(const void *context, const void *results, uint64_t digest, struct yoke_error *error)
{
    (void)context;
    (void)digest;
    for (uint64_t index = 0; index < 4; index++)
        if (((const uint64_t *)results)[index] != index + 1) {
            yoke_error_set(error, "task %d gave a wrong answer", (int)index);
            return -EBADMSG;
        }
    return 0;
}

static const struct yoke_workload naps = {
    .name = "naps", .summary = "sleeps of 10 ms, after a little work", .bound = YOKE_IO_BOUND, .default_tasks = 4,
    .result_bytes = sizeof(uint64_t), .task = naps_task, .verify = answers_verify,
};
static const struct yoke_workload tail = {
    .name = "tail", .summary = "short tasks, one of fifty of them long", .bound = YOKE_CPU_BOUND, .default_tasks = 400,
    .result_bytes = sizeof(uint64_t), .task = tail_task, .verify = answers_verify,
};
static const struct yoke_workload handing = {
    .name = "handing", .summary = "tasks that do next to nothing", .bound = YOKE_CPU_BOUND, .default_tasks = 200000, .empty = true,
    .worker_setup = handing_enter, .task = handing_task, .verify = handing_verify,
};
static const struct yoke_workload answer = {
    .name = "answer", .summary = "tasks whose answers are known", .bound = YOKE_CPU_BOUND, .default_tasks = 400,
    .result_bytes = sizeof(uint64_t), .task = answer_task, .verify = answers_verify,
};

const struct yoke_workload *const yoke_workloads[] = {&naps, &tail, &handing, &answer, NULL};

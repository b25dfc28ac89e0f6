/* SPDX-License-Identifier: MIT */
/* Tasks that compute for a while, then wait for a while: servers, crawlers, pipelines. How many workers are best
 * depends on the ratio of the two and on nothing else: with p processors, p (compute + wait) / compute of them.
 *
 * No clock tells a task how long it has computed, or it would do less work where the machine is slower. So `compute`
 * counts steps of the chain in spin, and the ratio in time follows from the processor: at 4 cycles a step and 4 GHz, a
 * step is a nanosecond. What the ratio really was is in the record: cpu time and wall time with one worker. Both parts
 * of a task's cost are drawn from the seed and its number, independently of each other. */
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>

#include "chain.h"
#include "ideal.h"
#include "spread.h"
#include "work.h"
#include "yoke/random.h"
#include "yoke/workload.h"

enum { COMPUTE, WAIT, SPREAD };

static uint64_t compute_steps(const struct yoke_work *work, uint64_t index)
{
    return spread_draw((enum spread)work->values.value[SPREAD], work->values.value[COMPUTE],
                       yoke_random_draw(work->seed, 2 * index));
}

static uint64_t wait_ns(const struct yoke_work *work, uint64_t index)
{
    return spread_draw((enum spread)work->values.value[SPREAD], work->values.value[WAIT],
                       yoke_random_draw(work->seed, 2 * index + 1));
}

static int mixed_task(void *context, struct yoke_worker *worker, uint64_t index, void *result)
{
    const struct yoke_work *work = context;
    *(uint64_t *)result = chain_walk(index + 1, compute_steps(work, index));
    const uint64_t wait = wait_ns(work, index);
    return wait ? worker->io->sleep(worker, wait) : 0;
}

static int mixed_verify(const void *context, const void *results, uint64_t digest, struct yoke_error *error)
{
    (void)digest;
    const struct yoke_work *work = context;
    const uint64_t *values = results;
    for (uint64_t index = 0; index < work->task_count; index++) {
        const uint64_t expected = chain_jump(index + 1, compute_steps(work, index));
        if (values[index] == expected)
            continue;
        yoke_error_set(error, "mixed: task %" PRIu64 " ended at %" PRIx64 ", not %" PRIx64, index, values[index],
                       expected);
        return -EBADMSG;
    }
    return 0;
}

static struct yoke_facts mixed_facts(const void *context)
{
    const struct yoke_work *work = context;
    struct yoke_facts facts = {0};
    for (uint64_t index = 0; index < work->task_count; index++)
        facts.operations += (double)compute_steps(work, index);
    return facts;
}

static uint64_t mixed_ideal_ns(const void *context, unsigned worker_count)
{
    return ideal_waits_ns(context, wait_ns, worker_count);
}

const struct yoke_workload yoke_workload_mixed = {
    .name = "mixed",
    .summary = "compute for a while, then wait for a while",
    .bound = YOKE_MIXED,
    .params =
        (const struct yoke_param[]){
            {.name = "compute",
             .unit = YOKE_COUNT,
             .fallback = 100000,
             .least = 0,
             .most = 1000000000000,
             .summary = "mean steps of work in a task, some 4 processor cycles each"},
            {.name = "wait",
             .unit = YOKE_NS,
             .fallback = 900000,
             .least = 0,
             .most = 60000000000,
             .summary = "mean wait of a task"},
            {.name = "spread",
             .fallback = SPREAD_CONSTANT,
             .most = SPREAD_PARETO,
             .summary = "how both vary from task to task",
             .choices = spread_names},
            {.name = NULL},
        },
    .default_tasks = 128, /* some 130 ms one after another, a tenth of it computing */
    .result_bytes = sizeof(uint64_t),
    .operation = "step",
    .reading =
        "Speedup rises by one a worker until the processors have no time left to compute, at as many workers for "
        "each processor as (compute + wait) / compute; with one worker, that is wall time / cpu time. It is flat "
        "from there: the knee is the number of workers to configure. Varying costs round the knee off.",
    .setup = work_keep,
    .task = mixed_task,
    .verify = mixed_verify,
    .facts = mixed_facts,
    .ideal_ns = mixed_ideal_ns,
    .teardown = free,
};

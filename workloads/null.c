/* SPDX-License-Identifier: MIT */
/* Tasks that do nothing, so that what is measured is the handing-out. Each adds its own number to the worker's digest:
 * one addition to a word nobody else touches, and a task that ran twice or not at all shows in the sum. */
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>

#include "work.h"
#include "yoke/workload.h"

/* A sum of plain indices would not notice 1 + 4 in place of 2 + 3; odd multiples of a 64-bit constant do, all but
 * surely. */
static uint64_t index_mark(uint64_t index)
{
    const uint64_t spread = (index + 1) * 0x9e3779b97f4a7c15u;
    return spread ^ (spread >> 32);
}

static int null_task(void *context, struct yoke_worker *worker, uint64_t index, void *result)
{
    (void)context;
    (void)result;
    worker->digest += index_mark(index);
    return 0;
}

static int null_verify(const void *context, const void *results, uint64_t digest, struct yoke_error *error)
{
    (void)results;
    const uint64_t task_count = ((const struct yoke_work *)context)->task_count;
    uint64_t expected = 0;
    for (uint64_t index = 0; index < task_count; index++)
        expected += index_mark(index);
    if (digest == expected)
        return 0;
    yoke_error_set(error, "null: the tasks that ran add up to %" PRIx64 ", not %" PRIx64 ": one was lost or ran twice",
                   digest, expected);
    return -EBADMSG;
}

const struct yoke_workload yoke_workload_null = {
    .name = "null",
    .summary = "nothing: what is measured is the cost of handing out tasks",
    .bound = YOKE_CPU_BOUND,
    .default_tasks = 10000000, /* serial, at 1 to 2 ns a task, 10 ms and more */
    .empty = true,
    .reading =
        "Its time divided by its tasks is what handing out one task costs: tasks should last a hundred times as long "
        "to keep that below one per cent. More workers make it slower wherever they claim tasks from one place.",
    .setup = work_keep,
    .task = null_task,
    .verify = null_verify,
    .teardown = free,
};

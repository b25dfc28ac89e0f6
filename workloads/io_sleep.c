/* SPDX-License-Identifier: MIT */
/* The function that Python's concurrency tutorials use for I/O-bound work: sleep for a random while, then return 2k.
 * Waiting needs no processor, so this is where many workers on few processors pay. Times are drawn from the seed and
 * the task's number alone: every executor and every width sleeps the same. */
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>

#include "ideal.h"
#include "work.h"
#include "yoke/random.h"
#include "yoke/workload.h"

enum { LONGEST };

static uint64_t duration_ns(const struct yoke_work *work, uint64_t index)
{
    return yoke_random_upto(work->seed, index, work->values.value[LONGEST]);
}

static int io_sleep_task(void *context, struct yoke_worker *worker, uint64_t index, void *result)
{
    const int status = worker->io->sleep(worker, duration_ns(context, index));
    *(uint64_t *)result = 2 * index;
    return status;
}

static int io_sleep_verify(const void *context, const void *results, uint64_t digest, struct yoke_error *error)
{
    (void)digest;
    const struct yoke_work *work = context;
    const uint64_t *values = results;
    for (uint64_t index = 0; index < work->task_count; index++) {
        if (values[index] == 2 * index)
            continue;
        yoke_error_set(error, "io_sleep: task %" PRIu64 " gave %" PRIu64 ", not %" PRIu64, index, values[index],
                       2 * index);
        return -EBADMSG;
    }
    return 0;
}

static uint64_t io_sleep_ideal_ns(const void *context, unsigned worker_count)
{
    return ideal_waits_ns(context, duration_ns, worker_count);
}

const struct yoke_workload yoke_workload_io_sleep = {
    .name = "io_sleep",
    .summary = "sleep for a random while: the I/O-bound function of Python's concurrency tutorials",
    .bound = YOKE_IO_BOUND,
    .params =
        (const struct yoke_param[]){
            {.name = "longest",
             .unit = YOKE_NS,
             .fallback = 5000000,
             .least = 0,
             .most = 60000000000,
             .summary = "longest sleep; each task draws uniformly from 0 to this"},
            {.name = NULL},
        },
    .default_tasks = 64, /* some 160 ms one after another */
    .result_bytes = sizeof(uint64_t),
    .reading =
        "It costs no processor time to speak of, so its speedup goes far beyond the number of processors and ends "
        "where there are as many workers as tasks. What it lacks from the ideal is the cost of waking up.",
    .setup = work_keep,
    .task = io_sleep_task,
    .verify = io_sleep_verify,
    .ideal_ns = io_sleep_ideal_ns,
    .teardown = free,
};

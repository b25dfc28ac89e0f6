/* SPDX-License-Identifier: MIT */
/* A chain of multiplications, each waiting for the one before: the processor's latency and clock rate and nothing else,
 * no memory, no branch to guess. Task k starts from k. The best probe of frequency and of stolen time. */
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>

#include "chain.h"
#include "work.h"
#include "yoke/workload.h"

enum { ITERATIONS };

static int spin_task(void *context, struct yoke_worker *worker, uint64_t index, void *result)
{
    (void)worker;
    const struct yoke_work *work = context;
    *(uint64_t *)result = chain_walk(index, work->values.value[ITERATIONS]);
    return 0;
}

static int spin_verify(const void *context, const void *results, uint64_t digest, struct yoke_error *error)
{
    (void)digest;
    const struct yoke_work *work = context;
    const uint64_t *values = results;
    for (uint64_t index = 0; index < work->task_count; index++) {
        const uint64_t expected = chain_jump(index, work->values.value[ITERATIONS]);
        if (values[index] == expected)
            continue;
        yoke_error_set(error, "spin: task %" PRIu64 " ended at %" PRIx64 ", not %" PRIx64, index, values[index],
                       expected);
        return -EBADMSG;
    }
    return 0;
}

static struct yoke_facts spin_facts(const void *context)
{
    const struct yoke_work *work = context;
    return (struct yoke_facts){.operations = (double)work->task_count * (double)work->values.value[ITERATIONS]};
}

const struct yoke_workload yoke_workload_spin = {
    .name = "spin",
    .summary = "a chain of dependent integer multiplications: clock rate and nothing else",
    .bound = YOKE_CPU_BOUND,
    .params =
        (const struct yoke_param[]){
            {.name = "iterations",
             .unit = YOKE_COUNT,
             .fallback = 1000000,
             .least = 0,
             .most = 1000000000000,
             .summary = "steps of one task, some 4 processor cycles each"},
            {.name = NULL},
        },
    .default_tasks = 64, /* some 100 ms in all at 4 cycles a step and 2.5 GHz */
    .result_bytes = sizeof(uint64_t),
    .operation = "step",
    .reading =
        "Nothing but the processor's clock limits it, so its speedup is the best that anything can have here. Where "
        "it stays below the number of workers, processors run slower together (turbo), share a core (SMT), or are "
        "taken away (a quota, a hypervisor, other programs).",
    .setup = work_keep,
    .task = spin_task,
    .verify = spin_verify,
    .facts = spin_facts,
    .teardown = free,
};

/* SPDX-License-Identifier: MIT */
/* One counter that all workers increment: a word in one line of cache, which travels from core to core for every
 * increment. The cheapest way to share anything, and it does not scale at all. The counter lies in memory that
 * processes share, too. */
#include <errno.h>
#include <inttypes.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "tickets.h"
#include "work.h"
#include "yoke/shared.h"
#include "yoke/workload.h"

enum { INCREMENTS };

struct atomic {
    struct yoke_work work;
    _Atomic uint64_t *counter; /* alone on its page */
};

static int atomic_setup(const struct yoke_work *work, void **context, struct yoke_error *error)
{
    struct atomic *atomic = malloc(sizeof *atomic);
    _Atomic uint64_t *counter = yoke_shared_map(sizeof *counter);
    if (!atomic || !counter) {
        yoke_error_set(error, "sync_atomic: cannot map a shared counter: %s", strerror(errno));
        yoke_shared_unmap(counter, sizeof *counter);
        free(atomic);
        return -ENOMEM;
    }
    *atomic = (struct atomic){.work = *work, .counter = counter};
    *context = atomic;
    return 0;
}

static void atomic_teardown(void *context)
{
    struct atomic *atomic = context;
    yoke_shared_unmap(atomic->counter, sizeof *atomic->counter);
    free(atomic);
}

static int atomic_task(void *context, struct yoke_worker *worker, uint64_t index, void *result)
{
    (void)worker;
    (void)index;
    const struct atomic *atomic = context;
    uint64_t sum = 0;
    for (uint64_t left = atomic->work.values.value[INCREMENTS]; left; left--)
        sum += atomic_fetch_add_explicit(atomic->counter, 1, memory_order_relaxed);
    *(uint64_t *)result = sum;
    return 0;
}

static int atomic_verify(const void *context, const void *results, uint64_t digest, struct yoke_error *error)
{
    (void)digest;
    const struct atomic *atomic = context;
    const uint64_t *sums = results, drawn = atomic->work.task_count * atomic->work.values.value[INCREMENTS];
    uint64_t sum = 0;
    for (uint64_t index = 0; index < atomic->work.task_count; index++)
        sum += sums[index];
    const uint64_t expected = tickets_sum(atomic_load(atomic->counter), drawn);
    if (sum == expected)
        return 0;
    yoke_error_set(error,
                   "sync_atomic: what the counter showed in %" PRIu64 " increments adds up to %" PRIu64 ", not %" PRIu64
                   ": increments were lost",
                   drawn, sum, expected);
    return -EBADMSG;
}

static struct yoke_facts atomic_facts(const void *context)
{
    const struct yoke_work *work = &((const struct atomic *)context)->work;
    return (struct yoke_facts){.operations = (double)work->task_count * (double)work->values.value[INCREMENTS]};
}

const struct yoke_workload yoke_workload_sync_atomic = {
    .name = "sync_atomic",
    .summary = "all workers increment one atomic counter",
    .bound = YOKE_SYNC_BOUND,
    .params =
        (const struct yoke_param[]){
            {.name = "increments",
             .unit = YOKE_COUNT,
             .fallback = 100000,
             .least = 1,
             .most = 1000000000,
             .summary = "increments of one task"},
            {.name = NULL},
        },
    .default_tasks = 200, /* 20 million: some 100 ms in all at 5 ns each, more workers take longer */
    .result_bytes = sizeof(uint64_t),
    .operation = "increment",
    .reading =
        "Two workers are slower than one, since the counter's line has to travel: a speedup below 1 is the result. "
        "What an increment takes with two workers or more is the price of the trip; it grows when they sit on other "
        "packages.",
    .setup = atomic_setup,
    .task = atomic_task,
    .verify = atomic_verify,
    .facts = atomic_facts,
    .teardown = atomic_teardown,
};

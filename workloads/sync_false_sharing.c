/* SPDX-License-Identifier: MIT */
/* Every worker increments a counter of its own, and nobody else's: no data are shared, but without padding the counters
 * share lines of cache, which travel from core to core as if they were one counter. The commonest reason why code that
 * shares nothing does not scale. */
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "work.h"
#include "yoke/shared.h"
#include "yoke/workload.h"

enum { PADDING, INCREMENTS };

/* Counters there is room for: as many as a plan can have workers. Only those that are used cost memory. */
enum { COUNTERS = 4096 };

struct false_sharing {
    struct yoke_work work;
    unsigned char *counters; /* worker k's counter, 8 bytes, stands at k * distance */
    uint64_t distance;
};

static int false_sharing_setup(const struct yoke_work *work, void **context, struct yoke_error *error)
{
    struct false_sharing *sharing = malloc(sizeof *sharing);
    const uint64_t word = sizeof(uint64_t), distance = word + (work->values.value[PADDING] + word - 1) / word * word;
    unsigned char *counters = yoke_shared_map(COUNTERS * distance);
    if (!sharing || !counters) {
        yoke_error_set(error, "sync_false_sharing: cannot map shared counters: %s", strerror(errno));
        yoke_shared_unmap(counters, COUNTERS * distance);
        free(sharing);
        return -ENOMEM;
    }
    *sharing = (struct false_sharing){.work = *work, .counters = counters, .distance = distance};
    *context = sharing;
    return 0;
}

static void false_sharing_teardown(void *context)
{
    struct false_sharing *sharing = context;
    yoke_shared_unmap(sharing->counters, COUNTERS * sharing->distance);
    free(sharing);
}

static int false_sharing_worker_setup(void *context, struct yoke_worker *worker, struct yoke_error *error)
{
    const struct false_sharing *sharing = context;
    if (worker->index >= COUNTERS) {
        yoke_error_set(error, "sync_false_sharing: there are counters for %d workers", COUNTERS);
        return -ERANGE;
    }
    worker->local = sharing->counters + worker->index * sharing->distance;
    return 0;
}

static int false_sharing_task(void *context, struct yoke_worker *worker, uint64_t index, void *result)
{
    (void)index;
    const struct false_sharing *sharing = context;
    volatile uint64_t *counter = worker->local; /* volatile: every increment goes to the line and comes back */
    const uint64_t before = *counter;
    for (uint64_t left = sharing->work.values.value[INCREMENTS]; left; left--)
        *counter = *counter + 1;
    *(uint64_t *)result = *counter - before;
    return 0;
}

static int false_sharing_verify(const void *context, const void *results, uint64_t digest, struct yoke_error *error)
{
    (void)digest;
    const struct false_sharing *sharing = context;
    const uint64_t *counts = results, expected = sharing->work.values.value[INCREMENTS];
    for (uint64_t index = 0; index < sharing->work.task_count; index++) {
        if (counts[index] == expected)
            continue;
        yoke_error_set(error, "sync_false_sharing: task %" PRIu64 " counted %" PRIu64 ", not %" PRIu64, index,
                       counts[index], expected);
        return -EBADMSG;
    }
    return 0;
}

static struct yoke_facts false_sharing_facts(const void *context)
{
    const struct yoke_work *work = &((const struct false_sharing *)context)->work;
    return (struct yoke_facts){.operations = (double)work->task_count * (double)work->values.value[INCREMENTS]};
}

const struct yoke_workload yoke_workload_sync_false_sharing = {
    .name = "sync_false_sharing",
    .summary = "each worker increments its own counter, beside its neighbour's",
    .bound = YOKE_SYNC_BOUND,
    .params =
        (const struct yoke_param[]){
            {.name = "padding",
             .unit = YOKE_BYTES,
             .fallback = 0,
             .least = 0,
             .most = 1 << 20,
             .summary = "unused bytes between two counters of 8 bytes: 0, 56 and 120 are worth comparing"},
            {.name = "increments",
             .unit = YOKE_COUNT,
             .fallback = 2000000,
             .least = 1,
             .most = 1000000000,
             .summary = "increments of one task"},
            {.name = NULL},
        },
    .default_tasks =
        128, /* 256 million: 60 ms in all where a store is read back at once, 300 where that takes 5 cycles */
    .result_bytes = sizeof(uint64_t),
    .operation = "increment",
    .reading =
        "Sweep it: -p padding=0B,56B,120B. With 120 bytes between them the counters share nothing and it speeds up "
        "as spin does; with 0 it does not. If 56 bytes (lines of 64) do worse than 120, the processor fetches lines "
        "in pairs.",
    .setup = false_sharing_setup,
    .worker_setup = false_sharing_worker_setup,
    .task = false_sharing_task,
    .verify = false_sharing_verify,
    .facts = false_sharing_facts,
    .teardown = false_sharing_teardown,
};

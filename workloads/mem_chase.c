/* SPDX-License-Identifier: MIT */
/* Loads of which each says where the next one goes, along one cycle through all lines of a working set in random order:
 * the time from a load to its data, which no prefetcher can guess and nothing can overlap. Working sets of growing size
 * show one cache after the other, then memory, then memory and page tables.
 *
 * All cycles are equally likely and each visits every line (what Sattolo's shuffle makes; here from a shuffled list of
 * the lines, since then the place after any number of steps can be looked up, and every task's answer is known). Each
 * worker has the cycle in memory of its own, which it was the first to touch. */
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>

#include "work.h"
#include "yoke/random.h"
#include "yoke/workload.h"

enum { SET, SPACING, LOADS };

struct chase {
    struct yoke_work work;
    uint64_t nodes;
    uint32_t *order; /* order[k]: the node visited k-th */
    uint32_t *place; /* place[node]: when it is visited */
};

static void chase_teardown(void *context)
{
    struct chase *chase = context;
    free(chase->order);
    free(chase->place);
    free(chase);
}

static void chase_shuffle(struct chase *chase)
{
    for (uint64_t i = 0; i < chase->nodes; i++)
        chase->order[i] = (uint32_t)i;
    for (uint64_t i = chase->nodes - 1; i > 0; i--) {
        const uint64_t other = yoke_random_upto(chase->work.seed, i, i);
        const uint32_t node = chase->order[i];
        chase->order[i] = chase->order[other];
        chase->order[other] = node;
    }
    for (uint64_t i = 0; i < chase->nodes; i++)
        chase->place[chase->order[i]] = (uint32_t)i;
}

static int chase_setup(const struct yoke_work *work, void **context, struct yoke_error *error)
{
    const uint64_t nodes = work->values.value[SET] / work->values.value[SPACING];
    if (nodes < 1 || nodes > UINT32_MAX) {
        yoke_error_set(error,
                       "mem_chase: %" PRIu64 " lines in a working set of %" PRIu64 " bytes, one every %" PRIu64
                       ": there must be 1 to 4294967295",
                       nodes, work->values.value[SET], work->values.value[SPACING]);
        return -ERANGE;
    }
    struct chase *chase = calloc(1, sizeof *chase);
    if (!chase) {
        yoke_error_set(error, "mem_chase: no memory");
        return -ENOMEM;
    }
    chase->work = *work;
    chase->nodes = nodes;
    chase->order = work_memory("mem_chase", nodes, sizeof *chase->order, error);
    chase->place = work_memory("mem_chase", nodes, sizeof *chase->place, error);
    if (!chase->order || !chase->place) {
        chase_teardown(chase);
        return -ENOMEM;
    }
    chase_shuffle(chase);
    *context = chase;
    return 0;
}

static uint32_t node_after(const struct chase *chase, uint64_t node, uint64_t steps)
{
    return chase->order[(chase->place[node] + steps) % chase->nodes];
}

/* Lays the cycle out from the first line to the last, so that pages are touched in order. */
static int chase_worker_setup(void *context, struct yoke_worker *worker, struct yoke_error *error)
{
    const struct chase *chase = context;
    const uint64_t spacing = chase->work.values.value[SPACING];
    unsigned char *lines = work_memory("mem_chase", chase->nodes, spacing, error);
    if (!lines)
        return -ENOMEM;
    for (uint64_t node = 0; node < chase->nodes; node++)
        *(void **)(void *)(lines + node * spacing) = lines + node_after(chase, node, 1) * spacing;
    worker->local = lines;
    return 0;
}

static void chase_worker_teardown(void *context, struct yoke_worker *worker)
{
    (void)context;
    free(worker->local);
}

static uint64_t first_node(const struct chase *chase, uint64_t index)
{
    return yoke_random_upto(~chase->work.seed, index, chase->nodes - 1);
}

static int chase_task(void *context, struct yoke_worker *worker, uint64_t index, void *result)
{
    const struct chase *chase = context;
    const uint64_t spacing = chase->work.values.value[SPACING];
    unsigned char *lines = worker->local;
    void *at = lines + first_node(chase, index) * spacing;
    for (uint64_t left = chase->work.values.value[LOADS]; left; left--)
        at = *(void **)at;
    *(uint64_t *)result =
        1 + (uint64_t)((unsigned char *)at - lines) / spacing; /* from 1: 0 is the result of no task */
    return 0;
}

static int chase_verify(const void *context, const void *results, uint64_t digest, struct yoke_error *error)
{
    (void)digest;
    const struct chase *chase = context;
    const uint64_t *ends = results;
    for (uint64_t index = 0; index < chase->work.task_count; index++) {
        const uint64_t expected =
            1 + (uint64_t)node_after(chase, first_node(chase, index), chase->work.values.value[LOADS]);
        if (ends[index] == expected)
            continue;
        yoke_error_set(error, "mem_chase: task %" PRIu64 " ended on line %" PRIu64 ", not %" PRIu64, index, ends[index],
                       expected);
        return -EBADMSG;
    }
    return 0;
}

static struct yoke_facts chase_facts(const void *context)
{
    const struct yoke_work *work = &((const struct chase *)context)->work;
    return (struct yoke_facts){.operations = (double)work->task_count * (double)work->values.value[LOADS]};
}

const struct yoke_workload yoke_workload_mem_chase = {
    .name = "mem_chase",
    .summary = "dependent loads along a random cycle: memory latency",
    .bound = YOKE_MEMORY_BOUND,
    .params =
        (const struct yoke_param[]){
            {.name = "set",
             .unit = YOKE_BYTES,
             .fallback = 64 << 20,
             .least = 4096,
             .most = UINT64_C(64) << 30,
             .summary = "working set of each worker; 16KiB..1GiBx4 shows the caches"},
            {.name = "spacing",
             .unit = YOKE_BYTES,
             .fallback = 64,
             .least = 16,
             .most = 1 << 20,
             .summary = "from one load's line to the next: at least a line of the cache"},
            {.name = "loads",
             .unit = YOKE_COUNT,
             .fallback = 10000,
             .least = 1,
             .most = 1000000000,
             .summary = "loads of one task"},
            {.name = NULL},
        },
    .default_tasks = 64, /* some 50 ms in all at 80 ns a load, twice that in virtual machines */
    .result_bytes = sizeof(uint64_t),
    .operation = "load",
    .reading =
        "One worker's time divided by its loads is the latency of where its working set lies. Waiting for memory is "
        "not waiting for the processor: two workers wait side by side, so speedup goes on until they share a cache "
        "that held one set and does not hold two.",
    .setup = chase_setup,
    .worker_setup = chase_worker_setup,
    .task = chase_task,
    .worker_teardown = chase_worker_teardown,
    .verify = chase_verify,
    .facts = chase_facts,
    .teardown = chase_teardown,
};

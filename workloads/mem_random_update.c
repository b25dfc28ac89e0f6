/* SPDX-License-Identifier: MIT */
/* Read, change and write words at random places of a large table: like the GUPS of the HPC Challenge, how many updates
 * of memory can be under way at once, since where the next one goes does not depend on what the last one found. Each
 * worker has a table of its own, which it was the first to touch.
 *
 * The low half of a word says where it stands, and never changes; the high half is set to the number of the task. What
 * the low halves add up to is known; and a few of the words are looked at again afterwards for the high half. */
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>

#include "work.h"
#include "yoke/random.h"
#include "yoke/workload.h"

enum { TABLE, UPDATES };

/* Of the updates, one in so many is looked at again: a second miss for each would be another workload. */
enum { CHECK_STEP = 64 };

struct updates {
    struct yoke_work work;
    uint64_t words;
    uint64_t expected[]; /* result of each task */
};

static uint32_t word_mark(uint64_t place)
{
    return (uint32_t)((place + 1) * UINT64_C(0x9e3779b97f4a7c15) >> 32);
}

static uint64_t place_draw(const struct updates *updates, uint64_t index, uint64_t i)
{
    return yoke_random_upto(updates->work.seed, index * updates->work.values.value[UPDATES] + i, updates->words - 1);
}

static int updates_setup(const struct yoke_work *work, void **context, struct yoke_error *error)
{
    struct updates *updates = work_memory("mem_random_update", work->task_count + sizeof *updates / sizeof(uint64_t),
                                          sizeof(uint64_t), error);
    if (!updates)
        return -ENOMEM;
    updates->work = *work;
    updates->words = work->values.value[TABLE] / sizeof(uint64_t);
    for (uint64_t index = 0; index < work->task_count; index++) {
        updates->expected[index] = 0;
        for (uint64_t i = 0; i < work->values.value[UPDATES]; i++)
            updates->expected[index] += word_mark(place_draw(updates, index, i));
    }
    *context = updates;
    return 0;
}

static int updates_worker_setup(void *context, struct yoke_worker *worker, struct yoke_error *error)
{
    const struct updates *updates = context;
    uint64_t *table = work_memory("mem_random_update", updates->words, sizeof *table, error);
    if (!table)
        return -ENOMEM;
    for (uint64_t place = 0; place < updates->words; place++)
        table[place] = word_mark(place);
    worker->local = table;
    return 0;
}

static void updates_worker_teardown(void *context, struct yoke_worker *worker)
{
    (void)context;
    free(worker->local);
}

static int updates_task(void *context, struct yoke_worker *worker, uint64_t index, void *result)
{
    const struct updates *updates = context;
    const uint64_t count = updates->work.values.value[UPDATES], tag = (uint64_t)(uint32_t)(index + 1) << 32;
    uint64_t *table = worker->local, sum = 0;
    for (uint64_t i = 0; i < count; i++) {
        uint64_t *word = &table[place_draw(updates, index, i)];
        const uint32_t mark = (uint32_t)*word;
        *word = tag | mark;
        sum += mark;
    }
    for (uint64_t i = 0; i < count; i += CHECK_STEP)
        sum += (table[place_draw(updates, index, i)] ^ tag) >> 32; /* 0 when the update was kept */
    *(uint64_t *)result = sum;
    return 0;
}

static int updates_verify(const void *context, const void *results, uint64_t digest, struct yoke_error *error)
{
    (void)digest;
    const struct updates *updates = context;
    const uint64_t *sums = results;
    for (uint64_t index = 0; index < updates->work.task_count; index++) {
        if (sums[index] == updates->expected[index])
            continue;
        yoke_error_set(error, "mem_random_update: the words of task %" PRIu64 " add up to %" PRIx64 ", not %" PRIx64,
                       index, sums[index], updates->expected[index]);
        return -EBADMSG;
    }
    return 0;
}

static struct yoke_facts updates_facts(const void *context)
{
    const struct yoke_work *work = &((const struct updates *)context)->work;
    return (struct yoke_facts){.operations = (double)work->task_count * (double)work->values.value[UPDATES]};
}

const struct yoke_workload yoke_workload_mem_random_update = {
    .name = "mem_random_update",
    .summary = "read, change and write random words of a large table",
    .bound = YOKE_MEMORY_BOUND,
    .params =
        (const struct yoke_param[]){
            {.name = "table",
             .unit = YOKE_BYTES,
             .fallback = 64 << 20,
             .least = 64,
             .most = UINT64_C(64) << 30,
             .summary = "size of each worker's table"},
            {.name = "updates",
             .unit = YOKE_COUNT,
             .fallback = 50000,
             .least = 1,
             .most = 1000000000,
             .summary = "updates of one task"},
            {.name = NULL},
        },
    .default_tasks = 100, /* five million updates: some 100 ms in all at 20 ns each */
    .result_bytes = sizeof(uint64_t),
    .operation = "update",
    .reading =
        "One worker keeps several updates under way, so one takes less time than a load of mem_chase: the quotient "
        "is how many. Speedup ends where the memory's own queues are full, before its bandwidth is used up, since of "
        "every line only one word is wanted.",
    .setup = updates_setup,
    .worker_setup = updates_worker_setup,
    .task = updates_task,
    .worker_teardown = updates_worker_teardown,
    .verify = updates_verify,
    .facts = updates_facts,
    .teardown = free,
};

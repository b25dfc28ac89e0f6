/* SPDX-License-Identifier: MIT */
/* Merge sort of random keys: comparisons whose outcome nobody can guess, so a branch or a conditional move for every
 * one, and passes over memory that grow with the number of keys. A task draws its keys, sorts them, and returns their
 * sum under a mixing function, which no order changes: right only if all keys are still there; and made wrong if they
 * are out of order. */
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>

#include "work.h"
#include "yoke/random.h"
#include "yoke/workload.h"

enum { KEYS };

/* Runs of this many keys are sorted by insertion, which is quicker than merging pieces so short. */
enum { RUN_KEYS = 16 };

static int sort_worker_setup(void *context, struct yoke_worker *worker, struct yoke_error *error)
{
    const struct yoke_work *work = context;
    worker->local = work_memory("cpu_sort", 2 * work->values.value[KEYS], sizeof(uint64_t), error);
    return worker->local ? 0 : -ENOMEM;
}

static void sort_worker_teardown(void *context, struct yoke_worker *worker)
{
    (void)context;
    free(worker->local);
}

static uint64_t key_draw(const struct yoke_work *work, uint64_t index, uint64_t i)
{
    return yoke_random_draw(work->seed, index * work->values.value[KEYS] + i);
}

/* What a key adds to the sum. */
static uint64_t key_mark(uint64_t key)
{
    return (key ^ key >> 32) * UINT64_C(0x9e3779b97f4a7c15);
}

static void insertion_sort(uint64_t *keys, uint64_t count)
{
    for (uint64_t i = 1; i < count; i++) {
        const uint64_t key = keys[i];
        uint64_t at = i;
        for (; at && keys[at - 1] > key; at--)
            keys[at] = keys[at - 1];
        keys[at] = key;
    }
}

/* Merges two sorted neighbours, `from` up to `middle` and `middle` up to `end`, into `into`. */
static void merge(const uint64_t *from, const uint64_t *middle, const uint64_t *end, uint64_t *into)
{
    const uint64_t *left = from, *right = middle;
    while (left < middle && right < end) {
        if (*right < *left)
            *into++ = *right++;
        else
            *into++ = *left++;
    }
    while (left < middle)
        *into++ = *left++;
    while (right < end)
        *into++ = *right++;
}

/* Sorts the first half of `keys`, which has room for 2 * count; the second half is for merging. Returns the sorted one.
 */
static const uint64_t *merge_sort(uint64_t *keys, uint64_t count)
{
    uint64_t *from = keys, *into = keys + count;
    for (uint64_t begin = 0; begin < count; begin += RUN_KEYS)
        insertion_sort(from + begin, count - begin < RUN_KEYS ? count - begin : RUN_KEYS);
    for (uint64_t run = RUN_KEYS; run < count; run *= 2) {
        for (uint64_t begin = 0; begin < count; begin += 2 * run) {
            const uint64_t middle = count - begin < run ? count : begin + run;
            const uint64_t end = count - middle < run ? count : middle + run;
            merge(from + begin, from + middle, from + end, into + begin);
        }
        uint64_t *const sorted = into;
        into = from;
        from = sorted;
    }
    return from;
}

static int sort_task(void *context, struct yoke_worker *worker, uint64_t index, void *result)
{
    const struct yoke_work *work = context;
    const uint64_t count = work->values.value[KEYS];
    uint64_t *keys = worker->local;
    for (uint64_t i = 0; i < count; i++)
        keys[i] = key_draw(work, index, i);
    const uint64_t *sorted = merge_sort(keys, count);
    uint64_t sum = key_mark(sorted[0]);
    for (uint64_t i = 1; i < count; i++)
        sum += key_mark(sorted[i]) + (sorted[i - 1] > sorted[i]);
    *(uint64_t *)result = sum;
    return 0;
}

static int sort_verify(const void *context, const void *results, uint64_t digest, struct yoke_error *error)
{
    (void)digest;
    const struct yoke_work *work = context;
    const uint64_t *sums = results;
    for (uint64_t index = 0; index < work->task_count; index++) {
        uint64_t expected = 0;
        for (uint64_t i = 0; i < work->values.value[KEYS]; i++)
            expected += key_mark(key_draw(work, index, i));
        if (sums[index] == expected)
            continue;
        yoke_error_set(error,
                       "cpu_sort: task %" PRIu64 " lost keys or left them out of order: its sum is %" PRIx64
                       ", not %" PRIx64,
                       index, sums[index], expected);
        return -EBADMSG;
    }
    return 0;
}

static struct yoke_facts sort_facts(const void *context)
{
    const struct yoke_work *work = context;
    return (struct yoke_facts){.operations = (double)work->task_count * (double)work->values.value[KEYS]};
}

const struct yoke_workload yoke_workload_cpu_sort = {
    .name = "cpu_sort",
    .summary = "merge sort of random 64-bit keys",
    .bound = YOKE_CPU_BOUND,
    .params =
        (const struct yoke_param[]){
            {.name = "keys",
             .unit = YOKE_COUNT,
             .fallback = 30000,
             .least = 1,
             .most = 1000000000,
             .summary = "keys one task sorts; a worker needs 16 bytes for each"},
            {.name = NULL},
        },
    .default_tasks = 64, /* some 100 ms in all */
    .result_bytes = sizeof(uint64_t),
    .operation = "key",
    .reading =
        "Branches that cannot be guessed, which two threads of one core (SMT) fill in for each other better than "
        "anything else. With some 30000 keys a worker stays in its second-level cache; from millions on the workers "
        "compete for memory.",
    .setup = work_keep,
    .worker_setup = sort_worker_setup,
    .task = sort_task,
    .worker_teardown = sort_worker_teardown,
    .verify = sort_verify,
    .facts = sort_facts,
    .teardown = free,
};

/* SPDX-License-Identifier: MIT */
/* a[i] = b[i] + s c[i] over arrays much larger than the caches: memory bandwidth, by the rules of STREAM (McCalpin
 * 1995): 24 bytes an element, whatever the processor moves besides (most read a line of `a` before they write it).
 *
 * Every worker has three arrays of its own, which it was the first to touch, so they lie on its own node. A task is one
 * slice of them; it goes on where the worker's last task stopped, so that a worker always comes back to data it has not
 * seen for three whole arrays, however tasks are handed out. All values are whole numbers and the same in every slice,
 * and each task has its own s: an element every 512 KiB is added up and must come out exactly. */
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>

#include "work.h"
#include "yoke/workload.h"

enum { ARRAY, SLICE };

/* Elements from one that is checked to the next, 512 KiB: one a page cost 3 to 8 % of the time, since what was just
 * written is far away again. */
enum { CHECK_STEP = 65536 };

/* The arrays begin this many elements further apart than they are long: were they a multiple of 4 KiB apart, loads
 * would seem to depend on the stores to `a` just before (4 KiB aliasing). */
enum { GAP = 80 };

/* b[i] and c[i] are remainders by these primes, and so never in step with pages or with each other. */
enum { B_PERIOD = 1021, C_PERIOD = 509, FACTORS = 1009 };

/* One worker's own. */
struct triad {
    double *a, *b, *c;
    uint64_t position; /* where its next slice begins, in elements */
};

static uint64_t slice_elements(const struct yoke_work *work)
{
    const uint64_t *values = work->values.value;
    return (values[SLICE] < values[ARRAY] ? values[SLICE] : values[ARRAY]) / sizeof(double);
}

/* Whole slices only: what is left of the array behind the last one is not used. */
static uint64_t array_elements(const struct yoke_work *work)
{
    const uint64_t slice = slice_elements(work);
    return work->values.value[ARRAY] / sizeof(double) / slice * slice;
}

static double b_at(uint64_t place)
{
    return 1 + (double)(place % B_PERIOD);
}

static double c_at(uint64_t place)
{
    return 1 + (double)(place % C_PERIOD);
}

static double factor_of_task(uint64_t index)
{
    return 1 + (double)(index % FACTORS);
}

static int triad_worker_setup(void *context, struct yoke_worker *worker, struct yoke_error *error)
{
    const struct yoke_work *work = context;
    const uint64_t count = array_elements(work), slice = slice_elements(work);
    struct triad *triad = malloc(sizeof *triad);
    double *memory = triad ? work_memory("mem_triad", 3 * count + UINT64_C(2) * GAP, sizeof *memory, error) : NULL;
    if (!memory) {
        yoke_error_set(error, "mem_triad: no memory");
        free(triad);
        return -ENOMEM;
    }
    *triad = (struct triad){.a = memory, .b = memory + count + GAP, .c = memory + 2 * (count + GAP)};
    for (uint64_t i = 0; i < count; i++) {
        triad->a[i] = 0;
        triad->b[i] = b_at(i % slice);
        triad->c[i] = c_at(i % slice);
    }
    worker->local = triad;
    return 0;
}

static void triad_worker_teardown(void *context, struct yoke_worker *worker)
{
    (void)context;
    struct triad *triad = worker->local;
    free(triad->a);
    free(triad);
}

static void triad_compute(double *restrict a, const double *restrict b, const double *restrict c, double factor,
                          uint64_t count)
{
    for (uint64_t i = 0; i < count; i++)
        a[i] = b[i] + factor * c[i];
}

static int triad_task(void *context, struct yoke_worker *worker, uint64_t index, void *result)
{
    const struct yoke_work *work = context;
    struct triad *triad = worker->local;
    const uint64_t slice = slice_elements(work), at = triad->position;
    triad_compute(triad->a + at, triad->b + at, triad->c + at, factor_of_task(index), slice);
    triad->position = at + slice < array_elements(work) ? at + slice : 0;
    uint64_t sum = 0;
    for (uint64_t i = 0; i < slice; i += CHECK_STEP)
        sum += (uint64_t)triad->a[at + i];
    *(uint64_t *)result = sum;
    return 0;
}

static int triad_verify(const void *context, const void *results, uint64_t digest, struct yoke_error *error)
{
    (void)digest;
    const struct yoke_work *work = context;
    const uint64_t *sums = results, slice = slice_elements(work);
    uint64_t b_sum = 0, c_sum = 0;
    for (uint64_t i = 0; i < slice; i += CHECK_STEP) {
        b_sum += (uint64_t)b_at(i);
        c_sum += (uint64_t)c_at(i);
    }
    for (uint64_t index = 0; index < work->task_count; index++) {
        const uint64_t expected = b_sum + (uint64_t)factor_of_task(index) * c_sum;
        if (sums[index] == expected)
            continue;
        yoke_error_set(error, "mem_triad: the slice of task %" PRIu64 " adds up to %" PRIu64 ", not %" PRIu64, index,
                       sums[index], expected);
        return -EBADMSG;
    }
    return 0;
}

static struct yoke_facts triad_facts(const void *context)
{
    const struct yoke_work *work = context;
    const double elements = (double)work->task_count * (double)slice_elements(work);
    return (struct yoke_facts){.operations = elements, .bytes = elements * 3 * sizeof(double)};
}

const struct yoke_workload yoke_workload_mem_triad = {
    .name = "mem_triad",
    .summary = "a[i] = b[i] + s c[i] on large arrays: memory bandwidth as STREAM counts it",
    .bound = YOKE_MEMORY_BOUND,
    .params =
        (const struct yoke_param[]){
            {.name = "array",
             .unit = YOKE_BYTES,
             .fallback = 64 << 20,
             .least = 4096,
             .most = UINT64_C(64) << 30,
             .summary = "size of each of a worker's three arrays: 4 times the last-level cache or more"},
            {.name = "slice",
             .unit = YOKE_BYTES,
             .fallback = 1 << 20,
             .least = 4096,
             .most = UINT64_C(64) << 30,
             .summary = "of each array in one task; the array if that is smaller"},
            {.name = NULL},
        },
    .default_tasks = 640, /* 10 times through the arrays; 2 GB, some 100 ms in all at 20 GB/s */
    .result_bytes = sizeof(uint64_t),
    .operation = "element",
    .moved = "24 an element, two loads and a store, as STREAM counts them",
    .reading =
        "One worker rarely gets all the bandwidth of a memory node, a few do, and more gain nothing: speedup rises, "
        "then is flat at what the node can deliver. Workers on another node add theirs, so try --pin scatter. Small "
        "arrays measure a cache instead.",
    .setup = work_keep,
    .worker_setup = triad_worker_setup,
    .task = triad_task,
    .worker_teardown = triad_worker_teardown,
    .verify = triad_verify,
    .facts = triad_facts,
    .teardown = free,
};

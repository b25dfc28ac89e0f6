/* SPDX-License-Identifier: MIT */
/* Pi from random points: how many of those in the unit square lie in the quarter circle. Independent integer work
 * without memory, a few multiplications deep. The points are drawn from a generator that counts, so every task has its
 * own whatever worker it runs on; the estimate must come out where chance allows. */
#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

#include "seal.h"
#include "work.h"
#include "yoke/random.h"
#include "yoke/workload.h"

enum { POINTS };

/* How far the estimate may be off, in standard deviations: chance does that once in 10^15 seeds. */
enum { DEVIATIONS_MOST = 8 };

/* Points of the task that lie in the circle of radius 2^32. */
static uint64_t points_inside(const struct yoke_work *work, uint64_t index)
{
    const uint64_t points = work->values.value[POINTS];
    uint64_t inside = 0;
    for (uint64_t i = 0; i < points; i++) {
        const uint64_t bits = yoke_random_draw(work->seed, index * points + i), x = bits >> 32, y = (uint32_t)bits;
        uint64_t squared;
        inside += !__builtin_add_overflow(x * x, y * y, &squared);
    }
    return inside;
}

static int montecarlo_task(void *context, struct yoke_worker *worker, uint64_t index, void *result)
{
    (void)worker;
    seal_put(result, context, index, points_inside(context, index));
    return 0;
}

static int montecarlo_verify(const void *context, const void *results, uint64_t digest, struct yoke_error *error)
{
    (void)digest;
    const struct yoke_work *work = context;
    const struct sealed *counts = results;
    const int status = seal_verify("cpu_montecarlo", work, counts, points_inside, error);
    if (status)
        return status;
    const double points = (double)work->task_count * (double)work->values.value[POINTS], share = acos(-1) / 4;
    double inside = 0;
    for (uint64_t index = 0; index < work->task_count; index++)
        inside += (double)counts[index].value;
    if (fabs(inside - share * points) <= DEVIATIONS_MOST * sqrt(points * share * (1 - share)))
        return 0;
    yoke_error_set(error, "cpu_montecarlo: pi came out as %.9g, further off than %.0f points allow",
                   4 * inside / points, points);
    return -EBADMSG;
}

static struct yoke_facts montecarlo_facts(const void *context)
{
    const struct yoke_work *work = context;
    return (struct yoke_facts){.operations = (double)work->task_count * (double)work->values.value[POINTS]};
}

const struct yoke_workload yoke_workload_cpu_montecarlo = {
    .name = "cpu_montecarlo",
    .summary = "estimate pi from random points",
    .bound = YOKE_CPU_BOUND,
    .params =
        (const struct yoke_param[]){
            {.name = "points",
             .unit = YOKE_COUNT,
             .fallback = 1000000,
             .least = 1,
             .most = 1000000000,
             .summary = "random points of one task"},
            {.name = NULL},
        },
    .default_tasks = 64, /* some 100 ms in all */
    .result_bytes = sizeof(struct sealed),
    .operation = "point",
    .reading =
        "Independent multiplications in flight all the time, no memory: the throughput of the integer units, where "
        "spin is their latency. Speedup should equal that of spin on cores, and be less on two threads of one core.",
    .setup = work_keep,
    .task = montecarlo_task,
    .verify = montecarlo_verify,
    .facts = montecarlo_facts,
    .teardown = free,
};

/* SPDX-License-Identifier: MIT */
/* The upper half of the Mandelbrot set, a row a task: nobody knows how long a point takes before it has been computed,
 * and rows near the real axis take many times as long as those at the top. The probe of schedules: shares of equal size
 * (static) leave most workers idle while the last one is in the thick of it. */
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>

#include "seal.h"
#include "work.h"
#include "yoke/workload.h"

enum { WIDTH, LIMIT };

/* The picture: from -2 to 0.6 on the real axis and from 1.25 down to 0 on the imaginary one. All of the set's upper
 * half is in it; the lower half would mirror it, and two equal shares would then take equally long. */
static const double LEFT = -2, RIGHT = 0.6, TOP = 1.25;

/* Steps until the point escapes, `limit` when it does not. */
static uint64_t point_steps(double re, double im, uint64_t limit)
{
    double x = 0, y = 0;
    for (uint64_t step = 0; step < limit; step++) {
        const double x_squared = x * x, y_squared = y * y;
        if (x_squared + y_squared > 4)
            return step;
        y = 2 * x * y + im;
        x = x_squared - y_squared + re;
    }
    return limit;
}

/* All points of a row as one number in which each counts. Never inlined: the task and its check must be the same
 * instructions, since rounding decides how long a point near the edge takes. */
__attribute__((noinline)) static uint64_t row_compute(const struct yoke_work *work, uint64_t index)
{
    const uint64_t width = work->values.value[WIDTH], limit = work->values.value[LIMIT];
    const double im = TOP * (1 - ((double)index + 0.5) / (double)work->task_count);
    uint64_t value = 0;
    for (uint64_t column = 0; column < width; column++) {
        const double re = LEFT + (RIGHT - LEFT) * ((double)column + 0.5) / (double)width;
        value = value * UINT64_C(6364136223846793005) + point_steps(re, im, limit);
    }
    return value;
}

static int mandelbrot_task(void *context, struct yoke_worker *worker, uint64_t index, void *result)
{
    (void)worker;
    seal_put(result, context, index, row_compute(context, index));
    return 0;
}

static int mandelbrot_verify(const void *context, const void *results, uint64_t digest, struct yoke_error *error)
{
    (void)digest;
    return seal_verify("cpu_mandelbrot", context, results, row_compute, error);
}

static struct yoke_facts mandelbrot_facts(const void *context)
{
    const struct yoke_work *work = context;
    return (struct yoke_facts){.operations = (double)work->task_count * (double)work->values.value[WIDTH]};
}

const struct yoke_workload yoke_workload_cpu_mandelbrot = {
    .name = "cpu_mandelbrot",
    .summary = "rows of the Mandelbrot set: tasks of very unequal length",
    .bound = YOKE_CPU_BOUND,
    .params =
        (const struct yoke_param[]){
            {.name = "width",
             .unit = YOKE_COUNT,
             .fallback = 512,
             .least = 1,
             .most = 1000000,
             .summary = "points of a row; there are as many rows as tasks"},
            {.name = "limit",
             .unit = YOKE_COUNT,
             .fallback = 2000,
             .least = 1,
             .most = 1000000000,
             .summary = "steps after which a point is taken to be in the set"},
            {.name = NULL},
        },
    .default_tasks = 128, /* some 100 ms in all, of which the last quarter of the rows takes most */
    .result_bytes = sizeof(struct sealed),
    .operation = "point",
    .reading =
        "Compare schedules with it: static hands the cheap rows to one worker and the dear ones to another, dynamic "
        "does not. The imbalance says how much of the time workers had nothing left to do.",
    .setup = work_keep,
    .task = mandelbrot_task,
    .verify = mandelbrot_verify,
    .facts = mandelbrot_facts,
    .teardown = free,
};

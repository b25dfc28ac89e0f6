/* SPDX-License-Identifier: MIT */
/* The workloads of gate_live's sides: yoke's own, and spin with more work by a known share. */
#include "yoke/catalogue.h"

#ifndef SIDE_MORE /* per cent */
#error "SIDE_MORE says how much more this side's spin does"
#endif

extern const struct yoke_workload yoke_workload_spin, yoke_workload_cpu_hash, yoke_workload_cpu_sort, yoke_workload_cpu_primes;

static int more_setup(const struct yoke_work *work, void **context, struct yoke_error *error)
{
    struct yoke_work more = *work;
    more.values.value[0] += more.values.value[0] * SIDE_MORE / 100;
    return yoke_workload_spin.setup(&more, context, error);
}

static void more_teardown(void *context)
{
    yoke_workload_spin.teardown(context);
}

static int more_task(void *context, struct yoke_worker *worker, uint64_t index, void *result)
{
    return yoke_workload_spin.task(context, worker, index, result);
}

static int more_verify(const void *context, const void *results, uint64_t digest, struct yoke_error *error)
{
    return yoke_workload_spin.verify(context, results, digest, error);
}

static const struct yoke_workload more = {
    .name = "spin",
    .summary = "spin, and in some sides more of it",
    .bound = YOKE_CPU_BOUND,
    .params =
        (const struct yoke_param[]){
            {.name = "iterations", .unit = YOKE_COUNT, .fallback = 1000000, .least = 0, .most = 1000000000,
             .summary = "steps of one task, as the side without more does them"},
            {.name = NULL},
        },
    .default_tasks = 64,
    .result_bytes = sizeof(uint64_t),
    .setup = more_setup,
    .task = more_task,
    .verify = more_verify,
    .teardown = more_teardown,
};

const struct yoke_workload *const yoke_workloads[] = {
    &more, &yoke_workload_cpu_hash, &yoke_workload_cpu_sort, &yoke_workload_cpu_primes, NULL,
};

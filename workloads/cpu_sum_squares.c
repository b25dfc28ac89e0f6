/* SPDX-License-Identifier: MIT */
/* The function that Python's concurrency tutorials use for CPU-bound work: sum(i * i for i in range(n)). Here
 * arithmetic is modulo 2^64 (Python's integers grow; the true sum for n = 5,000,000 does not fit), and the loop really
 * runs: optimising compilers otherwise replace it by the closed formula that the answer is checked against. */
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>

#include "work.h"
#include "yoke/workload.h"

enum { N, STEP };

static uint64_t limit_of_task(const struct yoke_work *work, uint64_t index)
{
    return work->values.value[N] + index * work->values.value[STEP];
}

static int sum_squares_task(void *context, struct yoke_worker *worker, uint64_t index, void *result)
{
    (void)worker;
    const uint64_t limit = limit_of_task(context, index);
    uint64_t sum = 0;
    for (uint64_t i = 0; i < limit; i++) {
        uint64_t factor = i;
        __asm__ volatile("" : "+r"(factor)); /* hides that factor is i, and with it the closed formula */
        sum += factor * factor;
    }
    *(uint64_t *)result = sum;
    return 0;
}

/* (m - 1) m (2m - 1) / 6 modulo 2^64. The division is done before the product: of the factors, one of the first two is
 * even, and one of the three is a multiple of 3. */
static uint64_t sum_squares_formula(uint64_t m)
{
    if (m == 0)
        return 0;
    __uint128_t factors[] = {(__uint128_t)m - 1, m, 2 * (__uint128_t)m - 1};
    factors[m % 2 ? 0 : 1] /= 2;
    for (int i = 0; i < 3; i++)
        if (factors[i] % 3 == 0) {
            factors[i] /= 3;
            break;
        }
    return (uint64_t)factors[0] * (uint64_t)factors[1] * (uint64_t)factors[2];
}

static int sum_squares_verify(const void *context, const void *results, uint64_t digest, struct yoke_error *error)
{
    (void)digest;
    const struct yoke_work *work = context;
    const uint64_t *sums = results;
    for (uint64_t index = 0; index < work->task_count; index++) {
        const uint64_t expected = sum_squares_formula(limit_of_task(work, index));
        if (sums[index] == expected)
            continue;
        yoke_error_set(error, "cpu_sum_squares: task %" PRIu64 " gave %" PRIu64 ", not %" PRIu64, index, sums[index],
                       expected);
        return -EBADMSG;
    }
    return 0;
}

static struct yoke_facts sum_squares_facts(const void *context)
{
    const struct yoke_work *work = context;
    const double tasks = (double)work->task_count;
    const double squares =
        tasks * (double)work->values.value[N] + (double)work->values.value[STEP] * tasks * (tasks - 1) / 2;
    return (struct yoke_facts){.operations = squares};
}

const struct yoke_workload yoke_workload_cpu_sum_squares = {
    .name = "cpu_sum_squares",
    .summary = "sum of squares below n: the CPU-bound function of Python's concurrency tutorials",
    .bound = YOKE_CPU_BOUND,
    .params =
        (const struct yoke_param[]){
            {.name = "n",
             .unit = YOKE_COUNT,
             .fallback = 5000000,
             .least = 0,
             .most = 1000000000000,
             .summary = "numbers squared by task 0"},
            {.name = "step",
             .unit = YOKE_COUNT,
             .fallback = 1,
             .least = 0,
             .most = 1000000,
             .summary = "how many more each following task squares"},
            {.name = NULL},
        },
    .default_tasks = 20, /* as in the tutorials; some 50 ms in all */
    .result_bytes = sizeof(uint64_t),
    .operation = "square",
    .reading =
        "Like spin it needs the processor and nothing else, and should speed up as spin does. It is the work behind "
        "the well-known comparison of threads and processes in Python, where one interpreter lock keeps threads at "
        "1.",
    .setup = work_keep,
    .task = sum_squares_task,
    .verify = sum_squares_verify,
    .facts = sum_squares_facts,
    .teardown = free,
};

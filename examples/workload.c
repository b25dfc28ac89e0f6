/* SPDX-License-Identifier: MIT */
/* A program that measures a function of its own: ./workload run popcount -w 1,2. It is yoke, with one workload more. */
#include <errno.h>

#include <yoke/main.h>

enum { NUMBERS = 1000000 }; /* that one task looks at */

static struct yoke_work work_here;

static int popcount_setup(const struct yoke_work *work, void **context, struct yoke_error *error)
{
    (void)error;
    work_here = *work;
    *context = &work_here;
    return 0;
}

static int popcount_task(void *context, struct yoke_worker *worker, uint64_t index, void *result)
{
    (void)context;
    (void)result;
    for (uint64_t number = index * NUMBERS; number < (index + 1) * NUMBERS; number++)
        worker->digest += (uint64_t)__builtin_popcountll(number);
    return 0;
}

/* Counted by columns instead: bit b of 0, 1, 2, … is 2^b zeros, then 2^b ones, and so on. */
static int popcount_verify(const void *context, const void *results, uint64_t digest, struct yoke_error *error)
{
    const uint64_t numbers = ((const struct yoke_work *)context)->task_count * NUMBERS;
    (void)results;
    for (unsigned bit = 0; bit < 63; bit++) {
        const uint64_t run = UINT64_C(1) << bit, rest = numbers & (2 * run - 1);
        digest -= numbers / (2 * run) * run + (rest > run ? rest - run : 0);
    }
    if (!digest)
        return 0;
    yoke_error_set(error, "popcount: off by %lld bits", (long long)digest);
    return -EBADMSG;
}

YOKE_WORKLOAD(popcount, .summary = "bits in every number up to a limit", .bound = YOKE_CPU_BOUND, .default_tasks = 64,
              .setup = popcount_setup, .task = popcount_task, .verify = popcount_verify);
YOKE_MAIN();

/* SPDX-License-Identifier: MIT */
/* A chain of multiplications, each waiting for the one before: the processor's latency and clock rate and nothing else, no
 * memory, no branch to guess. The best probe of frequency and of stolen time.
 *
 * Task k steps the linear congruential generator x -> A x + C (mod 2^64) from x = k. Where it must end up is known without
 * walking there: composing the step with itself doubles the stride, so n steps take log2(n) compositions. */
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>

#include "work.h"
#include "yoke/workload.h"

/* Knuth's MMIX generator (The Art of Computer Programming, vol. 2, 3.3.4): full period modulo 2^64. */
static const uint64_t MULTIPLIER = 6364136223846793005u;
static const uint64_t INCREMENT = 1442695040888963407u;

enum { ITERATIONS };

static int spin_task(void *context, struct yoke_worker *worker, uint64_t index, void *result)
{
    (void)worker;
    const struct yoke_work *work = context;
    uint64_t x = index;
    for (uint64_t left = work->values.value[ITERATIONS]; left; left--) {
        x = x * MULTIPLIER + INCREMENT;
        __asm__ volatile("" : "+r"(x)); /* the compiler may not fold two steps into one */
    }
    *(uint64_t *)result = x;
    return 0;
}

/* Where x is after `steps` steps. */
static uint64_t spin_jump(uint64_t x, uint64_t steps)
{
    uint64_t multiplier = MULTIPLIER, increment = INCREMENT;
    for (; steps; steps >>= 1) {
        if (steps & 1)
            x = x * multiplier + increment;
        increment += increment * multiplier;
        multiplier *= multiplier;
    }
    return x;
}

static int spin_verify(const void *context, const void *results, uint64_t digest, struct yoke_error *error)
{
    (void)digest;
    const struct yoke_work *work = context;
    const uint64_t *values = results;
    for (uint64_t index = 0; index < work->task_count; index++) {
        const uint64_t expected = spin_jump(index, work->values.value[ITERATIONS]);
        if (values[index] == expected)
            continue;
        yoke_error_set(error, "spin: task %" PRIu64 " ended at %" PRIx64 ", not %" PRIx64, index, values[index], expected);
        return -EBADMSG;
    }
    return 0;
}

static struct yoke_facts spin_facts(const void *context)
{
    const struct yoke_work *work = context;
    return (struct yoke_facts){.operations = (double)work->task_count * (double)work->values.value[ITERATIONS]};
}

const struct yoke_workload yoke_workload_spin = {
    .name = "spin",
    .summary = "a chain of dependent integer multiplications: clock rate and nothing else",
    .bound = YOKE_CPU_BOUND,
    .params =
        (const struct yoke_param[]){
            {.name = "iterations", .unit = YOKE_COUNT, .fallback = 1000000, .least = 0, .most = 1000000000000,
             .summary = "steps of one task, some 4 processor cycles each"},
            {.name = NULL},
        },
    .default_tasks = 64, /* some 100 ms in all at 4 cycles a step and 2.5 GHz */
    .result_bytes = sizeof(uint64_t),
    .operation = "step",
    .setup = work_keep,
    .task = spin_task,
    .verify = spin_verify,
    .facts = spin_facts,
    .teardown = free,
};

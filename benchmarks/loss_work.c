/* SPDX-License-Identifier: MIT */
/* Workloads that are built to waste the time of more workers than one, for loss_cases.sh. */
#include <errno.h>
#include <inttypes.h>
#include <stdatomic.h>

#include "yoke/plugin.h"

enum { STEPS = 200000, LATE_FACTOR = 6, NAP_STEPS = 20000, NAP_NS = 500000 };

static uint64_t walk(uint64_t value, uint64_t steps)
{
    for (; steps; steps--)
        value = value * 6364136223846793005U + 1442695040888963407U;
    return value;
}

static const struct yoke_work *work; /* one cell a process */
static atomic_uint workers;

static int work_keep(const struct yoke_work *own, void **context, struct yoke_error *error)
{
    (void)error;
    work = own;
    *context = NULL;
    return 0;
}

static int worker_count(void *context, struct yoke_worker *worker, struct yoke_error *error)
{
    (void)context;
    (void)worker;
    (void)error;
    atomic_fetch_add(&workers, 1);
    return 0;
}

static uint64_t late_steps(uint64_t index)
{
    return index + 1 == work->task_count ? LATE_FACTOR * STEPS : STEPS;
}

/* Whoever has the last task works on while the others are done. */
static int late_task(void *context, struct yoke_worker *worker, uint64_t index, void *result)
{
    (void)context;
    (void)worker;
    *(uint64_t *)result = walk(index, late_steps(index));
    return 0;
}

/* Whoever is not alone sleeps, as programs do that try again after a while. */
static int nap_task(void *context, struct yoke_worker *worker, uint64_t index, void *result)
{
    (void)context;
    *(uint64_t *)result = walk(index, NAP_STEPS);
    return atomic_load(&workers) > 1 ? worker->io->sleep(worker, NAP_NS) : 0;
}

static int answers_check(const uint64_t *answers, bool late, struct yoke_error *error)
{
    for (uint64_t index = 0; index < work->task_count; index++)
        if (answers[index] != walk(index, late ? late_steps(index) : NAP_STEPS)) {
            yoke_error_set(error, "task %" PRIu64 " ended somewhere else", index);
            return -EBADMSG;
        }
    return 0;
}

static int late_verify(const void *context, const void *results, uint64_t digest, struct yoke_error *error)
{
    (void)context;
    (void)digest;
    return answers_check(results, true, error);
}

static int nap_verify(const void *context, const void *results, uint64_t digest, struct yoke_error *error)
{
    (void)context;
    (void)digest;
    return answers_check(results, false, error);
}

static const struct yoke_workload late = {.name = "late",
                                          .summary = "the last task takes six times as long",
                                          .bound = YOKE_CPU_BOUND,
                                          .default_tasks = 12,
                                          .result_bytes = sizeof(uint64_t),
                                          .setup = work_keep,
                                          .task = late_task,
                                          .verify = late_verify};
static const struct yoke_workload nap = {.name = "nap",
                                         .summary = "whoever is not alone sleeps",
                                         .bound = YOKE_SYNC_BOUND,
                                         .default_tasks = 64,
                                         .result_bytes = sizeof(uint64_t),
                                         .setup = work_keep,
                                         .worker_setup = worker_count,
                                         .task = nap_task,
                                         .verify = nap_verify};
static const struct yoke_workload *const workloads[] = {&late, &nap, NULL};
YOKE_PLUGIN(workloads, NULL, NULL);

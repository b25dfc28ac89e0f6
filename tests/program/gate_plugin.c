/* SPDX-License-Identifier: MIT */
/* One side of a gate between plug-ins; built with CANDIDATE it gives wrong answers. */
#include <errno.h>

#include "yoke/plugin.h"

#ifndef CANDIDATE
#define CANDIDATE 0
#endif

static int echo_task(void *context, struct yoke_worker *worker, uint64_t index, void *result)
{
    (void)context;
    (void)worker;
    *(uint64_t *)result = index + 1 + CANDIDATE;
    return 0;
}

static int echo_verify(const void *context, const void *results, uint64_t digest, struct yoke_error *error)
{
    (void)context;
    (void)digest;
    if (*(const uint64_t *)results == 1)
        return 0;
    yoke_error_set(error, "the echo of the first task is not 1");
    return -EBADMSG;
}

static const struct yoke_workload echo = {.name = "echo", .summary = "answers its own number", .bound = YOKE_CPU_BOUND,
    .default_tasks = 8, .result_bytes = sizeof(uint64_t), .task = echo_task, .verify = echo_verify};
static const struct yoke_workload *const workloads[] = {&echo, NULL};
YOKE_PLUGIN(workloads, NULL, NULL);

/* SPDX-License-Identifier: MIT */
/* Shared objects that are right, or wrong in one way each: PLUGIN_ABI, PLUGIN_GROWTH, PLUGIN_NAME and PLUGIN_TASK say which. */
#include "yoke/plugin.h"

#ifndef PLUGIN_ABI
#define PLUGIN_ABI YOKE_PLUGIN_ABI
#endif
#ifndef PLUGIN_GROWTH
#define PLUGIN_GROWTH 0
#endif
#ifndef PLUGIN_NAME
#define PLUGIN_NAME "brought"
#endif
#ifndef PLUGIN_TASK
#define PLUGIN_TASK brought_task
#endif

__attribute__((unused)) static int brought_task(void *context, struct yoke_worker *worker, uint64_t index, void *result)
{
    (void)context;
    (void)worker;
    (void)index;
    (void)result;
    return 0;
}

static int brought_verify(const void *context, const void *results, uint64_t digest, struct yoke_error *error)
{
    (void)context;
    (void)results;
    (void)digest;
    (void)error;
    return 0;
}

static const struct yoke_workload brought = {
    .name = PLUGIN_NAME, .summary = "from outside", .default_tasks = 8, .task = PLUGIN_TASK, .verify = brought_verify};
static const struct yoke_workload *const workloads[] = {&brought, NULL};

extern __attribute__((visibility("default"))) const struct yoke_plugin yoke_plugin;
const struct yoke_plugin yoke_plugin = {.abi = PLUGIN_ABI,
                                        .workload_bytes = sizeof(struct yoke_workload) + PLUGIN_GROWTH,
                                        .executor_bytes = sizeof(struct yoke_executor),
                                        .report_bytes = sizeof(struct yoke_report),
                                        .record_bytes = sizeof(struct yoke_record),
                                        .workloads = workloads};

/* SPDX-License-Identifier: MIT */
/* A shared object with workloads, executors and reports of its own: yoke run mine --plugin ./mine.so. It needs no library
 * of yoke's, these headers only. */
#ifndef YOKE_PLUGIN_H
#define YOKE_PLUGIN_H

#include <stdint.h>

#include "yoke/executor.h"
#include "yoke/report.h"
#include "yoke/workload.h"

/* Version of the descriptors and of what they are handed; raised when the meaning of any of it changes. That a struct has
 * grown is noticed by its size as well. */
#define YOKE_PLUGIN_ABI 1

/* What the object exports under the name yoke_plugin. Each list ends with NULL; NULL: none. All of it is constant and lives
 * as long as the program. */
struct yoke_plugin {
    uint32_t abi; /* YOKE_PLUGIN_ABI of the headers it was built with; stays the first member for ever */
    uint32_t workload_bytes, executor_bytes, report_bytes, record_bytes; /* sizes of those structs, there */
    const struct yoke_workload *const *workloads;
    const struct yoke_executor *const *executors;
    const struct yoke_report *const *reports;
};

#ifdef __cplusplus
#define YOKE_PLUGIN_EXTERN extern "C"
#else
#define YOKE_PLUGIN_EXTERN extern
#endif

#define YOKE_PLUGIN_OF(its_workloads, its_executors, its_reports)                                                     \
    {                                                                                                                 \
        YOKE_PLUGIN_ABI, sizeof(struct yoke_workload), sizeof(struct yoke_executor), sizeof(struct yoke_report),       \
            sizeof(struct yoke_record), its_workloads, its_executors, its_reports                                     \
    }

/* Stands once in the object, at file scope: YOKE_PLUGIN(workloads, NULL, NULL); */
#define YOKE_PLUGIN(its_workloads, its_executors, its_reports)                                                        \
    YOKE_PLUGIN_EXTERN __attribute__((visibility("default"))) const struct yoke_plugin yoke_plugin;                    \
    const struct yoke_plugin yoke_plugin = YOKE_PLUGIN_OF(its_workloads, its_executors, its_reports)

#endif

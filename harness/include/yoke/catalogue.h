/* SPDX-License-Identifier: MIT */
/* What this program can run: the lists that executors/, workloads/ and reports/ build from their list.def. */
#ifndef YOKE_CATALOGUE_H
#define YOKE_CATALOGUE_H

#include "yoke/executor.h"
#include "yoke/report.h"
#include "yoke/workload.h"

/* Each array ends with NULL; all are constant and live as long as the program. */
struct yoke_catalogue {
    const struct yoke_workload *const *workloads;
    const struct yoke_executor *const *executors;
    const struct yoke_schedule *const *schedules;
    const struct yoke_report *const *reports;
};

extern const struct yoke_workload *const yoke_workloads[];
extern const struct yoke_executor *const yoke_executors[];
extern const struct yoke_schedule *const yoke_schedules[];
extern const struct yoke_report *const yoke_reports[];

#endif

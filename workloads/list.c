/* SPDX-License-Identifier: MIT */
/* The workloads of this program, in the order of list.def. */
#include "yoke/catalogue.h"

#define YOKE_WORKLOAD(name) extern const struct yoke_workload yoke_workload_##name;
#include "list.def"
#undef YOKE_WORKLOAD

#define YOKE_WORKLOAD(name) &yoke_workload_##name,
const struct yoke_workload *const yoke_workloads[] = {
#include "list.def"
    NULL,
};

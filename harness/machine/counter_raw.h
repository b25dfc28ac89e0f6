/* SPDX-License-Identifier: MIT */
/* What a bare perf_event_open tells about this machine's counters. */
#ifndef COUNTER_RAW_H
#define COUNTER_RAW_H

#include <stdbool.h>

#include "counter_source.h"

enum counter_pmu {
    PMU_THERE,  /* a cycle counter opens for the calling thread, in user mode */
    PMU_ABSENT, /* the kernel knows no such hardware */
    PMU_DENIED, /* it may be there, we may not */
};

/* One probe: opens a cycle counter and closes it. `error` is 0 or the positive errno of the refusal. */
enum counter_pmu counter_raw_pmu(int *error);

/* May this process count in that scope? Where not, `verdict` says what it takes. True also where nothing can be counted
 * at all: then that is the reason. */
bool counter_raw_scope_allowed(enum counter_scope scope, struct counter_verdict *verdict);

#endif

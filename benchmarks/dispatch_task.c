/* SPDX-License-Identifier: MIT */
/* The task that everybody dispatches. */
#include "dispatch.h"

int dispatch_null_task(void *context, struct yoke_worker *worker, uint64_t index, void *result)
{
    (void)context;
    (void)worker;
    (void)index;
    (void)result;
    return 0;
}

int (*volatile dispatch_task)(void *context, struct yoke_worker *worker, uint64_t index,
                              void *result) = dispatch_null_task;

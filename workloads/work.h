/* SPDX-License-Identifier: MIT */
/* The commonest context of a workload: a copy of the work it was given. */
#ifndef WORK_H
#define WORK_H

#include <errno.h>
#include <stdlib.h>

#include "yoke/workload.h"

/* A `setup` whose context is a copy of the work, as struct yoke_work; its `teardown` is free. */
static inline int work_keep(const struct yoke_work *work, void **context, struct yoke_error *error)
{
    struct yoke_work *own = malloc(sizeof *own);
    if (!own) {
        yoke_error_set(error, "no memory for the workload's parameters");
        return -ENOMEM;
    }
    *own = *work;
    *context = own;
    return 0;
}

#endif

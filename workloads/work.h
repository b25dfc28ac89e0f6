/* SPDX-License-Identifier: MIT */
/* What many workloads begin with: a copy of the work they were given, and memory, or a sentence that there is none. */
#ifndef WORK_H
#define WORK_H

#include <errno.h>
#include <inttypes.h>
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

/* `count` elements of `element_bytes` for the workload called `name`, at the start of a line and not touched yet: pages
 * come from the node of whoever writes first. Give back with free. Returns NULL with a sentence when there is no
 * memory. */
static inline void *work_memory(const char *name, uint64_t count, size_t element_bytes, struct yoke_error *error)
{
    uint64_t bytes;
    void *memory = NULL;
    if (!__builtin_mul_overflow(count, element_bytes, &bytes) && bytes <= SIZE_MAX / 2)
        memory = aligned_alloc(YOKE_LINE_BYTES, (bytes / YOKE_LINE_BYTES + 1) * YOKE_LINE_BYTES);
    if (!memory)
        yoke_error_set(error, "%s: no memory for %" PRIu64 " times %zu bytes: take smaller parameters", name, count,
                       element_bytes);
    return memory;
}

#endif

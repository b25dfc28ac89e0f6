/* SPDX-License-Identifier: MIT */
/* The least wall time of work that waits: a heap of the times at which workers are free, the earliest on top. */
#include "ideal.h"

#include <stdlib.h>

/* Puts the top of the heap, which has grown, where it belongs. */
static void heap_sink(uint64_t heap[], size_t count)
{
    const uint64_t value = heap[0];
    size_t at = 0;
    for (size_t child = 1; child < count; child = 2 * at + 1) {
        if (child + 1 < count && heap[child + 1] < heap[child])
            child++;
        if (heap[child] >= value)
            break;
        heap[at] = heap[child];
        at = child;
    }
    heap[at] = value;
}

uint64_t ideal_waits_ns(const struct yoke_work *work, uint64_t (*wait_ns)(const struct yoke_work *work, uint64_t index),
                        unsigned worker_count)
{
    uint64_t *free_at_ns = calloc(worker_count, sizeof *free_at_ns);
    if (!free_at_ns)
        return 0;
    uint64_t last_ns = 0;
    for (uint64_t index = 0; index < work->task_count; index++) {
        free_at_ns[0] += wait_ns(work, index);
        if (free_at_ns[0] > last_ns)
            last_ns = free_at_ns[0];
        heap_sink(free_at_ns, worker_count);
    }
    free(free_at_ns);
    return last_ns;
}

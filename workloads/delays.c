/* SPDX-License-Identifier: MIT */
/* A binary heap in an array: the children of place k are at 2 k + 1 and 2 k + 2. */
#include "delays.h"

#include <errno.h>
#include <stdlib.h>

enum { ROOM_LEAST = 64 };

static int room_make(struct delays *delays)
{
    if (delays->count < delays->room)
        return 0;
    const size_t room = delays->room ? 2 * delays->room : ROOM_LEAST;
    struct delay *heap = reallocarray(delays->heap, room, sizeof *heap);
    if (!heap)
        return -ENOMEM;
    delays->heap = heap;
    delays->room = room;
    return 0;
}

int delays_add(struct delays *delays, uint64_t due_ns, void *what)
{
    const int status = room_make(delays);
    if (status)
        return status;
    size_t at = delays->count++;
    for (; at && delays->heap[(at - 1) / 2].due_ns > due_ns; at = (at - 1) / 2)
        delays->heap[at] = delays->heap[(at - 1) / 2];
    delays->heap[at] = (struct delay){due_ns, what};
    return 0;
}

void *delays_take(struct delays *delays)
{
    void *what = delays->heap[0].what;
    const struct delay last = delays->heap[--delays->count];
    size_t at = 0;
    for (size_t child = 1; child < delays->count; child = 2 * at + 1) {
        if (child + 1 < delays->count && delays->heap[child + 1].due_ns < delays->heap[child].due_ns)
            child++;
        if (delays->heap[child].due_ns >= last.due_ns)
            break;
        delays->heap[at] = delays->heap[child];
        at = child;
    }
    if (delays->count)
        delays->heap[at] = last;
    return what;
}

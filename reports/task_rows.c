/* SPDX-License-Identifier: MIT */
/* First fit in the order of starts needs no more rows than tasks overlap at once. With thousands of rows a search for a
 * free one would take as long a task: two heaps have the row that is free next, and the lowest that is free now. */
#include "task_rows.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>

static int by_start(const void *left, const void *right)
{
    const struct trace_task *a = left, *b = right;
    return a->started_ns != b->started_ns ? (a->started_ns < b->started_ns ? -1 : 1)
                                          : (a->ended_ns > b->ended_ns) - (a->ended_ns < b->ended_ns);
}

void task_rows_sort(struct trace_task tasks[], size_t count)
{
    qsort(tasks, count, sizeof *tasks, by_start);
}

/* A row, and what the heap has it ordered by. */
struct entry {
    uint64_t key;
    uint32_t row;
};

/* The entry with the least key is the first one. */
struct heap {
    struct entry *entries;
    size_t count;
};

static void heap_add(struct heap *heap, struct entry entry)
{
    size_t at = heap->count++;
    for (; at && heap->entries[(at - 1) / 2].key > entry.key; at = (at - 1) / 2)
        heap->entries[at] = heap->entries[(at - 1) / 2];
    heap->entries[at] = entry;
}

static struct entry heap_take(struct heap *heap)
{
    const struct entry least = heap->entries[0], last = heap->entries[--heap->count];
    size_t at = 0;
    for (size_t child = 1; child < heap->count; child = 2 * at + 1) {
        child += child + 1 < heap->count && heap->entries[child + 1].key < heap->entries[child].key;
        if (last.key <= heap->entries[child].key)
            break;
        heap->entries[at] = heap->entries[child];
        at = child;
    }
    heap->entries[at] = last;
    return least;
}

static void rows_fill(struct heap *busy, struct heap *idle, const struct trace_task tasks[], size_t count,
                      uint32_t rows[], uint32_t *row_count)
{
    for (size_t i = 0; i < count; i++) {
        while (busy->count && busy->entries[0].key <= tasks[i].started_ns) {
            const uint32_t row = heap_take(busy).row;
            heap_add(idle, (struct entry){row, row});
        }
        rows[i] = idle->count ? heap_take(idle).row : (*row_count)++;
        heap_add(busy, (struct entry){tasks[i].ended_ns, rows[i]});
    }
}

int task_rows_assign(const struct trace_task tasks[], size_t count, uint32_t rows[], uint32_t *row_count)
{
    struct heap busy = {.entries = calloc(count + 1, sizeof *busy.entries)};
    struct heap idle = {.entries = calloc(count + 1, sizeof *idle.entries)};
    const bool room = busy.entries && idle.entries;
    *row_count = 0;
    if (room)
        rows_fill(&busy, &idle, tasks, count, rows, row_count);
    free(busy.entries);
    free(idle.entries);
    return room ? 0 : -ENOMEM;
}

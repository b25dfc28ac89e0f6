/* SPDX-License-Identifier: MIT */
/* Columns grow in memory, and are written when their lengths are known. */
#include "trace.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "trace_format.h"

struct column {
    unsigned char *bytes;
    size_t used, room;
};

struct writer {
    struct column columns[TRACE_COLUMNS];
    uint64_t *worker_tasks;
    uint64_t worker_count, tasks;
    struct trace_task last;
};

/* One bit at a time would take as long as all the rest; a table for a byte is made once. */
uint32_t trace_checksum(uint32_t checksum, const unsigned char *bytes, size_t count)
{
    static const uint32_t polynomial = 0xedb88320; /* ISO 3309, reflected */
    uint32_t table[256];
    for (uint32_t i = 0; i < 256; i++) {
        table[i] = i;
        for (int bit = 0; bit < 8; bit++)
            table[i] = table[i] >> 1 ^ (table[i] & 1 ? polynomial : 0);
    }
    checksum = ~checksum;
    for (size_t i = 0; i < count; i++)
        checksum = checksum >> 8 ^ table[(checksum ^ bytes[i]) & 0xff];
    return ~checksum;
}

static int column_add(struct column *column, uint64_t number)
{
    if (column->room - column->used < TRACE_NUMBER_MOST) {
        const size_t room = column->room ? 2 * column->room : 4096;
        unsigned char *grown = realloc(column->bytes, room);
        if (!grown)
            return -ENOMEM;
        column->bytes = grown;
        column->room = room;
    }
    for (; number >= 0x80; number >>= 7)
        column->bytes[column->used++] = (unsigned char)(number | 0x80);
    column->bytes[column->used++] = (unsigned char)number;
    return 0;
}

static int task_add(struct writer *writer, const struct trace_task *task)
{
    const struct trace_task *last = &writer->last;
    const bool ordered = task->worker < writer->worker_count && (!writer->tasks || task->worker >= last->worker);
    if (!ordered || task->queued_ns > task->started_ns || task->started_ns > task->ended_ns)
        return -EINVAL;
    int status = column_add(&writer->columns[TRACE_INDEX], trace_zigzag(task->index - (last->index + 1)));
    if (!status)
        status = column_add(&writer->columns[TRACE_QUEUED], trace_zigzag(task->queued_ns - last->queued_ns));
    if (!status)
        status = column_add(&writer->columns[TRACE_STARTED], trace_zigzag(task->started_ns - last->ended_ns));
    if (!status)
        status = column_add(&writer->columns[TRACE_ENDED], task->ended_ns - task->started_ns);
    writer->worker_tasks[task->worker]++;
    writer->tasks++;
    writer->last = *task;
    return status;
}

static void number_put(unsigned char *at, uint64_t number, int bytes)
{
    for (int i = 0; i < bytes; i++)
        at[i] = (unsigned char)(number >> 8 * i);
}

/* The header and what stands behind it up to the columns; NULL when memory is short. */
static unsigned char *head_make(const struct writer *writer, size_t *bytes)
{
    *bytes = TRACE_HEADER_BYTES + 8 * (size_t)writer->worker_count;
    unsigned char *head = calloc(1, *bytes);
    if (!head)
        return NULL;
    memcpy(head, TRACE_MAGIC, TRACE_MAGIC_BYTES);
    number_put(head + TRACE_AT_VERSION, TRACE_VERSION, 4);
    number_put(head + TRACE_AT_TASKS, writer->tasks, 8);
    number_put(head + TRACE_AT_WORKERS, writer->worker_count, 8);
    for (int i = 0; i < TRACE_COLUMNS; i++)
        number_put(head + TRACE_AT_LENGTHS + 8 * i, writer->columns[i].used, 8);
    for (uint64_t i = 0; i < writer->worker_count; i++)
        number_put(head + TRACE_HEADER_BYTES + 8 * i, writer->worker_tasks[i], 8);
    uint32_t checksum = trace_checksum(0, head + TRACE_AT_TASKS, *bytes - TRACE_AT_TASKS);
    for (int i = 0; i < TRACE_COLUMNS; i++)
        checksum = trace_checksum(checksum, writer->columns[i].bytes, writer->columns[i].used);
    number_put(head + TRACE_AT_CHECKSUM, checksum, 4);
    return head;
}

static int file_write(const struct writer *writer, const char *path, uint64_t *bytes)
{
    size_t head_bytes;
    unsigned char *head = head_make(writer, &head_bytes);
    FILE *file = head ? fopen(path, "we") : NULL;
    int status = !head ? -ENOMEM : !file ? -errno : 0;
    if (file) {
        *bytes = head_bytes;
        bool written = fwrite(head, 1, head_bytes, file) == head_bytes;
        for (int i = 0; i < TRACE_COLUMNS && written; i++) {
            const struct column *column = &writer->columns[i];
            written = !column->used || fwrite(column->bytes, 1, column->used, file) == column->used; /* no tasks: no bytes */
            *bytes += column->used;
        }
        if (fclose(file) || !written)
            status = errno ? -errno : -EIO;
        if (status)
            unlink(path);
    }
    free(head);
    return status;
}

int trace_write(const char *path, const struct trace_source *source, uint64_t *tasks, uint64_t *bytes,
                struct yoke_error *error)
{
    struct trace_task task;
    struct writer writer = {
        .worker_tasks = calloc(source->worker_count + 1, sizeof *writer.worker_tasks),
        .worker_count = source->worker_count,
        .last = {.index = UINT64_MAX},
    };
    int status = writer.worker_tasks ? 0 : -ENOMEM;
    while (!status && source->next(source->own, &task))
        status = task_add(&writer, &task);
    if (!status)
        status = file_write(&writer, path, bytes);
    *tasks = writer.tasks;
    if (status)
        yoke_error_set(error, "cannot write the trace %s: %s", path, strerror(-status));
    for (int i = 0; i < TRACE_COLUMNS; i++)
        free(writer.columns[i].bytes);
    free(writer.worker_tasks);
    return status;
}

/* SPDX-License-Identifier: MIT */
/* Everything is checked when a trace is opened, so that whoever walks through it meets no errors. */
#include "trace.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "input.h"
#include "trace_format.h"

/* Where the reading of one column stands. */
struct cursor {
    const unsigned char *at, *end;
};

struct trace {
    unsigned char *bytes;
    size_t size;
    uint64_t tasks, workers;
    const unsigned char *worker_tasks, *columns;

    struct cursor cursors[TRACE_COLUMNS];
    uint64_t done;                 /* tasks handed out */
    uint64_t worker, worker_left;  /* the present one, and how many tasks it still has */
    struct trace_task last;
};

/* A trace is made on the machine that reads it or one like it: some 100 million tasks, and beyond that an accident. */
static const uint64_t BYTES_MOST = UINT64_C(1) << 30;

static uint64_t number_get(const unsigned char *at, int bytes)
{
    uint64_t number = 0;
    for (int i = 0; i < bytes; i++)
        number |= (uint64_t)at[i] << 8 * i;
    return number;
}

/* The next number of a column; false: the column ends in it, or it is longer than 64 bits. */
static bool cursor_take(struct cursor *cursor, uint64_t *number)
{
    *number = 0;
    for (unsigned shift = 0; cursor->at < cursor->end && shift < 64; shift += 7) {
        const unsigned char byte = *cursor->at++;
        if (shift == 63 && byte > 1)
            return false;
        *number |= (uint64_t)(byte & 0x7f) << shift;
        if (byte < 0x80)
            return true;
    }
    return false;
}

/* Reads one task; false: the columns do not have it. */
static bool task_take(struct trace *trace, struct trace_task *task)
{
    uint64_t numbers[TRACE_COLUMNS];
    for (int i = 0; i < TRACE_COLUMNS; i++)
        if (!cursor_take(&trace->cursors[i], &numbers[i]))
            return false;
    while (!trace->worker_left)
        trace->worker_left = number_get(trace->worker_tasks + 8 * ++trace->worker, 8);
    trace->worker_left--;
    task->worker = trace->worker;
    task->index = trace->last.index + 1 + trace_unzigzag(numbers[TRACE_INDEX]);
    task->queued_ns = trace->last.queued_ns + trace_unzigzag(numbers[TRACE_QUEUED]);
    task->started_ns = trace->last.ended_ns + trace_unzigzag(numbers[TRACE_STARTED]);
    task->ended_ns = task->started_ns + numbers[TRACE_ENDED];
    trace->last = *task;
    trace->done++;
    return true;
}

static int file_refuse(const char *path, const char *what, struct yoke_error *error)
{
    yoke_error_set(error, "%s: %s", path, what);
    return -EINVAL;
}

static int file_read(const char *path, struct trace *trace, struct yoke_error *error)
{
    struct stat facts;
    FILE *file = NULL;
    int status = input_open(path, &file);
    if (!status && fstat(fileno(file), &facts))
        status = -errno;
    if (!status && (!S_ISREG(facts.st_mode) || (uint64_t)facts.st_size > BYTES_MOST))
        status = file_refuse(path, "a trace is a file of at most 1 GiB", error);
    if (!status) {
        trace->size = (size_t)facts.st_size;
        trace->bytes = malloc(trace->size + 1);
        if (!trace->bytes)
            status = -ENOMEM;
        else if (fread(trace->bytes, 1, trace->size, file) != trace->size)
            status = ferror(file) ? -EIO : file_refuse(path, "the trace became shorter while it was read", error);
    }
    if (file)
        fclose(file);
    if (status)
        yoke_error_set(error, "%s: %s", path, input_reason(status));
    return status;
}

/* The parts, each inside the file: nothing is added up that could overflow. */
static int parts_find(const char *path, struct trace *trace, struct yoke_error *error)
{
    const unsigned char *bytes = trace->bytes;
    if (trace->size < TRACE_HEADER_BYTES || memcmp(bytes, TRACE_MAGIC, TRACE_MAGIC_BYTES))
        return file_refuse(path, "no trace of tasks (those begin with " TRACE_MAGIC ")", error);
    if (number_get(bytes + TRACE_AT_VERSION, 4) != TRACE_VERSION) {
        yoke_error_set(error, "%s: the trace has version %llu; this program reads version %d", path,
                       (unsigned long long)number_get(bytes + TRACE_AT_VERSION, 4), TRACE_VERSION);
        return -EINVAL;
    }
    if (number_get(bytes + TRACE_AT_CHECKSUM, 4) !=
        trace_checksum(0, bytes + TRACE_AT_TASKS, trace->size - TRACE_AT_TASKS))
        return file_refuse(path, "the trace is damaged or cut off: its checksum is another one", error);
    trace->tasks = number_get(bytes + TRACE_AT_TASKS, 8);
    trace->workers = number_get(bytes + TRACE_AT_WORKERS, 8);
    uint64_t left = trace->size - TRACE_HEADER_BYTES;
    if (trace->workers > left / 8)
        return file_refuse(path, "the trace has more workers than bytes", error);
    trace->worker_tasks = bytes + TRACE_HEADER_BYTES;
    trace->columns = trace->worker_tasks + 8 * trace->workers;
    left -= 8 * trace->workers;
    for (int i = 0; i < TRACE_COLUMNS; i++) {
        const uint64_t length = number_get(bytes + TRACE_AT_LENGTHS + 8 * i, 8);
        if (length > left)
            return file_refuse(path, "the trace's columns are longer than the file", error);
        left -= length;
    }
    return left ? file_refuse(path, "the trace has bytes behind its last column", error) : 0;
}

static int numbers_check(const char *path, struct trace *trace, struct yoke_error *error)
{
    uint64_t tasks = 0;
    struct trace_task task;
    for (uint64_t i = 0; i < trace->workers; i++) {
        const uint64_t count = number_get(trace->worker_tasks + 8 * i, 8);
        if (count > trace->tasks - tasks)
            return file_refuse(path, "the trace's workers ran more tasks than there are", error);
        tasks += count;
    }
    if (tasks != trace->tasks)
        return file_refuse(path, "the trace's workers ran fewer tasks than there are", error);
    trace_rewind(trace);
    while (trace->done < trace->tasks) {
        if (!task_take(trace, &task))
            return file_refuse(path, "the trace has fewer numbers than tasks", error);
        if (task.queued_ns > task.started_ns || task.started_ns > task.ended_ns)
            return file_refuse(path, "the trace has a task that ended before it was started, or started before it was queued",
                               error);
    }
    for (int i = 0; i < TRACE_COLUMNS; i++)
        if (trace->cursors[i].at != trace->cursors[i].end)
            return file_refuse(path, "the trace has more numbers than tasks", error);
    trace_rewind(trace);
    return 0;
}

int trace_open(const char *path, struct trace **trace, struct yoke_error *error)
{
    struct trace *opened = calloc(1, sizeof *opened);
    int status = opened ? file_read(path, opened, error) : -ENOMEM;
    if (!status)
        status = parts_find(path, opened, error);
    if (!status)
        status = numbers_check(path, opened, error);
    if (status) {
        trace_close(opened);
        return status;
    }
    *trace = opened;
    return 0;
}

void trace_close(struct trace *trace)
{
    if (!trace)
        return;
    free(trace->bytes);
    free(trace);
}

uint64_t trace_task_count(const struct trace *trace)
{
    return trace->tasks;
}

uint64_t trace_worker_count(const struct trace *trace)
{
    return trace->workers;
}

bool trace_next(struct trace *trace, struct trace_task *task)
{
    return trace->done < trace->tasks && task_take(trace, task);
}

void trace_rewind(struct trace *trace)
{
    const unsigned char *at = trace->columns;
    for (int i = 0; i < TRACE_COLUMNS; i++) {
        const unsigned char *end = at + number_get(trace->bytes + TRACE_AT_LENGTHS + 8 * i, 8);
        trace->cursors[i] = (struct cursor){at, end};
        at = end;
    }
    trace->done = trace->worker = 0;
    trace->worker_left = trace->workers ? number_get(trace->worker_tasks, 8) : 0;
    trace->last = (struct trace_task){.index = UINT64_MAX};
}

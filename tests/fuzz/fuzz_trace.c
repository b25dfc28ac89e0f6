/* SPDX-License-Identifier: MIT */
/* libFuzzer target: any bytes as a trace of tasks, with the checksum put right, or nothing else would ever be looked at. What is
 * accepted is walked through twice and must hold what the reader promises; then it is written for trace viewers, two samples of it,
 * the second of another process. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "trace.h"
#include "trace_format.h"
#include "yoke/report.h"

extern const struct yoke_report yoke_report_trace;

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

static void trace_walk(struct trace *trace)
{
    struct trace_task task;
    for (int again = 0; again < 2; again++, trace_rewind(trace)) {
        uint64_t count = 0, worker = 0;
        for (; trace_next(trace, &task); count++, worker = task.worker)
            if (task.queued_ns > task.started_ns || task.started_ns > task.ended_ns || task.worker < worker ||
                task.worker >= trace_worker_count(trace))
                abort();
        if (count != trace_task_count(trace))
            abort();
    }
}

/* The file is /proc/self/fd/NUMBER. */
static void trace_export(const char *number)
{
    struct yoke_sample samples[2] = {{.wall_ns = 1, .started_ns = 1000, .process = 1}, {.wall_ns = 1, .started_ns = 2000, .process = 2}};
    struct yoke_cell cell = {.name = "cell", .samples = samples, .sample_count = 2};
    const struct yoke_record record = {.cells = &cell, .cell_count = 1};
    FILE *nowhere = fopen("/dev/null", "w");
    struct yoke_error error = {0};
    const struct yoke_target target = {.stream = nowhere, .notes = nowhere, .record_folder = "/proc/self/fd"};
    samples[0].trace.file = samples[1].trace.file = number;
    if (!nowhere || yoke_report_trace.write(&record, &target, &error))
        abort();
    fclose(nowhere);
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    char path[64];
    struct trace *trace = NULL;
    struct yoke_error error = {0};
    unsigned char *bytes = malloc(size + 1);
    const int descriptor = memfd_create("trace", 0);
    memcpy(bytes, data, size);
    if (size > TRACE_AT_TASKS) {
        const uint32_t checksum = trace_checksum(0, bytes + TRACE_AT_TASKS, size - TRACE_AT_TASKS);
        for (int i = 0; i < 4; i++)
            bytes[TRACE_AT_CHECKSUM + i] = (unsigned char)(checksum >> 8 * i);
    }
    if (descriptor >= 0 && write(descriptor, bytes, size) == (ssize_t)size) {
        snprintf(path, sizeof path, "/proc/self/fd/%d", descriptor);
        if (!trace_open(path, &trace, &error)) {
            trace_walk(trace);
            trace_export(strrchr(path, '/') + 1);
        }
    }
    trace_close(trace);
    close(descriptor);
    free(bytes);
    return 0;
}

/* SPDX-License-Identifier: MIT */
/* Traced tasks as Chrome trace events, for Perfetto and chrome://tracing: a process a cell process, a track a worker. Tasks of a
 * worker that overlap (they took turns) would not nest on one track: they become asynchronous events, each with an id. */
#include "trace.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "export.h"
#include "yoke/report.h"

struct page {
    struct writer writer;
    const struct yoke_target *target;
    uint64_t process; /* of the file, from 1: the kernel may have used an id twice in one run */
    uint64_t samples; /* with a trace that could be read */
};

/* One traced sample. */
struct track {
    const struct yoke_cell *cell;
    const struct yoke_sample *sample;
    struct trace *trace;
    bool *overlaps; /* per worker: do its tasks overlap? */
};

/* Opens an event; microseconds, as the format has them. */
static void event_begin(struct page *page, const char *phase, const char *name, uint64_t thread)
{
    writer_object(&page->writer, NULL);
    writer_text(&page->writer, "ph", phase);
    writer_text(&page->writer, "name", name);
    writer_count(&page->writer, "pid", page->process);
    writer_count(&page->writer, "tid", thread);
}

static void metadata_write(struct page *page, const char *what, uint64_t thread, const char *name)
{
    event_begin(page, "M", what, thread);
    writer_object(&page->writer, "args");
    writer_text(&page->writer, "name", name);
    writer_end(&page->writer);
    writer_end(&page->writer);
}

static void process_describe(struct page *page, const struct track *track)
{
    char *name = NULL, worker[64];
    if (asprintf(&name, "%s, block %" PRIu64, track->cell->name, track->sample->block) < 0) {
        page->writer.status = -ENOMEM;
        return;
    }
    metadata_write(page, "process_name", 0, name);
    metadata_write(page, "thread_name", 0, "samples");
    for (uint64_t i = 0; i < trace_worker_count(track->trace); i++) {
        snprintf(worker, sizeof worker, "worker %" PRIu64, i);
        metadata_write(page, "thread_name", i + 1, worker);
    }
    free(name);
}

static double microseconds(uint64_t ns)
{
    return (double)ns / 1e3;
}

static void sample_write(struct page *page, const struct track *track)
{
    const struct yoke_sample *sample = track->sample;
    event_begin(page, "X", "sample", 0);
    writer_text(&page->writer, "cat", "sample");
    writer_real(&page->writer, "ts", microseconds(sample->started_ns));
    writer_real(&page->writer, "dur", microseconds(sample->wall_ns));
    writer_object(&page->writer, "args");
    writer_text(&page->writer, "cell", track->cell->name);
    writer_count(&page->writer, "process", sample->process);
    writer_count(&page->writer, "block", sample->block);
    writer_count(&page->writer, "iteration", sample->iteration);
    writer_count(&page->writer, "tasks", trace_task_count(track->trace));
    writer_count(&page->writer, "missed", sample->trace.missed);
    writer_end(&page->writer);
    writer_end(&page->writer);
}

static void task_detail(struct page *page, const struct trace_task *task)
{
    writer_object(&page->writer, "args");
    writer_count(&page->writer, "index", task->index);
    if (task->queued_ns)
        writer_real(&page->writer, "waited_us", microseconds(task->started_ns - task->queued_ns));
    writer_end(&page->writer);
}

static void task_write(struct page *page, const struct track *track, const struct trace_task *task)
{
    const uint64_t from_ns = track->sample->started_ns;
    event_begin(page, "X", "task", task->worker + 1);
    writer_text(&page->writer, "cat", "task");
    writer_real(&page->writer, "ts", microseconds(from_ns + task->started_ns));
    writer_real(&page->writer, "dur", microseconds(task->ended_ns - task->started_ns));
    task_detail(page, task);
    writer_end(&page->writer);
}

static void task_write_async(struct page *page, const struct track *track, const struct trace_task *task)
{
    char id[64];
    const uint64_t from_ns = track->sample->started_ns;
    snprintf(id, sizeof id, "%" PRIu64 ".%" PRIu64 ".%" PRIu64, page->process, track->sample->iteration, task->index);
    for (int end = 0; end < 2; end++) {
        event_begin(page, end ? "e" : "b", "task", task->worker + 1);
        writer_text(&page->writer, "cat", "task");
        writer_text(&page->writer, "id", id);
        writer_real(&page->writer, "ts", microseconds(from_ns + (end ? task->ended_ns : task->started_ns)));
        if (!end)
            task_detail(page, task);
        writer_end(&page->writer);
    }
}

/* A worker's tasks stand in the order of their ends: one that began before the last one ended overlaps it. */
static int overlaps_find(struct track *track)
{
    struct trace_task task;
    uint64_t worker = UINT64_MAX, ended_ns = 0;
    track->overlaps = calloc(trace_worker_count(track->trace) + 1, sizeof *track->overlaps);
    if (!track->overlaps)
        return -ENOMEM;
    trace_rewind(track->trace);
    while (trace_next(track->trace, &task)) {
        if (task.worker == worker && task.started_ns < ended_ns)
            track->overlaps[worker] = true;
        worker = task.worker;
        ended_ns = task.ended_ns;
    }
    trace_rewind(track->trace);
    return 0;
}

static int track_write(struct page *page, struct track *track)
{
    struct trace_task task;
    const int status = overlaps_find(track);
    sample_write(page, track);
    while (!status && trace_next(track->trace, &task)) {
        if (track->overlaps[task.worker])
            task_write_async(page, track, &task);
        else
            task_write(page, track, &task);
    }
    free(track->overlaps);
    return status;
}

/* One sample with a trace. A file that is missing or damaged is said and left out: the others are as good as before. */
static int sample_show(struct page *page, const struct yoke_cell *cell, const struct yoke_sample *sample, bool first)
{
    char *path = NULL;
    struct yoke_error error = {.text = ""};
    struct track track = {.cell = cell, .sample = sample};
    const char *folder = page->target->record_folder;
    if (asprintf(&path, "%s/%s", folder ? folder : ".", sample->trace.file) < 0)
        return -ENOMEM;
    int status = trace_open(path, &track.trace, &error);
    free(path);
    if (status) {
        fprintf(page->target->notes, "left out of the trace: %s\n", error.text);
        yoke_target_lack(page->target);
        return status == -ENOMEM ? status : 0;
    }
    if (first)
        process_describe(page, &track);
    status = track_write(page, &track);
    page->samples++;
    trace_close(track.trace);
    return status;
}

static int cell_show(struct page *page, const struct yoke_cell *cell)
{
    int status = 0;
    const struct yoke_sample *last = NULL;
    for (size_t i = 0; i < cell->sample_count && !status; i++) {
        const struct yoke_sample *sample = &cell->samples[i];
        if (!sample->trace.file || sample->started_ns == YOKE_MISSING || sample->wall_ns == YOKE_MISSING)
            continue;
        const bool first = !last || last->process != sample->process || last->block != sample->block;
        page->process += first;
        last = sample;
        status = sample_show(page, cell, sample, first);
    }
    return status;
}

static int trace_report_write(const struct yoke_record *record, const struct yoke_target *target, struct yoke_error *error)
{
    struct page page = {.target = target};
    int status = 0;
    writer_begin(&page.writer, target->stream);
    writer_object(&page.writer, NULL);
    writer_text(&page.writer, "displayTimeUnit", "ns");
    writer_list(&page.writer, "traceEvents");
    for (size_t i = 0; i < record->cell_count && !status; i++)
        status = cell_show(&page, &record->cells[i]);
    writer_end(&page.writer);
    writer_end(&page.writer);
    const int finished = writer_finish(&page.writer);
    if (!status && !page.samples) {
        fputs("the trace is empty: this record names no traced tasks that could be read; run with --trace last\n", target->notes);
        yoke_target_lack(target);
    }
    return export_end(status ? status : finished, target->stream, "the trace", error);
}

const struct yoke_report yoke_report_trace = {
    .name = "trace",
    .summary = "traced tasks as Chrome trace events, for Perfetto and chrome://tracing",
    .kind = YOKE_REPORT_TEXT,
    .file = "trace.json",
    .write = trace_report_write,
};

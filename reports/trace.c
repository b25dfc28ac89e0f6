/* SPDX-License-Identifier: MIT */
/* Traced tasks as Chrome trace events, for Perfetto, chrome://tracing and speedscope: a process a cell process, a
 * thread a worker. What stands on one thread must nest, and tasks of a worker that took turns do not; asynchronous
 * events, which need not, are not read by all. So tasks that overlap stand on rows of their worker, each row a thread
 * to the reader. */
#include "trace.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "export.h"
#include "task_rows.h"
#include "yoke/report.h"

/* The cell process being shown. Threads are numbered row by row: 0 has the samples, the workers' first rows follow. */
struct process {
    uint64_t id; /* of the file, from 1: the kernel may have used a number twice in one run */
    uint64_t workers;
    uint32_t *rows; /* per worker: those that have a name already */
};

enum { ROWS_PLACES = 1 << 20 /* more than a worker has rows */ };

struct page {
    struct writer writer;
    const struct yoke_target *target;
    struct process process;
    uint64_t samples; /* with a trace that could be read */
};

/* One traced sample. */
struct track {
    const struct yoke_cell *cell;
    const struct yoke_sample *sample;
    struct trace *trace;
};

static uint64_t thread_of(const struct process *process, uint64_t worker, uint32_t row)
{
    return 1 + worker + row * process->workers;
}

/* Opens an event; microseconds, as the format has them. */
static void event_begin(struct page *page, const char *phase, const char *name, uint64_t thread)
{
    writer_object(&page->writer, NULL);
    writer_text(&page->writer, "ph", phase);
    writer_text(&page->writer, "name", name);
    writer_count(&page->writer, "pid", page->process.id);
    writer_count(&page->writer, "tid", thread);
}

static void name_write(struct page *page, const char *what, uint64_t thread, const char *name)
{
    event_begin(page, "M", what, thread);
    writer_object(&page->writer, "args");
    writer_text(&page->writer, "name", name);
    writer_end(&page->writer);
    writer_end(&page->writer);
}

/* Viewers order threads by this, so that the rows of a worker stay together. */
static void order_write(struct page *page, uint64_t thread, uint64_t place)
{
    event_begin(page, "M", "thread_sort_index", thread);
    writer_object(&page->writer, "args");
    writer_count(&page->writer, "sort_index", place);
    writer_end(&page->writer);
    writer_end(&page->writer);
}

/* Names the rows of a worker up to the wanted number; its first one is the worker itself. */
static void rows_name(struct page *page, uint64_t worker, uint32_t wanted)
{
    uint32_t *named = &page->process.rows[worker];
    char name[64];
    for (; *named < wanted; ++*named) {
        const uint64_t thread = thread_of(&page->process, worker, *named);
        snprintf(name, sizeof name, *named ? "worker %" PRIu64 ", row %" PRIu32 : "worker %" PRIu64, worker, *named);
        name_write(page, "thread_name", thread, name);
        order_write(page, thread, 1 + worker * ROWS_PLACES + *named);
    }
}

static int process_begin(struct page *page, const struct track *track)
{
    char *name = NULL;
    struct process *process = &page->process;
    free(process->rows);
    process->id++;
    process->workers = trace_worker_count(track->trace);
    process->rows = calloc(process->workers + 1, sizeof *process->rows);
    if (!process->rows || asprintf(&name, "%s, block %" PRIu64, track->cell->name, track->sample->block) < 0)
        return -ENOMEM;
    name_write(page, "process_name", 0, name);
    name_write(page, "thread_name", 0, "samples");
    order_write(page, 0, 0);
    for (uint64_t i = 0; i < process->workers; i++)
        rows_name(page, i, 1);
    free(name);
    return 0;
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

static void task_write(struct page *page, const struct track *track, const struct trace_task *task, uint32_t row)
{
    event_begin(page, "X", "task", thread_of(&page->process, task->worker, row));
    writer_text(&page->writer, "cat", "task");
    writer_real(&page->writer, "ts", microseconds(track->sample->started_ns + task->started_ns));
    writer_real(&page->writer, "dur", microseconds(task->ended_ns - task->started_ns));
    writer_object(&page->writer, "args");
    writer_count(&page->writer, "index", task->index);
    writer_count(&page->writer, "worker", task->worker);
    if (task->queued_ns)
        writer_real(&page->writer, "waited_us", microseconds(task->started_ns - task->queued_ns));
    writer_end(&page->writer);
    writer_end(&page->writer);
}

/* All tasks of one worker. */
static int worker_write(struct page *page, const struct track *track, struct trace_task tasks[], size_t count)
{
    uint32_t *rows = calloc(count + 1, sizeof *rows), row_count = 0;
    task_rows_sort(tasks, count);
    const int status = rows ? task_rows_assign(tasks, count, rows, &row_count) : -ENOMEM;
    if (!status && count)
        rows_name(page, tasks[0].worker, row_count);
    for (size_t i = 0; i < count && !status; i++)
        task_write(page, track, &tasks[i], rows[i]);
    free(rows);
    return status;
}

static int track_write(struct page *page, const struct track *track)
{
    struct trace_task *tasks = calloc(trace_task_count(track->trace) + 1, sizeof *tasks), next = {0};
    int status = tasks ? 0 : -ENOMEM;
    sample_write(page, track);
    for (bool more = trace_next(track->trace, &next); more && !status;) {
        const uint64_t worker = next.worker;
        size_t count = 0;
        for (; more && next.worker == worker; more = trace_next(track->trace, &next))
            tasks[count++] = next;
        status = worker_write(page, track, tasks, count);
    }
    free(tasks);
    return status;
}

/* One sample with a trace. A file that is missing or damaged is said and left out: the others are as good as before. */
static int sample_show(struct page *page, const struct yoke_cell *cell, const struct yoke_sample *sample, bool *known)
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
    if (!*known ||
        trace_worker_count(track.trace) != page->process.workers) /* the latter in a record that contradicts itself */
        status = process_begin(page, &track);
    *known = true;
    if (!status)
        status = track_write(page, &track);
    page->samples++;
    trace_close(track.trace);
    return status;
}

static int cell_show(struct page *page, const struct yoke_cell *cell)
{
    int status = 0;
    bool known = false; /* the process that the sample is of */
    const struct yoke_sample *last = NULL;
    for (size_t i = 0; i < cell->sample_count && !status; i++) {
        const struct yoke_sample *sample = &cell->samples[i];
        if (!sample->trace.file || sample->started_ns == YOKE_MISSING || sample->wall_ns == YOKE_MISSING)
            continue;
        known = known && last->process == sample->process && last->block == sample->block;
        last = sample;
        status = sample_show(page, cell, sample, &known);
    }
    return status;
}

static int trace_report_write(const struct yoke_record *record, const struct yoke_target *target,
                              struct yoke_error *error)
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
    free(page.process.rows);
    const int finished = writer_finish(&page.writer);
    if (!status && !page.samples) {
        fputs("the trace is empty: this record names no traced tasks that could be read; run with --trace last\n",
              target->notes);
        yoke_target_lack(target);
    }
    return export_end(status ? status : finished, target->stream, "the trace", error);
}

const struct yoke_report yoke_report_trace = {
    .name = "trace",
    .summary = "traced tasks as Chrome trace events, for Perfetto, chrome://tracing and speedscope",
    .kind = YOKE_REPORT_TEXT,
    .file = "trace.json",
    .write = trace_report_write,
};

/* SPDX-License-Identifier: MIT */
/* A sample is one run of all tasks between two readings of the machine; its answer is looked at before anybody hears of it. */
#include "cell_run.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "line.h"
#include "sample.h"

/* Enough that start-up is a small part, few enough to take less than a sample even at a microsecond each. Of tasks that
 * cost something even when they are empty, some hundred times as much, four for each worker and at least a dozen do. */
enum { DISPATCH_TASKS = 20000, BARE_TASKS_LEAST = 12, BARE_TASKS_A_WORKER = 4 };

bool cell_run_records_tasks(const struct cell_run *run)
{
    const struct assignment *assignment = run->assignment;
    return assignment->latency || assignment->trace || assignment->is_open;
}

int cell_run_send(const struct cell_run *run, const struct protocol_message *message)
{
    return line_write(&protocol_message_shape, message, run->driver);
}

struct protocol_message cell_run_message(enum protocol_kind kind)
{
    struct protocol_message message;
    shape_clear(&protocol_message_shape, &message);
    message.kind = kind;
    return message;
}

int cell_run_wait(const struct cell_run *run, struct yoke_error *error)
{
    if (!run->assignment->in_step)
        return 0;
    const struct protocol_message ready = cell_run_message(PROTOCOL_READY);
    int status = cell_run_send(run, &ready);
    char letter = '\0';
    /* past the stream's buffer, in which nothing can be: no word comes before it was asked for */
    while (!status && letter != '\n') {
        const ssize_t got = read(fileno(run->driver), &letter, 1);
        if (got == 0 || (got < 0 && errno != EINTR))
            status = got ? -errno : -EPIPE;
    }
    if (status)
        yoke_error_set(error, "the driver did not say when to go on: %s", strerror(-status));
    return status;
}

static void run_reset(struct cell_run *run)
{
    memset(run->results, 0, run->results_bytes);
    for (unsigned i = 0; i < run->assignment->worker_count; i++) {
        run->workers[i].digest = 0;
        run->workers[i].tasks_done = 0;
        run->workers[i].late = (struct yoke_lateness){0};
        run->workers[i].children = (struct yoke_children){0};
        run->workers[i].turns = (struct yoke_turns){0};
    }
    probe_reset(&run->probe);
}

static uint64_t digest_sum(const struct cell_run *run)
{
    uint64_t digest = 0;
    for (unsigned i = 0; i < run->assignment->worker_count; i++)
        digest += run->workers[i].digest;
    return digest;
}

static void sample_verify(struct cell_run *run, struct yoke_sample *sample)
{
    struct yoke_error wrong = {0};
    if (!sample->usable)
        return;
    const int status = run->assignment->workload->verify(run->context, run->results, digest_sum(run), &wrong);
    sample->verified = !status;
    if (sample->verified)
        return;
    sample->usable = false;
    sample->reject_reason = record_text(run->memory, "%s%s", status == -EBADMSG ? "wrong answer: " : "", wrong.text);
}

struct yoke_job cell_run_job(struct cell_run *run)
{
    const struct assignment *assignment = run->assignment;
    return (struct yoke_job){
        .task_count = assignment->task_count,
        .task = assignment->workload->task,
        .context = run->context,
        .results = assignment->workload->result_bytes ? run->results : NULL,
        .result_bytes = assignment->workload->result_bytes,
        .schedule = assignment->schedule,
        .chunk = assignment->chunk,
        .prepare = probe_prepare,
        .begin = probe_begin,
        .end = probe_end,
        .probe = &run->probe,
    };
}

static int empty_task(void *context, struct yoke_worker *worker, uint64_t index, void *result)
{
    (void)context;
    (void)worker;
    (void)index;
    (void)result;
    return 0;
}

static uint64_t bare_tasks(const struct assignment *assignment)
{
    const uint64_t count = (uint64_t)assignment->worker_count * BARE_TASKS_A_WORKER;
    return count > BARE_TASKS_LEAST ? count : BARE_TASKS_LEAST;
}

int cell_run_dispatch(struct cell_run *run, struct yoke_error *error)
{
    const struct yoke_workload *workload = run->assignment->workload;
    struct yoke_job job = cell_run_job(run);
    job.task_count = workload->bare_task ? bare_tasks(run->assignment) : DISPATCH_TASKS;
    job.task = workload->bare_task ? workload->bare_task : empty_task;
    job.results = NULL;
    job.result_bytes = 0;
    run->dispatch_ns = NAN;
    probe_reset(&run->probe);
    const uint64_t task_count = job.task_count;
    const int status = run->assignment->executor->run(run->team, &job, error);
    if (!status && !job.death_count && !job.failed_count)
        run->dispatch_ns = (double)probe_wall_ns(&run->probe) / (double)task_count;
    return status;
}

/* The clock that times of single tasks count from. */
static uint64_t zero_ns(const struct cell_run *run)
{
    return run->assignment->is_open ? open_loop_origin_ns(&run->arrivals) : probe_first_ns(&run->probe);
}

/* Runs all tasks once and makes a sample of it. */
static int run_once(struct cell_run *run, struct yoke_sample *sample, struct yoke_error *error)
{
    const struct assignment *assignment = run->assignment;
    struct yoke_job job = cell_run_job(run);
    struct sample_run done = {.probe = &run->probe, .job = &job, .workers = run->workers,
                              .canary_before = run->canary_before, .origin_ns = assignment->origin_ns};
    run_reset(run);
    if (cell_run_records_tasks(run))
        recorder_wrap(&run->recorder, &job);
    if (assignment->is_open)
        open_loop_wrap(&run->arrivals, &job);
    struct counter_count machine_before[COUNTERS_MOST], machine_after[COUNTERS_MOST];
    done.machine_before = machine_before;
    done.machine_after = machine_after;
    noise_read_machine(&done.before);
    if (run->machine_counters)
        counter_set_read(run->machine_counters, machine_before);
    int status = assignment->executor->run(run->team, &job, error);
    if (run->machine_counters)
        counter_set_read(run->machine_counters, machine_after);
    noise_read_machine(&done.after);
    if (!status)
        status = sample_make(run->memory, &done, sample);
    if (!status && assignment->latency && !sample->crashed)
        status = recorder_sum(&run->recorder, zero_ns(run), run->memory, sample);
    if (assignment->is_open)
        sample->last_due_ns = open_loop_last_due_ns(&run->arrivals);
    if (!status)
        sample_verify(run, sample);
    return status;
}

/* Keeps every task of a run in a file, where that is wanted of this one. A dead worker's tasks are half written: none then. */
static int trace_keep(const struct cell_run *run, struct yoke_sample *sample, struct yoke_error *error)
{
    const struct assignment *assignment = run->assignment;
    char *path = NULL;
    if (!assignment->trace || sample->crashed || (!assignment->trace_all && sample->iteration + 1 < assignment->iterations))
        return 0;
    if (protocol_trace_path(assignment->trace, sample->iteration, &path) < 0)
        return -ENOMEM;
    const int status = recorder_trace(&run->recorder, zero_ns(run), path, sample, error);
    free(path);
    return status;
}

int cell_run_samples(struct cell_run *run, struct yoke_error *error)
{
    const struct assignment *assignment = run->assignment;
    for (uint64_t i = 0; i < assignment->warmup + assignment->iterations; i++) {
        struct yoke_sample sample;
        shape_clear(&sample_shape, &sample);
        sample.block = 0; /* the driver knows */
        sample.process = (uint64_t)getpid();
        sample.iteration = i < assignment->warmup ? 0 : i - assignment->warmup;
        int status = cell_run_wait(run, error);
        if (!status)
            status = run_once(run, &sample, error);
        if (!status && i >= assignment->warmup)
            status = trace_keep(run, &sample, error);
        struct protocol_message message = cell_run_message(PROTOCOL_SAMPLE);
        message.samples = &sample;
        message.sample_count = 1;
        if (!status && (i >= assignment->warmup || !sample.usable))
            status = cell_run_send(run, &message);
        if (status || !sample.usable)
            return status;
    }
    return 0;
}

/* SPDX-License-Identifier: MIT */
/* One cell, one block: set the workload up while the process is single-threaded, so that forked workers inherit it; start and
 * place the workers; warm up; sample; verify; take everything down in reverse. */
#include "cell_process.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "assignment.h"
#include "blocking_io.h"
#include "canary.h"
#include "line.h"
#include "recorder.h"
#include "sample.h"
#include "topology.h"
#include "yoke/shared.h"

/* Beyond a million the ideal of waiting no longer depends on it. */
enum { TASKS_AT_ONCE_MOST = 1000000 };

/* Enough that start-up is a small part, few enough to take less than a sample even at a microsecond each. Of tasks that
 * cost something even when they are empty, some hundred times as much, four for each worker and at least a dozen do. */
enum { DISPATCH_TASKS = 20000, BARE_TASKS_LEAST = 12, BARE_TASKS_A_WORKER = 4 };

/* Everything of one cell that is alive between set-up and tear-down. */
struct cell_run {
    const struct assignment *assignment;
    FILE *driver; /* where messages go */
    struct record *memory;
    void *context;             /* the workload's */
    struct topology *topology; /* NULL: workers are not bound */
    struct canary_time canary_before;
    double dispatch_ns;        /* handing out one empty task; NaN: not measured */
    struct counter_group *counters;
    struct counter_set *machine_counters; /* of events that count for the whole machine; NULL: there are none */
    struct probe probe;
    struct recorder recorder; /* open when the assignment wants to know of single tasks */
    struct open_loop arrivals; /* open when tasks arrive by a clock of their own */
    struct yoke_worker *workers;
    unsigned char *results;
    size_t results_bytes;
    struct yoke_team *team;
};

static bool records_tasks(const struct assignment *assignment)
{
    return assignment->latency || assignment->trace || assignment->is_open;
}

static int message_send(const struct cell_run *run, const struct protocol_message *message)
{
    return line_write(&protocol_message_shape, message, run->driver);
}

static struct protocol_message message_of(enum protocol_kind kind)
{
    struct protocol_message message;
    shape_clear(&protocol_message_shape, &message);
    message.kind = kind;
    return message;
}

/* How many tasks may wait at the same time: one a worker, or all of them where a waiting task gives its worker away. */
static unsigned tasks_at_once(const struct assignment *assignment)
{
    if (!(assignment->executor->capabilities & YOKE_PARKS_IO))
        return assignment->worker_count;
    return assignment->task_count < TASKS_AT_ONCE_MOST ? (unsigned)assignment->task_count : TASKS_AT_ONCE_MOST;
}

static int hello_send(const struct cell_run *run)
{
    const struct yoke_workload *workload = run->assignment->workload;
    const struct yoke_executor *executor = run->assignment->executor;
    struct protocol_message message = message_of(PROTOCOL_HELLO);
    message.protocol = PROTOCOL_VERSION;
    message.executor_details = executor->describe ? executor->describe() : NULL;
    const struct yoke_facts facts = workload->facts ? workload->facts(run->context) : (struct yoke_facts){0};
    message.operations = facts.operations > 0 ? facts.operations : NAN;
    message.bytes = facts.bytes > 0 ? facts.bytes : NAN;
    /* in an open loop what is drawn is not all that there is to wait for */
    const uint64_t ideal_ns = workload->ideal_ns && !run->assignment->is_open ? workload->ideal_ns(run->context, tasks_at_once(run->assignment)) : 0;
    message.ideal_ns = ideal_ns ? ideal_ns : YOKE_MISSING;
    return message_send(run, &message);
}

/* In the worker: place it first, so that what it touches from here on lies near it. */
static int worker_start(void *own, struct yoke_worker *worker, struct yoke_error *error)
{
    struct cell_run *run = own;
    const struct assignment *assignment = run->assignment;
    int status = 0;
    if (run->topology)
        status = topology_bind(run->topology, (unsigned)assignment->places[worker->index], error);
    if (!status)
        status = probe_attach(&run->probe, worker, error);
    if (!status && records_tasks(assignment))
        recorder_touch(&run->recorder, worker->index);
    if (!status && assignment->workload->worker_setup)
        status = assignment->workload->worker_setup(run->context, worker, error);
    return status;
}

static void worker_stop(void *own, struct yoke_worker *worker)
{
    struct cell_run *run = own;
    if (run->assignment->workload->worker_teardown)
        run->assignment->workload->worker_teardown(run->context, worker);
    probe_detach(&run->probe, worker);
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

static struct yoke_job job_make(struct cell_run *run)
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

/* What the executor costs here: the same team, schedule and chunk, with tasks that do nothing. */
static int dispatch_measure(struct cell_run *run, struct yoke_error *error)
{
    const struct yoke_workload *workload = run->assignment->workload;
    struct yoke_job job = job_make(run);
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
    struct yoke_job job = job_make(run);
    struct sample_run done = {.probe = &run->probe, .job = &job, .workers = run->workers,
                              .canary_before = run->canary_before, .origin_ns = assignment->origin_ns};
    run_reset(run);
    if (records_tasks(assignment))
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

/* A run that went wrong is reported even from the warm-up: the cell has failed, and nobody would hear of it otherwise. */
static int samples_take(struct cell_run *run, struct yoke_error *error)
{
    const struct assignment *assignment = run->assignment;
    for (uint64_t i = 0; i < assignment->warmup + assignment->iterations; i++) {
        struct yoke_sample sample;
        shape_clear(&sample_shape, &sample);
        sample.block = 0; /* the driver knows */
        sample.process = (uint64_t)getpid();
        sample.iteration = i < assignment->warmup ? 0 : i - assignment->warmup;
        int status = run_once(run, &sample, error);
        if (!status && i >= assignment->warmup)
            status = trace_keep(run, &sample, error);
        struct protocol_message message = message_of(PROTOCOL_SAMPLE);
        message.samples = &sample;
        message.sample_count = 1;
        if (!status && (i >= assignment->warmup || !sample.usable))
            status = message_send(run, &message);
        if (status || !sample.usable)
            return status;
    }
    return 0;
}

static int team_run(struct cell_run *run, struct yoke_error *error)
{
    const struct yoke_executor *executor = run->assignment->executor;
    const struct yoke_team_options options = {
        .worker_count = run->assignment->worker_count,
        .workers = run->workers,
        .usable_cpus = run->assignment->usable_cpus,
        .worker_start = worker_start,
        .worker_stop = worker_stop,
        .argument = run,
    };
    int status = hello_send(run);
    run->canary_before = canary_sing();
    if (!status)
        status = executor->start(&options, &run->team, error);
    if (status)
        return status;
    status = dispatch_measure(run, error);
    if (!status)
        status = counter_set_start_machine(run->counters, &run->machine_counters, error);
    if (!status)
        status = samples_take(run, error);
    counter_set_stop(run->machine_counters);
    executor->stop(run->team);
    return status;
}

static int workers_map(struct cell_run *run, struct yoke_error *error)
{
    const struct assignment *assignment = run->assignment;
    if (assignment->workload->result_bytes &&
        assignment->task_count > SIZE_MAX / 2 / assignment->workload->result_bytes) {
        yoke_error_set(error, "%" PRIu64 " results of %zu bytes do not fit in memory", assignment->task_count,
                       assignment->workload->result_bytes);
        return -ENOMEM;
    }
    run->results_bytes = assignment->workload->result_bytes * assignment->task_count;
    run->results = yoke_shared_map(run->results_bytes);
    run->workers = yoke_shared_map(assignment->worker_count * sizeof *run->workers);
    if (!run->results || !run->workers) {
        yoke_error_set(error, "cannot map %zu bytes for results: %s", run->results_bytes, strerror(errno));
        return -ENOMEM;
    }
    for (unsigned i = 0; i < assignment->worker_count; i++) {
        run->workers[i].index = i;
        run->workers[i].io = &blocking_io;
    }
    return 0;
}

/* What stands between the job and its task, the innermost first. */
static int recording_open(struct cell_run *run, struct yoke_error *error)
{
    const struct assignment *assignment = run->assignment;
    struct yoke_job job = job_make(run);
    int status = records_tasks(assignment) ? recorder_open(&run->recorder, assignment->worker_count, &job, error) : 0;
    if (status || !assignment->is_open)
        return status;
    recorder_wrap(&run->recorder, &job);
    status = open_loop_open(&run->arrivals, assignment->arrivals, assignment->rate_hz, assignment->work.seed, &job, error);
    if (!status)
        run->recorder.queued_ns = run->arrivals.progress->queued_ns;
    return status;
}

/* Set-up and tear-down are each other's mirror; every step may find that an earlier one failed. */
static int cell_run(struct cell_run *run, struct yoke_error *error)
{
    const struct assignment *assignment = run->assignment;
    int status = assignment->places ? topology_load_bare(&run->topology, error) : 0;
    if (status)
        return status;
    status = counter_group_open(&assignment->counters, &run->counters, error);
    if (status)
        goto free_topology;
    status = workers_map(run, error);
    if (status)
        goto unmap;
    status = probe_open(&run->probe, run->counters, assignment->worker_count, error);
    if (status)
        goto unmap;
    if (assignment->workload->setup)
        status = assignment->workload->setup(&assignment->work, &run->context, error);
    if (status)
        goto close_probe;
    status = recording_open(run, error);
    if (!status)
        status = team_run(run, error);
    open_loop_close(&run->arrivals);
    recorder_close(&run->recorder);
    if (assignment->workload->teardown)
        assignment->workload->teardown(run->context);
close_probe:
    probe_close(&run->probe);
unmap:
    yoke_shared_unmap(run->workers, assignment->worker_count * sizeof *run->workers);
    yoke_shared_unmap(run->results, run->results_bytes);
    counter_group_close(run->counters);
free_topology:
    topology_free(run->topology);
    return status;
}

/* Linux counts it in kilobytes of 1024. */
static uint64_t peak_read(void)
{
    struct rusage usage;
    return getrusage(RUSAGE_SELF, &usage) ? YOKE_MISSING : (uint64_t)usage.ru_maxrss * 1024;
}

static void outcome_send(const struct cell_run *run, int status, const struct yoke_error *error)
{
    struct protocol_message message = message_of(status ? PROTOCOL_FAILED : PROTOCOL_DONE);
    if (!status) {
        message.peak_bytes = peak_read();
        const struct canary_time song = canary_sing();
        message.canary_after_ns = song.wall_ns;
        message.canary_after_cpu_ns = song.cpu_ns;
    }
    message.dispatch_ns = run->dispatch_ns;
    if (status)
        message.reason = error->text[0] ? error->text : strerror(-status);
    message_send(run, &message);
}

int cell_process_main(const struct yoke_catalogue *catalogue)
{
    prctl(PR_SET_NAME, "yoke-cell");
    struct yoke_error error = {0};
    struct assignment assignment = {0};
    struct cell_run run = {.assignment = &assignment, .memory = record_new(), .dispatch_ns = NAN};
    run.driver = run.memory ? fdopen(PROTOCOL_DESCRIPTOR, "r+") : NULL;
    if (!run.driver) {
        fprintf(stderr, "yoke: a cell process is started by the driver only\n");
        return 1;
    }
    fcntl(PROTOCOL_DESCRIPTOR, F_SETFD, FD_CLOEXEC); /* what tasks start must not keep the conversation open */
    struct plugins plugins;
    int status = plugins_open(&plugins, catalogue);
    if (!status)
        status = assignment_read(run.driver, &plugins, run.memory, &assignment, &error);
    if (!status)
        status = cell_run(&run, &error);
    outcome_send(&run, status, &error);
    fclose(run.driver);
    record_free(run.memory);
    plugins_close(&plugins);
    return 0;
}

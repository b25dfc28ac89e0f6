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

#include "blocking_io.h"
#include "canary.h"
#include "cell_run.h"
#include "topology.h"
#include "yoke/shared.h"

/* Beyond a million the ideal of waiting no longer depends on it. */
enum { TASKS_AT_ONCE_MOST = 1000000 };

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
    struct protocol_message message = cell_run_message(PROTOCOL_HELLO);
    message.protocol = PROTOCOL_VERSION;
    message.in_step = run->assignment->in_step;
    message.executor_details = executor->describe ? executor->describe() : NULL;
    const struct yoke_facts facts = workload->facts ? workload->facts(run->context) : (struct yoke_facts){0};
    message.operations = facts.operations > 0 ? facts.operations : NAN;
    message.bytes = facts.bytes > 0 ? facts.bytes : NAN;
    /* in an open loop what is drawn is not all that there is to wait for */
    const uint64_t ideal_ns = workload->ideal_ns && !run->assignment->is_open ? workload->ideal_ns(run->context, tasks_at_once(run->assignment)) : 0;
    message.ideal_ns = ideal_ns ? ideal_ns : YOKE_MISSING;
    return cell_run_send(run, &message);
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
    if (!status && cell_run_records_tasks(run))
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
    if (!status)
        status = cell_run_wait(run, error);
    run->canary_before = canary_sing();
    if (!status)
        status = executor->start(&options, &run->team, error);
    if (status)
        return status;
    status = cell_run_dispatch(run, error);
    if (!status)
        status = counter_set_start_machine(run->counters, &run->machine_counters, error);
    if (!status)
        status = cell_run_samples(run, error);
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
    struct yoke_job job = cell_run_job(run);
    int status = cell_run_records_tasks(run) ? recorder_open(&run->recorder, assignment->worker_count, &job, error) : 0;
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
    struct protocol_message message = cell_run_message(status ? PROTOCOL_FAILED : PROTOCOL_DONE);
    if (!status) {
        message.peak_bytes = peak_read();
        const struct canary_time song = canary_sing();
        message.canary_after_ns = song.wall_ns;
        message.canary_after_cpu_ns = song.cpu_ns;
    }
    message.dispatch_ns = run->dispatch_ns;
    if (status)
        message.reason = error->text[0] ? error->text : strerror(-status);
    cell_run_send(run, &message);
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
    if (!status)
        status = cell_run_wait(&run, &error); /* for the canary's last song */
    outcome_send(&run, status, &error);
    fclose(run.driver);
    record_free(run.memory);
    plugins_close(&plugins);
    return 0;
}

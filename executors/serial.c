/* SPDX-License-Identifier: MIT */
/* serial: one worker, the calling thread. The baseline that speedups refer to: a plain loop whatever the schedule,
 * because with one worker every schedule hands out 0, 1, 2, … and only the cost of claiming would differ. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "crew.h"
#include "tasks.h"

struct yoke_team {
    struct yoke_team_options options;
    struct lane lane; /* for its failures */
};

static int serial_start(const struct yoke_team_options *options, struct yoke_team **made, struct yoke_error *error)
{
    if (options->worker_count != 1) {
        yoke_error_set(error,
                       "the serial executor has 1 worker, not %u: leave the number out or choose another executor",
                       options->worker_count);
        return -EINVAL;
    }
    struct yoke_team *team = aligned_alloc(_Alignof(struct yoke_team), sizeof *team);
    if (!team) {
        yoke_error_set(error, "no memory for the serial executor");
        return -ENOMEM;
    }
    memset(team, 0, sizeof *team);
    team->options = *options;
    int status = options->worker_start ? options->worker_start(options->argument, options->workers, error) : 0;
    if (status) {
        yoke_error_set(error, "the worker could not start: %s", strerror(-status));
        free(team);
        return status;
    }
    *made = team;
    return 0;
}

static void serial_tasks(struct yoke_team *team, const struct yoke_job *job)
{
    struct yoke_worker *worker = team->options.workers;
    const struct work work = {.task = job->task,
                              .context = job->context,
                              .worker = worker,
                              .results = job->results,
                              .result_bytes = job->result_bytes,
                              .lane = &team->lane};
    const uint64_t count = job->task_count;
    for (uint64_t index = 0; index < count; index++)
        tasks_run_one(&work, index);
    worker->tasks_done = count;
}

static int serial_run(struct yoke_team *team, struct yoke_job *job, struct yoke_error *error)
{
    int status = crew_check(job, error);
    if (status)
        return status;
    struct yoke_worker *worker = team->options.workers;
    worker->digest = worker->tasks_done = 0;
    worker->late = (struct yoke_lateness){0};
    team->lane.failed_count = 0;
    job->prepare(job->probe, worker);
    job->begin(job->probe, worker);
    serial_tasks(team, job);
    job->end(job->probe, worker);
    job->failed_count = team->lane.failed_count;
    job->failed_task = team->lane.failed_task;
    job->failed_status = team->lane.failed_status;
    job->casualty_count = job->death_count = 0;
    return 0;
}

static void serial_stop(struct yoke_team *team)
{
    if (team->options.worker_stop)
        team->options.worker_stop(team->options.argument, team->options.workers);
    free(team);
}

const struct yoke_executor yoke_executor_serial = {
    .name = "serial",
    .summary = "one worker, the calling thread, without claiming: the baseline of every speedup",
    .start = serial_start,
    .run = serial_run,
    .stop = serial_stop,
};

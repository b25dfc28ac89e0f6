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
    struct lane lane;           /* for its failures */
    struct yoke_source *source; /* of the present run */
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

/* There is no crew here: what has been drawn is counted in the team's own lane. */
static bool serial_more(const void *team)
{
    const struct yoke_team *own = team;
    return atomic_load(&own->source->published) > atomic_load(&own->lane.done);
}

static uint64_t serial_drawn(const void *team)
{
    return atomic_load(&((const struct yoke_team *)team)->lane.done);
}

static void serial_ring(void *team)
{
    (void)team; /* the coordinator is the worker: what it has to see to, it sees to between tasks */
}

static void serial_source(struct yoke_team *team, const struct yoke_job *job)
{
    struct yoke_source *source = team->source = job->source;
    struct yoke_worker *worker = team->options.workers;
    atomic_store(&team->lane.done, 0);
    source->bell = team;
    source->ring = serial_ring;
    source->drawn = serial_drawn;
    uint64_t rest_ns, index = 0;
    if (source->attend)
        source->attend(source, &rest_ns);
    while (source->wait(source, worker, serial_more, team)) {
        atomic_store(&team->lane.done, index + 1);
        job->task(job->context, worker, index++, NULL);
        if (source->attend)
            source->attend(source, &rest_ns);
    }
    worker->tasks_done = index;
}

static int serial_run(struct yoke_team *team, struct yoke_job *job, struct yoke_error *error)
{
    int status = crew_check_limits(job, error); /* any schedule will do: none is asked */
    if (status)
        return status;
    struct yoke_worker *worker = team->options.workers;
    worker->digest = worker->tasks_done = 0;
    worker->late = (struct yoke_lateness){0};
    worker->children = (struct yoke_children){0};
    worker->turns = (struct yoke_turns){0};
    team->lane.failed_count = 0;
    job->prepare(job->probe, worker);
    job->begin(job->probe, worker);
    if (job->source)
        serial_source(team, job);
    else
        serial_tasks(team, job);
    job->end(job->probe, worker);
    job->failed_count = team->lane.failed_count;
    job->failed_task = team->lane.failed_task;
    job->failed_status = team->lane.failed_status;
    job->casualty_count = job->death_count = job->spin_ns = 0;
    if (job->source)
        job->task_count = worker->tasks_done;
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
    .capabilities = YOKE_TAKES_SOURCE,
    .start = serial_start,
    .run = serial_run,
    .stop = serial_stop,
};

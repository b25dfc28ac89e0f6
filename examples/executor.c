/* SPDX-License-Identifier: MIT */
/* A plug-in with an executor: one worker that begins with the last task. yoke run spin --plugin ./executor.so -e
 * serial,backwards: what does the order of tasks cost? */
#include <errno.h>
#include <stdlib.h>

#include <yoke/plugin.h>

struct yoke_team {
    struct yoke_team_options options;
};

static int backwards_start(const struct yoke_team_options *options, struct yoke_team **team, struct yoke_error *error)
{
    if (options->worker_count != 1)
        return yoke_error_set(error, "backwards has 1 worker, not %u", options->worker_count), -EINVAL;
    if (!(*team = malloc(sizeof **team)))
        return yoke_error_set(error, "no memory for a team"), -ENOMEM;
    (*team)->options = *options;
    const int status = options->worker_start ? options->worker_start(options->argument, options->workers, error) : 0;
    if (status)
        free(*team);
    return status;
}

static int backwards_run(struct yoke_team *team, struct yoke_job *job, struct yoke_error *error)
{
    struct yoke_worker *worker = team->options.workers;
    if (job->source)
        return yoke_error_set(error, "backwards needs to know the last task first"), -EINVAL;
    worker->digest = job->failed_count = job->casualty_count = job->death_count = job->spin_ns = 0;
    job->prepare(job->probe, worker);
    job->begin(job->probe, worker);
    for (uint64_t index = job->task_count; index-- > 0;) {
        void *result = job->results ? job->results + index * job->result_bytes : NULL;
        const int status = job->task(job->context, worker, index, result);
        if (status)
            job->failed_status = status, job->failed_task = index, job->failed_count++;
    }
    worker->tasks_done = job->task_count;
    job->end(job->probe, worker);
    return 0;
}

static void backwards_stop(struct yoke_team *team)
{
    if (team->options.worker_stop)
        team->options.worker_stop(team->options.argument, team->options.workers);
    free(team);
}

static const struct yoke_executor backwards = {.name = "backwards", .summary = "one worker, the last task first",
    .start = backwards_start, .run = backwards_run, .stop = backwards_stop};
static const struct yoke_executor *const executors[] = {&backwards, NULL};
YOKE_PLUGIN(NULL, executors, NULL);

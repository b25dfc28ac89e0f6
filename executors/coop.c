/* SPDX-License-Identifier: MIT */
/* coop: workers are event loops, each on a thread of its own; tasks are coroutines, and one that waits gives its worker
 * to another.
 *
 * A coroutine ("runner") does what a thread of the pthread executor does: it claims tasks and runs them one after
 * another. Only when one waits in the middle of a task, and nobody else is ready, does its loop begin another runner.
 * So tasks that never wait cost no switch and share one stack, and tasks that all wait get a runner each, up to a
 * limit. */
#include "coop.h"

#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "coop_io.h"
#include "coop_runner.h"
#include "coop_settings.h"
#include "thread.h"

/* One worker. Its own thread's alone between start and stop. */
struct loop_worker {
    _Alignas(YOKE_LINE_BYTES) struct coop_io io;
    struct yoke_team *team;
    pthread_t id;
    unsigned index;
    struct loop *loop;
    int broken; /* 0, or why its loop cannot go on, a negative errno */
    struct runners runners;
};

struct yoke_team {
    struct crew *crew;
    struct yoke_team_options options; /* as given; the crew's have our worker_start around theirs */
    struct coop_settings settings;
    struct offload *offload;
    unsigned thread_count; /* threads that exist */
    struct loop_worker workers[];
};

static void coop_tasks(struct crew *crew, unsigned index)
{
    struct yoke_team *team = crew->options.argument;
    struct loop_worker *own = &team->workers[index];
    struct yoke_worker *worker = &crew->options.workers[index];
    runners_reset(&own->runners, crew, index, own->loop, team->settings.inflight_most);
    const struct yoke_io *outside = worker->io; /* hooks and set-up are no tasks: they wait as a thread does */
    worker->io = &own->io.table;
    own->broken = loop_run(own->loop);
    worker->io = outside;
    worker->tasks_done = own->runners.done;
}

/* In the worker's own thread, because a ring belongs to the thread that makes it, and memory to the node it is touched
 * on. */
static int coop_worker_start(void *argument, struct yoke_worker *worker, struct yoke_error *error)
{
    struct yoke_team *team = argument;
    struct loop_worker *own = &team->workers[worker->index];
    /* First the caller's: it places the thread. */
    int status = team->options.worker_start ? team->options.worker_start(team->options.argument, worker, error) : 0;
    if (status)
        return status;
    const struct loop_options options = {.driver = team->settings.driver.driver,
                                         .offload = team->offload,
                                         .how = team->settings.how,
                                         .stack_bytes = team->settings.stack_bytes,
                                         .stall_ns = team->settings.stall_ns,
                                         .gap_ns = team->settings.gap_ns,
                                         .feed = runners_feed,
                                         .argument = &own->runners,
                                         .local = &worker->task_local};
    status = loop_new(&options, &own->loop, error);
    if (status) {
        if (team->options.worker_stop)
            team->options.worker_stop(team->options.argument, worker);
        return status;
    }
    coop_io_init(&own->io, own->loop);
    uint64_t most = team->settings.inflight_most;
    __atomic_store_n(&worker->tasks_most, most < UINT_MAX ? (unsigned)most : UINT_MAX, __ATOMIC_RELAXED);
    return 0;
}

static void coop_worker_stop(void *argument, struct yoke_worker *worker)
{
    struct yoke_team *team = argument;
    loop_free(team->workers[worker->index].loop);
    if (team->options.worker_stop)
        team->options.worker_stop(team->options.argument, worker);
}

static void *thread_main(void *argument)
{
    struct loop_worker *own = argument;
    crew_serve(own->team->crew, own->index, 1, coop_tasks);
    return NULL;
}

static void coop_stop(struct yoke_team *team)
{
    crew_dismiss(team->crew);
    for (unsigned index = 0; index < team->thread_count; index++)
        pthread_join(team->workers[index].id, NULL);
    offload_free(team->offload);
    crew_free(team->crew);
    free(team);
}

static int threads_create(struct yoke_team *team, struct yoke_error *error)
{
    unsigned worker_count = team->options.worker_count;
    for (; team->thread_count < worker_count; team->thread_count++) {
        struct loop_worker *own = &team->workers[team->thread_count];
        own->team = team;
        own->index = team->thread_count;
        int status = thread_create(&own->id, thread_main, own);
        if (status) {
            yoke_error_set(error, "the thread of event loop %u of %u could not be made: %s", own->index + 1,
                           worker_count, strerror(-status));
            return status;
        }
    }
    return 0;
}

/* Makes the team without its threads. */
static int team_make(const struct yoke_team_options *options, struct yoke_team **made, struct yoke_error *error)
{
    size_t bytes = sizeof(struct yoke_team) + options->worker_count * sizeof(struct loop_worker);
    struct yoke_team *team =
        aligned_alloc(YOKE_LINE_BYTES, (bytes + YOKE_LINE_BYTES - 1) / YOKE_LINE_BYTES * YOKE_LINE_BYTES);
    if (!team) {
        yoke_error_set(error, "no memory for %u event loops", options->worker_count);
        return -ENOMEM;
    }
    memset(team, 0, bytes);
    team->options = *options;
    struct yoke_team_options wrapped = *options;
    wrapped.worker_start = coop_worker_start;
    wrapped.worker_stop = coop_worker_stop;
    wrapped.argument = team;
    int status = crew_new(&wrapped, false, &team->crew, error);
    if (status)
        goto free_team;
    status = coop_settings_read(options->worker_count, &team->settings, error);
    if (status)
        goto free_crew;
    if (options->tasks_most)
        team->settings.inflight_most = options->tasks_most;
    team->offload = offload_new(OFFLOAD_THREADS);
    if (team->offload) {
        *made = team;
        return 0;
    }
    status = -ENOMEM;
    yoke_error_set(error, "no memory for the offload threads of the coop executor");
free_crew:
    crew_free(team->crew);
free_team:
    free(team);
    return status;
}

static int coop_start(const struct yoke_team_options *options, struct yoke_team **made, struct yoke_error *error)
{
    struct yoke_team *team;
    int status = team_make(options, &team, error);
    if (status)
        return status;
    status = threads_create(team, error);
    while (!status && !crew_all_started(team->crew))
        crew_listen(team->crew);
    if (!status)
        status = crew_refusal(team->crew, error);
    if (status) {
        coop_stop(team);
        return status;
    }
    *made = team;
    return 0;
}

/* Stacks looked at after a run: most tasks of one workload need the same, and a look takes a microsecond. */
enum { STACKS_LOOKED_AT = 1000 };

static void turns_tell(const struct loop_worker *own, struct yoke_turns *turns)
{
    const struct loop_statistics statistics = loop_statistics(own->loop);
    *turns = (struct yoke_turns){.slices = statistics.resumes,
                                 .stall_ns = own->team->settings.stall_ns,
                                 .stalls = statistics.stalls,
                                 .longest_ns = statistics.longest_ns,
                                 .tasks_most = statistics.tasks_most,
                                 .stack_bytes = statistics.stack_bytes,
                                 .stack_used_bytes = loop_stack_used_bytes(own->loop, STACKS_LOOKED_AT)};
}

static int coop_run(struct yoke_team *team, struct yoke_job *job, struct yoke_error *error)
{
    for (unsigned index = 0; index < team->options.worker_count; index++)
        loop_statistics_renew(team->workers[index].loop);
    int status = crew_run(team->crew, job, error);
    for (unsigned index = 0; index < team->options.worker_count && !status; index++)
        turns_tell(&team->workers[index], &team->options.workers[index].turns);
    for (unsigned index = 0; index < team->options.worker_count && !status; index++) {
        status = team->workers[index].broken;
        if (status)
            yoke_error_set(error, "the I/O driver of worker %u (%s) failed: %s", index,
                           team->settings.driver.driver->name, strerror(-status));
    }
    return status;
}

static const char *coop_describe(void)
{
    static char text[768];
    struct coop_settings settings;
    struct yoke_error error = {0};
    if (coop_settings_read(1, &settings, &error))
        snprintf(text, sizeof text, "%s", error.text);
    else
        snprintf(text, sizeof text, "%s; %s switch; stacks of %zu KiB", settings.driver.text,
                 coroutine_switch_name(settings.how), settings.stack_bytes / 1024);
    return text;
}

struct loop_statistics coop_statistics(const struct yoke_team *team, unsigned index)
{
    return loop_statistics(team->workers[index].loop);
}

size_t coop_stack_used_bytes(const struct yoke_team *team, unsigned index)
{
    return loop_stack_used_bytes(team->workers[index].loop, SIZE_MAX);
}

const struct yoke_executor yoke_executor_coop = {
    .name = "coop",
    .summary = "event loops, one a thread: a task that waits gives its worker to another",
    .capabilities = YOKE_PARALLEL | YOKE_PARKS_IO | YOKE_TAKES_SOURCE,
    .start = coop_start,
    .run = coop_run,
    .stop = coop_stop,
    .describe = coop_describe,
};

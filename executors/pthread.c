/* SPDX-License-Identifier: MIT */
/* pthread: workers are threads of this process. They are made once and sleep between runs. */
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "crew.h"
#include "tasks.h"
#include "thread.h"

struct thread {
    pthread_t id;
    struct crew *crew;
    unsigned index;
    uint32_t first_run;
};

struct yoke_team {
    struct crew *crew;
    unsigned thread_count; /* threads that exist */
    struct thread threads[];
};

static void *thread_main(void *argument);

/* A task has called pthread_exit. That is misuse, but with tasks from a source there is somebody to tell, and the
 * thread that is on its way out can still have another take its place. Without a source the run would wait for ever, as
 * before. */
static void thread_quit(void *argument)
{
    struct thread *thread = argument;
    struct crew *crew = thread->crew;
    struct yoke_source *source = crew->job.source;
    if (!source || !source->lost || atomic_load(&crew->berths[thread->index].stage) != STAGE_ARRIVED)
        return;
    const struct yoke_casualty loss = {
        .death = YOKE_DEATH_EXIT, .task = UINT64_MAX, .worker = thread->index, .process = getpid()};
    source->lost(source, &loss);
    crew->berths[thread->index].died = true;
    atomic_store(&crew->berths[thread->index].stage, STAGE_ABSENT);
    thread->first_run = crew->run;
    pthread_detach(pthread_self());
    if (thread_create(&thread->id, thread_main, thread))
        abort(); /* nobody is left to run what is queued, and nobody could be told by a dying thread */
}

static void *thread_main(void *argument)
{
    struct thread *thread = argument;
    pthread_cleanup_push(thread_quit, thread);
    crew_serve(thread->crew, thread->index, thread->first_run, tasks_run);
    pthread_cleanup_pop(0);
    return NULL;
}

static void pthread_stop(struct yoke_team *team)
{
    crew_dismiss(team->crew);
    for (unsigned index = 0; index < team->thread_count; index++)
        pthread_join(team->threads[index].id, NULL);
    crew_free(team->crew);
    free(team);
}

static int threads_create(struct yoke_team *team, struct yoke_error *error)
{
    unsigned worker_count = team->crew->options.worker_count;
    for (; team->thread_count < worker_count; team->thread_count++) {
        struct thread *thread = &team->threads[team->thread_count];
        *thread = (struct thread){.crew = team->crew, .index = team->thread_count, .first_run = 1};
        int status = thread_create(&thread->id, thread_main, thread);
        if (status) {
            yoke_error_set(error, "thread %u of %u could not be made: %s", team->thread_count + 1, worker_count,
                           strerror(-status));
            return status;
        }
    }
    return 0;
}

static int pthread_start(const struct yoke_team_options *options, struct yoke_team **made, struct yoke_error *error)
{
    struct yoke_team *team = calloc(1, sizeof *team + options->worker_count * sizeof team->threads[0]);
    if (!team) {
        yoke_error_set(error, "no memory for %u threads", options->worker_count);
        return -ENOMEM;
    }
    int status = crew_new(options, false, &team->crew, error);
    if (status) {
        free(team);
        return status;
    }
    status = threads_create(team, error);
    while (!status && !crew_all_started(team->crew))
        crew_listen(team->crew);
    if (!status)
        status = crew_refusal(team->crew, error);
    if (status) {
        pthread_stop(team);
        return status;
    }
    *made = team;
    return 0;
}

static int pthread_run(struct yoke_team *team, struct yoke_job *job, struct yoke_error *error)
{
    return crew_run(team->crew, job, error);
}

const struct yoke_executor yoke_executor_pthread = {
    .name = "pthread",
    .summary = "threads of one process, claiming tasks from a counter they share",
    .capabilities = YOKE_PARALLEL | YOKE_TAKES_SOURCE,
    .start = pthread_start,
    .run = pthread_run,
    .stop = pthread_stop,
};

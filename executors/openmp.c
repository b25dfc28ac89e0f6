/* SPDX-License-Identifier: MIT */
/* openmp: workers are the threads of one OpenMP parallel region that lasts as long as the team. The schedules that
 * OpenMP has (static, dynamic, guided) are its own work-sharing loops, called as any OpenMP program calls them, and
 * taskloop is its loop of explicit tasks; the others are claimed as on the other executors.
 *
 * The region is entered by a thread of its own, which the runtime takes for the primary thread: its end makes libgomp
 * end the region's threads, and the coordinator can sleep during a run. Between runs the threads sleep at their gates,
 * not in the runtime's barriers, so the wait policy matters at the region's end only; it is set and told all the same.
 */
#include "yoke/executor.h"

#ifdef _OPENMP

#include <dlfcn.h>
#include <errno.h>
#include <omp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tasks.h"
#include "thread.h"

struct yoke_team {
    struct crew *crew;
    pthread_t leader;
    uint32_t visit; /* its number at the host; 0: it has a leader of its own */
    _Atomic unsigned given; /* threads that the runtime gave us; 0: not known yet */
};

/* The loops are left without the barrier at their end, which is no part of handing out tasks. */
static void static_tasks(const struct work *work, uint64_t count, uint64_t *done)
{
#pragma omp for schedule(static) nowait
    for (uint64_t index = 0; index < count; index++) {
        tasks_run_one(work, index);
        ++*done;
    }
}

static void dynamic_tasks(const struct work *work, uint64_t count, uint64_t chunk, uint64_t *done)
{
#pragma omp for schedule(dynamic, chunk) nowait
    for (uint64_t index = 0; index < count; index++) {
        tasks_run_one(work, index);
        ++*done;
    }
}

static void guided_tasks(const struct work *work, uint64_t count, uint64_t chunk, uint64_t *done)
{
#pragma omp for schedule(guided, chunk) nowait
    for (uint64_t index = 0; index < count; index++) {
        tasks_run_one(work, index);
        ++*done;
    }
}

/* This thread's part of the run: which thread runs an explicit task is known only when it begins. */
static _Thread_local struct work own_work;
static _Thread_local uint64_t own_done;

/* One thread makes the tasks; the others take them from the runtime while they wait at the end of `single`, as in any
 * OpenMP program, so here the end of the last task and of the worker are the same for all. A runtime may run them all in
 * the thread that makes them: libgomp 12 does so with more than 64 tasks a thread, and no setting changes that. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wsign-conversion" /* clang 14 warns of the code it makes of the loop itself */
static void taskloop_tasks(uint64_t count, uint64_t chunk)
{
#pragma omp single
#pragma omp taskloop grainsize(chunk)
    for (uint64_t index = 0; index < count; index++) {
        tasks_run_one(&own_work, index);
        own_done++;
    }
}
#pragma GCC diagnostic pop

static void openmp_tasks(struct crew *crew, unsigned index)
{
    const struct work work = tasks_work(crew, index);
    const struct yoke_job *job = &crew->job;
    uint64_t done = 0;
    if (job->source) {
        tasks_run(crew, index);
        return;
    }
    /* A chunk beyond the number of tasks would only let the runtime's arithmetic overflow. */
    uint64_t chunk = job->chunk < job->task_count ? job->chunk : job->task_count;
    if (strcmp(job->schedule->name, "static") == 0)
        static_tasks(&work, job->task_count, &done);
    else if (strcmp(job->schedule->name, "dynamic") == 0 && chunk)
        dynamic_tasks(&work, job->task_count, chunk, &done);
    else if (strcmp(job->schedule->name, "guided") == 0 && chunk)
        guided_tasks(&work, job->task_count, chunk, &done);
    else if (strcmp(job->schedule->name, "taskloop") == 0 && chunk) {
        own_work = work;
        own_done = 0;
        taskloop_tasks(job->task_count, chunk);
        done = own_done;
    } else {
        tasks_run(crew, index);
        return;
    }
    work.worker->tasks_done = done;
}

static void *leader_main(void *argument)
{
    struct yoke_team *team = argument;
    unsigned wanted = team->crew->options.worker_count;
    omp_set_dynamic(0); /* else the runtime may give fewer threads on a loaded machine */
#pragma omp parallel num_threads((int)wanted)
    {
#pragma omp single
        {
            atomic_store(&team->given, (unsigned)omp_get_num_threads());
        }
        if (atomic_load(&team->given) != wanted)
            crew_ring(team->crew);
        else
            crew_serve(team->crew, (unsigned)omp_get_thread_num(), 1, openmp_tasks);
    }
    return NULL;
}

/* The file that the runtime's functions come from: what was compiled for libgomp may run on libomp. */
static const char *openmp_library(void)
{
    Dl_info info;
    void *function = dlsym(RTLD_DEFAULT, "omp_get_max_threads");
    if (!function || !dladdr(function, &info) || !info.dli_fname)
        return "a runtime linked in";
    const char *slash = strrchr(info.dli_fname, '/');
    return slash ? slash + 1 : info.dli_fname;
}

/* libomp 14 keeps the threads of a region when its primary thread ends, and their free memory with them, and trips over it
 * (kmp_alloc.cpp:2169) when another primary thread has them make explicit tasks. There the teams of a process, as long as
 * they come one after the other, are led by one thread that does not end. */
static struct {
    _Atomic bool busy;
    bool exists;
    uint32_t visits;
    struct gate work, done;
    struct yoke_team *team;
} host;

static void *host_main(void *argument)
{
    for (uint32_t visit = 1;; visit++) {
        gate_wait(&host.work, visit, 0);
        leader_main(host.team);
        gate_open(&host.done, visit);
    }
    return argument;
}

static int leader_start(struct yoke_team *team)
{
    if (strncmp(openmp_library(), "libomp", 6) != 0 || atomic_exchange(&host.busy, true))
        return thread_create(&team->leader, leader_main, team); /* the region's threads inherit its signal mask */
    int status = host.exists ? 0 : thread_create(&team->leader, host_main, NULL);
    if (status) {
        atomic_store(&host.busy, false);
        return status;
    }
    host.exists = true;
    host.team = team;
    team->visit = ++host.visits;
    gate_open(&host.work, team->visit);
    return 0;
}

static void leader_end(struct yoke_team *team)
{
    if (!team->visit) {
        pthread_join(team->leader, NULL);
        return;
    }
    gate_wait(&host.done, team->visit, 0);
    atomic_store(&host.busy, false);
}

static void openmp_stop(struct yoke_team *team)
{
    crew_dismiss(team->crew);
    leader_end(team);
    crew_free(team->crew);
    free(team);
}

/* Waits until all workers are there, or cannot be. */
static int team_gather(struct yoke_team *team, struct yoke_error *error)
{
    unsigned wanted = team->crew->options.worker_count;
    while (!crew_all_started(team->crew)) {
        unsigned given = atomic_load(&team->given);
        if (given && given != wanted) {
            yoke_error_set(error, "OpenMP gave %u of %u threads: is OMP_THREAD_LIMIT set to fewer?", given, wanted);
            return -EAGAIN;
        }
        crew_listen(team->crew);
    }
    return crew_refusal(team->crew, error);
}

static int openmp_start(const struct yoke_team_options *options, struct yoke_team **made, struct yoke_error *error)
{
    struct yoke_team *team = calloc(1, sizeof *team);
    if (!team) {
        yoke_error_set(error, "no memory for an OpenMP team");
        return -ENOMEM;
    }
    int status = crew_new(options, false, &team->crew, error);
    if (status)
        goto free_team;
    status = leader_start(team);
    if (status) {
        yoke_error_set(error, "the thread that enters the OpenMP region could not be made: %s", strerror(-status));
        crew_free(team->crew);
        goto free_team;
    }
    status = team_gather(team, error);
    if (status) {
        openmp_stop(team);
        return status;
    }
    *made = team;
    return 0;
free_team:
    free(team);
    return status;
}

static int openmp_run(struct yoke_team *team, struct yoke_job *job, struct yoke_error *error)
{
    int status = crew_check_limits(job, error);
    if (!status)
        crew_run_checked(team->crew, job);
    return status;
}

/* The version that the compiler's date stands for. */
static const char *openmp_version(void)
{
    static const struct {
        long date;
        const char *version;
    } versions[] = {{202411, "6.0"}, {202111, "5.2"}, {202011, "5.1"},
                    {201811, "5.0"}, {201511, "4.5"}, {201307, "4.0"}};
    for (size_t entry = 0; entry < sizeof versions / sizeof *versions; entry++)
        if (_OPENMP >= versions[entry].date)
            return versions[entry].version;
    return "before 4.0";
}

static const char *openmp_describe(void)
{
    static char text[256];
    const char *policy = getenv("OMP_WAIT_POLICY");
    const char *spins = getenv("GOMP_SPINCOUNT"), *blocktime = getenv("KMP_BLOCKTIME");
    snprintf(text, sizeof text, "%s, OpenMP %s, %s%s waiting%s%s%s%s", openmp_library(), openmp_version(),
             policy ? policy : "the runtime's own", policy ? "" : " way of", spins ? ", GOMP_SPINCOUNT=" : "",
             spins ? spins : "", blocktime ? ", KMP_BLOCKTIME=" : "", blocktime ? blocktime : "");
    return text;
}

/* Passive: an idle thread that spins burns processor time in whatever is measured next. Dynamic: it would let the
 * runtime give fewer threads than asked for. Binding: placement is done by worker_start, and undone by a runtime that
 * binds. */
static const struct yoke_setting openmp_environment[] = {
    {"OMP_WAIT_POLICY", "passive"}, {"OMP_DYNAMIC", "false"}, {"OMP_PROC_BIND", "false"}, {NULL, NULL}};

#define OPENMP_HOOKS                                                                                                   \
    .environment = openmp_environment, .start = openmp_start, .run = openmp_run, .stop = openmp_stop,                  \
    .describe = openmp_describe

#else

#define OPENMP_HOOKS .unavailable = "built without OpenMP"

#endif

const struct yoke_executor yoke_executor_openmp = {
    .name = "openmp",
    .summary = "threads of an OpenMP region, with OpenMP's own schedules where it has them",
    .capabilities = YOKE_PARALLEL | YOKE_TASKLOOP | YOKE_TAKES_SOURCE,
    OPENMP_HOOKS,
};

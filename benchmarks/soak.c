/* SPDX-License-Identifier: MIT */
/* soak: kills workers of the fork executor at random moments, for as long as told, and accounts for every task: each is begun
 * once at most, each that did not return is named lost, and nothing is left over. Prints what happened; ends with 1 at the
 * first task that is not accounted for. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "yoke/catalogue.h"
#include "yoke/shared.h"

#include "race.h"

enum { WORKERS_MOST = 64, TASKS_MOST = 50000, SECONDS_MOST = 60 };

/* What workers write, in shared memory. */
struct shared {
    struct yoke_worker workers[WORKERS_MOST];
    _Atomic int processes[WORKERS_MOST];
    _Atomic uint64_t kills;
    _Atomic unsigned begun[TASKS_MOST], returned[TASKS_MOST];
};

/* What the soak has seen. */
struct tally {
    uint64_t runs, tasks, lost, deaths, given_up;
};

static struct shared *shared;
static const struct yoke_executor *executor;
static unsigned worker_count = 4;

static int worker_start(void *argument, struct yoke_worker *worker, struct yoke_error *error)
{
    (void)argument;
    (void)error;
    atomic_store(&shared->processes[worker->index], getpid());
    return 0;
}

static void hook_nothing(void *probe, struct yoke_worker *worker)
{
    (void)probe;
    (void)worker;
}

static int task(void *context, struct yoke_worker *worker, uint64_t index, void *result)
{
    (void)context;
    (void)worker;
    (void)result;
    atomic_fetch_add(&shared->begun[index], 1);
    for (volatile unsigned turn = 0; turn < 100; turn++)
        ; /* a task has to take some time, or nobody dies in one */
    atomic_fetch_add(&shared->returned[index], 1);
    return 0;
}

/* --- the killer ----------------------------------------------------------------------------------------------------- */

/* Is it one of the workers? A number may have passed to another process meanwhile. */
static bool is_worker(int process)
{
    char path[64], name[16] = "";
    snprintf(path, sizeof path, "/proc/%d/comm", process);
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return false;
    ssize_t bytes = read(file, name, sizeof name - 1);
    close(file);
    return bytes > 5 && strncmp(name, "yoke-", 5) == 0 && strncmp(name, "yoke-helper", 11) != 0;
}

static _Noreturn void killer(unsigned seed, int parent)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent)
        _exit(0);
    srand(seed);
    for (;;) {
        const struct timespec pause = {.tv_nsec = rand() % 3000000}; /* a run takes some milliseconds */
        nanosleep(&pause, NULL);
        int process = atomic_load(&shared->processes[(unsigned)rand() % worker_count]);
        if (process && is_worker(process) && kill(process, SIGKILL) == 0)
            atomic_fetch_add(&shared->kills, 1);
    }
}

/* --- the accounts --------------------------------------------------------------------------------------------------- */

/* Returns 0, or -1 with a line on stderr. */
static int account(const struct yoke_job *job, struct tally *tally)
{
    uint64_t lost = 0, done = job->casualty_count;
    for (uint64_t index = 0; index < job->task_count; index++) {
        unsigned begun = atomic_load(&shared->begun[index]), returned = atomic_load(&shared->returned[index]);
        if (begun > 1 || returned > begun) {
            fprintf(stderr, "soak: %s, chunk %llu: task %llu was begun %u times and returned %u times\n", job->schedule->name,
                    (unsigned long long)job->chunk, (unsigned long long)index, begun, returned);
            return -1;
        }
        lost += returned == 0;
    }
    for (unsigned index = 0; index < worker_count; index++)
        done += shared->workers[index].tasks_done;
    /* A worker may be killed behind its task's last store and before it has returned: then the task counts as lost. */
    if (lost > job->casualty_count || done != job->task_count) {
        fprintf(stderr, "soak: %s, chunk %llu: of %llu tasks %llu did not return, %llu are named lost, %llu are accounted for\n",
                job->schedule->name, (unsigned long long)job->chunk, (unsigned long long)job->task_count,
                (unsigned long long)lost, (unsigned long long)job->casualty_count, (unsigned long long)done);
        return -1;
    }
    tally->runs++;
    tally->tasks += job->task_count;
    tally->lost += job->casualty_count;
    tally->deaths += job->death_count;
    return 0;
}

static const struct yoke_schedule *schedule_drawn(void)
{
    unsigned count = 0;
    while (yoke_schedules[count])
        count++;
    const struct yoke_schedule *schedule;
    do
        schedule = yoke_schedules[(unsigned)rand() % count];
    while (!yoke_executor_takes(executor, schedule));
    return schedule;
}

static struct yoke_job job_drawn(void)
{
    struct yoke_job job = {.task_count = (uint64_t)rand() % TASKS_MOST,
                           .task = task,
                           .schedule = schedule_drawn(),
                           .chunk = 1 + (uint64_t)rand() % 64,
                           .prepare = hook_nothing,
                           .begin = hook_nothing,
                           .end = hook_nothing};
    for (uint64_t index = 0; index < job.task_count; index++) {
        atomic_store_explicit(&shared->begun[index], 0, memory_order_relaxed);
        atomic_store_explicit(&shared->returned[index], 0, memory_order_relaxed);
    }
    return job;
}

/* Runs until `end_ns`. Workers that die before they have got anywhere, several times in a row, make an executor give its team
 * up, as promised: then the soak goes on with another. Returns 0 or -1. */
static int soak(uint64_t end_ns, struct tally *tally)
{
    struct yoke_team *team = NULL;
    const struct yoke_team_options options = {
        .worker_count = worker_count, .workers = shared->workers, .usable_cpus = race_cpus(), .worker_start = worker_start};
    int status = 0;
    while (!status && race_now_ns() < end_ns) {
        struct yoke_error error = {""};
        int start = team ? 0 : executor->start(&options, &team, &error);
        if (start) {
            team = NULL;
            tally->given_up++;
            continue;
        }
        struct yoke_job job = job_drawn();
        int run = executor->run(team, &job, &error);
        status = run ? 0 : account(&job, tally);
        if (!run)
            continue;
        if (!error.text[0]) {
            fprintf(stderr, "soak: a run failed with %d and said nothing\n", run);
            status = -1;
        }
        tally->given_up++;
        executor->stop(team);
        team = NULL;
    }
    if (team)
        executor->stop(team);
    return status;
}

int main(int count, char *arguments[])
{
    unsigned long seconds = 10, workers = worker_count, seed = (unsigned long)time(NULL);
    for (int option; (option = getopt(count, arguments, "t:w:s:")) != -1;) {
        unsigned long *value = option == 't' ? &seconds : option == 'w' ? &workers : option == 's' ? &seed : NULL;
        if (!value || (*value = strtoul(optarg, NULL, 10)) == 0 || seconds > SECONDS_MOST || workers > WORKERS_MOST) {
            fprintf(stderr, "usage: soak [-t seconds, to %d] [-w workers, to %d] [-s seed]\n", SECONDS_MOST, WORKERS_MOST);
            return 2;
        }
    }
    for (size_t place = 0; yoke_executors[place]; place++)
        if (yoke_executors[place]->capabilities & YOKE_SURVIVES_CRASH)
            executor = yoke_executors[place];
    shared = executor ? yoke_shared_map(sizeof *shared) : NULL;
    if (!shared) {
        fprintf(stderr, "soak: %s\n", executor ? "no shared memory" : "no executor here survives a crash");
        return EXIT_FAILURE;
    }
    worker_count = (unsigned)workers;
    for (unsigned index = 0; index < worker_count; index++)
        shared->workers[index].index = index;
    srand((unsigned)seed);
    int parent = getpid(), hunter = fork();
    if (hunter == 0)
        killer((unsigned)seed + 1, parent);
    struct tally tally = {0};
    int status = hunter < 0 ? -1 : soak(race_now_ns() + seconds * 1000000000u, &tally);
    if (hunter > 0) {
        kill(hunter, SIGKILL);
        waitpid(hunter, NULL, 0);
    }
    bool orphans = waitpid(-1, NULL, WNOHANG) != -1 || errno != ECHILD;
    printf("%s, %u workers, %lu s, seed %lu: %llu runs, %llu tasks, none begun twice and none missing; %llu kills, %llu workers died in "
           "runs, %llu tasks lost and named, %llu teams given up%s\n",
           executor->name, worker_count, seconds, seed, (unsigned long long)tally.runs, (unsigned long long)tally.tasks,
           (unsigned long long)atomic_load(&shared->kills), (unsigned long long)tally.deaths, (unsigned long long)tally.lost,
           (unsigned long long)tally.given_up, orphans ? "; processes are left over" : "");
    yoke_shared_unmap(shared, sizeof *shared);
    return status || orphans ? EXIT_FAILURE : EXIT_SUCCESS;
}

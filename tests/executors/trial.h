/* SPDX-License-Identifier: MIT */
/* A team on trial: a job whose tasks and hooks write down, in shared memory, who did what how often. */
#ifndef TRIAL_H
#define TRIAL_H

#include <dirent.h>
#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "fixture.h"

#include "yoke/catalogue.h"
#include "yoke/shared.h"

enum { TRIAL_WORKERS = 17, TRIAL_TASKS = 100000 };

/* What one worker's hooks and set-up saw; written in the worker. */
struct trial_log {
    unsigned starts, stops, prepares, begins, ends;
    unsigned disorder; /* hooks that came out of turn */
    int process, thread;
};

struct trial {
    struct yoke_worker workers[TRIAL_WORKERS];
    struct trial_log logs[TRIAL_WORKERS];
    unsigned worker_count;
    _Atomic unsigned prepared;           /* workers that have prepared, this run */
    int refusing;                        /* worker whose start fails; -1: none */
    _Atomic unsigned begun[TRIAL_TASKS]; /* how often each task was entered, and left */
    _Atomic unsigned returned[TRIAL_TASKS];
    uint64_t results[TRIAL_TASKS];
    _Atomic uint64_t total; /* tasks entered */
    int (*act)(struct trial *trial,
               uint64_t index);             /* what a task does besides; NULL: nothing. Its value is the task's */
    void (*preparing)(struct trial *trial); /* what prepare does besides */
    struct yoke_job job;
    struct yoke_team_options options;
    const struct yoke_executor *executor;
    struct yoke_team *team;
    struct yoke_error error;
};

static inline int trial_sleep(struct yoke_worker *worker, uint64_t duration_ns)
{
    (void)worker;
    (void)duration_ns;
    return 0;
}

static inline int trial_yield(struct yoke_worker *worker)
{
    (void)worker;
    return 0;
}

static const struct yoke_io trial_io = {.sleep = trial_sleep, .yield = trial_yield};

static inline int trial_worker_start(void *argument, struct yoke_worker *worker, struct yoke_error *error)
{
    struct trial *trial = argument;
    struct trial_log *log = &trial->logs[worker->index];
    log->starts++;
    log->process = getpid();
    log->thread = (int)syscall(SYS_gettid);
    if ((int)worker->index != trial->refusing)
        return 0;
    yoke_error_set(error, "worker %u does not want to", worker->index);
    return -EPERM;
}

static inline void trial_worker_stop(void *argument, struct yoke_worker *worker)
{
    ((struct trial *)argument)->logs[worker->index].stops++;
}

static inline void trial_prepare(void *probe, struct yoke_worker *worker)
{
    struct trial *trial = probe;
    struct trial_log *log = &trial->logs[worker->index];
    log->disorder += log->begins != log->prepares || log->ends != log->prepares;
    log->prepares++;
    if (trial->preparing)
        trial->preparing(trial);
    atomic_fetch_add(&trial->prepared, 1);
}

static inline void trial_begin(void *probe, struct yoke_worker *worker)
{
    struct trial *trial = probe;
    struct trial_log *log = &trial->logs[worker->index];
    log->begins++;
    log->disorder += log->begins != log->prepares || atomic_load(&trial->prepared) < trial->worker_count;
}

static inline void trial_end(void *probe, struct yoke_worker *worker)
{
    struct trial_log *log = &((struct trial *)probe)->logs[worker->index];
    log->ends++;
    log->disorder += log->ends != log->begins;
}

static inline int trial_task(void *context, struct yoke_worker *worker, uint64_t index, void *result)
{
    struct trial *trial = context;
    worker->digest += index;
    atomic_fetch_add_explicit(&trial->total, 1, memory_order_relaxed);
    atomic_fetch_add_explicit(&trial->begun[index], 1, memory_order_relaxed);
    int status = trial->act ? trial->act(trial, index) : 0;
    *(uint64_t *)result = 3 * index + 1;
    atomic_fetch_add_explicit(&trial->returned[index], 1, memory_order_relaxed);
    return status;
}

/* A trial of `executor` with `worker_count` workers, not started. Give back with trial_free. */
static inline struct trial *trial_new(const struct yoke_executor *executor, unsigned worker_count)
{
    struct trial *trial = yoke_shared_map(sizeof *trial);
    assert_non_null(trial);
    trial->worker_count = worker_count;
    trial->refusing = -1;
    trial->executor = executor;
    for (unsigned index = 0; index < worker_count; index++)
        trial->workers[index] = (struct yoke_worker){.index = index, .io = &trial_io};
    trial->options = (struct yoke_team_options){.worker_count = worker_count,
                                                .workers = trial->workers,
                                                .usable_cpus = (unsigned)sysconf(_SC_NPROCESSORS_ONLN),
                                                .worker_start = trial_worker_start,
                                                .worker_stop = trial_worker_stop,
                                                .argument = trial};
    trial->job = (struct yoke_job){.task = trial_task,
                                   .context = trial,
                                   .results = (unsigned char *)trial->results,
                                   .result_bytes = sizeof trial->results[0],
                                   .schedule = yoke_schedules[0],
                                   .chunk = 1,
                                   .prepare = trial_prepare,
                                   .begin = trial_begin,
                                   .end = trial_end,
                                   .probe = trial};
    return trial;
}

static inline void trial_start(struct trial *trial)
{
    int status = trial->executor->start(&trial->options, &trial->team, &trial->error);
    if (status)
        fail_msg("%s does not start %u workers: %s", trial->executor->name, trial->worker_count, trial->error.text);
}

static inline void trial_free(struct trial *trial)
{
    if (trial->team)
        trial->executor->stop(trial->team);
    yoke_shared_unmap(trial, sizeof *trial);
}

/* One run of `task_count` tasks. Returns what the executor's run returns. */
static inline int trial_run(struct trial *trial, const struct yoke_schedule *schedule, uint64_t task_count,
                            uint64_t chunk)
{
    for (uint64_t index = 0; index < task_count; index++) {
        atomic_store_explicit(&trial->begun[index], 0, memory_order_relaxed);
        atomic_store_explicit(&trial->returned[index], 0, memory_order_relaxed);
        trial->results[index] = 0;
    }
    atomic_store(&trial->prepared, 0);
    atomic_store(&trial->total, 0);
    trial->job.schedule = schedule;
    trial->job.task_count = task_count;
    trial->job.chunk = chunk;
    return trial->executor->run(trial->team, &trial->job, &trial->error);
}

/* Tasks that all workers together say they returned from. */
static inline uint64_t trial_done(const struct trial *trial)
{
    uint64_t done = 0;
    for (unsigned index = 0; index < trial->worker_count; index++)
        done += trial->workers[index].tasks_done;
    return done;
}

/* Entries of a folder of /proc, without the dots. */
static inline unsigned trial_entries(const char *folder)
{
    unsigned count = 0;
    DIR *entries = opendir(folder);
    assert_non_null(entries);
    for (struct dirent *entry; (entry = readdir(entries));)
        count += entry->d_name[0] != '.';
    closedir(entries);
    return count - (strcmp(folder, "/proc/self/fd") == 0); /* that of the reading itself */
}

/* Does the number of entries fall to `most` within 10 s? A thread that has been joined, or that a runtime has let go,
 * may stay in /proc for a moment. */
static inline int trial_settles(const char *folder, unsigned most)
{
    struct timespec now, end;
    clock_gettime(CLOCK_MONOTONIC, &end);
    do {
        if (trial_entries(folder) <= most)
            return 1;
        sched_yield();
        clock_gettime(CLOCK_MONOTONIC, &now);
    } while (now.tv_sec < end.tv_sec + 10);
    return 0;
}

/* One sentence that holds for every executor; the test finds the executor in its initial state. */
struct trial_promise {
    const char *sentence;
    CMUnitTestFunction test;
};

enum { TRIAL_TESTS_MOST = 256 };

/* Runs every promise for every executor of the list. Returns the number of failures. */
static inline int trial_suite(const char *name, const struct trial_promise promises[], size_t promise_count)
{
    static struct CMUnitTest tests[TRIAL_TESTS_MOST];
    static char names[TRIAL_TESTS_MOST][128];
    size_t count = 0;
    for (const struct yoke_executor *const *executor = yoke_executors; *executor; executor++) {
        for (size_t promise = 0; promise < promise_count && count < TRIAL_TESTS_MOST; promise++, count++) {
            snprintf(names[count], sizeof names[count], "%s: %s", (*executor)->name, promises[promise].sentence);
            tests[count] = (struct CMUnitTest){.name = names[count],
                                               .test_func = promises[promise].test,
                                               .initial_state = (void *)(uintptr_t)*executor};
        }
    }
    return _cmocka_run_group_tests(name, tests, count, NULL, NULL);
}

/* The executor of a test, if it can do all of `capabilities`; else a visible skip. `lacks` says what it cannot do. */
static inline const struct yoke_executor *trial_executor(void **state, uint32_t capabilities, const char *lacks)
{
    const struct yoke_executor *executor = *state;
    if (executor->unavailable)
        print_message("%s cannot run here: %s\n", executor->name, executor->unavailable);
    else if ((executor->capabilities & capabilities) != capabilities)
        print_message("%s %s\n", executor->name, lacks);
    else
        return executor;
    skip();
    return NULL;
}

#endif

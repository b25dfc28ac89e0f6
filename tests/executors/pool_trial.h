/* SPDX-License-Identifier: MIT */
/* A pool on trial, on every executor: tasks that do as they are told through memory which all workers share, and books
 * of threads, processes, descriptors and mappings, which must be the same after every test as before. */
#ifndef POOL_TRIAL_H
#define POOL_TRIAL_H

#include <dirent.h>
#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "fixture.h"

#include "futex.h"
#include "sanitized.h"
#include "yoke/catalogue.h"
#include "yoke/executor.h"
#include "yoke/pool.h"
#include "yoke/shared.h"

enum { BOARD_MOST = 4096 };

/* What tasks and tests tell each other; shared by all processes. */
struct board {
    _Atomic uint32_t open;    /* gate: tasks of wait_for_gate go on */
    _Atomic uint32_t entered; /* tasks that have begun */
    _Atomic uint32_t left;    /* tasks that are through */
    _Atomic uint32_t inside, inside_most;
    _Atomic uint32_t order[BOARD_MOST];
    _Atomic int process[BOARD_MOST];
    _Atomic uint32_t starts, stops, destroyed;
    _Atomic uint32_t runs[BOARD_MOST]; /* how often each task was begun */
};

static struct board *board;

static inline void board_clear(void)
{
    memset((void *)board, 0, sizeof *board);
}

static inline void board_await(_Atomic uint32_t *word, uint32_t least)
{
    for (uint32_t now; (now = atomic_load(word)) < least;)
        futex_wait(word, now, FUTEX_NEVER);
}

static inline void board_add(_Atomic uint32_t *word)
{
    atomic_fetch_add(word, 1);
    futex_wake(word, INT_MAX);
}

static inline void board_open(void)
{
    atomic_store(&board->open, 1);
    futex_wake(&board->open, INT_MAX);
}

static inline void *number(uintptr_t value)
{
    return (void *)value; /* tasks are given plain numbers, which are the same in every process */
}

/* Tasks. */

static inline int value_is(struct yoke_call *call, uint64_t value)
{
    *(uint64_t *)call->value = value;
    call->value_bytes = sizeof value;
    return 0;
}

static inline int task_square(void *argument, struct yoke_call *call)
{
    uint64_t own = (uintptr_t)argument;
    return value_is(call, own * own);
}

static inline int task_index(void *argument, struct yoke_call *call)
{
    (void)argument;
    if (call->index < BOARD_MOST)
        atomic_fetch_add(&board->runs[call->index], 1);
    return value_is(call, 3 * call->index + 1);
}

static inline int task_gate(void *argument, struct yoke_call *call)
{
    uint32_t inside = atomic_fetch_add(&board->inside, 1) + 1, most = atomic_load(&board->inside_most);
    while (inside > most && !atomic_compare_exchange_weak(&board->inside_most, &most, inside))
        ;
    uint32_t place = atomic_fetch_add(&board->entered, 1);
    if (place < BOARD_MOST)
        atomic_store(&board->order[place], (uint32_t)(uintptr_t)argument);
    futex_wake(&board->entered, INT_MAX);
    board_await(&board->open, 1);
    atomic_fetch_sub(&board->inside, 1);
    board_add(&board->left);
    return value_is(call, (uintptr_t)argument);
}

static inline int task_fail(void *argument, struct yoke_call *call)
{
    (void)call;
    return (int)(uintptr_t)argument;
}

static inline int task_fail_with_sentence(void *argument, struct yoke_call *call)
{
    return yoke_call_fail(call, (int)(uintptr_t)argument, "number %d did not work", (int)(uintptr_t)argument);
}

static inline int task_process(void *argument, struct yoke_call *call)
{
    (void)argument;
    return value_is(call, (uint64_t)getpid());
}

/* The books. */

struct books {
    unsigned threads, descriptors, mappings;
};

static inline unsigned entries_of(const char *folder)
{
    unsigned count = 0;
    DIR *entries = opendir(folder);
    assert_non_null(entries);
    for (struct dirent *entry; (entry = readdir(entries));)
        count += entry->d_name[0] != '.';
    closedir(entries);
    return count;
}

/* Mappings that pools make: large, or shared. Stacks and heaps of the C library come and go as it likes. */
static inline unsigned mappings_own(void)
{
    FILE *maps = fopen("/proc/self/maps", "re");
    char line[512];
    unsigned count = 0;
    assert_non_null(maps);
    while (fgets(line, sizeof line, maps)) {
        char *end;
        unsigned long first = strtoul(line, &end, 16), last = strtoul(end + 1, &end, 16);
        count += strstr(line, "/dev/zero") || (end[4] == 'p' && last - first == 33558528);
    }
    fclose(maps);
    return count;
}

static inline struct books books_read(void)
{
    return (struct books){entries_of("/proc/self/task"), entries_of("/proc/self/fd"), mappings_own()};
}

/* One test of one executor. */
struct pool_case {
    const struct yoke_executor *executor;
    CMUnitTestFunction test;
    struct books before;
};

static inline int case_begin(void **state)
{
    struct pool_case *one = *state;
    board_clear();
    one->before = books_read();
    return 0;
}

/* LLVM's OpenMP keeps the threads of a team that is over for the next one, until the program ends. */
static inline bool runtime_keeps_threads(const struct yoke_executor *executor)
{
    return strcmp(executor->name, "openmp") == 0 && !executor->unavailable && strstr(executor->describe(), "libomp");
}

static inline int case_end(void **state)
{
    struct pool_case *one = *state;
    struct books now = books_read();
    if (now.threads > one->before.threads && runtime_keeps_threads(one->executor)) {
        print_message("%u threads are left to libomp, which keeps them\n", now.threads - one->before.threads);
        one->before.threads = now.threads;
    }
    for (int wait = 0; wait < 60000 && now.threads > one->before.threads; wait++) {
        usleep(1000); /* a thread that was joined may stay in /proc for a moment, and on a busy machine for longer */
        now = books_read();
    }
    int children = waitpid(-1, NULL, WNOHANG);
    if (now.threads <= one->before.threads && now.descriptors == one->before.descriptors &&
        now.mappings == one->before.mappings && children == -1)
        return 0;
    print_error("left behind: threads %u -> %u, descriptors %u -> %u, mappings %u -> %u, children %d\n",
                one->before.threads, now.threads, one->before.descriptors, now.descriptors, one->before.mappings,
                now.mappings, children);
    return -1;
}

struct pool_promise {
    const char *name;
    CMUnitTestFunction test;
};

#define PROMISE(function)                                                                                              \
    {                                                                                                                  \
#function, function                                                                                            \
    }

enum { POOL_TESTS_MOST = 512 };

static pid_t suite_process;

#if defined(__SANITIZE_ADDRESS__)
/* A worker is forked from a thread of the pool: what the suite's own stack points to looks lost to the leak checker
 * when a task of it calls exit. */
int __lsan_is_turned_off(void);
__attribute__((visibility("default"))) int __lsan_is_turned_off(void)
{
    return getpid() != suite_process;
}
#endif

static inline void *thread_nothing(void *argument)
{
    return argument;
}

static inline int pool_suite(const char *name, const struct pool_promise promises[], size_t promise_count)
{
    static struct CMUnitTest tests[POOL_TESTS_MOST];
    static struct pool_case cases[POOL_TESTS_MOST];
    static char names[POOL_TESTS_MOST][160];
    size_t count = 0;
    suite_process = getpid();
    board = yoke_shared_map(sizeof *board);
    pthread_t first; /* a sanitizer makes a thread of its own beside the first one */
    if (!board || pthread_create(&first, NULL, thread_nothing, NULL) || pthread_join(first, NULL))
        return 1;
    for (const struct yoke_executor *const *executor = yoke_executors; *executor; executor++) {
        for (size_t promise = 0; promise < promise_count && count < POOL_TESTS_MOST; promise++, count++) {
            snprintf(names[count], sizeof names[count], "%s: %s", (*executor)->name, promises[promise].name);
            cases[count] = (struct pool_case){.executor = *executor};
            tests[count] = (struct CMUnitTest){.name = names[count],
                                               .test_func = promises[promise].test,
                                               .setup_func = case_begin,
                                               .teardown_func = case_end,
                                               .initial_state = &cases[count]};
        }
    }
    return _cmocka_run_group_tests(name, tests, count, NULL, NULL);
}

/* Pools. */

static inline bool can(void **state, uint32_t capabilities)
{
    return (((struct pool_case *)*state)->executor->capabilities & capabilities) == capabilities;
}

/* Skips, visibly, where the executor lacks something. */
static inline void need(void **state, uint32_t capabilities, const char *lacks)
{
    if (can(state, capabilities))
        return;
    print_message("%s %s\n", ((struct pool_case *)*state)->executor->name, lacks);
    skip();
}

static inline void need_no_processes(void **state, const char *why)
{
    if (!can(state, YOKE_ISOLATED))
        return;
    print_message("%s: %s\n", ((struct pool_case *)*state)->executor->name, why);
    skip();
}

static inline struct yoke_pool_options options_of(void **state, unsigned workers)
{
    const struct yoke_executor *executor = ((struct pool_case *)*state)->executor;
    if (executor->unavailable) {
        print_message("%s cannot run here: %s\n", executor->name, executor->unavailable);
        skip();
    }
    need(state, YOKE_TAKES_SOURCE, "takes no tasks from a source and has no pool");
    return (struct yoke_pool_options){.executor = executor,
                                      .max_workers = executor->capabilities & YOKE_PARALLEL ? workers : 1};
}

static inline struct yoke_pool *pool_with(const struct yoke_pool_options *options)
{
    struct yoke_error error = {""};
    struct yoke_pool *pool = NULL;
    int status = yoke_pool_create(options, &pool, &error);
    if (status)
        fail_msg("no pool of %s: %s: %s", options->executor->name, yoke_status_name(status), error.text);
    return pool;
}

static inline struct yoke_pool *pool_of(void **state, unsigned workers)
{
    struct yoke_pool_options options = options_of(state, workers);
    return pool_with(&options);
}

static inline unsigned width(void **state, unsigned workers)
{
    return can(state, YOKE_PARALLEL) ? workers : 1;
}

static inline struct yoke_future *submitted(struct yoke_pool *pool, yoke_task_function *function, uintptr_t argument)
{
    struct yoke_future *future = NULL;
    assert_int_equal(yoke_pool_submit(pool, function, number(argument), &future), 0);
    assert_non_null(future);
    return future;
}

/* A task that fills every worker, and the rest that stays pending behind them. */
static inline void workers_occupy(struct yoke_pool *pool, unsigned count, struct yoke_future *futures[])
{
    for (unsigned worker = 0; worker < count; worker++)
        futures[worker] = submitted(pool, task_gate, worker);
    board_await(&board->entered, count);
}

static inline void expect_result(struct yoke_future *future, uint64_t expected)
{
    uint64_t value = 0;
    assert_int_equal(yoke_future_result(future, YOKE_NO_LIMIT, &value, sizeof value), 0);
    assert_int_equal(value, expected);
}

static inline void release_all(struct yoke_future *futures[], size_t count)
{
    for (size_t entry = 0; entry < count; entry++)
        yoke_future_release(futures[entry]);
}

static inline void pool_gone(struct yoke_pool *pool)
{
    assert_int_equal(yoke_pool_shutdown(pool, YOKE_SHUTDOWN_WAIT), 0);
    assert_int_equal(yoke_pool_destroy(pool), 0);
}

static inline int64_t ms(int64_t count)
{
    return count * 1000000;
}

#endif

/* SPDX-License-Identifier: MIT */
/* The workers of a pool, and tasks that wait for each other, on every executor: items T, and S where they are about
 * workers. */
#include "pool_trial.h"

#include <sys/prctl.h>
#include <sys/syscall.h>

static int task_thread(void *argument, struct yoke_call *call)
{
    (void)argument;
    return value_is(call, (uint64_t)syscall(SYS_gettid));
}

static int initializer_refuse(void *argument, struct yoke_worker *worker, struct yoke_error *error)
{
    (void)argument;
    if (worker->index != 0)
        return 0;
    yoke_error_set(error, "the licence server does not answer");
    return 7;
}

static char logged[512];

static void log_keep(void *argument, const char *line)
{
    (void)argument;
    snprintf(logged, sizeof logged, "%s", line);
}

static void S8_T10_T11_T12_Q41_a_failing_initializer_breaks_the_pool(void **state)
{
    struct yoke_pool_options options = options_of(state, 2);
    struct yoke_error error = {""};
    struct yoke_pool *pool = NULL;
    options.initializer = initializer_refuse;
    options.log = log_keep;
    assert_int_equal(yoke_pool_create(&options, &pool, &error), YOKE_E_BROKEN);
    assert_non_null(strstr(error.text, "licence server"));
    options.lazy = true;
    logged[0] = '\0';
    pool = pool_with(&options);
    struct yoke_future *future;
    struct yoke_outcome outcome;
    assert_int_equal(yoke_pool_submit(pool, task_square, NULL, &future), 0);
    assert_int_equal(yoke_future_error(future, YOKE_NO_LIMIT, &outcome), 0);
    assert_int_equal(outcome.status, YOKE_E_BROKEN);
    assert_non_null(strstr(outcome.message, "licence server"));
    assert_int_equal(yoke_pool_submit(pool, task_square, NULL, NULL), YOKE_E_BROKEN);
    assert_non_null(strstr(logged, "licence server"));
    yoke_future_release(future);
    assert_int_equal(yoke_pool_destroy(pool), 0);
}

static int task_hand_in(void *argument, struct yoke_call *call)
{
    struct yoke_future *future;
    uint64_t depth = (uintptr_t)argument, below = 0;
    if (depth == 0)
        return value_is(call, 1);
    int status = yoke_pool_submit(call->pool, task_hand_in, number(depth - 1), &future);
    if (status)
        return yoke_call_fail(call, status, "%s", yoke_status_name(status));
    status = yoke_future_result(future, YOKE_NO_LIMIT, &below, sizeof below);
    yoke_future_release(future);
    return status ? status : value_is(call, below + 1);
}

static void S13_S14_a_task_may_wait_for_its_descendants(void **state)
{
    struct yoke_pool *pool = pool_of(state, 1);
    struct yoke_future *future = submitted(pool, task_hand_in, 20);
    struct yoke_outcome outcome;
    if (can(state, YOKE_ISOLATED)) {
        assert_int_equal(yoke_future_error(future, YOKE_NO_LIMIT, &outcome), 0);
        assert_int_equal(outcome.code, YOKE_E_UNSUPPORTED); /* clearly, and Q44 */
    } else {
        expect_result(future, 21);
    }
    yoke_future_release(future);
    pool_gone(pool);
}

static struct yoke_future *awaited;

static int task_await_other(void *argument, struct yoke_call *call)
{
    (void)argument;
    board_add(&board->entered);
    board_await(&board->open, 1);
    return value_is(call, (uint64_t)(int64_t)yoke_future_result(awaited, YOKE_NO_LIMIT, NULL, 0));
}

static void S14_a_task_that_waits_for_what_nobody_can_run_is_told(void **state)
{
    need_no_processes(state, "tasks of isolated workers cannot wait for futures");
    struct yoke_pool_options options = options_of(state, 2);
    options.tasks_most = 1;
    struct yoke_pool *pool = pool_with(&options);
    const unsigned workers = width(state, 2);
    struct yoke_future *futures[2];
    unsigned told = 0;
    for (unsigned worker = 0; worker < workers; worker++)
        futures[worker] = submitted(pool, task_await_other, worker);
    board_await(&board->entered, workers);
    awaited = submitted(pool, task_square, 3);
    board_open();
    for (unsigned worker = 0; worker < workers; worker++) {
        uint64_t value = 0;
        assert_int_equal(yoke_future_result(futures[worker], YOKE_NO_LIMIT, &value, sizeof value), 0);
        assert_true((int64_t)value == 0 || (int64_t)value == YOKE_E_DEADLOCK);
        told += value != 0;
    }
    assert_int_equal(told, 1);
    expect_result(awaited, 9);
    release_all(futures, workers);
    yoke_future_release(awaited);
    pool_gone(pool);
}

static int task_shut_down(void *argument, struct yoke_call *call)
{
    (void)argument;
    return value_is(call, (uint64_t)(int64_t)yoke_pool_shutdown(call->pool, YOKE_SHUTDOWN_WAIT));
}

static void S14_a_task_cannot_wait_for_the_end_of_its_pool(void **state)
{
    struct yoke_pool *pool = pool_of(state, 1);
    struct yoke_future *future = submitted(pool, task_shut_down, 0);
    int expected = can(state, YOKE_ISOLATED) ? YOKE_E_UNSUPPORTED : YOKE_E_DEADLOCK;
    expect_result(future, (uint64_t)(int64_t)expected);
    yoke_future_release(future);
    pool_gone(pool);
}

static void S16_P10_an_error_names_worker_and_process(void **state)
{
    struct yoke_pool *pool = pool_of(state, 1);
    struct yoke_future *future = submitted(pool, task_fail_with_sentence, 4);
    struct yoke_outcome outcome;
    assert_int_equal(yoke_future_error(future, YOKE_NO_LIMIT, &outcome), 0);
    assert_int_equal(outcome.worker, 0);
    assert_int_equal(outcome.process, yoke_pool_worker_process(pool, 0));
    assert_int_equal(outcome.process == getpid(), !can(state, YOKE_ISOLATED));
    assert_int_equal(outcome.attempt, 1);
    yoke_future_release(future);
    pool_gone(pool);
}

static int initializer_count(void *argument, struct yoke_worker *worker, struct yoke_error *error)
{
    (void)argument;
    (void)error;
    worker->local = number(worker->index + 100);
    atomic_store(&board->process[worker->index], (int)syscall(SYS_gettid));
    atomic_fetch_add(&board->starts, 1);
    return 0;
}

static void finalizer_count(void *argument, struct yoke_worker *worker)
{
    (void)argument;
    (void)worker;
    atomic_fetch_add(&board->stops, 1);
}

static int placement_note(void *argument, struct yoke_worker *worker, struct yoke_error *error)
{
    (void)argument;
    (void)error;
    atomic_fetch_add(&board->runs[worker->index], atomic_load(&board->starts) < 100 ? 1 : 0);
    return 0;
}

static int task_local(void *argument, struct yoke_call *call)
{
    (void)argument;
    return value_is(call, (uintptr_t)call->worker->local - call->worker->index);
}

static void T8_T9_T15_P22_Q45_the_initializer_runs_once_in_every_worker(void **state)
{
    struct yoke_pool_options options = options_of(state, 3);
    const unsigned workers = width(state, 3);
    options.initializer = initializer_count;
    options.finalizer = finalizer_count;
    options.placement = placement_note;
    struct yoke_pool *pool = pool_with(&options);
    assert_int_equal(atomic_load(&board->starts), workers); /* before any task */
    for (unsigned worker = 0; worker < workers; worker++)
        assert_int_equal(atomic_load(&board->runs[worker]), 1);
    for (int round = 0; round < 20; round++) {
        struct yoke_future *future = submitted(pool, task_local, 0);
        expect_result(future, 100);
        yoke_future_release(future);
    }
    pool_gone(pool);
    assert_int_equal(atomic_load(&board->starts), workers);
    assert_int_equal(atomic_load(&board->stops), workers);
}

static int task_name(void *argument, struct yoke_call *call)
{
    (void)argument;
    char name[16] = "";
    prctl(PR_GET_NAME, name);
    memcpy(call->value, name, sizeof name);
    call->value_bytes = sizeof name;
    return 0;
}

static void T5_T6_workers_have_names(void **state)
{
    struct yoke_pool_options options = options_of(state, 1);
    char name[16] = "";
    options.name = "a-rather-long-prefix";
    options.result_bytes = 16;
    struct yoke_pool *pool = pool_with(&options), *one = pool_of(state, 1), *other = pool_of(state, 1);
    struct yoke_future *future = submitted(pool, task_name, 0);
    assert_int_equal(yoke_future_result(future, YOKE_NO_LIMIT, name, sizeof name), 0);
    assert_string_equal(name, "a-rather-long_0");
    assert_string_equal(yoke_pool_worker_name(pool, 0), "a-rather-long-prefix_0");
    assert_string_not_equal(yoke_pool_worker_name(one, 0), yoke_pool_worker_name(other, 0));
    assert_null(yoke_pool_worker_name(pool, 1));
    yoke_future_release(future);
    pool_gone(pool);
    pool_gone(one);
    pool_gone(other);
}

/* So many workers were made, each a thread or process of its own, and none but them. */
static void expect_workers(struct yoke_pool *pool, unsigned count)
{
    assert_int_equal(atomic_load(&board->starts), count);
    for (unsigned worker = 0; worker < count; worker++)
        for (unsigned other = 0; other < worker; other++)
            assert_int_not_equal(atomic_load(&board->process[worker]), atomic_load(&board->process[other]));
    struct yoke_pool_statistics statistics;
    yoke_pool_statistics(pool, &statistics);
    assert_int_equal(statistics.workers, count);
    assert_int_equal(statistics.replacements, 0);
}

static void T2_P3_P4_Q1_all_workers_are_there_from_the_beginning_or_the_first_submit(void **state)
{
    struct yoke_pool_options options = options_of(state, 3);
    options.initializer = initializer_count;
    struct yoke_pool *pool = pool_with(&options);
    expect_workers(pool, width(state, 3));
    pool_gone(pool);
    board_clear();
    options.lazy = true;
    pool = pool_with(&options);
    assert_int_equal(atomic_load(&board->starts), 0);
    struct yoke_future *future = submitted(pool, task_square, 2);
    expect_result(future, 4);
    expect_workers(pool, width(state, 3));
    yoke_future_release(future);
    pool_gone(pool);
    pool = pool_with(&options); /* one that never begins */
    pool_gone(pool);
    assert_int_equal(atomic_load(&board->starts), width(state, 3));
}

static void T7_workers_do_not_expire(void **state)
{
    struct yoke_pool *pool = pool_of(state, 1);
    struct yoke_future *first = submitted(pool, task_thread, 0);
    uint64_t thread = 0;
    assert_int_equal(yoke_future_result(first, YOKE_NO_LIMIT, &thread, sizeof thread), 0);
    for (int round = 0; round < 3; round++) {
        struct yoke_future *future = submitted(pool, task_thread, 0);
        expect_result(future, thread);
        yoke_future_release(future);
    }
    yoke_future_release(first);
    pool_gone(pool);
}

static void T3_tasks_one_after_the_other_make_no_further_workers(void **state)
{
    struct yoke_pool_options options = options_of(state, 3);
    options.initializer = initializer_count;
    options.lazy = true;
    struct yoke_pool *pool = pool_with(&options);
    for (int round = 0; round < 20; round++) {
        struct yoke_future *future = submitted(pool, task_thread, 0);
        uint64_t thread = 0;
        assert_int_equal(yoke_future_result(future, YOKE_NO_LIMIT, &thread, sizeof thread), 0);
        bool known = false;
        for (unsigned worker = 0; worker < width(state, 3); worker++)
            known |= (uint64_t)atomic_load(&board->process[worker]) == thread;
        assert_true(known);
        yoke_future_release(future);
    }
    expect_workers(pool, width(state, 3));
    pool_gone(pool);
}

static void T4_every_idle_worker_is_used_and_none_is_woken_in_vain_for_ever(void **state)
{
    struct yoke_pool *pool = pool_of(state, 3);
    const unsigned workers = width(state, 3);
    for (int round = 0; round < 50; round++) {
        struct yoke_future *futures[3];
        board_clear();
        workers_occupy(pool, workers, futures); /* each needs a worker of its own at the same time */
        board_open();
        assert_int_equal(yoke_future_wait(futures, workers, YOKE_ALL, YOKE_NO_LIMIT, NULL), 0);
        release_all(futures, workers);
    }
    pool_gone(pool);
}

static int task_end_thread(void *argument, struct yoke_call *call)
{
    (void)argument;
    (void)call;
    pthread_exit(NULL);
}

static void T13_a_task_that_ends_its_thread_fails_and_the_worker_is_replaced(void **state)
{
    if (strcmp(((struct pool_case *)*state)->executor->name, "pthread") != 0) {
        print_message("only workers of pthread are threads that may end\n");
        skip();
    }
    struct yoke_pool *pool = pool_of(state, 2);
    for (int round = 0; round < 5; round++) {
        struct yoke_future *bad[2] = {submitted(pool, task_end_thread, 0), submitted(pool, task_end_thread, 0)};
        for (int entry = 0; entry < 2; entry++)
            assert_int_equal(yoke_future_result(bad[entry], YOKE_NO_LIMIT, NULL, 0), YOKE_E_EXITED);
        struct yoke_future *good = submitted(pool, task_square, 5);
        expect_result(good, 25);
        yoke_future_release(good);
        release_all(bad, 2);
    }
    pool_gone(pool);
}

static void P34_what_cannot_run_here_says_so_before_anything_happens(void **state)
{
    struct yoke_executor missing = *options_of(state, 1).executor;
    missing.unavailable = "built without it";
    const struct yoke_pool_options options = {.executor = &missing};
    struct yoke_error error = {""};
    struct yoke_pool *pool = NULL;
    assert_int_equal(yoke_pool_create(&options, &pool, &error), YOKE_E_UNSUPPORTED);
    assert_non_null(strstr(error.text, "built without it"));
}

static const struct pool_promise promises[] = {
    PROMISE(S8_T10_T11_T12_Q41_a_failing_initializer_breaks_the_pool),
    PROMISE(S13_S14_a_task_may_wait_for_its_descendants),
    PROMISE(S14_a_task_that_waits_for_what_nobody_can_run_is_told),
    PROMISE(S14_a_task_cannot_wait_for_the_end_of_its_pool),
    PROMISE(S16_P10_an_error_names_worker_and_process),
    PROMISE(T8_T9_T15_P22_Q45_the_initializer_runs_once_in_every_worker),
    PROMISE(T5_T6_workers_have_names),
    PROMISE(T2_P3_P4_Q1_all_workers_are_there_from_the_beginning_or_the_first_submit),
    PROMISE(T7_workers_do_not_expire),
    PROMISE(T3_tasks_one_after_the_other_make_no_further_workers),
    PROMISE(T13_a_task_that_ends_its_thread_fails_and_the_worker_is_replaced),
    PROMISE(P34_what_cannot_run_here_says_so_before_anything_happens),
    PROMISE(T4_every_idle_worker_is_used_and_none_is_woken_in_vain_for_ever),
};

int main(void)
{
    return pool_suite("workers", promises, sizeof promises / sizeof promises[0]);
}

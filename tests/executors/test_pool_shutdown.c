/* SPDX-License-Identifier: MIT */
/* How a pool ends, on every executor: items D, and Q where they are about ends. */
#include "pool_trial.h"

static void D2_Q25_a_shutdown_may_be_called_again_and_by_several_threads(void **state)
{
    struct yoke_pool *pool = pool_of(state, 2);
    for (int round = 0; round < 3; round++)
        assert_int_equal(yoke_pool_shutdown(pool, round % 2 ? YOKE_SHUTDOWN_WAIT : 0), 0);
    assert_int_equal(yoke_pool_shutdown(pool, 1u << 7), YOKE_E_INVAL);
    assert_int_equal(yoke_pool_destroy(pool), 0);
}

static void *shut_down_main(void *argument)
{
    yoke_pool_shutdown(argument, YOKE_SHUTDOWN_WAIT);
    return NULL;
}

static void D2_two_threads_may_shut_down_at_once(void **state)
{
    struct yoke_pool *pool = pool_of(state, 2);
    pthread_t others[3];
    struct yoke_future *busy;
    workers_occupy(pool, 1, &busy);
    for (int entry = 0; entry < 3; entry++)
        assert_int_equal(pthread_create(&others[entry], NULL, shut_down_main, pool), 0);
    board_open();
    for (int entry = 0; entry < 3; entry++)
        pthread_join(others[entry], NULL);
    expect_result(busy, 0);
    yoke_future_release(busy);
    assert_int_equal(yoke_pool_destroy(pool), 0);
}

static void D3_without_waiting_queued_work_is_still_done(void **state)
{
    struct yoke_pool *pool = pool_of(state, 1);
    struct yoke_future *futures[20];
    workers_occupy(pool, 1, futures);
    for (unsigned entry = 1; entry < 20; entry++)
        futures[entry] = submitted(pool, task_square, entry);
    assert_int_equal(yoke_pool_shutdown(pool, 0), 0); /* returns although a task is stuck */
    board_open();
    for (unsigned entry = 1; entry < 20; entry++)
        expect_result(futures[entry], (uint64_t)entry * entry);
    release_all(futures, 20);
    assert_int_equal(yoke_pool_join(pool), 0);
    assert_int_equal(yoke_pool_destroy(pool), 0);
}

static void D5_D6_D7_cancelling_spares_what_runs(void **state)
{
    for (unsigned wait = 0; wait < 2; wait++) {
        board_clear();
        struct yoke_pool *pool = pool_of(state, 2);
        const unsigned workers = width(state, 2);
        struct yoke_future *futures[50];
        workers_occupy(pool, workers, futures);
        for (unsigned entry = workers; entry < 50; entry++)
            futures[entry] = submitted(pool, task_gate, entry);
        if (!wait) {
            assert_int_equal(yoke_pool_shutdown(pool, YOKE_SHUTDOWN_CANCEL), 0);
            board_open();
        } else {
            board_open();
            assert_int_equal(yoke_pool_shutdown(pool, YOKE_SHUTDOWN_CANCEL | YOKE_SHUTDOWN_WAIT), 0);
        }
        assert_int_equal(yoke_future_wait(futures, 50, YOKE_ALL, YOKE_NO_LIMIT, NULL), 0);
        for (unsigned entry = 0; entry < 50; entry++)
            if (entry < workers || wait == 0)
                assert_int_equal(yoke_future_cancelled(futures[entry]), entry >= workers);
        release_all(futures, 50);
        assert_int_equal(yoke_pool_destroy(pool), 0);
    }
}

static void D8_submit_cancel_shutdown_does_not_hang(void **state)
{
    for (int round = 0; round < 50; round++) {
        struct yoke_pool *pool = pool_of(state, 1);
        struct yoke_future *future = submitted(pool, task_square, 2);
        int status = yoke_future_cancel(future);
        assert_true(status == 0 || status == YOKE_E_STATE);
        yoke_future_release(future);
        pool_gone(pool);
    }
}

static void D9_D10_no_thread_and_no_process_is_left(void **state)
{
    struct books before = books_read();
    struct yoke_pool *pool = pool_of(state, 3);
    struct yoke_future *future = submitted(pool, task_square, 2);
    expect_result(future, 4);
    yoke_future_release(future);
    pool_gone(pool);
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
    assert_int_equal(errno, ECHILD);
    assert_int_equal(books_read().descriptors, before.descriptors);
}

static void D17_a_shutdown_wakes_all_that_sleep(void **state)
{
    for (int round = 0; round < 30; round++) {
        struct yoke_pool *pool = pool_of(state, 3);
        struct yoke_pool_statistics statistics;
        do {
            sched_yield();
            yoke_pool_statistics(pool, &statistics);
        } while (statistics.parkings < (unsigned)(round % 4) && statistics.parkings < statistics.workers);
        pool_gone(pool);
    }
}

static char logged[512];

static void log_keep(void *argument, const char *line)
{
    (void)argument;
    snprintf(logged, sizeof logged, "%s", line);
}

static void D18_Q27_Q37_destroying_an_open_pool_waits_and_warns(void **state)
{
    struct yoke_pool_options options = options_of(state, 1);
    options.log = log_keep;
    struct yoke_pool *pool = pool_with(&options);
    board_open();
    logged[0] = '\0';
    for (uintptr_t entry = 0; entry < 20; entry++)
        assert_int_equal(yoke_pool_submit(pool, task_gate, number(entry), NULL), 0);
    assert_int_equal(yoke_pool_destroy(pool), 0);
    assert_int_equal(atomic_load(&board->left), 20);
    assert_non_null(strstr(logged, "without having been shut down"));
}

static void Q26_Q28_joining_an_open_pool_is_refused(void **state)
{
    struct yoke_pool *pool = pool_of(state, 1);
    assert_int_equal(yoke_pool_join(pool), YOKE_E_STATE);
    assert_int_equal(yoke_pool_shutdown(pool, 0), 0);
    assert_int_equal(yoke_pool_join(pool), 0);
    assert_int_equal(yoke_pool_join(pool), 0);
    assert_int_equal(yoke_pool_destroy(pool), 0);
}

static void Q47_D19_threads_cannot_be_killed(void **state)
{
    need_no_processes(state, "its workers can be");
    struct yoke_pool *pool = pool_of(state, 1);
    assert_int_equal(yoke_pool_shutdown(pool, YOKE_SHUTDOWN_KILL), YOKE_E_UNSUPPORTED);
    struct yoke_future *future = submitted(pool, task_square, 3); /* refused before anything was changed */
    expect_result(future, 9);
    yoke_future_release(future);
    pool_gone(pool);
}

static const struct pool_promise promises[] = {
    PROMISE(D2_Q25_a_shutdown_may_be_called_again_and_by_several_threads),
    PROMISE(D2_two_threads_may_shut_down_at_once),
    PROMISE(D3_without_waiting_queued_work_is_still_done),
    PROMISE(D5_D6_D7_cancelling_spares_what_runs),
    PROMISE(D8_submit_cancel_shutdown_does_not_hang),
    PROMISE(D9_D10_no_thread_and_no_process_is_left),
    PROMISE(D17_a_shutdown_wakes_all_that_sleep),
    PROMISE(D18_Q27_Q37_destroying_an_open_pool_waits_and_warns),
    PROMISE(Q26_Q28_joining_an_open_pool_is_refused),
    PROMISE(Q47_D19_threads_cannot_be_killed),
};

int main(void)
{
    return pool_suite("shutdown", promises, sizeof promises / sizeof promises[0]);
}

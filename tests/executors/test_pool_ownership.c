/* SPDX-License-Identifier: MIT */
/* Futures over time: moments, clocks, and who owns what until when. */
#include "pool_trial.h"

static _Atomic uint32_t torn;

static void *snapshot_main(void *argument)
{
    for (int round = 0; round < 1000; round++) {
        struct yoke_outcome outcome;
        yoke_future_snapshot(argument, &outcome);
        bool whole = outcome.done ? outcome.status == 0 && outcome.value_bytes == sizeof(uint64_t) && outcome.index == 0
                                  : outcome.status == YOKE_E_STATE && !outcome.value_bytes;
        if (!whole || outcome.cancelled || outcome.failed)
            atomic_fetch_add(&torn, 1);
    }
    return NULL;
}

static void F23_snapshots_are_of_one_moment(void **state)
{
    struct yoke_pool *pool = pool_of(state, 1);
    struct yoke_future *busy;
    pthread_t readers[4];
    atomic_store(&torn, 0);
    workers_occupy(pool, 1, &busy);
    for (int entry = 0; entry < 4; entry++)
        assert_int_equal(pthread_create(&readers[entry], NULL, snapshot_main, busy), 0);
    board_open();
    for (int entry = 0; entry < 4; entry++)
        pthread_join(readers[entry], NULL);
    snapshot_main(busy);
    assert_int_equal(atomic_load(&torn), 0);
    yoke_future_release(busy);
    pool_gone(pool);
}

static void F26_a_timeout_is_on_the_monotonic_clock(void **state)
{
    struct yoke_pool *pool = pool_of(state, 1);
    struct yoke_future *busy;
    workers_occupy(pool, 1, &busy);
    uint64_t before_ns = futex_now_ns();
    assert_int_equal(yoke_future_result(busy, ms(20), NULL, 0), YOKE_E_TIMEOUT);
    assert_true(futex_now_ns() - before_ns >= (uint64_t)ms(20));
    board_open();
    yoke_future_release(busy);
    pool_gone(pool);
}

static void F28_every_submit_has_a_future_of_its_own(void **state)
{
    struct yoke_pool *pool = pool_of(state, 2);
    struct yoke_future *futures[100];
    for (unsigned entry = 0; entry < 100; entry++) {
        futures[entry] = submitted(pool, task_square, entry);
        for (unsigned other = 0; other < entry; other++)
            assert_ptr_not_equal(futures[entry], futures[other]);
    }
    for (unsigned entry = 0; entry < 100; entry++)
        expect_result(futures[entry], (uint64_t)entry * entry);
    release_all(futures, 100);
    pool_gone(pool);
}

static void destroy_count(void *argument)
{
    (void)argument;
    atomic_fetch_add(&board->destroyed, 1);
}

static void F29_Q36_arguments_are_destroyed_once_whatever_happens(void **state)
{
    struct yoke_pool *pool = pool_of(state, 1);
    const struct yoke_task good = {.function = task_square, .argument = number(3), .destroy = destroy_count},
                           bad = {.function = task_fail, .argument = number(3), .destroy = destroy_count};
    struct yoke_task wrong = good, copied = good;
    struct yoke_future *busy, *futures[3];
    char bytes[4096] = "";
    assert_int_equal(yoke_pool_submit_task(pool, &good, &futures[0]), 0);
    assert_int_equal(yoke_future_result(futures[0], YOKE_NO_LIMIT, NULL, 0), 0);
    assert_int_equal(yoke_pool_submit_task(pool, &bad, &futures[1]), 0);
    assert_int_equal(yoke_future_result(futures[1], YOKE_NO_LIMIT, NULL, 0), YOKE_E_TASK);
    workers_occupy(pool, 1, &busy);
    assert_int_equal(yoke_pool_submit_task(pool, &good, &futures[2]), 0);
    yoke_future_cancel(futures[2]);
    wrong.function = NULL;
    assert_int_equal(yoke_pool_submit_task(pool, &wrong, NULL), YOKE_E_INVAL);
    copied.argument = bytes;
    copied.argument_bytes = sizeof bytes;
    assert_int_equal(yoke_pool_submit_task(pool, &copied, NULL), YOKE_E_TOOBIG);
    board_open();
    assert_int_equal(yoke_pool_shutdown(pool, YOKE_SHUTDOWN_WAIT), 0);
    assert_int_equal(yoke_pool_submit_task(pool, &good, NULL), YOKE_E_SHUTDOWN);
    assert_int_equal(atomic_load(&board->destroyed), 6);
    yoke_future_release(busy);
    release_all(futures, 3);
    pool_gone(pool);
}

static void F31_a_forked_child_is_refused_and_does_not_hang(void **state)
{
    struct yoke_pool *pool = pool_of(state, 1);
    struct yoke_future *busy;
    workers_occupy(pool, 1, &busy);
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        bool refused = yoke_pool_submit(pool, task_square, NULL, NULL) == YOKE_E_FORKED &&
                       yoke_pool_shutdown(pool, YOKE_SHUTDOWN_WAIT) == YOKE_E_FORKED &&
                       yoke_pool_destroy(pool) == YOKE_E_FORKED && yoke_future_cancel(busy) == YOKE_E_FORKED &&
                       yoke_future_result(busy, YOKE_NO_LIMIT, NULL, 0) == YOKE_E_FORKED;
        _exit(refused ? 0 : 1);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    board_open();
    expect_result(busy, 0);
    yoke_future_release(busy);
    pool_gone(pool);
}
static char logged[512];

static void log_keep(void *argument, const char *line)
{
    (void)argument;
    snprintf(logged, sizeof logged, "%s", line);
}

static void errors_that_nobody_looked_at_are_counted(void **state)
{
    struct yoke_pool *pool = pool_of(state, 1);
    struct yoke_pool_statistics statistics;
    struct yoke_future *read = submitted(pool, task_fail, 1), *unread = submitted(pool, task_fail, 2);
    assert_int_equal(yoke_future_result(read, YOKE_NO_LIMIT, NULL, 0), YOKE_E_TASK);
    while (!yoke_future_done(unread))
        sched_yield();
    release_all((struct yoke_future *[]){read, unread}, 2);
    yoke_pool_statistics(pool, &statistics);
    assert_int_equal(statistics.unread_errors, 1);
    pool_gone(pool);
}

static void futures_that_are_not_released_outlive_their_pool_and_are_counted(void **state)
{
    struct yoke_pool_options options = options_of(state, 1);
    options.log = log_keep;
    struct yoke_pool *pool = pool_with(&options);
    struct yoke_future *kept = submitted(pool, task_square, 7);
    expect_result(kept, 49);
    assert_int_equal(yoke_pool_destroy(pool), 1);
    assert_non_null(strstr(logged, "not released"));
    expect_result(kept, 49);
    yoke_future_release(kept);
}

static const struct pool_promise promises[] = {
    PROMISE(F23_snapshots_are_of_one_moment),
    PROMISE(F26_a_timeout_is_on_the_monotonic_clock),
    PROMISE(F28_every_submit_has_a_future_of_its_own),
    PROMISE(F29_Q36_arguments_are_destroyed_once_whatever_happens),
    PROMISE(F31_a_forked_child_is_refused_and_does_not_hang),
    PROMISE(errors_that_nobody_looked_at_are_counted),
    PROMISE(futures_that_are_not_released_outlive_their_pool_and_are_counted),
};

int main(void)
{
    return pool_suite("ownership", promises, sizeof promises / sizeof promises[0]);
}

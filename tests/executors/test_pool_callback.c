/* SPDX-License-Identifier: MIT */
/* Callbacks of futures, on every executor: items K. */
#include "pool_trial.h"

/* Callbacks: always in this process, so what they see lies in plain memory. */

struct seen {
    _Atomic uint32_t count;
    int status[16], order[16];
    int process;
    struct yoke_pool *pool;
    int submit_status;
};

static struct seen seen;
static char logged[512];

static int callback_see(struct yoke_future *future, void *argument)
{
    uint32_t place = atomic_load(&seen.count);
    seen.order[place % 16] = (int)(intptr_t)argument;
    seen.status[place % 16] = yoke_future_result(future, 0, NULL, 0);
    seen.process = getpid();
    board_add(&seen.count);
    return 0;
}

static int callback_refuse(struct yoke_future *future, void *argument)
{
    callback_see(future, argument);
    return 99;
}

static void log_keep(void *argument, const char *line)
{
    (void)argument;
    snprintf(logged, sizeof logged, "%s", line);
}

static void seen_clear(void)
{
    memset(&seen, 0, sizeof seen);
    logged[0] = '\0';
}

static void K1_K2_K3_K11_callbacks_see_the_outcome_in_this_process(void **state)
{
    struct yoke_pool *pool = pool_of(state, 1);
    struct yoke_future *busy, *bad, *gone;
    seen_clear();
    workers_occupy(pool, 1, &busy);
    bad = submitted(pool, task_fail, 8);
    gone = submitted(pool, task_square, 1);
    assert_int_equal(yoke_future_add_callback(busy, callback_see, number(1)), 0);
    assert_int_equal(yoke_future_add_callback(bad, callback_see, number(2)), 0);
    assert_int_equal(yoke_future_add_callback(gone, callback_see, number(3)), 0);
    yoke_future_cancel(gone);
    assert_int_equal(atomic_load(&seen.count), 1); /* in the thread that cancelled */
    assert_int_equal(seen.status[0], YOKE_E_CANCELLED);
    board_open();
    board_await(&seen.count, 3);
    assert_int_equal(seen.order[1], 1);
    assert_int_equal(seen.status[1], 0);
    assert_int_equal(seen.order[2], 2);
    assert_int_equal(seen.status[2], YOKE_E_TASK);
    assert_int_equal(seen.process, getpid());
    release_all((struct yoke_future *[]){busy, bad, gone}, 3);
    pool_gone(pool);
}

static void K4_K5_callbacks_run_in_order_and_a_failing_one_is_logged(void **state)
{
    struct yoke_pool_options options = options_of(state, 1);
    options.log = log_keep;
    struct yoke_pool *pool = pool_with(&options);
    struct yoke_future *busy;
    struct yoke_pool_statistics statistics;
    seen_clear();
    workers_occupy(pool, 1, &busy);
    for (uintptr_t entry = 1; entry <= 5; entry++)
        yoke_future_add_callback(busy, entry == 2 ? callback_refuse : callback_see, number(entry));
    board_open();
    board_await(&seen.count, 5);
    for (int entry = 0; entry < 5; entry++)
        assert_int_equal(seen.order[entry], entry + 1);
    yoke_future_release(busy);
    assert_int_equal(yoke_pool_shutdown(pool, YOKE_SHUTDOWN_WAIT), 0);
    yoke_pool_statistics(pool, &statistics);
    assert_int_equal(statistics.callback_failures, 1);
    assert_non_null(strstr(logged, "failed with 99"));
    assert_int_equal(yoke_pool_destroy(pool), 0);
}

static void K6_K7_K8_K9_a_late_callback_runs_at_once_and_its_failure_is_no_ones(void **state)
{
    struct yoke_pool *pool = pool_of(state, 1);
    struct yoke_future *good = submitted(pool, task_square, 1), *bad = submitted(pool, task_fail, 1), *gone;
    struct yoke_pool_statistics statistics;
    seen_clear();
    assert_int_equal(yoke_pool_promise(pool, &gone), 0);
    yoke_future_cancel(gone);
    yoke_future_wait((struct yoke_future *[]){good, bad}, 2, YOKE_ALL, YOKE_NO_LIMIT, NULL);
    assert_int_equal(yoke_future_add_callback(good, callback_see, NULL), 0);
    assert_int_equal(yoke_future_add_callback(bad, callback_see, NULL), 0);
    assert_int_equal(yoke_future_add_callback(gone, callback_see, NULL), 0);
    assert_int_equal(atomic_load(&seen.count), 3);
    assert_int_equal(seen.status[0], 0);
    assert_int_equal(seen.status[1], YOKE_E_TASK);
    assert_int_equal(seen.status[2], YOKE_E_CANCELLED);
    assert_int_equal(yoke_future_add_callback(good, callback_refuse, NULL), 0);
    yoke_pool_statistics(pool, &statistics);
    assert_int_equal(statistics.callback_failures, 1);
    release_all((struct yoke_future *[]){good, bad, gone}, 3);
    pool_gone(pool);
}

static int callback_use_everything(struct yoke_future *future, void *argument)
{
    (void)argument;
    struct yoke_outcome outcome;
    yoke_future_snapshot(future, &outcome);
    yoke_future_retain(future);
    seen.status[0] = yoke_future_cancel(future);
    yoke_future_add_callback(future, callback_see, NULL);
    yoke_future_release(future);
    seen.submit_status = yoke_pool_submit(seen.pool, task_square, NULL, NULL);
    board_add(&seen.count);
    return 0;
}

static void K10_K13_callbacks_may_call_anything(void **state)
{
    struct yoke_pool *pool = pool_of(state, 1);
    struct yoke_future *busy, *late;
    seen_clear();
    seen.pool = pool;
    workers_occupy(pool, 1, &busy);
    yoke_future_add_callback(busy, callback_use_everything, NULL);
    board_open();
    board_await(&seen.count, 2);
    assert_int_equal(seen.submit_status, 0);
    assert_int_equal(yoke_pool_promise(pool, &late), 0);
    assert_int_equal(yoke_pool_shutdown(pool, YOKE_SHUTDOWN_WAIT), 0);
    yoke_future_add_callback(late, callback_use_everything, NULL);
    yoke_future_cancel(late);
    assert_int_equal(seen.submit_status, YOKE_E_SHUTDOWN);
    release_all((struct yoke_future *[]){busy, late}, 2);
    pool_gone(pool);
}

static int callback_count(struct yoke_future *future, void *argument)
{
    (void)future;
    board_add(argument);
    return 0;
}

static void K12_K16_every_callback_runs_once_though_it_is_added_while_the_task_ends(void **state)
{
    struct yoke_pool *pool = pool_of(state, 2);
    static _Atomic uint32_t count;
    unsigned rounds = can(state, YOKE_ISOLATED) || SANITIZED_THREAD ? 3000 : 100000;
    atomic_store(&count, 0);
    for (unsigned round = 0; round < rounds; round++) {
        struct yoke_future *future = submitted(pool, task_square, round);
        for (unsigned spin = 0; spin < round % 64; spin++)
            atomic_load(&count);
        assert_int_equal(yoke_future_add_callback(future, callback_count, &count), 0);
        yoke_future_release(future);
    }
    assert_int_equal(yoke_pool_shutdown(pool, YOKE_SHUTDOWN_WAIT), 0);
    assert_int_equal(atomic_load(&count), rounds);
    assert_int_equal(yoke_pool_destroy(pool), 0);
}

static int callback_dawdle(struct yoke_future *future, void *argument)
{
    (void)future;
    uint64_t end_ns = futex_now_ns() + 2000000;
    while (futex_now_ns() < end_ns)
        ;
    board_add(argument);
    return 0;
}

static void K15_Q46_time_in_callbacks_is_told_apart(void **state)
{
    struct yoke_pool *pool = pool_of(state, 1);
    static _Atomic uint32_t count;
    struct yoke_pool_statistics statistics;
    struct yoke_future *busy;
    atomic_store(&count, 0);
    workers_occupy(pool, 1, &busy);
    yoke_future_add_callback(busy, callback_dawdle, &count);
    board_open();
    board_await(&count, 1);
    yoke_future_release(busy);
    assert_int_equal(yoke_pool_shutdown(pool, YOKE_SHUTDOWN_WAIT), 0);
    yoke_pool_statistics(pool, &statistics);
    assert_true(statistics.callback_ns >= 2000000);
    assert_int_equal(yoke_pool_destroy(pool), 0);
}

static const struct pool_promise promises[] = {
    PROMISE(K1_K2_K3_K11_callbacks_see_the_outcome_in_this_process),
    PROMISE(K4_K5_callbacks_run_in_order_and_a_failing_one_is_logged),
    PROMISE(K6_K7_K8_K9_a_late_callback_runs_at_once_and_its_failure_is_no_ones),
    PROMISE(K10_K13_callbacks_may_call_anything),
    PROMISE(K12_K16_every_callback_runs_once_though_it_is_added_while_the_task_ends),
    PROMISE(K15_Q46_time_in_callbacks_is_told_apart),
};

int main(void)
{
    return pool_suite("callbacks", promises, sizeof promises / sizeof promises[0]);
}

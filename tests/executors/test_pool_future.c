/* SPDX-License-Identifier: MIT */
/* The life of a future and its callbacks, on every executor: items F and K of the contract. */
#include "pool_trial.h"

static void F1_F25_states_are_told_in_words(void **state)
{
    struct yoke_pool *pool = pool_of(state, 1);
    struct yoke_future *busy, *waiting, *promise;
    char text[256];
    workers_occupy(pool, 1, &busy);
    waiting = submitted(pool, task_square, 3);
    yoke_future_describe(busy, text, sizeof text);
    assert_non_null(strstr(text, "running"));
    yoke_future_describe(waiting, text, sizeof text);
    assert_non_null(strstr(text, "pending"));
    assert_int_equal(yoke_future_cancel(waiting), 0);
    yoke_future_describe(waiting, text, sizeof text);
    assert_non_null(strstr(text, "cancelled"));
    board_open();
    expect_result(busy, 0);
    yoke_future_describe(busy, text, sizeof text);
    assert_non_null(strstr(text, "finished with 8 bytes"));
    assert_int_equal(yoke_pool_promise(pool, &promise), 0);
    assert_int_equal(yoke_future_set_error(promise, 7, "the pump is dry"), 0);
    yoke_future_describe(promise, text, sizeof text);
    assert_non_null(strstr(text, "failed (task, code 7): the pump is dry"));
    release_all((struct yoke_future *[]){busy, waiting, promise}, 3);
    pool_gone(pool);
}

static void F2_F5_cancel_of_a_pending_future_succeeds_and_again(void **state)
{
    struct yoke_pool *pool = pool_of(state, 1);
    struct yoke_future *busy, *future;
    workers_occupy(pool, 1, &busy);
    future = submitted(pool, task_square, 3);
    assert_int_equal(yoke_future_cancel(future), 0);
    assert_true(yoke_future_cancelled(future));
    assert_int_equal(yoke_future_cancel(future), 0);
    struct yoke_pool_statistics statistics;
    yoke_pool_statistics(pool, &statistics);
    assert_int_equal(statistics.cancelled, 1);
    board_open();
    release_all((struct yoke_future *[]){busy, future}, 2);
    pool_gone(pool);
}

static void F3_F8_P7_cancel_of_a_running_future_fails(void **state)
{
    struct yoke_pool *pool = pool_of(state, 1);
    struct yoke_future *busy, *queued;
    workers_occupy(pool, 1, &busy);
    queued = submitted(pool, task_square, 2);
    assert_true(yoke_future_running(busy));
    assert_false(yoke_future_running(queued)); /* queued for a worker is not running */
    assert_int_equal(yoke_future_cancel(busy), YOKE_E_STATE);
    assert_true(yoke_future_running(busy));
    board_open();
    expect_result(busy, 0);
    expect_result(queued, 4);
    assert_false(yoke_future_running(busy));
    release_all((struct yoke_future *[]){busy, queued}, 2);
    pool_gone(pool);
}

static void F4_cancel_of_a_finished_future_fails(void **state)
{
    struct yoke_pool *pool = pool_of(state, 1);
    struct yoke_future *good = submitted(pool, task_square, 5), *bad = submitted(pool, task_fail, 9);
    expect_result(good, 25);
    assert_int_equal(yoke_future_result(bad, YOKE_NO_LIMIT, NULL, 0), YOKE_E_TASK);
    assert_int_equal(yoke_future_cancel(good), YOKE_E_STATE);
    assert_int_equal(yoke_future_cancel(bad), YOKE_E_STATE);
    expect_result(good, 25);
    assert_int_equal(yoke_future_result(bad, 0, NULL, 0), YOKE_E_TASK);
    release_all((struct yoke_future *[]){good, bad}, 2);
    pool_gone(pool);
}

static void F6_F7_cancelled_and_done_follow_the_state(void **state)
{
    struct yoke_pool *pool = pool_of(state, 1);
    struct yoke_future *busy, *future, *last;
    workers_occupy(pool, 1, &busy);
    future = submitted(pool, task_square, 3);
    last = submitted(pool, task_square, 4);
    assert_false(yoke_future_done(busy) || yoke_future_done(future));
    assert_false(yoke_future_cancelled(busy) || yoke_future_cancelled(future));
    yoke_future_cancel(future);
    assert_true(yoke_future_done(future));
    board_open();
    expect_result(last, 16);
    assert_true(yoke_future_done(last) && yoke_future_done(busy));
    assert_false(yoke_future_cancelled(last));
    release_all((struct yoke_future *[]){busy, future, last}, 3);
    pool_gone(pool);
}

static void F9_F10_F11_F27_result_without_waiting(void **state)
{
    struct yoke_pool *pool = pool_of(state, 1);
    struct yoke_future *busy, *future;
    uint64_t value = 0;
    workers_occupy(pool, 1, &busy);
    future = submitted(pool, task_square, 6);
    assert_int_equal(yoke_future_result(busy, 0, NULL, 0), YOKE_E_TIMEOUT);
    assert_int_equal(yoke_future_result(future, 0, NULL, 0), YOKE_E_TIMEOUT);
    assert_int_equal(yoke_future_result(future, -1, NULL, 0), YOKE_E_TIMEOUT); /* not for ever */
    assert_int_equal(yoke_future_result(future, INT64_MIN, NULL, 0), YOKE_E_TIMEOUT);
    assert_true(yoke_future_running(busy));
    yoke_future_cancel(future);
    assert_int_equal(yoke_future_result(future, 0, NULL, 0), YOKE_E_CANCELLED);
    board_open();
    expect_result(busy, 0);
    assert_int_equal(yoke_future_result(busy, 0, &value, sizeof value), 0);
    release_all((struct yoke_future *[]){busy, future}, 2);
    pool_gone(pool);
}

static void F12_F15_F16_F24_errors_keep_code_and_sentence(void **state)
{
    struct yoke_pool *pool = pool_of(state, 1);
    struct yoke_future *plain = submitted(pool, task_fail, 42), *told = submitted(pool, task_fail_with_sentence, 0),
                       *good = submitted(pool, task_square, 2), *busy, *queued;
    struct yoke_outcome outcome;
    assert_int_equal(yoke_future_error(plain, YOKE_NO_LIMIT, &outcome), 0);
    assert_true(outcome.failed);
    assert_int_equal(outcome.status, YOKE_E_TASK);
    assert_int_equal(outcome.code, 42);
    assert_int_equal(yoke_future_error(told, YOKE_NO_LIMIT, &outcome), 0);
    assert_true(outcome.failed); /* although its code is 0 */
    assert_int_equal(outcome.code, 0);
    assert_string_equal(outcome.message, "number 0 did not work");
    assert_int_equal(yoke_future_result(told, 0, NULL, 0), YOKE_E_TASK);
    assert_int_equal(yoke_future_error(good, YOKE_NO_LIMIT, &outcome), 0);
    assert_false(outcome.failed);
    workers_occupy(pool, 1, &busy);
    queued = submitted(pool, task_square, 2);
    assert_int_equal(yoke_future_error(queued, 0, &outcome), YOKE_E_TIMEOUT);
    yoke_future_cancel(queued);
    assert_int_equal(yoke_future_error(queued, 0, &outcome), YOKE_E_CANCELLED);
    board_open();
    release_all((struct yoke_future *[]){plain, told, good, busy, queued}, 5);
    pool_gone(pool);
}

struct asker {
    pthread_t id;
    struct yoke_future *future;
    int status, error_status;
    uint64_t value;
    struct yoke_outcome outcome;
    _Atomic uint32_t asking;
};

static void *asker_main(void *argument)
{
    struct asker *asker = argument;
    board_add(&asker->asking);
    asker->status = yoke_future_result(asker->future, YOKE_NO_LIMIT, &asker->value, sizeof asker->value);
    asker->error_status = yoke_future_error(asker->future, YOKE_NO_LIMIT, &asker->outcome);
    return NULL;
}

enum { ASKERS = 4 };

static void askers_start(struct asker askers[], struct yoke_future *future)
{
    for (int entry = 0; entry < ASKERS; entry++) {
        askers[entry] = (struct asker){.future = future};
        assert_int_equal(pthread_create(&askers[entry].id, NULL, asker_main, &askers[entry]), 0);
    }
    for (int entry = 0; entry < ASKERS; entry++)
        board_await(&askers[entry].asking, 1);
}

static void F13_F17_F18_waiting_threads_are_woken_by_the_end_and_see_the_same(void **state)
{
    struct yoke_pool *pool = pool_of(state, 1);
    struct yoke_future *busy;
    struct asker askers[ASKERS];
    workers_occupy(pool, 1, &busy);
    askers_start(askers, busy);
    board_open();
    for (int entry = 0; entry < ASKERS; entry++) {
        pthread_join(askers[entry].id, NULL);
        assert_int_equal(askers[entry].status, 0);
        assert_int_equal(askers[entry].value, 0);
        assert_int_equal(askers[entry].error_status, 0);
    }
    expect_result(busy, 0);
    expect_result(busy, 0); /* as often as one likes */
    yoke_future_release(busy);
    pool_gone(pool);
}

static void F14_waiting_threads_are_woken_by_cancel(void **state)
{
    struct yoke_pool *pool = pool_of(state, 1);
    struct yoke_future *busy, *future;
    struct asker askers[ASKERS];
    workers_occupy(pool, 1, &busy);
    future = submitted(pool, task_square, 3);
    askers_start(askers, future);
    assert_int_equal(yoke_future_cancel(future), 0);
    for (int entry = 0; entry < ASKERS; entry++) {
        pthread_join(askers[entry].id, NULL);
        assert_int_equal(askers[entry].status, YOKE_E_CANCELLED);
    }
    board_open();
    release_all((struct yoke_future *[]){busy, future}, 2);
    pool_gone(pool);
}

static void F19_F20_F21_F22_a_promise_is_kept_once(void **state)
{
    struct yoke_pool *pool = pool_of(state, 1);
    struct yoke_future *good, *bad, *gone;
    uint64_t first = 11, second = 12;
    struct yoke_outcome outcome;
    assert_int_equal(yoke_pool_promise(pool, &good), 0);
    assert_int_equal(yoke_pool_promise(pool, &bad), 0);
    assert_int_equal(yoke_pool_promise(pool, &gone), 0);
    assert_int_equal(yoke_future_start(good), 0);
    assert_true(yoke_future_running(good));
    assert_int_equal(yoke_future_start(good), YOKE_E_STATE);
    assert_int_equal(yoke_future_set_value(good, &first, sizeof first), 0);
    assert_int_equal(yoke_future_set_value(good, &second, sizeof second), YOKE_E_STATE);
    assert_int_equal(yoke_future_set_error(good, 5, "late"), YOKE_E_STATE);
    expect_result(good, 11);
    assert_int_equal(yoke_future_set_error(bad, 5, "first"), 0);
    assert_int_equal(yoke_future_set_error(bad, 6, "second"), YOKE_E_STATE);
    assert_int_equal(yoke_future_set_value(bad, &first, sizeof first), YOKE_E_STATE);
    yoke_future_snapshot(bad, &outcome);
    assert_int_equal(outcome.code, 5);
    assert_string_equal(outcome.message, "first");
    assert_int_equal(yoke_future_cancel(gone), 0);
    assert_int_equal(yoke_future_start(gone), YOKE_E_CANCELLED);
    assert_true(yoke_future_set_value(gone, &first, sizeof first) != 0);
    assert_true(yoke_future_cancelled(gone));
    release_all((struct yoke_future *[]){good, bad, gone}, 3);
    pool_gone(pool);
}

static const struct pool_promise promises[] = {
    PROMISE(F1_F25_states_are_told_in_words),
    PROMISE(F2_F5_cancel_of_a_pending_future_succeeds_and_again),
    PROMISE(F3_F8_P7_cancel_of_a_running_future_fails),
    PROMISE(F4_cancel_of_a_finished_future_fails),
    PROMISE(F6_F7_cancelled_and_done_follow_the_state),
    PROMISE(F9_F10_F11_F27_result_without_waiting),
    PROMISE(F12_F15_F16_F24_errors_keep_code_and_sentence),
    PROMISE(F13_F17_F18_waiting_threads_are_woken_by_the_end_and_see_the_same),
    PROMISE(F14_waiting_threads_are_woken_by_cancel),
    PROMISE(F19_F20_F21_F22_a_promise_is_kept_once),
};

int main(void)
{
    return pool_suite("futures", promises, sizeof promises / sizeof promises[0]);
}

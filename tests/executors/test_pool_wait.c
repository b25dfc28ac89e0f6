/* SPDX-License-Identifier: MIT */
/* Waiting for several futures, and getting them in the order of their ends, on every executor: items W and I. */
#include "pool_trial.h"

#include "pool_private.h"

enum { MANY = 100 };

/* Two pools with promises, so that tests decide who ends when. */
struct pair {
    struct yoke_pool *one, *other;
    struct yoke_future *futures[4]; /* by turns of the one and the other */
};

static struct pair pair_of(void **state)
{
    struct pair pair = {.one = pool_of(state, 1)};
    struct yoke_pool_options options = {.executor = yoke_executors[0], .max_workers = 1};
    pair.other = pool_with(&options);
    for (int entry = 0; entry < 4; entry++)
        assert_int_equal(yoke_pool_promise(entry % 2 ? pair.other : pair.one, &pair.futures[entry]), 0);
    return pair;
}

static void pair_end(struct pair *pair)
{
    release_all(pair->futures, 4);
    pool_gone(pair->one);
    pool_gone(pair->other);
}

static void keep(struct yoke_future *future)
{
    uint64_t value = 1;
    assert_int_equal(yoke_future_set_value(future, &value, sizeof value), 0);
}

static void W1_W7_W11_the_default_waits_for_all_of_any_pool(void **state)
{
    struct pair pair = pair_of(state);
    bool done[4] = {false};
    for (int entry = 0; entry < 3; entry++)
        keep(pair.futures[entry]);
    assert_int_equal(yoke_future_wait(pair.futures, 4, YOKE_ALL, 0, done), YOKE_E_TIMEOUT);
    assert_true(done[0] && done[1] && done[2] && !done[3]);
    assert_int_equal(yoke_future_wait(pair.futures, 4, YOKE_FIRST_ERROR, 0, done), YOKE_E_TIMEOUT);
    keep(pair.futures[3]);
    assert_int_equal(yoke_future_wait(pair.futures, 4, YOKE_ALL, 0, done), 0);
    assert_true(done[3]);
    assert_int_equal(yoke_future_wait(pair.futures, 4, YOKE_FIRST_ERROR, 0, done), 0);
    pair_end(&pair);
}

struct setter {
    pthread_t id;
    struct yoke_future *future;
    const char *error;
};

static void *setter_main(void *argument)
{
    struct setter *setter = argument;
    uint64_t value = 1;
    setter->error ? yoke_future_set_error(setter->future, 1, setter->error)
                  : yoke_future_set_value(setter->future, &value, sizeof value);
    return NULL;
}

static void W2_W3_W10_W18_the_first_one_done_ends_the_wait(void **state)
{
    struct pair pair = pair_of(state);
    bool done[4] = {false};
    struct setter setter = {.future = pair.futures[2]};
    assert_int_equal(pthread_create(&setter.id, NULL, setter_main, &setter), 0);
    assert_int_equal(yoke_future_wait(pair.futures, 4, YOKE_FIRST_DONE, YOKE_NO_LIMIT, done), 0);
    pthread_join(setter.id, NULL);
    assert_true(!done[0] && !done[1] && done[2] && !done[3]);
    keep(pair.futures[0]);
    assert_int_equal(yoke_future_wait(pair.futures, 4, YOKE_FIRST_DONE, 0, done), 0);
    assert_true(done[0] && !done[1] && done[2] && !done[3]); /* exactly those */
    keep(pair.futures[1]);                                   /* what was told was of its moment */
    assert_false(done[1]);
    pair_end(&pair);
}

static void W4_W5_the_first_error_ends_the_wait(void **state)
{
    struct pair pair = pair_of(state);
    bool done[4] = {false};
    struct setter setter = {.future = pair.futures[3], .error = "first"};
    keep(pair.futures[0]);
    assert_int_equal(pthread_create(&setter.id, NULL, setter_main, &setter), 0);
    assert_int_equal(yoke_future_wait(pair.futures, 4, YOKE_FIRST_ERROR, YOKE_NO_LIMIT, done), 0);
    pthread_join(setter.id, NULL);
    assert_true(done[0] && !done[1] && !done[2] && done[3]);
    assert_int_equal(yoke_future_wait(pair.futures, 4, YOKE_FIRST_ERROR, 0, done), 0);
    pair_end(&pair);
}

static void W6_being_cancelled_is_no_error(void **state)
{
    struct pair pair = pair_of(state);
    yoke_future_cancel(pair.futures[1]);
    keep(pair.futures[0]);
    assert_int_equal(yoke_future_wait(pair.futures, 4, YOKE_FIRST_ERROR, 0, NULL), YOKE_E_TIMEOUT);
    pair_end(&pair);
}

static void W8_a_timeout_tells_what_was_done(void **state)
{
    struct pair pair = pair_of(state);
    bool done[4] = {false};
    keep(pair.futures[1]);
    uint64_t before_ns = futex_now_ns();
    assert_int_equal(yoke_future_wait(pair.futures, 4, YOKE_ALL, ms(10), done), YOKE_E_TIMEOUT);
    assert_true(futex_now_ns() - before_ns >= (uint64_t)ms(10));
    assert_true(!done[0] && done[1] && !done[2] && !done[3]);
    pair_end(&pair);
}

static void W9_I7_duplicates_count_once(void **state)
{
    struct pair pair = pair_of(state);
    struct yoke_future *twice[] = {pair.futures[0], pair.futures[1], pair.futures[0], pair.futures[1]}, *future;
    struct yoke_completion *completion;
    bool done[4] = {false};
    size_t unfinished, total;
    keep(pair.futures[0]);
    keep(pair.futures[1]);
    assert_int_equal(yoke_future_wait(twice, 4, YOKE_ALL, 0, done), 0);
    assert_true(done[0] && done[1] && done[2] && done[3]);
    assert_int_equal(yoke_completion_open(twice, 4, 0, &completion), 0);
    yoke_completion_counts(completion, &unfinished, &total);
    assert_int_equal(total, 2);
    assert_int_equal(yoke_completion_next(completion, &future), 0);
    assert_int_equal(yoke_completion_next(completion, &future), 0);
    assert_int_equal(yoke_completion_next(completion, &future), YOKE_E_END);
    yoke_completion_close(completion);
    pair_end(&pair);
}

static void W12_W13_an_unknown_mode_is_refused_and_nothing_is_waited_for_at_once(void **state)
{
    struct pair pair = pair_of(state);
    assert_int_equal(yoke_future_wait(pair.futures, 4, (enum yoke_wait_for)17, 0, NULL), YOKE_E_INVAL);
    assert_int_equal(yoke_future_wait(NULL, 0, YOKE_ALL, YOKE_NO_LIMIT, NULL), 0);
    pair_end(&pair);
}

static void W14_K12_no_wake_up_is_lost_while_a_wait_is_set_up(void **state)
{
    struct yoke_pool *pool = pool_of(state, 2);
    unsigned rounds = can(state, YOKE_ISOLATED) || SANITIZED_THREAD ? 30 : 1000;
    for (unsigned round = 0; round < rounds; round++) {
        struct yoke_future *futures[MANY];
        for (unsigned entry = 0; entry < MANY; entry++)
            futures[entry] = submitted(pool, task_square, entry);
        assert_int_equal(yoke_future_wait(futures, MANY, YOKE_ALL, ms(60000), NULL), 0);
        release_all(futures, MANY);
    }
    pool_gone(pool);
}

struct waiting {
    pthread_t id;
    struct yoke_future **futures;
    size_t count;
    int status;
};

static void *waiting_main(void *argument)
{
    struct waiting *waiting = argument;
    waiting->status = yoke_future_wait(waiting->futures, waiting->count, YOKE_ALL, ms(60000), NULL);
    return NULL;
}

static void W15_waits_for_overlapping_sets_do_not_hinder_each_other(void **state)
{
    struct yoke_pool *pool = pool_of(state, 2);
    for (int round = 0; round < 20; round++) {
        struct yoke_future *futures[MANY], *turned[MANY];
        for (unsigned entry = 0; entry < MANY; entry++)
            turned[MANY - 1 - entry] = futures[entry] = submitted(pool, task_square, entry);
        struct waiting waiting[2] = {{.futures = futures, .count = MANY}, {.futures = turned, .count = MANY}};
        for (int entry = 0; entry < 2; entry++)
            assert_int_equal(pthread_create(&waiting[entry].id, NULL, waiting_main, &waiting[entry]), 0);
        for (int entry = 0; entry < 2; entry++) {
            pthread_join(waiting[entry].id, NULL);
            assert_int_equal(waiting[entry].status, 0);
        }
        release_all(futures, MANY);
    }
    pool_gone(pool);
}

static void W16_I10_an_abandoned_wait_leaves_nothing_behind(void **state)
{
    struct pair pair = pair_of(state);
    struct yoke_completion *completion;
    struct yoke_future *future;
    assert_int_equal(yoke_future_wait(pair.futures, 4, YOKE_ALL, 0, NULL), YOKE_E_TIMEOUT);
    for (int entry = 0; entry < 4; entry++)
        assert_int_equal(future_watch_count(pair.futures[entry]), 0);
    assert_int_equal(yoke_completion_open(pair.futures, 4, YOKE_NO_LIMIT, &completion), 0);
    assert_int_equal(future_watch_count(pair.futures[3]), 1);
    keep(pair.futures[0]);
    assert_int_equal(yoke_completion_next(completion, &future), 0);
    yoke_completion_close(completion);
    for (int entry = 0; entry < 4; entry++)
        assert_int_equal(future_watch_count(pair.futures[entry]), 0);
    pair_end(&pair);
}

static void W17_I11_I12_D6_what_a_shutdown_cancels_is_done_and_told(void **state)
{
    struct yoke_pool *pool = pool_of(state, 1);
    struct yoke_future *futures[5], *future;
    struct yoke_completion *completion;
    workers_occupy(pool, 1, futures);
    for (unsigned entry = 1; entry < 5; entry++)
        futures[entry] = submitted(pool, task_square, entry);
    assert_int_equal(yoke_completion_open(futures, 5, YOKE_NO_LIMIT, &completion), 0);
    assert_int_equal(yoke_pool_shutdown(pool, YOKE_SHUTDOWN_CANCEL), 0);
    assert_int_equal(yoke_future_wait(&futures[1], 4, YOKE_ALL, 0, NULL), 0);
    for (int entry = 1; entry < 5; entry++) {
        assert_int_equal(yoke_completion_next(completion, &future), 0);
        assert_true(yoke_future_cancelled(future));
    }
    board_open();
    assert_int_equal(yoke_completion_next(completion, &future), 0);
    assert_ptr_equal(future, futures[0]);
    yoke_completion_close(completion);
    release_all(futures, 5);
    pool_gone(pool);
}

static void I1_I2_I3_I8_I13_futures_come_once_in_the_order_of_their_ends(void **state)
{
    struct pair pair = pair_of(state);
    struct yoke_completion *completion;
    struct yoke_future *future;
    const int order[] = {3, 1, 2, 0};
    keep(pair.futures[3]);
    assert_int_equal(yoke_completion_open(pair.futures, 4, YOKE_NO_LIMIT, &completion), 0);
    for (int entry = 1; entry < 4; entry++)
        keep(pair.futures[order[entry]]);
    for (int entry = 0; entry < 4; entry++) {
        assert_int_equal(yoke_completion_next(completion, &future), 0);
        assert_ptr_equal(future, pair.futures[order[entry]]);
    }
    assert_int_equal(yoke_completion_next(completion, &future), YOKE_E_END);
    assert_null(future);
    yoke_completion_close(completion);
    pair_end(&pair);
}

static void I4_I5_I6_the_time_of_an_iteration_begins_with_it(void **state)
{
    struct pair pair = pair_of(state);
    struct yoke_completion *completion;
    struct yoke_future *future;
    size_t unfinished, total;
    keep(pair.futures[2]);
    uint64_t before_ns = futex_now_ns();
    assert_int_equal(yoke_completion_open(pair.futures, 4, ms(10), &completion), 0);
    while (futex_now_ns() - before_ns < (uint64_t)ms(10))
        sched_yield();
    assert_int_equal(yoke_completion_next(completion, &future), 0); /* done already */
    before_ns = futex_now_ns();
    assert_int_equal(yoke_completion_next(completion, &future), YOKE_E_TIMEOUT);
    yoke_completion_counts(completion, &unfinished, &total);
    assert_int_equal(unfinished, 3);
    assert_int_equal(total, 4);
    yoke_completion_close(completion);
    assert_int_equal(yoke_completion_open(pair.futures, 4, 0, &completion), 0);
    assert_int_equal(yoke_completion_next(completion, &future), 0);
    assert_int_equal(yoke_completion_next(completion, &future), YOKE_E_TIMEOUT);
    yoke_completion_close(completion);
    pair_end(&pair);
}

static void Q22_a_single_step_may_time_out_and_be_tried_again(void **state)
{
    struct pair pair = pair_of(state);
    struct yoke_completion *completion;
    struct yoke_future *future;
    assert_int_equal(yoke_completion_open(pair.futures, 4, YOKE_NO_LIMIT, &completion), 0);
    assert_int_equal(yoke_completion_next_within(completion, 0, &future), YOKE_E_TIMEOUT);
    keep(pair.futures[1]);
    assert_int_equal(yoke_completion_next_within(completion, 0, &future), 0);
    assert_ptr_equal(future, pair.futures[1]);
    yoke_completion_close(completion);
    pair_end(&pair);
}

static void F30_I9_the_iteration_keeps_no_reference(void **state)
{
    struct yoke_pool *pool = pool_of(state, 1);
    struct yoke_pool_statistics statistics;
    struct yoke_future *futures[3], *future;
    struct yoke_completion *completion;
    for (unsigned entry = 0; entry < 3; entry++)
        futures[entry] = submitted(pool, task_square, entry);
    assert_int_equal(yoke_completion_open(futures, 3, YOKE_NO_LIMIT, &completion), 0);
    for (unsigned left = 3; left-- > 0;) {
        assert_int_equal(yoke_completion_next(completion, &future), 0);
        yoke_future_release(future);
        yoke_pool_statistics(pool, &statistics);
        assert_int_equal(statistics.futures_alive, left);
    }
    yoke_completion_close(completion);
    pool_gone(pool);
}

static const struct pool_promise promises[] = {
    PROMISE(W1_W7_W11_the_default_waits_for_all_of_any_pool),
    PROMISE(W2_W3_W10_W18_the_first_one_done_ends_the_wait),
    PROMISE(W4_W5_the_first_error_ends_the_wait),
    PROMISE(W6_being_cancelled_is_no_error),
    PROMISE(W8_a_timeout_tells_what_was_done),
    PROMISE(W9_I7_duplicates_count_once),
    PROMISE(W12_W13_an_unknown_mode_is_refused_and_nothing_is_waited_for_at_once),
    PROMISE(W14_K12_no_wake_up_is_lost_while_a_wait_is_set_up),
    PROMISE(W15_waits_for_overlapping_sets_do_not_hinder_each_other),
    PROMISE(W16_I10_an_abandoned_wait_leaves_nothing_behind),
    PROMISE(W17_I11_I12_D6_what_a_shutdown_cancels_is_done_and_told),
    PROMISE(I1_I2_I3_I8_I13_futures_come_once_in_the_order_of_their_ends),
    PROMISE(I4_I5_I6_the_time_of_an_iteration_begins_with_it),
    PROMISE(Q22_a_single_step_may_time_out_and_be_tried_again),
    PROMISE(F30_I9_the_iteration_keeps_no_reference),
};

int main(void)
{
    return pool_suite("waiting", promises, sizeof promises / sizeof promises[0]);
}

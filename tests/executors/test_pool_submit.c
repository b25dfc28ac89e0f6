/* SPDX-License-Identifier: MIT */
/* Handing in tasks, and the workers that run them, on every executor: items S and T. */
#include "pool_trial.h"

#include <sys/prctl.h>
#include <sys/syscall.h>

static void S1_Q4_a_result_equals_a_direct_call(void **state)
{
    struct yoke_pool *pool = pool_of(state, 2);
    for (unsigned round = 0; round < 50; round++) {
        struct yoke_future *future = submitted(pool, task_square, round);
        expect_result(future, (uint64_t)round * round);
        yoke_future_release(future);
    }
    pool_gone(pool);
}

static int task_text_length(void *argument, struct yoke_call *call)
{
    return value_is(call, strlen(argument));
}

static void S2_an_argument_by_copy_arrives_unchanged(void **state)
{
    struct yoke_pool *pool = pool_of(state, 1);
    char text[] = "function, argument, future";
    const struct yoke_task task = {.function = task_text_length, .argument = text, .argument_bytes = sizeof text};
    struct yoke_future *busy, *future;
    workers_occupy(pool, 1, &busy);
    assert_int_equal(yoke_pool_submit_task(pool, &task, &future), 0);
    memset(text, 0, sizeof text);
    board_open();
    expect_result(future, 26);
    release_all((struct yoke_future *[]){busy, future}, 2);
    pool_gone(pool);
}

static void S3_no_function_is_refused(void **state)
{
    struct yoke_pool *pool = pool_of(state, 1);
    struct yoke_pool_statistics statistics;
    assert_int_equal(yoke_pool_submit(pool, NULL, NULL, NULL), YOKE_E_INVAL);
    yoke_pool_statistics(pool, &statistics);
    assert_int_equal(statistics.submitted, 0);
    pool_gone(pool);
}

static void S4_a_full_queue_rejects(void **state)
{
    struct yoke_pool_options options = options_of(state, 1);
    options.queue_bound = 2;
    options.full = YOKE_FULL_REJECT;
    struct yoke_pool *pool = pool_with(&options);
    struct yoke_pool_statistics statistics;
    struct yoke_future *futures[3], *none = NULL;
    workers_occupy(pool, 1, futures);
    futures[1] = submitted(pool, task_square, 1);
    futures[2] = submitted(pool, task_square, 2);
    assert_int_equal(yoke_pool_submit(pool, task_square, NULL, &none), YOKE_E_FULL);
    yoke_pool_statistics(pool, &statistics);
    assert_int_equal(statistics.rejected, 1);
    board_open();
    expect_result(futures[2], 4);
    release_all(futures, 3);
    pool_gone(pool);
}

static int task_thread(void *argument, struct yoke_call *call)
{
    (void)argument;
    return value_is(call, (uint64_t)syscall(SYS_gettid));
}

static void S4_a_full_queue_has_the_caller_run_the_task(void **state)
{
    struct yoke_pool_options options = options_of(state, 1);
    need_no_processes(state, "the caller cannot run an isolated task");
    options.queue_bound = 1;
    options.full = YOKE_FULL_CALLER_RUNS;
    struct yoke_pool *pool = pool_with(&options);
    struct yoke_future *futures[3];
    workers_occupy(pool, 1, futures);
    futures[1] = submitted(pool, task_square, 1);
    futures[2] = submitted(pool, task_thread, 0);
    expect_result(futures[2], (uint64_t)syscall(SYS_gettid));
    board_open();
    release_all(futures, 3);
    pool_gone(pool);
}

struct blocked {
    pthread_t id;
    struct yoke_pool *pool;
    int status;
    _Atomic uint32_t through;
};

static void *blocked_main(void *argument)
{
    struct blocked *blocked = argument;
    blocked->status = yoke_pool_submit(blocked->pool, task_square, number(9), NULL);
    board_add(&blocked->through);
    return NULL;
}

static void blocked_await(struct yoke_pool *pool)
{
    struct yoke_pool_statistics statistics;
    do {
        sched_yield();
        yoke_pool_statistics(pool, &statistics);
    } while (!statistics.blocked);
}

static void S4_a_full_queue_blocks_until_there_is_room_or_the_end(void **state)
{
    for (int ending = 0; ending < 2; ending++) {
        board_clear();
        struct yoke_pool_options options = options_of(state, 1);
        options.queue_bound = 1;
        options.full = YOKE_FULL_BLOCK;
        struct yoke_pool *pool = pool_with(&options);
        struct yoke_future *futures[2];
        struct blocked blocked = {.pool = pool};
        workers_occupy(pool, 1, futures);
        futures[1] = submitted(pool, task_square, 1);
        assert_int_equal(pthread_create(&blocked.id, NULL, blocked_main, &blocked), 0);
        blocked_await(pool);
        assert_int_equal(atomic_load(&blocked.through), 0);
        if (ending)
            assert_int_equal(yoke_pool_shutdown(pool, 0), 0);
        else
            board_open();
        pthread_join(blocked.id, NULL);
        assert_int_equal(blocked.status, ending ? YOKE_E_SHUTDOWN : 0);
        board_open();
        release_all(futures, 2);
        pool_gone(pool);
    }
}

static void S5_one_worker_begins_tasks_in_the_order_of_submitting(void **state)
{
    struct yoke_pool *pool = pool_of(state, 1);
    board_open();
    for (uintptr_t entry = 0; entry < 1000; entry++)
        assert_int_equal(yoke_pool_submit(pool, task_gate, number(entry), NULL), 0);
    pool_gone(pool);
    for (uint32_t entry = 0; entry < 1000; entry++)
        assert_int_equal(atomic_load(&board->order[entry]), entry);
}

static void S6_S7_Q29_nothing_is_taken_after_a_shutdown(void **state)
{
    struct yoke_pool *pool = pool_of(state, 1);
    assert_int_equal(yoke_pool_shutdown(pool, YOKE_SHUTDOWN_WAIT), 0);
    assert_int_equal(yoke_pool_submit(pool, task_square, NULL, NULL), YOKE_E_SHUTDOWN);
    const struct yoke_map_task task = {.function = task_index, .count = 3};
    struct yoke_map *map;
    assert_int_equal(yoke_map_start(pool, &task, &map), YOKE_E_SHUTDOWN);
    assert_int_equal(yoke_pool_destroy(pool), 0);
}

static void S9_Q2_Q3_bad_options_are_refused_with_a_sentence(void **state)
{
    const struct yoke_pool_options good = options_of(state, 1);
    struct yoke_pool_options bad[] = {good, good, good, good};
    bad[0].executor = NULL;
    bad[1].max_workers = 40000;
    bad[2].queue_bound = 5;
    bad[3].full = YOKE_FULL_BLOCK;
    for (size_t entry = 0; entry < sizeof bad / sizeof bad[0]; entry++) {
        struct yoke_error error = {""};
        struct yoke_pool *pool = NULL;
        assert_int_equal(yoke_pool_create(&bad[entry], &pool, &error), YOKE_E_INVAL);
        assert_true(error.text[0]);
        assert_null(pool);
    }
}

static void S10_S11_D1_a_shutdown_leaves_all_results_and_a_failing_task_harms_nobody(void **state)
{
    struct yoke_pool *pool = pool_of(state, 2);
    struct yoke_future *futures[50];
    for (unsigned entry = 0; entry < 50; entry++)
        futures[entry] = submitted(pool, entry % 3 ? task_square : task_fail, entry + 1);
    assert_int_equal(yoke_pool_shutdown(pool, YOKE_SHUTDOWN_WAIT), 0);
    for (unsigned entry = 0; entry < 50; entry++)
        assert_int_equal(yoke_future_result(futures[entry], 0, NULL, 0), entry % 3 ? 0 : YOKE_E_TASK);
    release_all(futures, 50);
    assert_int_equal(yoke_pool_destroy(pool), 0);
}

static void S12_no_more_tasks_run_at_once_than_there_are_workers(void **state)
{
    struct yoke_pool *pool = pool_of(state, 3);
    const unsigned workers = width(state, 3), count = 15 * workers;
    struct yoke_future *futures[45];
    for (unsigned entry = 0; entry < count; entry++)
        futures[entry] = submitted(pool, task_gate, entry);
    board_await(&board->entered, workers); /* and no fewer: none waits behind another's long task */
    assert_int_equal(atomic_load(&board->entered), workers);
    board_open();
    assert_int_equal(yoke_future_wait(futures, count, YOKE_ALL, YOKE_NO_LIMIT, NULL), 0);
    assert_int_equal(atomic_load(&board->inside_most), workers);
    release_all(futures, count);
    pool_gone(pool);
}

struct crowd {
    pthread_t id;
    struct yoke_pool *pool;
    uint64_t wrong;
};

enum { CROWD = 4, CROWD_TASKS = 2000 };

static void *crowd_main(void *argument)
{
    struct crowd *crowd = argument;
    for (uintptr_t entry = 0; entry < CROWD_TASKS; entry++) {
        struct yoke_future *future = NULL;
        uint64_t value = 0;
        if (yoke_pool_submit(crowd->pool, task_square, number(entry), &future) ||
            yoke_future_result(future, YOKE_NO_LIMIT, &value, sizeof value) || value != entry * entry)
            crowd->wrong++;
        yoke_future_release(future);
    }
    return NULL;
}

static void S13_any_thread_may_submit(void **state)
{
    struct yoke_pool *pool = pool_of(state, 2);
    struct crowd crowd[CROWD];
    for (int entry = 0; entry < CROWD; entry++) {
        crowd[entry] = (struct crowd){.pool = pool};
        assert_int_equal(pthread_create(&crowd[entry].id, NULL, crowd_main, &crowd[entry]), 0);
    }
    for (int entry = 0; entry < CROWD; entry++) {
        pthread_join(crowd[entry].id, NULL);
        assert_int_equal(crowd[entry].wrong, 0);
    }
    pool_gone(pool);
}

static void S17_P6_all_that_no_worker_has_taken_can_be_cancelled(void **state)
{
    struct yoke_pool *pool = pool_of(state, 2);
    const unsigned workers = width(state, 2);
    struct yoke_future *futures[40];
    workers_occupy(pool, workers, futures);
    for (unsigned entry = workers; entry < 40; entry++)
        futures[entry] = submitted(pool, task_gate, entry);
    for (unsigned entry = workers; entry < 40; entry++)
        assert_int_equal(yoke_future_cancel(futures[entry]), 0);
    board_open();
    release_all(futures, 40);
    pool_gone(pool);
    assert_int_equal(atomic_load(&board->entered), workers);
}

static void submit_many_hands_in_all(void **state)
{
    struct yoke_pool *pool = pool_of(state, 2);
    void *arguments[300];
    struct yoke_future *futures[300];
    for (uintptr_t entry = 0; entry < 300; entry++)
        arguments[entry] = number(entry);
    assert_int_equal(yoke_pool_submit_many(pool, task_square, arguments, 300, futures), 300);
    for (unsigned entry = 0; entry < 300; entry++)
        expect_result(futures[entry], (uint64_t)entry * entry);
    release_all(futures, 300);
    pool_gone(pool);
}

static void no_more_futures_than_asked_for(void **state)
{
    struct yoke_pool_options options = options_of(state, 1);
    options.futures_most = 64;
    struct yoke_pool *pool = pool_with(&options);
    struct yoke_future *futures[64], *none;
    for (unsigned entry = 0; entry < 64; entry++)
        futures[entry] = submitted(pool, task_square, entry);
    assert_int_equal(yoke_pool_submit(pool, task_square, NULL, &none), YOKE_E_FULL);
    for (int round = 0; round < 1000; round++) {
        expect_result(futures[round % 64], (uint64_t)(round % 64) * (uint64_t)(round % 64));
        yoke_future_release(futures[round % 64]);
        futures[round % 64] = submitted(pool, task_square, (uintptr_t)round % 64);
    }
    release_all(futures, 64);
    pool_gone(pool);
}

static const struct pool_promise promises[] = {
    PROMISE(S1_Q4_a_result_equals_a_direct_call),
    PROMISE(S2_an_argument_by_copy_arrives_unchanged),
    PROMISE(S3_no_function_is_refused),
    PROMISE(S4_a_full_queue_rejects),
    PROMISE(S4_a_full_queue_has_the_caller_run_the_task),
    PROMISE(S4_a_full_queue_blocks_until_there_is_room_or_the_end),
    PROMISE(S5_one_worker_begins_tasks_in_the_order_of_submitting),
    PROMISE(S6_S7_Q29_nothing_is_taken_after_a_shutdown),
    PROMISE(S9_Q2_Q3_bad_options_are_refused_with_a_sentence),
    PROMISE(S10_S11_D1_a_shutdown_leaves_all_results_and_a_failing_task_harms_nobody),
    PROMISE(S12_no_more_tasks_run_at_once_than_there_are_workers),
    PROMISE(S13_any_thread_may_submit),
    PROMISE(S17_P6_all_that_no_worker_has_taken_can_be_cancelled),
    PROMISE(submit_many_hands_in_all),
    PROMISE(no_more_futures_than_asked_for),
};

int main(void)
{
    return pool_suite("submitting", promises, sizeof promises / sizeof promises[0]);
}

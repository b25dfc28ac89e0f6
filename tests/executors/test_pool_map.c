/* SPDX-License-Identifier: MIT */
/* Maps, on every executor: items M and those of multiprocessing.Pool (Q) that are about maps. */
#include "pool_trial.h"

static struct yoke_map *map_of(struct yoke_pool *pool, const struct yoke_map_task *task)
{
    struct yoke_map *map = NULL;
    assert_int_equal(yoke_map_start(pool, task, &map), 0);
    return map;
}

static void expect_next(struct yoke_map *map, uint64_t expected)
{
    int status = 1;
    uint64_t value = 0;
    assert_int_equal(yoke_map_next(map, &status, &value, sizeof value, NULL), 0);
    assert_int_equal(status, 0);
    assert_int_equal(value, expected);
}

static void expect_end(struct yoke_map *map)
{
    assert_int_equal(yoke_map_next(map, NULL, NULL, 0, NULL), YOKE_E_END);
}

static void expect_map(struct yoke_pool *pool, const struct yoke_map_task *task)
{
    uint64_t values[2000] = {0};
    int statuses[2000];
    assert_true(task->count <= 2000);
    assert_int_equal(yoke_pool_map(pool, task, values, sizeof values[0], statuses), 0);
    for (uint64_t index = 0; index < task->count; index++) {
        assert_int_equal(statuses[index], 0);
        assert_int_equal(values[index], 3 * index + 1);
    }
}

static void M1_M13_M14_Q10_Q11_any_count_and_chunk_give_the_results_of_a_loop(void **state)
{
    struct yoke_pool *pool = pool_of(state, 2);
    const uint64_t counts[] = {1, 2, 40, 97, 1000};
    const int64_t chunks[] = {0, 1, 3, 6, 20, 40, 50, 1000000};
    for (size_t count = 0; count < 5; count++) {
        for (size_t chunk = 0; chunk < 8; chunk++) {
            const struct yoke_map_task task = {
                .function = task_index, .count = counts[count], .chunk = chunks[chunk], .unordered = chunk % 2};
            expect_map(pool, &task);
        }
    }
    pool_gone(pool);
}

static void M3_M4_a_map_runs_although_nobody_iterates(void **state)
{
    struct yoke_pool *pool = pool_of(state, 2);
    const struct yoke_map_task task = {.function = task_gate, .count = 20, .chunk = 1};
    struct yoke_map *map = map_of(pool, &task); /* returns although no task can end yet */
    assert_int_equal(yoke_map_taken(map), 20);
    assert_false(yoke_map_ready(map));
    assert_int_equal(yoke_map_successful(map), YOKE_E_STATE); /* Q7 */
    board_open();
    board_await(&board->left, 20);
    for (int entry = 0; entry < 20; entry++)
        assert_int_equal(yoke_map_next(map, NULL, NULL, 0, NULL), 0);
    assert_true(yoke_map_ready(map));
    assert_int_equal(yoke_map_successful(map), 1);
    expect_end(map);
    yoke_map_close(map);
    pool_gone(pool);
}

static int task_odd_fails(void *argument, struct yoke_call *call)
{
    task_index(argument, call);
    return call->index % 2 ? yoke_call_fail(call, (int)call->index, "%d is odd", (int)call->index) : 0;
}

static void M5_M6_M16_Q17_Q32_every_element_has_its_own_status(void **state)
{
    struct yoke_pool *pool = pool_of(state, 2);
    for (int64_t chunk = 1; chunk <= 3; chunk += 2) {
        const struct yoke_map_task task = {.function = task_odd_fails, .count = 20, .chunk = chunk};
        struct yoke_map *map = map_of(pool, &task);
        for (uint64_t index = 0; index < 20; index++) {
            struct yoke_outcome outcome;
            uint64_t value = 0;
            int status;
            assert_int_equal(yoke_map_next(map, &status, &value, sizeof value, &outcome), 0);
            assert_int_equal(outcome.index, index);
            assert_int_equal(status, index % 2 ? YOKE_E_TASK : 0);
            assert_int_equal(index % 2 ? (uint64_t)outcome.code : value, index % 2 ? index : 3 * index + 1);
        }
        expect_end(map);
        assert_int_equal(yoke_map_successful(map), 0);
        yoke_map_close(map);
    }
    pool_gone(pool);
}

static int task_first_fails(void *argument, struct yoke_call *call)
{
    return call->index ? task_gate(argument, call) : 5;
}

static void M6_fail_fast_cancels_what_has_not_begun(void **state)
{
    struct yoke_pool *pool = pool_of(state, 1);
    const struct yoke_map_task task = {.function = task_first_fails, .count = 50, .chunk = 1, .fail_fast = true};
    struct yoke_map *map = map_of(pool, &task);
    int status, cancelled = 0;
    assert_int_equal(yoke_map_next(map, &status, NULL, 0, NULL), 0);
    assert_int_equal(status, YOKE_E_TASK);
    board_open();
    while (!yoke_map_next(map, &status, NULL, 0, NULL))
        cancelled += status == YOKE_E_CANCELLED;
    assert_true(cancelled >= 48); /* one may have begun */
    yoke_map_close(map);
    pool_gone(pool);
}

static void M7_M8_M9_one_deadline_for_the_whole_map(void **state)
{
    struct yoke_pool *pool = pool_of(state, 1);
    const struct yoke_map_task task = {.function = task_gate, .count = 10, .chunk = 1, .deadline_ns = ms(10)};
    struct yoke_map *map = map_of(pool, &task);
    board_await(&board->entered, 1);
    assert_int_equal(yoke_map_next(map, NULL, NULL, 0, NULL), YOKE_E_TIMEOUT);
    expect_end(map);
    expect_end(map);
    board_open();
    yoke_map_close(map);
    pool_gone(pool);
    assert_int_equal(atomic_load(&board->entered), 1); /* the rest was cancelled */
}

static int task_times_out(void *argument, struct yoke_call *call)
{
    (void)argument;
    return yoke_call_fail(call, -ETIMEDOUT, "the disk did not answer");
}

static void M10_a_tasks_own_timeout_is_not_the_maps(void **state)
{
    struct yoke_pool *pool = pool_of(state, 1);
    const struct yoke_map_task task = {.function = task_times_out, .count = 1, .deadline_ns = ms(60000)};
    struct yoke_map *map = map_of(pool, &task);
    struct yoke_outcome outcome;
    int status;
    assert_int_equal(yoke_map_next(map, &status, NULL, 0, &outcome), 0);
    assert_int_equal(status, YOKE_E_TASK);
    assert_int_equal(outcome.code, -ETIMEDOUT);
    yoke_map_close(map);
    pool_gone(pool);
}

static void M11_M26_a_map_may_be_cancelled_and_abandoned(void **state)
{
    struct yoke_pool *pool = pool_of(state, 1);
    struct yoke_pool_statistics statistics;
    const struct yoke_map_task task = {.function = task_gate, .count = 10, .chunk = 1};
    struct yoke_map *map = map_of(pool, &task);
    int status;
    board_await(&board->entered, 1);
    yoke_map_cancel(map);
    board_open();
    assert_int_equal(yoke_map_next(map, &status, NULL, 0, NULL), 0);
    assert_int_equal(status, 0); /* it was running */
    for (int entry = 1; entry < 10; entry++) {
        assert_int_equal(yoke_map_next(map, &status, NULL, 0, NULL), 0);
        assert_int_equal(status, YOKE_E_CANCELLED);
    }
    expect_end(map);
    yoke_map_close(map);
    map = map_of(pool, &task);
    yoke_map_close(map);
    yoke_pool_statistics(pool, &statistics);
    assert_int_equal(statistics.futures_alive, 0);
    pool_gone(pool);
}

static void M15_M18_Q23_bad_chunks_and_windows_are_refused(void **state)
{
    struct yoke_pool *pool = pool_of(state, 1);
    struct yoke_map *map;
    const struct yoke_map_task chunk = {.function = task_index, .count = 3, .chunk = -1}, function = {.count = 3};
    assert_int_equal(yoke_map_start(pool, &chunk, &map), YOKE_E_INVAL);
    assert_int_equal(yoke_map_start(pool, &function, &map), YOKE_E_INVAL);
    pool_gone(pool);
}

static void M17_Q8_the_default_chunk_is_pool4s(void **state)
{
    const uint64_t counts[] = {20, 1000};
    for (unsigned workers = 1; workers <= 4; workers *= 2) {
        struct yoke_pool *pool = pool_of(state, workers);
        for (int entry = 0; entry < 2; entry++) {
            const struct yoke_map_task task = {.function = task_index, .count = counts[entry]};
            struct yoke_map *map = map_of(pool, &task);
            uint64_t parts = 4 * (uint64_t)width(state, workers);
            assert_int_equal(yoke_map_chunk(map), (counts[entry] + parts - 1) / parts);
            yoke_map_close(map);
        }
        pool_gone(pool);
    }
}

static void M25_a_shutdown_right_after_a_map_does_not_hang(void **state)
{
    for (int round = 0; round < 20; round++) {
        struct yoke_pool *pool = pool_of(state, 2);
        const struct yoke_map_task task = {.function = task_index, .count = 30, .chunk = 1};
        struct yoke_map *map = map_of(pool, &task);
        assert_int_equal(yoke_pool_shutdown(pool, YOKE_SHUTDOWN_WAIT), 0);
        for (uint64_t index = 0; index < 30; index++)
            expect_next(map, 3 * index + 1);
        yoke_map_close(map);
        assert_int_equal(yoke_pool_destroy(pool), 0);
    }
}

static void Q12_a_map_is_summed_up_once(void **state)
{
    struct yoke_pool *pool = pool_of(state, 2);
    const struct yoke_map_task good = {.function = task_index, .count = 40},
                               bad = {.function = task_odd_fails, .count = 4};
    int statuses[4];
    assert_int_equal(yoke_pool_map(pool, &good, NULL, 0, NULL), 0);
    assert_int_equal(yoke_pool_map(pool, &bad, NULL, 0, statuses), YOKE_E_TASK);
    for (int entry = 0; entry < 4; entry++)
        assert_int_equal(statuses[entry], entry % 2 ? YOKE_E_TASK : 0);
    pool_gone(pool);
}

static void Q39_every_index_is_run_once(void **state)
{
    struct yoke_pool *pool = pool_of(state, 3);
    const struct yoke_map_task task = {.function = task_index, .count = 2000, .chunk = 7};
    expect_map(pool, &task);
    for (int index = 0; index < 2000; index++)
        assert_int_equal(atomic_load(&board->runs[index]), 1);
    pool_gone(pool);
}

static int task_too_big(void *argument, struct yoke_call *call)
{
    (void)argument;
    call->value_bytes = call->room_bytes + 1;
    return 0;
}

static void Q31_Q43_D12_P13_a_value_that_does_not_fit_fails_its_task_alone(void **state)
{
    struct yoke_pool *pool = pool_of(state, 1);
    struct yoke_pool_statistics statistics;
    for (int round = 0; round < 20; round++) {
        struct yoke_future *future = submitted(pool, task_too_big, 0), *next = submitted(pool, task_square, 2);
        assert_int_equal(yoke_future_result(future, YOKE_NO_LIMIT, NULL, 0), YOKE_E_TOOBIG);
        expect_result(next, 4);
        release_all((struct yoke_future *[]){future, next}, 2);
    }
    yoke_pool_statistics(pool, &statistics);
    assert_int_equal(statistics.deaths, 0);
    pool_gone(pool);
}

static void a_map_larger_than_the_pool_is_refused_whole(void **state)
{
    struct yoke_pool_options options = options_of(state, 1);
    options.futures_most = 64;
    struct yoke_pool *pool = pool_with(&options);
    const struct yoke_map_task large = {.function = task_index, .count = 65},
                               fits = {.function = task_index, .count = 60};
    struct yoke_map *map;
    struct yoke_future *kept[10];
    assert_int_equal(yoke_map_start(pool, &large, &map), YOKE_E_FULL);
    for (int entry = 0; entry < 10; entry++)
        kept[entry] = submitted(pool, task_square, 1);
    assert_int_equal(yoke_map_start(pool, &fits, &map), YOKE_E_FULL);
    release_all(kept, 10);
    pool_gone(pool);
}

static const struct pool_promise promises[] = {
    PROMISE(M1_M13_M14_Q10_Q11_any_count_and_chunk_give_the_results_of_a_loop),
    PROMISE(M3_M4_a_map_runs_although_nobody_iterates),
    PROMISE(M5_M6_M16_Q17_Q32_every_element_has_its_own_status),
    PROMISE(M6_fail_fast_cancels_what_has_not_begun),
    PROMISE(M7_M8_M9_one_deadline_for_the_whole_map),
    PROMISE(M10_a_tasks_own_timeout_is_not_the_maps),
    PROMISE(M11_M26_a_map_may_be_cancelled_and_abandoned),
    PROMISE(M15_M18_Q23_bad_chunks_and_windows_are_refused),
    PROMISE(M17_Q8_the_default_chunk_is_pool4s),
    PROMISE(M25_a_shutdown_right_after_a_map_does_not_hang),
    PROMISE(Q12_a_map_is_summed_up_once),
    PROMISE(Q39_every_index_is_run_once),
    PROMISE(Q31_Q43_D12_P13_a_value_that_does_not_fit_fails_its_task_alone),
    PROMISE(a_map_larger_than_the_pool_is_refused_whole),
};

int main(void)
{
    return pool_suite("maps", promises, sizeof promises / sizeof promises[0]);
}

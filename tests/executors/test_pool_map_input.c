/* SPDX-License-Identifier: MIT */
/* Maps over inputs that are made one by one, and the order of their elements: items M and Q. */
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

/* A generator of numbers, without end unless told. */
struct numbers {
    uint64_t next, end, fails_at;
};

static int numbers_next(void *argument, uint64_t index, void *input)
{
    struct numbers *numbers = argument;
    assert_int_equal(index, numbers->next);
    if (numbers->next == numbers->fails_at)
        return -77;
    if (numbers->next == numbers->end)
        return 0;
    *(uint64_t *)input = numbers->next++;
    return 1;
}

static int task_input(void *argument, struct yoke_call *call)
{
    return value_is(call, 10 * *(uint64_t *)argument);
}

static struct yoke_map_task numbers_map(struct numbers *numbers, size_t window)
{
    return (struct yoke_map_task){.function = task_input,
                                  .argument = numbers,
                                  .generate = numbers_next,
                                  .argument_bytes = sizeof(uint64_t),
                                  .window = window};
}

static void M2_M20_M21_Q18_a_window_makes_endless_input_usable(void **state)
{
    struct yoke_pool *pool = pool_of(state, 2);
    const size_t windows[] = {1, 2, 7, 100};
    for (int entry = 0; entry < 4; entry++) {
        struct numbers numbers = {.end = UINT64_MAX, .fails_at = UINT64_MAX};
        const struct yoke_map_task task = numbers_map(&numbers, windows[entry]);
        struct yoke_map *map = map_of(pool, &task);
        for (uint64_t index = 0; index < 300; index++)
            expect_next(map, 10 * index);
        yoke_map_close(map);
    }
    pool_gone(pool);
}

static void M22_a_full_window_has_taken_exactly_so_many(void **state)
{
    struct yoke_pool *pool = pool_of(state, 1);
    struct numbers numbers = {.end = UINT64_MAX, .fails_at = UINT64_MAX};
    const struct yoke_map_task task = numbers_map(&numbers, 4);
    struct yoke_map *map = map_of(pool, &task);
    assert_int_equal(numbers.next, 4);
    assert_int_equal(yoke_map_taken(map), 4);
    expect_next(map, 0);
    assert_int_equal(numbers.next, 5);
    yoke_map_close(map);
    pool_gone(pool);
}

static void M23_Q15_no_input_gives_no_results(void **state)
{
    struct yoke_pool *pool = pool_of(state, 1);
    struct numbers numbers = {.end = 0, .fails_at = UINT64_MAX};
    const struct yoke_map_task none = {.function = task_index}, empty = numbers_map(&numbers, 3),
                               unordered = {.function = task_index, .unordered = true};
    const struct yoke_map_task *tasks[] = {&none, &empty, &unordered};
    for (int entry = 0; entry < 3; entry++) {
        struct yoke_map *map = map_of(pool, tasks[entry]);
        expect_end(map);
        yoke_map_close(map);
    }
    assert_int_equal(yoke_pool_map(pool, &none, NULL, 0, NULL), 0);
    pool_gone(pool);
}

static void M24_what_is_in_the_window_comes_before_the_shutdown(void **state)
{
    struct yoke_pool *pool = pool_of(state, 1);
    struct numbers numbers = {.end = UINT64_MAX, .fails_at = UINT64_MAX};
    const struct yoke_map_task task = numbers_map(&numbers, 3);
    struct yoke_map *map = map_of(pool, &task);
    assert_int_equal(yoke_pool_shutdown(pool, 0), 0);
    for (uint64_t index = 0; index < 3; index++)
        expect_next(map, 10 * index);
    assert_int_equal(yoke_map_next(map, NULL, NULL, 0, NULL), YOKE_E_SHUTDOWN);
    yoke_map_close(map);
    pool_gone(pool);
}

static void Q16_Q19_Q21_an_error_of_the_generator_has_its_place(void **state)
{
    struct yoke_pool *pool = pool_of(state, 1);
    struct numbers numbers = {.end = UINT64_MAX, .fails_at = 5};
    const struct yoke_map_task task = numbers_map(&numbers, 2);
    struct yoke_map *map = map_of(pool, &task);
    struct yoke_outcome outcome;
    int status;
    for (uint64_t index = 0; index < 5; index++)
        expect_next(map, 10 * index);
    assert_int_equal(yoke_map_next(map, &status, NULL, 0, &outcome), 0);
    assert_int_equal(status, YOKE_E_INPUT);
    assert_int_equal(outcome.code, -77);
    expect_end(map);
    yoke_map_close(map);
    struct yoke_future *future = submitted(pool, task_square, 3); /* and the pool is as good as before */
    expect_result(future, 9);
    yoke_future_release(future);
    pool_gone(pool);
}

static int task_all_but_first_wait(void *argument, struct yoke_call *call)
{
    if (call->index == 0)
        board_await(&board->open, 1);
    return task_index(argument, call);
}

static void Q20_unordered_elements_come_as_they_are_done(void **state)
{
    need(state, YOKE_PARALLEL, "has one worker: order of ends is order of beginnings");
    struct yoke_pool *pool = pool_of(state, 2);
    const struct yoke_map_task task = {.function = task_all_but_first_wait, .count = 20, .chunk = 1, .unordered = true};
    struct yoke_map *map = map_of(pool, &task);
    unsigned seen[20] = {0};
    struct yoke_outcome outcome;
    for (int entry = 0; entry < 19; entry++) {
        assert_int_equal(yoke_map_next(map, NULL, NULL, 0, &outcome), 0);
        assert_true(outcome.index > 0 && outcome.index < 20);
        seen[outcome.index]++;
    }
    board_open();
    assert_int_equal(yoke_map_next(map, NULL, NULL, 0, &outcome), 0);
    assert_int_equal(outcome.index, 0);
    for (int entry = 1; entry < 20; entry++)
        assert_int_equal(seen[entry], 1);
    expect_end(map);
    yoke_map_close(map);
    pool_gone(pool);
}

static void Q5_Q6_Q22_an_element_may_be_waited_for_in_turns(void **state)
{
    struct yoke_pool *pool = pool_of(state, 1);
    const struct yoke_map_task task = {.function = task_gate, .count = 1};
    struct yoke_map *map = map_of(pool, &task);
    assert_int_equal(yoke_map_next_within(map, 0, NULL, NULL, 0, NULL), YOKE_E_TIMEOUT);
    assert_int_equal(yoke_map_next_within(map, ms(5), NULL, NULL, 0, NULL), YOKE_E_TIMEOUT);
    board_open();
    assert_int_equal(yoke_map_next_within(map, ms(60000), NULL, NULL, 0, NULL), 0);
    yoke_map_close(map);
    pool_gone(pool);
}

static const struct pool_promise promises[] = {
    PROMISE(M2_M20_M21_Q18_a_window_makes_endless_input_usable),
    PROMISE(M22_a_full_window_has_taken_exactly_so_many),
    PROMISE(M23_Q15_no_input_gives_no_results),
    PROMISE(M24_what_is_in_the_window_comes_before_the_shutdown),
    PROMISE(Q16_Q19_Q21_an_error_of_the_generator_has_its_place),
    PROMISE(Q20_unordered_elements_come_as_they_are_done),
    PROMISE(Q5_Q6_Q22_an_element_may_be_waited_for_in_turns),
};

int main(void)
{
    return pool_suite("map inputs", promises, sizeof promises / sizeof promises[0]);
}

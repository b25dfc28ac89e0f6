/* SPDX-License-Identifier: MIT */
/* Tasks that may not take longer than they are given. Executors whose workers are processes. */
#include "pool_death.h"
#include "pool_pressure.h"

static void P35_C6_6_a_task_over_its_limit_is_ended_in_time(void **state)
{
    need_processes(state);
    struct yoke_pool *pool = pool_of(state, 2);
    for (uintptr_t stubborn = 0; stubborn < 2; stubborn++) {
        const struct yoke_task task = {.function = task_hang, .argument = number(stubborn), .limit_ns = 30000000};
        struct yoke_future *hung, *good;
        struct yoke_outcome outcome;
        struct pressure before = pressure_read();
        assert_int_equal(yoke_pool_submit_task(pool, &task, &hung), 0);
        good = submitted(pool, task_square, 7);
        expect_result(good, 49);
        assert_int_equal(yoke_future_error(hung, YOKE_NO_LIMIT, &outcome), 0);
        uint64_t took_ns = futex_now_ns() - before.at_ns;
        assert_int_equal(outcome.status, YOKE_E_HUNG);
        assert_int_equal(outcome.code, stubborn ? SIGKILL : SIGTERM);
        assert_true(took_ns >= 30000000);
        pressure_expect(&before, 30000000 + 100000000);
        assert_non_null(strstr(outcome.message, ", without a heartbeat"));
        release_all((struct yoke_future *[]){hung, good}, 2);
    }
    struct yoke_pool_statistics statistics;
    yoke_pool_statistics(pool, &statistics);
    assert_int_equal(statistics.hung, 2);
    pool_gone(pool);
}

static void M7_P35_every_element_of_a_map_has_its_limit(void **state)
{
    need_processes(state);
    struct yoke_pool *pool = pool_of(state, 2);
    const struct yoke_map_task task = {.function = task_hang, .count = 4, .chunk = 2, .limit_ns = 20000000};
    int statuses[4];
    assert_int_equal(yoke_pool_map(pool, &task, NULL, 0, statuses), YOKE_E_TASK);
    for (int entry = 0; entry < 4; entry++)
        assert_int_equal(statuses[entry], YOKE_E_HUNG);
    pool_gone(pool);
}

static int task_beat(void *argument, struct yoke_call *call)
{
    (void)argument;
    while (call->attempt)
        ++*(volatile uint64_t *)call->heartbeat;
    return 0;
}

static void P35_a_task_that_was_slow_is_told_from_one_that_was_stuck(void **state)
{
    need_processes(state);
    struct yoke_pool *pool = pool_of(state, 1);
    const struct yoke_task slow = {.function = task_beat, .limit_ns = 10000000};
    const struct yoke_task stuck = {.function = task_hang, .limit_ns = 10000000};
    for (int kind = 0; kind < 2; kind++) { /* the second on a worker whose predecessor's heart did beat */
        struct yoke_future *hung;
        struct yoke_outcome outcome;
        assert_int_equal(yoke_pool_submit_task(pool, kind ? &stuck : &slow, &hung), 0);
        assert_int_equal(yoke_future_error(hung, YOKE_NO_LIMIT, &outcome), 0);
        assert_int_equal(outcome.status, YOKE_E_HUNG);
        assert_non_null(strstr(outcome.message, kind ? ", without a heartbeat" : " heartbeats"));
        yoke_future_release(hung);
    }
    pool_gone(pool);
}

static const struct pool_promise promises[] = {
    PROMISE(P35_C6_6_a_task_over_its_limit_is_ended_in_time),
    PROMISE(P35_a_task_that_was_slow_is_told_from_one_that_was_stuck),
    PROMISE(M7_P35_every_element_of_a_map_has_its_limit),
};

int main(void)
{
    return pool_suite("limits", promises, sizeof promises / sizeof promises[0]);
}

/* SPDX-License-Identifier: MIT */
/* Workers that are processes: items P, and what the harness promises about tasks that crash, hang or end their process.
 */
#include "pool_death.h"
#include "pool_pressure.h"

#include <sys/prctl.h>
#include <sys/resource.h>

static void P24_P27_Q33_Q35_Q42_a_worker_is_replaced_after_its_number_of_tasks(void **state)
{
    need_processes(state);
    struct yoke_pool_options options = options_of(state, 1);
    options.worker_tasks = 4;
    struct yoke_pool *pool = pool_with(&options);
    struct yoke_pool_statistics statistics;
    uint64_t processes[12];
    for (int entry = 0; entry < 12; entry++) {
        struct yoke_future *future = submitted(pool, task_process, 0);
        assert_int_equal(yoke_future_result(future, YOKE_NO_LIMIT, &processes[entry], sizeof processes[0]), 0);
        yoke_future_release(future);
    }
    for (int entry = 0; entry < 12; entry++)
        assert_int_equal(processes[entry] == processes[entry / 4 * 4], 1);
    assert_true(processes[0] != processes[4] && processes[4] != processes[8]);
    yoke_pool_statistics(pool, &statistics);
    assert_int_equal(statistics.deaths, 0);
    pool_gone(pool);
}

static void P26_D14_D15_Q34_a_backlog_beyond_the_limit_is_done(void **state)
{
    need_processes(state);
    const unsigned rows[][3] = {{1, 2, 6}, {2, 2, 8}, {3, 1, 6}, {3, 10, 100}};
    for (int row = 0; row < 4; row++) {
        for (unsigned wait = 0; wait < 2; wait++) {
            struct yoke_pool_options options = options_of(state, rows[row][0]);
            options.worker_tasks = rows[row][1];
            struct yoke_pool *pool = pool_with(&options);
            struct yoke_future *futures[100];
            for (unsigned entry = 0; entry < rows[row][2]; entry++)
                futures[entry] = submitted(pool, task_square, entry);
            assert_int_equal(yoke_pool_shutdown(pool, wait ? YOKE_SHUTDOWN_WAIT : 0), 0);
            for (unsigned entry = 0; entry < rows[row][2]; entry++)
                expect_result(futures[entry], (uint64_t)entry * entry);
            release_all(futures, rows[row][2]);
            assert_int_equal(yoke_pool_destroy(pool), 0);
        }
    }
}

enum { LARGE_BYTES = 100000 };

/* Adds up all of its argument; one whose first byte is odd dies half-way. */
static int task_sum_large(void *argument, struct yoke_call *call)
{
    const volatile unsigned char *bytes = argument;
    uint64_t sum = 0;
    for (size_t place = 0; place < LARGE_BYTES; place++) {
        sum += bytes[place];
        if (place == LARGE_BYTES / 2 && bytes[0] % 2)
            raise(SIGKILL);
    }
    return value_is(call, sum);
}

static void P19_P20_D12_Q14_arguments_by_copy_up_to_their_slot(void **state)
{
    need_processes(state);
    struct yoke_pool_options options = options_of(state, 2);
    options.argument_bytes = LARGE_BYTES;
    options.result_bytes = 64;
    struct yoke_pool *pool = pool_with(&options);
    static unsigned char large[2 * LARGE_BYTES];
    struct yoke_task task = {.function = task_sum_large, .argument = large, .argument_bytes = LARGE_BYTES};
    struct yoke_future *futures[20];
    for (unsigned entry = 0; entry < 20; entry++) {
        memset(large, (int)entry, LARGE_BYTES);
        assert_int_equal(yoke_pool_submit_task(pool, &task, &futures[entry]), 0);
    }
    memset(large, 255, LARGE_BYTES); /* they have copies */
    for (unsigned entry = 0; entry < 20; entry++) {
        if (entry % 2)
            assert_int_equal(yoke_future_result(futures[entry], YOKE_NO_LIMIT, NULL, 0), YOKE_E_CRASHED);
        else
            expect_result(futures[entry], (uint64_t)entry * LARGE_BYTES);
    }
    task.argument_bytes = sizeof large;
    assert_int_equal(yoke_pool_submit_task(pool, &task, NULL), YOKE_E_TOOBIG);
    release_all(futures, 20);
    pool_gone(pool);
}

static void D11_a_crash_after_the_shutdown_began_is_told(void **state)
{
    need_processes(state);
    struct yoke_pool *pool = pool_of(state, 1);
    struct yoke_future *busy, *bad, *last;
    workers_occupy(pool, 1, &busy);
    bad = submitted(pool, task_die, DIE_SEGV);
    last = submitted(pool, task_square, 4);
    assert_int_equal(yoke_pool_shutdown(pool, 0), 0);
    board_open();
    assert_int_equal(yoke_future_result(bad, YOKE_NO_LIMIT, NULL, 0), YOKE_E_CRASHED);
    expect_result(last, 16);
    release_all((struct yoke_future *[]){busy, bad, last}, 3);
    pool_gone(pool);
}

static void D13_a_shutdown_while_workers_are_replaced_does_not_hang(void **state)
{
    need_processes(state);
    for (int round = 0; round < 10; round++) {
        struct yoke_pool *pool = pool_of(state, 2);
        struct yoke_future *futures[6];
        for (unsigned entry = 0; entry < 6; entry++)
            futures[entry] = submitted(pool, entry % 2 ? task_square : task_die, entry);
        assert_int_equal(yoke_pool_shutdown(pool, 0), 0);
        assert_int_equal(yoke_future_wait(futures, 6, YOKE_ALL, YOKE_NO_LIMIT, NULL), 0);
        release_all(futures, 6);
        assert_int_equal(yoke_pool_destroy(pool), 0);
    }
}

static void D19_P29_P30_Q24_a_pool_can_be_killed_at_once(void **state)
{
    need_processes(state);
    struct yoke_pool *pool = pool_of(state, 2);
    static struct yoke_future *futures[10000];
    workers_occupy(pool, 2, futures);
    for (unsigned entry = 2; entry < 10000; entry++)
        futures[entry] = submitted(pool, task_gate, entry);
    const struct pressure before = pressure_read();
    assert_int_equal(yoke_pool_shutdown(pool, YOKE_SHUTDOWN_KILL | YOKE_SHUTDOWN_WAIT), 0);
    pressure_expect(&before, 1000000000);
    assert_int_equal(atomic_load(&board->entered), 2); /* nobody else was begun, and the gate is shut */
    for (unsigned entry = 0; entry < 10000; entry++)
        assert_int_equal(yoke_future_result(futures[entry], 0, NULL, 0), entry < 2 ? YOKE_E_LOST : YOKE_E_CANCELLED);
    assert_int_equal(yoke_pool_submit(pool, task_square, NULL, NULL), YOKE_E_SHUTDOWN);
    release_all(futures, 10000);
    assert_int_equal(yoke_pool_destroy(pool), 0);
}

static void P31_P32_killing_is_harmless_where_there_is_nothing_to_kill(void **state)
{
    need_processes(state);
    struct yoke_pool_options options = options_of(state, 1);
    options.lazy = true;
    struct yoke_pool *never = pool_with(&options), *ended = pool_of(state, 1);
    assert_int_equal(yoke_pool_shutdown(never, YOKE_SHUTDOWN_KILL | YOKE_SHUTDOWN_WAIT), 0);
    assert_int_equal(yoke_pool_shutdown(ended, YOKE_SHUTDOWN_WAIT), 0);
    assert_int_equal(yoke_pool_shutdown(ended, YOKE_SHUTDOWN_KILL), 0);
    assert_int_equal(yoke_pool_shutdown(ended, 1u << 5), YOKE_E_INVAL);
    assert_int_equal(yoke_pool_destroy(never), 0);
    assert_int_equal(yoke_pool_destroy(ended), 0);
}

static int task_allocate(void *argument, struct yoke_call *call)
{
    (void)argument;
    void *volatile memory = malloc((size_t)1 << 42); /* volatile: a compiler may do without memory nobody uses */
    bool refused = memory == NULL;
    free(memory);
    struct rlimit limit;
    getrlimit(RLIMIT_AS, &limit);
    return value_is(call, refused && limit.rlim_cur == (rlim_t)1 << 41);
}

static void C6_1_memory_may_be_limited(void **state)
{
    need_processes(state);
#if SANITIZED
    print_message("sanitizers reserve more address space than any limit would leave\n");
    skip();
#endif
    struct yoke_pool_options options = options_of(state, 1);
    options.memory_bytes = (uint64_t)1 << 41;
    struct yoke_pool *pool = pool_with(&options);
    struct yoke_future *future = submitted(pool, task_allocate, 0);
    expect_result(future, 1);
    yoke_future_release(future);
    pool_gone(pool);
}

static void K11_callbacks_of_isolated_tasks_run_here_also_when_a_task_dies(void **state)
{
    need_processes(state);
    struct yoke_pool *pool = pool_of(state, 2);
    struct yoke_pool_statistics statistics;
    for (uintptr_t entry = 0; entry < 40; entry++) /* nobody wants these: given back by the coordinator */
        assert_int_equal(yoke_pool_submit(pool, entry % 10 ? task_square : task_die, number(entry % 10), NULL), 0);
    assert_int_equal(yoke_pool_shutdown(pool, YOKE_SHUTDOWN_WAIT), 0);
    yoke_pool_statistics(pool, &statistics);
    assert_int_equal(statistics.futures_alive, 0);
    assert_int_equal(statistics.finished, 36);
    assert_int_equal(statistics.crashed, 4);
    assert_int_equal(yoke_pool_destroy(pool), 0);
}

static void P25_limits_that_only_processes_can_keep_are_refused_elsewhere(void **state)
{
    need_no_processes(state, "can keep them");
    struct yoke_pool_options options = options_of(state, 1);
    struct yoke_error error = {""};
    struct yoke_pool *pool = pool_with(&options), *none;
    const struct yoke_task limited = {.function = task_square, .limit_ns = 1},
                           retried = {.function = task_square, .retries = 1};
    assert_int_equal(yoke_pool_submit_task(pool, &limited, NULL), YOKE_E_UNSUPPORTED);
    assert_int_equal(yoke_pool_submit_task(pool, &retried, NULL), YOKE_E_UNSUPPORTED);
    pool_gone(pool);
    options.worker_tasks = 3;
    assert_int_equal(yoke_pool_create(&options, &none, &error), YOKE_E_UNSUPPORTED);
    assert_true(error.text[0]);
}

static const struct pool_promise promises[] = {
    PROMISE(P24_P27_Q33_Q35_Q42_a_worker_is_replaced_after_its_number_of_tasks),
    PROMISE(P26_D14_D15_Q34_a_backlog_beyond_the_limit_is_done),
    PROMISE(P19_P20_D12_Q14_arguments_by_copy_up_to_their_slot),
    PROMISE(D11_a_crash_after_the_shutdown_began_is_told),
    PROMISE(D13_a_shutdown_while_workers_are_replaced_does_not_hang),
    PROMISE(D19_P29_P30_Q24_a_pool_can_be_killed_at_once),
    PROMISE(P31_P32_killing_is_harmless_where_there_is_nothing_to_kill),
    PROMISE(C6_1_memory_may_be_limited),
    PROMISE(K11_callbacks_of_isolated_tasks_run_here_also_when_a_task_dies),
    PROMISE(P25_limits_that_only_processes_can_keep_are_refused_elsewhere),
};

int main(void)
{
    return pool_suite("processes", promises, sizeof promises / sizeof promises[0]);
}

/* SPDX-License-Identifier: MIT */
/* Tasks that take turns and wait for what is not their worker's: another pool, or the thread whose guests they are. */
#include "pool_turns.h"

static struct yoke_pool *other_pool; /* only where there are no processes */

static int task_end_other_pool(void *argument, struct yoke_call *call)
{
    (void)argument;
    (void)call;
    int status = yoke_pool_shutdown(other_pool, YOKE_SHUTDOWN_WAIT);
    return status ? status : (int)yoke_pool_destroy(other_pool);
}

static void D1_Y25_a_task_that_waits_for_the_end_of_another_pool_is_in_nobodys_way(void **state)
{
    need_turns(state);
    struct yoke_pool *pool = pool_of(state, 1);
    other_pool = pool_of(state, 1);
    promise_made(pool, &promise);
    assert_int_equal(yoke_pool_submit(other_pool, task_await_promise, NULL, NULL), 0);
    struct yoke_future *ender = submitted(pool, task_end_other_pool, 0);
    struct yoke_future *keeper = submitted(pool, task_keep_promise, 0); /* behind it, on the same worker */
    expect_result(ender, 0);
    expect_result(keeper, 0);
    yoke_future_release(ender);
    yoke_future_release(keeper);
    yoke_future_release(promise);
    pool_gone(pool);
}

static int task_submit_to_other_pool(void *argument, struct yoke_call *call)
{
    (void)argument;
    (void)call;
    return yoke_pool_submit(other_pool, task_square, NULL, NULL);
}

static int task_open_gate(void *argument, struct yoke_call *call)
{
    (void)argument;
    (void)call;
    board_open();
    return 0;
}

static void S4_a_task_that_waits_for_room_in_another_queue_is_in_nobodys_way(void **state)
{
    need_turns(state);
    struct yoke_pool_options options = options_of(state, 1);
    struct yoke_pool *pool = pool_with(&options);
    options.queue_bound = 1;
    options.full = YOKE_FULL_BLOCK;
    other_pool = pool_with(&options);
    struct yoke_future *gate = submitted(other_pool, task_gate, 0);
    board_await(&board->entered, 1);
    assert_int_equal(yoke_pool_submit(other_pool, task_square, NULL, NULL), 0); /* and now it is full */
    struct yoke_future *waiting = submitted(pool, task_submit_to_other_pool, 0);
    struct yoke_future *opening = submitted(pool, task_open_gate, 0);
    expect_result(waiting, 0);
    yoke_future_release(gate);
    yoke_future_release(waiting);
    yoke_future_release(opening);
    pool_gone(other_pool);
    pool_gone(pool);
}

static int task_sleep_as_guest(void *argument, struct yoke_call *call)
{
    (void)argument;
    call->worker->io->sleep(call->worker, 1000);
    return value_is(call, pthread_equal(pthread_self(), *(pthread_t *)argument) != 0);
}

static void S4_a_guest_waits_as_its_thread_does(void **state)
{
    need_turns(state);
    struct yoke_pool_options options = options_of(state, 1);
    options.queue_bound = 1;
    options.full = YOKE_FULL_CALLER_RUNS;
    struct yoke_pool *pool = pool_with(&options);
    pthread_t self = pthread_self();
    struct yoke_future *gate = submitted(pool, task_gate, 0), *queued, *guest;
    board_await(&board->entered, 1);
    assert_int_equal(yoke_pool_submit(pool, task_sleep_as_guest, &self, &queued), 0);
    assert_int_equal(yoke_pool_submit(pool, task_sleep_as_guest, &self, &guest), 0);
    board_open();
    expect_result(guest, 1);
    expect_result(queued, 0);
    yoke_future_release(gate);
    yoke_future_release(queued);
    yoke_future_release(guest);
    pool_gone(pool);
}

static const struct pool_promise promises[] = {
    PROMISE(D1_Y25_a_task_that_waits_for_the_end_of_another_pool_is_in_nobodys_way),
    PROMISE(S4_a_task_that_waits_for_room_in_another_queue_is_in_nobodys_way),
    PROMISE(S4_a_guest_waits_as_its_thread_does),
};

int main(void)
{
    return pool_suite("others", promises, sizeof promises / sizeof promises[0]);
}

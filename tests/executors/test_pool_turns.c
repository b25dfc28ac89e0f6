/* SPDX-License-Identifier: MIT */
/* Tasks that take turns: on an executor whose waiting tasks give their worker to others, waiting for a future, a queue
 * or another pool is waiting like any other, and the pool always knows which task it is in. */
#include "pool_turns.h"

enum { MANY = 500 };

static struct yoke_future *futures_of[MANY]; /* only where there are no processes, like the promise */

static void F13_F18_S12_Y8_tasks_that_wait_for_a_future_are_in_nobodys_way(void **state)
{
    need_turns(state);
    struct yoke_pool *pool = pool_of(state, 1);
    promise_made(pool, &promise);
    for (unsigned entry = 0; entry < MANY; entry++)
        futures_of[entry] = submitted(pool, task_await_promise, entry);
    board_await(&board->entered, MANY); /* all of them are in the middle of it, on one worker */
    struct yoke_future *meanwhile = submitted(pool, task_square, 7);
    expect_result(meanwhile, 49);
    promise_kept(promise, 1000);
    for (unsigned entry = 0; entry < MANY; entry++)
        expect_result(futures_of[entry], 1000 + entry);
    release_all(futures_of, MANY);
    yoke_future_release(meanwhile);
    yoke_future_release(promise);
    pool_gone(pool);
}

static int task_sleep_and_square(void *argument, struct yoke_call *call)
{
    call->worker->io->sleep(call->worker, (uintptr_t)argument % 5 * 20000);
    return task_square(argument, call);
}

/* Hands in children of its own, gives way in between, and waits for one in its own place and for the other as it comes.
 */
static int task_parent(void *argument, struct yoke_call *call)
{
    const uintptr_t own = (uintptr_t)argument;
    struct yoke_future *children[3];
    for (unsigned child = 0; child < 3; child++) {
        int status = yoke_pool_submit(call->pool, task_sleep_and_square, number(10 * own + child), &children[child]);
        if (status)
            return status;
        call->worker->io->sleep(call->worker, own % 3 * 10000);
    }
    int status = yoke_future_wait(children, 3, YOKE_ALL, YOKE_NO_LIMIT, NULL);
    uint64_t sum = 0;
    for (unsigned child = 0; child < 3; child++) {
        uint64_t value = 0;
        status = status ? status : yoke_future_result(children[child], YOKE_NO_LIMIT, &value, sizeof value);
        yoke_future_release(children[child]);
        sum += value;
    }
    return status ? status : value_is(call, sum);
}

static void S13_S14_Y9_tasks_in_turns_wait_for_their_own_children(void **state)
{
    need_no_processes(state, "tasks of isolated workers cannot use the pool");
    struct yoke_pool *pool = pool_of(state, 2);
    for (unsigned entry = 0; entry < MANY; entry++)
        futures_of[entry] = submitted(pool, task_parent, entry);
    for (uint64_t entry = 0; entry < MANY; entry++)
        expect_result(futures_of[entry], 300 * entry * entry + 60 * entry + 5);
    release_all(futures_of, MANY);
    pool_gone(pool);
}

static _Atomic uintptr_t place_of_child, place_of_stranger;
static struct yoke_future *child_of_another;

static int task_note_place(void *argument, struct yoke_call *call)
{
    (void)argument;
    int here;
    atomic_store(&place_of_child, (uintptr_t)&here);
    return value_is(call, 1);
}

static int task_have_a_child(void *argument, struct yoke_call *call)
{
    (void)argument;
    board_await(&board->open, 1); /* the stranger is in the queue */
    int status = yoke_pool_submit(call->pool, task_note_place, NULL, &child_of_another);
    return status ? status : yoke_future_result(promise, YOKE_NO_LIMIT, NULL, 0);
}

static int task_stranger(void *argument, struct yoke_call *call)
{
    (void)argument;
    (void)call;
    int here;
    atomic_store(&place_of_stranger, (uintptr_t)&here);
    return yoke_future_result(child_of_another, YOKE_NO_LIMIT, NULL, 0);
}

static void S14_a_task_does_not_run_the_child_of_one_it_takes_turns_with(void **state)
{
    need_turns(state);
    struct yoke_pool *pool = pool_of(state, 1);
    promise_made(pool, &promise);
    /* The stranger comes before the child in the queue, and finds it pending. */
    struct yoke_future *parent = submitted(pool, task_have_a_child, 0);
    struct yoke_future *stranger = submitted(pool, task_stranger, 0);
    board_open();
    expect_result(stranger, 0);
    const uintptr_t frame_most = 32 << 10; /* less than a stack: one that runs in another's place is below it */
    uintptr_t below = atomic_load(&place_of_stranger) - atomic_load(&place_of_child);
    assert_true(below > frame_most);
    promise_kept(promise, 0);
    expect_result(parent, 0);
    yoke_future_release(child_of_another);
    yoke_future_release(parent);
    yoke_future_release(stranger);
    yoke_future_release(promise);
    pool_gone(pool);
}

static int task_await_numbered(void *argument, struct yoke_call *call)
{
    board_add(&board->entered);
    call->worker->io->yield(call->worker);
    board_await(&board->open, 1);
    return value_is(call,
                    (uint64_t)(int64_t)yoke_future_result(futures_of[(uintptr_t)argument], YOKE_NO_LIMIT, NULL, 0));
}

static void S14_Y30_a_task_that_waits_for_itself_is_told(void **state)
{
    need_no_processes(state, "tasks of isolated workers cannot wait for futures");
    struct yoke_pool *pool = pool_of(state, 3);
    futures_of[0] = submitted(pool, task_await_numbered, 0);
    board_open();
    expect_result(futures_of[0], (uint64_t)(int64_t)YOKE_E_DEADLOCK);
    yoke_future_release(futures_of[0]);
    pool_gone(pool);
}

static void S14_tasks_that_wait_for_each_other_are_told(void **state)
{
    need_no_processes(state, "tasks of isolated workers cannot wait for futures");
    need(state, YOKE_PARALLEL, "cannot have begun two tasks");
    const bool turns = can(state, YOKE_PARKS_IO);
    struct yoke_pool *pool = pool_of(state, turns ? 1 : 3); /* one worker too many, which can do nothing about it */
    unsigned told = 0;
    for (unsigned entry = 0; entry < 2; entry++)
        futures_of[entry] = submitted(pool, task_await_numbered, 1 - entry);
    board_open();
    for (unsigned entry = 0; entry < 2; entry++) {
        uint64_t value = 0;
        assert_int_equal(yoke_future_result(futures_of[entry], YOKE_NO_LIMIT, &value, sizeof value), 0);
        assert_true(value == 0 || (int64_t)value == YOKE_E_DEADLOCK);
        told += value != 0;
    }
    assert_int_equal(told, 1);
    release_all(futures_of, 2);
    pool_gone(pool);
}

static int task_await_in_vain(void *argument, struct yoke_call *call)
{
    (void)argument;
    struct yoke_future *child;
    bool done[1];
    int now = yoke_future_result(promise, 0, NULL, 0), before = yoke_future_result(promise, -5, NULL, 0);
    int soon = yoke_future_result(promise, ms(1), NULL, 0);
    int many = yoke_future_wait(&promise, 1, YOKE_FIRST_DONE, ms(1), done);
    int status = yoke_pool_submit(call->pool, task_index, NULL, &child);
    status = status ? status : yoke_future_result(child, 0, NULL, 0); /* Y15: a child is not begun for that */
    uint32_t runs = 0;
    for (unsigned index = 0; index < BOARD_MOST; index++)
        runs += atomic_load(&board->runs[index]);
    yoke_future_release(child);
    board_add(&board->entered);
    bool all = now == YOKE_E_TIMEOUT && before == now && soon == now && many == now && status == now && !done[0];
    return value_is(call, all && runs == 0 && yoke_future_result(promise, YOKE_NO_LIMIT, NULL, 0) == 0);
}

static void F10_F27_W8_Y14_Y15_limits_of_waiting_hold_inside_a_task(void **state)
{
    need_no_processes(state, "tasks of isolated workers cannot wait for futures");
    struct yoke_pool_options options = options_of(state, 1);
    struct yoke_pool *pool = pool_with(&options);
    promise_made(pool, &promise);
    struct yoke_future *future = submitted(pool, task_await_in_vain, 0);
    board_await(&board->entered, 1);
    promise_kept(promise, 1);
    expect_result(future, 1);
    yoke_future_release(future);
    yoke_future_release(promise);
    pool_gone(pool);
}

enum { RACES = 2000 };

/* Limits from none to some 30 µs, so that the end comes before, after and in the middle of it. */
static int task_race(void *argument, struct yoke_call *call)
{
    struct yoke_future *raced = argument;
    uint64_t value = 0;
    board_add(&board->entered);
    int status = yoke_future_result(raced, (int64_t)(call->index % 64) * 500, &value, sizeof value);
    if (status == YOKE_E_TIMEOUT)
        status = yoke_future_result(raced, YOKE_NO_LIMIT, &value, sizeof value);
    return status ? status : value_is(call, value);
}

static void Y16_Y21_W14_an_end_that_races_a_limit_is_not_lost(void **state)
{
    need_no_processes(state, "tasks of isolated workers cannot wait for futures");
    struct yoke_pool *pool = pool_of(state, 2);
    for (uint64_t race = 0; race < RACES; race++) {
        struct yoke_future *raced;
        promise_made(pool, &raced);
        struct yoke_future *future = submitted(pool, task_race, (uintptr_t)raced);
        board_await(&board->entered, (uint32_t)race + 1);
        for (uint64_t pauses = 0; pauses < race % 50; pauses++)
            sched_yield();
        promise_kept(raced, race);
        expect_result(future, race);
        yoke_future_release(future);
        yoke_future_release(raced);
    }
    pool_gone(pool);
}

static int task_collect(void *argument, struct yoke_call *call)
{
    (void)argument;
    struct yoke_completion *completion;
    struct yoke_future *future;
    uint64_t sum = 0, place = 1;
    int status = yoke_completion_open(futures_of, 3, YOKE_NO_LIMIT, &completion);
    board_add(&board->entered);
    while (!status && !(status = yoke_completion_next(completion, &future))) {
        uint64_t value = 0;
        yoke_future_result(future, 0, &value, sizeof value);
        sum += place++ * value;
    }
    yoke_completion_close(completion);
    return status == YOKE_E_END ? value_is(call, sum) : status;
}

static int task_keep_promises(void *argument, struct yoke_call *call)
{
    (void)argument;
    for (unsigned entry = 3; entry-- > 0;) {
        uint64_t value = entry + 1;
        yoke_future_set_value(futures_of[entry], &value, sizeof value);
        call->worker->io->yield(call->worker);
    }
    return 0;
}

static void I1_I3_W2_Y13_a_task_collects_what_others_of_its_worker_bring_about(void **state)
{
    need_turns(state);
    struct yoke_pool *pool = pool_of(state, 1);
    for (unsigned entry = 0; entry < 3; entry++)
        promise_made(pool, &futures_of[entry]);
    struct yoke_future *collector = submitted(pool, task_collect, 0);
    struct yoke_future *keeper = submitted(pool, task_keep_promises, 0);
    expect_result(collector, 3 * 1 + 2 * 2 + 1 * 3); /* the last first */
    expect_result(keeper, 0);
    release_all(futures_of, 3);
    yoke_future_release(collector);
    yoke_future_release(keeper);
    pool_gone(pool);
}

static int callback_await(struct yoke_future *future, void *argument)
{
    (void)future;
    (void)argument;
    int status = yoke_future_result(promise, YOKE_NO_LIMIT, NULL, 0);
    board_add(&board->left);
    return status;
}

static void K10_K15_a_callback_may_wait_for_what_runs_on_the_same_worker(void **state)
{
    need_turns(state);
    struct yoke_pool *pool = pool_of(state, 1);
    promise_made(pool, &promise);
    struct yoke_future *gate = submitted(pool, task_gate, 5);
    board_await(&board->entered, 1);
    assert_int_equal(yoke_future_add_callback(gate, callback_await, NULL), 0);
    struct yoke_future *keeper = submitted(pool, task_keep_promise, 0);
    board_open();
    expect_result(gate, 5);
    expect_result(keeper, 0);
    yoke_future_release(gate);
    yoke_future_release(keeper);
    assert_int_equal(yoke_pool_shutdown(pool, YOKE_SHUTDOWN_WAIT), 0);
    assert_int_equal(atomic_load(&board->left), 2); /* the gate's task, and the callback, which nobody else waits for */
    yoke_future_release(promise);
    assert_int_equal(yoke_pool_destroy(pool), 0);
}

static int task_count_inside(void *argument, struct yoke_call *call)
{
    uint32_t inside = atomic_fetch_add(&board->inside, 1) + 1, most = atomic_load(&board->inside_most);
    while (inside > most && !atomic_compare_exchange_weak(&board->inside_most, &most, inside))
        ;
    for (uintptr_t turn = 0; turn < 3 + (uintptr_t)argument % 3; turn++)
        call->worker->io->sleep(call->worker, turn * 1000);
    atomic_fetch_sub(&board->inside, 1);
    return 0;
}

static int task_keep_the_worker(void *argument, struct yoke_call *call)
{
    (void)argument;
    (void)call;
    board_await(&board->open, 1); /* which no other task of the worker can do anything about */
    return 0;
}

static void S12_Y20_no_more_tasks_take_turns_than_were_allowed_to(void **state)
{
    need_turns(state);
    struct yoke_pool_options options = options_of(state, 1);
    for (unsigned most = 1; most <= 4; most++) {
        options.tasks_most = most;
        board_clear();
        struct yoke_pool *pool = pool_with(&options);
        assert_int_equal(yoke_pool_submit(pool, task_keep_the_worker, NULL, NULL), 0);
        for (unsigned entry = 0; entry < MANY; entry++)
            futures_of[entry] = submitted(pool, task_count_inside, entry);
        board_open(); /* all are there: it is up to the pool how many take turns */
        for (unsigned entry = 0; entry < MANY; entry++)
            expect_result(futures_of[entry], 0);
        assert_int_equal(atomic_load(&board->inside_most), most);
        release_all(futures_of, MANY);
        pool_gone(pool);
    }
}

static const struct pool_promise promises[] = {
    PROMISE(F13_F18_S12_Y8_tasks_that_wait_for_a_future_are_in_nobodys_way),
    PROMISE(S13_S14_Y9_tasks_in_turns_wait_for_their_own_children),
    PROMISE(S14_a_task_does_not_run_the_child_of_one_it_takes_turns_with),
    PROMISE(S14_Y30_a_task_that_waits_for_itself_is_told),
    PROMISE(S14_tasks_that_wait_for_each_other_are_told),
    PROMISE(F10_F27_W8_Y14_Y15_limits_of_waiting_hold_inside_a_task),
    PROMISE(Y16_Y21_W14_an_end_that_races_a_limit_is_not_lost),
    PROMISE(I1_I3_W2_Y13_a_task_collects_what_others_of_its_worker_bring_about),
    PROMISE(K10_K15_a_callback_may_wait_for_what_runs_on_the_same_worker),
    PROMISE(S12_Y20_no_more_tasks_take_turns_than_were_allowed_to),
};

int main(void)
{
    return pool_suite("turns", promises, sizeof promises / sizeof promises[0]);
}

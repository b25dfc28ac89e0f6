/* SPDX-License-Identifier: MIT */
/* Tasks that wait for promises, on executors whose waiting tasks give their worker to others. */
#ifndef POOL_TURNS_H
#define POOL_TURNS_H

#include "pool_trial.h"

/* What the tasks of one test wait for. Only where there are no processes. */
static struct yoke_future *promise;

static inline void need_turns(void **state)
{
    need(state, YOKE_PARKS_IO, "keeps its worker to itself while a task waits");
}

static inline void promise_made(struct yoke_pool *pool, struct yoke_future **future)
{
    assert_int_equal(yoke_pool_promise(pool, future), 0);
}

static inline void promise_kept(struct yoke_future *future, uint64_t value)
{
    assert_int_equal(yoke_future_set_value(future, &value, sizeof value), 0);
}

static inline int task_await_promise(void *argument, struct yoke_call *call)
{
    uint64_t value = 0;
    board_add(&board->entered);
    int status = yoke_future_result(promise, YOKE_NO_LIMIT, &value, sizeof value);
    return status ? status : value_is(call, value + (uintptr_t)argument);
}

static inline int task_keep_promise(void *argument, struct yoke_call *call)
{
    (void)call;
    return yoke_future_set_value(promise, &argument, sizeof argument);
}

#endif

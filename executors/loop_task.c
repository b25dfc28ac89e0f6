/* SPDX-License-Identifier: MIT */
/* What tasks call: waiting in all its forms, and what ends it. */
#include <assert.h>
#include <errno.h>

#include "loop_private.h"

/* loop_breathe looks at the clock, 27 ns, about this often, and at least once a pass. */
enum { LOOK_NS = 20000, LOOK_MOST = 61 };

struct loop_task *loop_current(const struct loop *loop)
{
    return loop->current;
}

void loop_number(struct loop *loop, uint64_t number)
{
    loop->current->number = number;
}

/* May the running task begin to wait? Returns 0, or why not. */
static inline int wait_check(struct loop *loop)
{
    if (__builtin_expect(!*loop->living, 0))
        return -ESTALE;
    struct loop_task *task = loop->current;
    if (__builtin_expect(!task, 0))
        return -EPERM;
    if (__builtin_expect(task->cancelled, 0)) {
        task->cancelled = false;
        return -ECANCELED;
    }
    return 0;
}

/* Parks the running task, whose timer, if it has one, is set. */
static inline int64_t park(struct loop *loop, struct loop_wait *wait)
{
    struct loop_task *task = loop->current;
    task->state = TASK_PARKED;
    task->wait = wait;
    task->ending = task->ending_by_cancel = false;
    coroutine_suspend(&task->coroutine);
    if (task->ending_by_cancel && task->result != -ECANCELED)
        task->cancelled = true; /* the result was first; the cancellation is not lost for that */
    return task->result;
}

/* Takes back the task's timer, if it has one that has not fallen due. */
static inline void timer_drop(struct loop_task *task)
{
    if (task->timer == TIMERS_NONE)
        return;
    timers_remove(&task->loop->timers, task->timer);
    batch_remove(&task->loop->batch, task->length);
    task->timer = TIMERS_NONE;
}

void loop_wake(struct loop_task *task, int64_t result)
{
    assert(task->state == TASK_PARKED);
    timer_drop(task);
    task->result = result;
    ready_push(task->loop, task);
}

/* Sets the running task's timer. */
static int timer_set(struct loop *loop, uint64_t duration_ns, uint64_t *due_ns)
{
    loop->stamp_ns = loop_clock(loop);
    if (duration_ns > INT64_MAX - loop->stamp_ns) /* as the blocking form: the kernel's times are signed */
        return -EINVAL;
    *due_ns = loop->stamp_ns + duration_ns;
    struct loop_task *task = loop->current;
    int status = timers_add(&loop->timers, *due_ns, task, &task->timer);
    if (!status)
        task->length = batch_add(&loop->batch, duration_ns);
    return status;
}

/* Lets others go first; not a wait that can be cancelled. */
static void give_way(struct loop *loop)
{
    ready_push(loop, loop->current);
    coroutine_suspend(&loop->current->coroutine);
}

int loop_yield(struct loop *loop)
{
    int status = wait_check(loop);
    if (!status)
        give_way(loop);
    return status;
}

static void interval_adapt(struct loop *loop, uint64_t elapsed_ns)
{
    uint64_t piece_ns = elapsed_ns / loop->look_interval;
    uint64_t interval = piece_ns ? LOOK_NS / piece_ns : LOOK_MOST;
    interval = interval < LOOK_MOST ? interval : LOOK_MOST;
    loop->look_interval = interval ? (unsigned)interval : 1;
}

static void clock_look(struct loop *loop)
{
    uint64_t before_ns = loop->now_ns;
    slice_end(loop, loop_clock(loop));
    loop->pass_left -= (int)loop->look_interval;
    interval_adapt(loop, loop->now_ns - before_ns);
    loop->until_look = loop->look_interval;
    if (loop->pass_left > 0 && loop->now_ns < loop->pass_end_ns)
        return;
    if (loop->first_ready || loop->outstanding || !inbox_empty(&loop->inbox) ||
        timers_next_ns(&loop->timers) <= loop->now_ns)
        give_way(loop);
    else
        pass_begin(loop);
}

void loop_breathe(struct loop *loop)
{
    if (--loop->until_look == 0)
        clock_look(loop);
}

int loop_sleep(struct loop *loop, uint64_t duration_ns, uint64_t *late_ns)
{
    uint64_t due_ns = 0;
    int status = wait_check(loop);
    if (!status)
        status = timer_set(loop, duration_ns, &due_ns);
    if (status)
        return status;
    status = (int)park(loop, NULL);
    *late_ns = status ? 0 : loop->now_ns - due_ns;
    return status;
}

int64_t loop_park(struct loop *loop, struct loop_wait *wait, uint64_t timeout_ns)
{
    uint64_t due_ns;
    int status = wait_check(loop);
    if (!status && timeout_ns != UINT64_MAX)
        status = timer_set(loop, timeout_ns, &due_ns);
    if (status)
        return status;
    wait->task = loop->current;
    return park(loop, wait);
}

void loop_complete(struct loop *loop, struct loop_operation *operation, int64_t result)
{
    loop->outstanding--;
    loop_wake(operation->wait.task, result);
}

int64_t loop_perform(struct loop *loop, struct loop_operation *operation, uint64_t timeout_ns)
{
    struct loop_task *task = loop->current;
    int64_t result;
    uint64_t due_ns;
    int status = wait_check(loop);
    if (!status && timeout_ns != UINT64_MAX)
        status = timer_set(loop, timeout_ns, &due_ns);
    if (status)
        return status;
    operation->wait.task = task;
    operation->why = 0;
    operation->pending = false;
    if (!loop->options.driver->begin(loop->driver, operation, &result)) {
        loop->outstanding++;
        return park(loop, &operation->wait);
    }
    timer_drop(task);
    loop->stamp_ns = 0;
    loop_breathe(loop); /* an operation that is always ready must not keep the loop to itself */
    return result;
}

struct offload_wait {
    struct loop_wait wait;
    struct offload_job job;
    struct loop *loop;
    int (*function)(void *argument);
    void *argument;
};

static int64_t function_work(struct offload_job *job)
{
    struct offload_wait *call = (void *)((unsigned char *)job - offsetof(struct offload_wait, job));
    return call->function(call->argument);
}

static void function_done(struct loop_note *note)
{
    struct offload_wait *call = (void *)((unsigned char *)note - offsetof(struct offload_wait, job.note));
    loop_wake(call->wait.task, call->job.result);
}

static void function_cancel(struct loop_wait *wait, int why)
{
    struct offload_wait *call = (void *)((unsigned char *)wait - offsetof(struct offload_wait, wait));
    if (offload_withdraw(call->loop->options.offload, &call->job))
        loop_wake(wait->task, why);
}

int loop_offload(struct loop *loop, int (*function)(void *), void *argument)
{
    int status = wait_check(loop);
    if (status)
        return status;
    if (!loop->options.offload)
        return function(argument);
    struct offload_wait call = {.wait = {.task = loop->current, .cancel = function_cancel},
                                .job = {.work = function_work, .slow = true, .inbox = &loop->inbox},
                                .loop = loop,
                                .function = function,
                                .argument = argument};
    call.job.note.receive = function_done;
    status = offload_begin(loop->options.offload, &call.job);
    return status ? status : (int)park(loop, &call.wait);
}

/* SPDX-License-Identifier: MIT */
/* A loop's passes: run what is ready, look at the driver, see which timers are due. */
#include <errno.h>

#include "loop_private.h"

/* A pass: tokio's number of tasks and the time it aims at. A look at the driver is a system call, some 0.3 µs: a
 * hundredth of a pass of the smallest tasks, and what is ready waits no longer than other schedulers let it. */
enum { PASS_RESUMES = 61, PASS_NS = 200000 };

/* Timers that are due are taken from the heap in portions of a pass, so that their stacks are still in the cache when
 * they are resumed. */
enum { EXPIRE_MOST = PASS_RESUMES };

static _Thread_local struct loop *running;

static void task_resume(struct loop *loop, struct loop_task *task)
{
    void **local = loop->options.local;
    loop->current = task;
    task->state = TASK_RUNNING;
    loop->statistics.resumes++;
    *local = task->coroutine.ended ? NULL : task->argument;
    coroutine_resume(&task->coroutine);
    task->argument = *local;
    *local = NULL;
    if (__builtin_expect(!stack_intact(&task->stack), 0))
        overflow_abort(task->number, loop->statistics.stack_bytes);
    loop->current = NULL;
    slice_end(loop, loop->stamp_ns ? loop->stamp_ns : loop_clock(loop));
    loop->stamp_ns = 0;
    if (!task->coroutine.ended)
        return;
    task->state = TASK_IDLE;
    loop->idle[loop->idle_count++] = task;
    loop->live_count--;
}

void pass_begin(struct loop *loop)
{
    loop->pass_left = PASS_RESUMES;
    loop->pass_end_ns = loop->now_ns + PASS_NS;
    loop->until_look = loop->look_interval = loop->look_interval ? loop->look_interval : 1;
    loop->statistics.passes++;
}

/* Returns whether nothing is left to run. */
static bool pass_run(struct loop *loop)
{
    pass_begin(loop);
    do {
        struct loop_task *task = loop->first_ready;
        if (!task) {
            if (!loop->options.feed || !loop->options.feed(loop->options.argument))
                return true;
            task = loop->first_ready;
        }
        loop->first_ready = task->next;
        task_resume(loop, task);
    } while (--loop->pass_left > 0 && loop->now_ns < loop->pass_end_ns);
    return false;
}

/* How long the loop may wait, when it has nothing to run. */
static uint64_t patience_ns(const struct loop *loop)
{
    uint64_t due_ns = timers_next_ns(&loop->timers);
    if (due_ns == UINT64_MAX)
        return UINT64_MAX;
    if (due_ns <= loop->now_ns)
        return 0;
    uint64_t earliest_ns = loop->wait_end_ns + batch_gap_ns(&loop->batch, loop->timers.count, loop->options.gap_ns);
    return (due_ns > earliest_ns ? due_ns : earliest_ns) - loop->now_ns;
}

static int driver_look(struct loop *loop)
{
    if (!loop->outstanding)
        return 0;
    loop->statistics.looks++;
    int status = loop->options.driver->collect(loop->driver, 0);
    loop->now_ns = loop_clock(loop);
    return status;
}

static int driver_wait(struct loop *loop, uint64_t wait_ns)
{
    int status = 0;
    loop->statistics.waits++;
    if (inbox_sleeps(&loop->inbox))
        status = loop->options.driver->collect(loop->driver, wait_ns);
    inbox_awake(&loop->inbox);
    loop->wait_end_ns = loop->now_ns = loop_clock(loop);
    return status;
}

static void timer_fire(struct loop_task *task)
{
    task->timer = TIMERS_NONE;
    batch_remove(&task->loop->batch, task->length);
    if (!task->wait) {
        loop_wake(task, 0);
        return;
    }
    task->ending = true;
    task->ending_by_cancel = false;
    task->wait->cancel(task->wait, -ETIME);
}

static void timers_expire(struct loop *loop)
{
    struct loop_task *due[EXPIRE_MOST];
    size_t count = 0;
    while (count < EXPIRE_MOST && (due[count] = timers_pop(&loop->timers, loop->now_ns)))
        count++;
    if (count == 0)
        return;
    batch_expired(&loop->batch, loop->now_ns, count);
    tasks_prefetch(due, count);
    for (size_t index = 0; index < count; index++)
        timer_fire(due[index]);
}

/* One pass and what comes after it. Returns 1 at the end of everything, 0 to go on, or a negative errno. */
static int loop_turn(struct loop *loop)
{
    bool idle = pass_run(loop);
    if (!idle && loop->options.feed) /* else tasks that are always ready would keep new ones out */
        loop->options.feed(loop->options.argument);
    bool drained = idle && inbox_empty(&loop->inbox);
    if (drained && loop->live_count == 0 && loop->holds == 0)
        return 1;
    uint64_t wait_ns = drained ? patience_ns(loop) : 0;
    int status = wait_ns ? driver_wait(loop, wait_ns) : driver_look(loop);
    if (status)
        return status;
    if (!inbox_empty(&loop->inbox))
        inbox_receive(&loop->inbox);
    timers_expire(loop);
    return 0;
}

int loop_run(struct loop *loop)
{
    int status = loop_check(loop);
    if (status)
        return status;
    if (running)
        return -EDEADLK;
    running = loop;
    loop->now_ns = loop_clock(loop);
    loop->look_interval = 1;
    while (!status)
        status = loop_turn(loop);
    running = NULL;
    return status > 0 ? 0 : status;
}

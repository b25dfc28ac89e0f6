/* SPDX-License-Identifier: MIT */
/* What loop.c (its life), loop_pass.c (its passes) and loop_task.c (what tasks call) share. Nobody else includes it. */
#ifndef LOOP_PRIVATE_H
#define LOOP_PRIVATE_H

#include <pthread.h>

#include "coroutine_overflow.h"
#include "loop.h"
#include "loop_batch.h"
#include "timers.h"

enum task_state {
    TASK_IDLE,  /* not alive: a stack that waits for the next task */
    TASK_READY, /* in the ready queue */
    TASK_RUNNING,
    TASK_PARKED, /* waits for its timer, its `wait`, or both */
};

/* Lies at the top of its own stack: parked, it shares the one page that the stack has touched. Two cache lines. */
struct loop_task {
    struct coroutine coroutine; /* first: its body is given this address */
    struct loop *loop;
    struct loop_task *next;    /* in the ready queue */
    struct loop_wait *wait;    /* PARKED: what for; NULL: the timer alone */
    int64_t result;            /* what it was woken with */
    uint32_t timer;            /* TIMERS_NONE: none */
    uint8_t length;            /* of the timer, for loop_batch.h */
    uint8_t state;             /* enum task_state */
    bool cancelled;            /* its next wait is not to begin */
    bool ending : 1;           /* its wait was asked to end */
    bool ending_by_cancel : 1; /* … by loop_cancel, not by its timeout */
    void (*function)(void *argument);
    void *argument; /* until it begins; from then on its value of options.local while others have theirs there */
    uint64_t number;
    struct stack stack;
};

struct loop {
    struct loop_task *first_ready, *last_ready, *current;
    /* The end of the last slice, which is the beginning of the present one; and what the running task has read since,
     * which then need not be read again: 0, or the moment it parked. */
    uint64_t now_ns, stamp_ns;
    int pass_left;       /* resumes until the driver is looked at; may go below 0 */
    unsigned until_look; /* pieces of work until loop_breathe looks at the clock */
    unsigned look_interval;
    uint64_t pass_end_ns;
    uint64_t live_count;
    uint64_t holds;       /* loop_hold */
    uint64_t outstanding; /* operations that the driver has */
    uint64_t wait_end_ns; /* when the loop last came back from waiting */
    struct timers timers;
    struct loop_batch batch;
    const unsigned char *living; /* 1; a page of its own, in a forked child zeroed by the kernel */
    struct loop_inbox inbox;
    struct loop_options options;
    void *driver;
    struct stacks *stacks;
    struct loop_task **tasks; /* all, as they were made */
    struct loop_task **idle;  /* those not alive; the last was the last to end and is the next to begin */
    size_t task_count, task_room, idle_count;
    pthread_t owner;
    struct overflow_watch watch;
    struct loop_statistics statistics;
};

static inline uint64_t loop_clock(const struct loop *loop)
{
    return loop->options.clock();
}

static inline void ready_push(struct loop *loop, struct loop_task *task)
{
    task->state = TASK_READY;
    task->next = NULL;
    if (loop->first_ready)
        loop->last_ready->next = task;
    else
        loop->first_ready = task;
    loop->last_ready = task;
}

/* Fetches what resuming parked tasks will touch: their control blocks and the frames below. With many tasks all of that
 * is out of the cache, and the look-up of each one's page alone takes as long as running it, unless many go on side by
 * side. First a load of each: prefetches are dropped when too many look-ups are under way. */
static inline void tasks_prefetch(struct loop_task *const tasks[], size_t count)
{
    enum { LINE_BYTES = 64, LINES_ABOVE = 2, LINES_BELOW = 4 };
    for (size_t index = 0; index < count; index++)
        (void)*(volatile const uint8_t *)&tasks[index]->state;
    for (size_t index = 0; index < count; index++)
        for (int line = -LINES_BELOW; line < LINES_ABOVE; line++)
            __builtin_prefetch((const unsigned char *)tasks[index] + line * LINE_BYTES, 1);
}

/* Ends a slice at `now_ns`, and begins the next. */
static inline void slice_end(struct loop *loop, uint64_t now_ns)
{
    uint64_t slice_ns = now_ns - loop->now_ns;
    loop->now_ns = now_ns;
    if (__builtin_expect(slice_ns <= loop->statistics.longest_ns && slice_ns <= loop->options.stall_ns, 1))
        return;
    loop->statistics.stalls += slice_ns > loop->options.stall_ns;
    if (slice_ns > loop->statistics.longest_ns)
        loop->statistics.longest_ns = slice_ns;
}

/* Begins a pass: gives the tasks a new budget. */
void pass_begin(struct loop *loop);

/* Returns 0 on the loop's own thread and process, else what the caller is to return. */
int loop_check(const struct loop *loop);

#endif

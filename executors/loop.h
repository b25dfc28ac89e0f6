/* SPDX-License-Identifier: MIT */
/* An event loop: one thread that runs many tasks, each on a stack of its own, and goes on with another whenever one
 * waits. Nothing moves between loops: a task begins, waits and ends on one thread.
 *
 * The order is first in, first out. After at most 61 resumes or 200 µs the loop looks at its driver and its timers,
 * however many tasks are ready, so that tasks which keep each other busy delay a completion by one pass at most.
 *
 * Every function that may wait returns -ECANCELED, without having begun, when its task was cancelled since the last
 * one. A task may ignore that; the cancellation is then used up.
 *
 * All functions but loop_post belong to the thread that made the loop, and those below "inside a task" to its tasks. In
 * a process forked meanwhile they all return -ESTALE and change nothing: the driver's descriptors are shared with the
 * parent. */
#ifndef LOOP_H
#define LOOP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "yoke/error.h"

#include "coroutine.h"
#include "coroutine_stacks.h"
#include "loop_driver.h"
#include "loop_wait.h"

struct loop;
struct loop_task;

/* All zero is a loop with defaults but for `driver`, which there must be. */
struct loop_options {
    const struct loop_driver *driver;
    struct offload *offload; /* for what the driver cannot wait for; NULL: done in place, the loop waits */
    enum coroutine_switch how;
    enum stack_guard guard;
    size_t stack_bytes;      /* 0: LOOP_STACK_BYTES */
    uint64_t stall_ns;       /* a slice that takes longer is counted as a stall; 0: LOOP_STALL_NS */
    uint64_t gap_ns;         /* most that timers are held back to wake up for several at once; 0: LOOP_GAP_NS */
    uint64_t (*clock)(void); /* nanoseconds, never going back; NULL: CLOCK_MONOTONIC */
    /* Called when no task is ready, and once after every pass in which some still were: begins tasks that were not
     * there yet (loop_spawn) and returns true, or false when there is nothing to begin at present. NULL: nothing ever.
     */
    bool (*feed)(void *argument);
    void *argument;
    /* A variable of which every task has its own value: NULL when it begins, and between tasks. NULL: none. */
    void **local;
};

/* Enough for a printf of doubles beside a buffer of some 10 KiB; untouched pages cost nothing. Sanitizers multiply the
 * size of frames. */
#if COROUTINE_ASAN || COROUTINE_TSAN
#define LOOP_STACK_BYTES ((size_t)256 << 10)
#else
#define LOOP_STACK_BYTES ((size_t)64 << 10)
#endif
/* asyncio's threshold for a slow callback. */
#define LOOP_STALL_NS UINT64_C(100000000)
/* Two hundred wake-ups a second cost nothing to speak of; sleeps that may be this late are longer than a second, and
 * thousands at that (loop_batch.h). */
#define LOOP_GAP_NS UINT64_C(5000000)

/* What a loop has done since it was made, or since loop_statistics_renew. */
struct loop_statistics {
    uint64_t spawned, resumes, passes;
    uint64_t looks;      /* at the driver, without waiting */
    uint64_t waits;      /* in the driver */
    uint64_t stalls;     /* slices longer than stall_ns: somebody else could have run */
    uint64_t longest_ns; /* slice */
    uint64_t tasks_most; /* alive at once */
    size_t stacks, stacks_guarded, stack_bytes;
};

/* Makes a loop for the calling thread. Returns 0, or a negative errno with a sentence. */
int loop_new(const struct loop_options *options, struct loop **loop, struct yoke_error *error);
/* No task may be alive. */
void loop_free(struct loop *loop);

/* Begins a task that runs function(argument): it is ready after all that are ready now. `task` may be NULL; what it
 * becomes is valid until the function returns. Returns 0, -ENOMEM (no stack), or -EPERM on another thread. */
int loop_spawn(struct loop *loop, void (*function)(void *argument), void *argument, struct loop_task **task);

/* Runs until no task is alive, feed has nothing and nobody holds it. Returns 0, -EDEADLK inside a task of any loop,
 * -EPERM on another thread, or a negative errno from the driver. */
int loop_run(struct loop *loop);

/* Cancels a task that is alive: if it waits, its wait ends with -ECANCELED, unless its result is there first; if not,
 * its next wait does not begin. Returns 0 or -EPERM. */
int loop_cancel(struct loop *loop, struct loop_task *task);

/* From any thread: has note->receive(note) called on the loop's thread, soon. The loop must be alive, and stay so until
 * then: a task waits for the note, or the sender is waited for. Returns 0 or -ESTALE. */
int loop_post(struct loop *loop, struct loop_note *note);

/* Keeps loop_run going although there are no tasks, because a note will bring some; as often as it is let go again. */
void loop_hold(struct loop *loop);
void loop_let_go(struct loop *loop);

/* Makes a parked task ready; its loop_park returns `result`. */
void loop_wake(struct loop_task *task, int64_t result);

/* Has the task that is running told by this number if its stack overflows. */
void loop_number(struct loop *loop, uint64_t number);

/* For the owner of much work inside one task: call it between two pieces. Gives others their turn if that is due. */
void loop_breathe(struct loop *loop);

struct loop_statistics loop_statistics(const struct loop *loop);
/* Begins to count anew, but for the stacks there are and the tasks alive. */
void loop_statistics_renew(struct loop *loop);
/* The most that any task has used of its stack so far. Looks at the first `most` stacks (SIZE_MAX: all), which are used
 * first: not for the middle of a measurement. */
size_t loop_stack_used_bytes(const struct loop *loop, size_t most);

/* Inside a task. */

/* The task that is running; NULL: none. */
struct loop_task *loop_current(const struct loop *loop);

/* Lets every other task that is ready go first, once. Returns 0. */
int loop_yield(struct loop *loop);

/* Waits until `duration_ns` have passed, never less. `late_ns` becomes how much longer it was. Returns 0, -EINVAL when
 * the clock ends before that, or -ENOMEM. */
int loop_sleep(struct loop *loop, uint64_t duration_ns, uint64_t *late_ns);

/* Carries out the operation, until `timeout_ns` have passed (UINT64_MAX: for ever), after which it ends with -ETIME.
 * Returns its result. */
int64_t loop_perform(struct loop *loop, struct loop_operation *operation, uint64_t timeout_ns);

/* Runs function(argument) on an offload thread and returns what it returns. A cancelled call that has begun is waited
 * for. */
int loop_offload(struct loop *loop, int (*function)(void *argument), void *argument);

/* Waits until loop_wake, at most until `timeout_ns` have passed. Returns what it was woken with. */
int64_t loop_park(struct loop *loop, struct loop_wait *wait, uint64_t timeout_ns);

#endif

/* SPDX-License-Identifier: MIT */
/* Coroutines: functions with a stack of their own that can stop in the middle and go on later, on the same thread.
 * Stackful, so that a task need not know it is one: anything it calls may wait.
 *
 * They are asymmetric: resume goes into one, suspend goes back to whoever resumed it. A coroutine stays on the thread
 * that resumed it first, so thread-local variables mean what the compiler thinks they mean. */
#ifndef COROUTINE_H
#define COROUTINE_H

#include <stdbool.h>
#include <stddef.h>

#include "coroutine_switch.h"

/* How to go from one stack to another. Both do the same; tests run on both. */
enum coroutine_switch {
    COROUTINE_BEST,     /* the hand-written switch where there is one, else ucontext */
    COROUTINE_UCONTEXT, /* swapcontext: any platform, and a system call for the signal mask each time */
};

#if defined(__SANITIZE_ADDRESS__)
#define COROUTINE_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define COROUTINE_ASAN 1
#endif
#endif
#ifndef COROUTINE_ASAN
#define COROUTINE_ASAN 0
#endif

#if defined(__SANITIZE_THREAD__)
#define COROUTINE_TSAN 1
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define COROUTINE_TSAN 1
#endif
#endif
#ifndef COROUTINE_TSAN
#define COROUTINE_TSAN 0
#endif

struct coroutine_contexts;

/* One coroutine; lies wherever its owner puts it, and stays there. All members are the coroutine's own business, but
 * for what has a comment. */
struct coroutine {
    void *stack_pointer; /* where it was left */
    void *resumer;       /* where its resumer was left */
    void (*body)(struct coroutine *coroutine);
    struct coroutine_contexts *contexts; /* NULL: the hand-written switch */
    bool ended; /* `body` has returned, or was never entered; only now may it be resumed from the beginning or
                 * released. Read it, do not write it. */
    bool leaving;
#if COROUTINE_ASAN
    void *fake_stack;
    const void *resumer_low;
    size_t resumer_bytes;
    unsigned char *low;
    size_t bytes;
#endif
#if COROUTINE_TSAN
    void *fiber, *resumer_fiber;
#endif
};

/* Makes a coroutine that runs body(coroutine) on the memory from `low` up to `high`, of which it uses at least 256
 * bytes (2 KiB for ucontext, whose contexts lie there). Nothing runs yet: `ended` is true. */
void coroutine_init(struct coroutine *coroutine, void *low, void *high, enum coroutine_switch how,
                    void (*body)(struct coroutine *coroutine));

/* Gives back what sanitizers hold for it. Its body must have returned. */
void coroutine_release(struct coroutine *coroutine);

/* Goes into the coroutine: to the beginning of its body if `ended`, else to where it suspended itself. Returns when it
 * suspends itself again or its body returns. Not from inside itself. */
void coroutine_resume(struct coroutine *coroutine);

/* Goes back to the resumer; returns when resumed. Call it inside the coroutine only. */
void coroutine_suspend(struct coroutine *coroutine);

/* "x86-64", "aarch64" or "ucontext": what COROUTINE_BEST is here. */
const char *coroutine_switch_name(enum coroutine_switch how);

#endif

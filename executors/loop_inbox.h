/* SPDX-License-Identifier: MIT */
/* The way into a loop from other threads: a list that anybody may push to without a lock, and an eventfd that gets the
 * loop out of its sleep. At most one write to it is under way, however many push. */
#ifndef LOOP_INBOX_H
#define LOOP_INBOX_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

/* A message: something to be done on the loop's thread. The sender's memory until `receive` is called, which may free
 * it. */
struct loop_note {
    struct loop_note *next;
    void (*receive)(struct loop_note *note);
};

struct loop_inbox {
    _Atomic(struct loop_note *) newest;
    _Atomic bool asleep;      /* the loop waits in its driver, or is about to, and nobody has written yet */
    _Atomic unsigned senders; /* threads in the middle of a push */
    int descriptor;           /* eventfd, non-blocking, close-on-exec */
};

/* Returns 0 or a negative errno. */
int inbox_open(struct loop_inbox *inbox);
/* Waits for senders that have pushed and not returned yet. */
void inbox_close(struct loop_inbox *inbox);

/* From any thread that knows the inbox to be open when it calls: the note's own arrival may be what closes it. */
void inbox_push(struct loop_inbox *inbox, struct loop_note *note);

/* On the loop's thread. */

static inline bool inbox_empty(const struct loop_inbox *inbox)
{
    return !atomic_load_explicit(&inbox->newest, memory_order_relaxed);
}

/* Announces that the loop is about to sleep. Returns false when there is something to receive first. After waking, or
 * when false: inbox_awake. */
bool inbox_sleeps(struct loop_inbox *inbox);
void inbox_awake(struct loop_inbox *inbox);

/* Receives everything, in order of arrival. */
void inbox_receive(struct loop_inbox *inbox);

/* Takes the wake-up out of the descriptor; drivers call it when it is readable. */
void inbox_acknowledge(struct loop_inbox *inbox);

#endif

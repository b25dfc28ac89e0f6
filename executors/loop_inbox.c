/* SPDX-License-Identifier: MIT */
/* A stack of notes that is taken whole and turned round, and the announcement of sleep. */
#include "loop_inbox.h"

#include <errno.h>
#include <sched.h>
#include <stdint.h>
#include <sys/eventfd.h>
#include <unistd.h>

int inbox_open(struct loop_inbox *inbox)
{
    atomic_store(&inbox->newest, NULL);
    atomic_store(&inbox->asleep, false);
    atomic_store(&inbox->senders, 0);
    inbox->descriptor = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    return inbox->descriptor < 0 ? -errno : 0;
}

void inbox_close(struct loop_inbox *inbox)
{
    while (atomic_load(&inbox->senders))
        sched_yield();
    close(inbox->descriptor);
}

/* The push and the announcement are sequentially consistent on both sides: either the sender sees that the loop sleeps,
 * or the loop sees the note before it does. */
void inbox_push(struct loop_inbox *inbox, struct loop_note *note)
{
    atomic_fetch_add(&inbox->senders, 1);
    struct loop_note *newest = atomic_load_explicit(&inbox->newest, memory_order_relaxed);
    do
        note->next = newest;
    while (!atomic_compare_exchange_weak(&inbox->newest, &newest, note));
    const uint64_t once = 1;
    if (atomic_exchange(&inbox->asleep, false))
        while (write(inbox->descriptor, &once, sizeof once) < 0 && errno == EINTR)
            ;
    atomic_fetch_sub(&inbox->senders, 1);
}

bool inbox_sleeps(struct loop_inbox *inbox)
{
    atomic_store(&inbox->asleep, true);
    return !atomic_load(&inbox->newest);
}

void inbox_awake(struct loop_inbox *inbox)
{
    atomic_store_explicit(&inbox->asleep, false, memory_order_relaxed);
}

void inbox_receive(struct loop_inbox *inbox)
{
    struct loop_note *note = atomic_exchange_explicit(&inbox->newest, NULL, memory_order_acquire), *ordered = NULL;
    while (note) {
        struct loop_note *older = note->next;
        note->next = ordered;
        ordered = note;
        note = older;
    }
    while (ordered) {
        struct loop_note *next = ordered->next; /* before the call, which may free it */
        ordered->receive(ordered);
        ordered = next;
    }
}

void inbox_acknowledge(struct loop_inbox *inbox)
{
    uint64_t wakes;
    while (read(inbox->descriptor, &wakes, sizeof wakes) < 0 && errno == EINTR)
        ;
}

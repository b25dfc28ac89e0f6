/* SPDX-License-Identifier: MIT */
/* A watch: somebody who is to be told once when a future is done. */
#ifndef FUTURE_WATCH_H
#define FUTURE_WATCH_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "yoke/future.h"
#include "yoke/worker.h"

struct watch;

/* Whoever sleeps until one of several futures is done, of whatever pools. The list is the word that it sleeps on, too:
 * whoever has put a watch there does not touch the waiter any more, which may be gone by then. Watches carry the mark
 * 1, so that the half of the word which the kernel looks at is not 0 when there is one. */
struct waiter {
    _Atomic uintptr_t told; /* the latest first; 0: none; WAITER_ASLEEP: none, and `nap` is to be ended */
    void (*wake)(struct yoke_nap *nap);
    struct yoke_nap nap;
};

/* Where a task sleeps without its thread the word alone would not do: who sleeps says so in it, and stays until it has
 * been woken by whoever finds that there. */
enum { WAITER_TOLD = 1, WAITER_ASLEEP = 2, WAITER_MARKS = 3 };

static inline struct watch *waiter_watch(uintptr_t told)
{
    return (struct watch *)(told & ~(uintptr_t)WAITER_MARKS);
}

/* Sleeps while nobody has told anything, until `deadline_ns`. Returns 0 when woken, or for no reason: look again; or
 * -ETIMEDOUT. */
int waiter_sleep(struct waiter *waiter, uint64_t deadline_ns);

static inline _Atomic uint32_t *waiter_word(struct waiter *waiter)
{
    _Atomic uint32_t *halves = (_Atomic uint32_t *)(uintptr_t)&waiter->told;
    return &halves[__BYTE_ORDER__ == __ORDER_BIG_ENDIAN__ && sizeof waiter->told > sizeof *halves];
}

struct watch {
    struct watch *next;
    struct yoke_future *future;
    struct waiter *waiter; /* NULL: a callback, in memory of its own */
    int (*callback)(struct yoke_future *future, void *argument);
    void *argument;
    size_t place; /* the waiter's own */
    bool linked;  /* under the pool's watch latch */
};

/* Links `watch` to its future, behind others. Returns false, and does nothing, when it is done already. */
bool watch_add(struct yoke_future *future, struct watch *watch);
/* Unlinks it if nobody has told it yet. After this it is not touched any more. The future must not have been released.
 */
void watch_remove(struct watch *watch);

#endif

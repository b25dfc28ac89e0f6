/* SPDX-License-Identifier: MIT */
/* A latch: the smallest lock, for a few dozen instructions of our own and never a user's. Spins briefly, then naps; who
 * opens it stores one word and wakes nobody. Threads of one process only; nobody who may be killed takes one. */
#ifndef LATCH_H
#define LATCH_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <time.h>

#include "gate.h"

enum latch_state { LATCH_OPEN, LATCH_SHUT };

struct latch {
    _Atomic uint32_t word; /* enum latch_state */
};

enum {
    /* What is protected takes some 20 ns: after a hundred pauses its holder has been interrupted. */
    LATCH_PAUSES = 100,
    /* Then it takes until the holder runs again, microseconds or a time slice: naps that double cost it at most as much
     * again, and a looker a millisecond next to nothing. */
    LATCH_NAP_NS = 20000,
    LATCH_NAP_MOST_NS = 1000000
};

static inline bool latch_try(struct latch *latch)
{
    uint32_t open = LATCH_OPEN;
    return atomic_load_explicit(&latch->word, memory_order_relaxed) == LATCH_OPEN &&
           atomic_compare_exchange_strong_explicit(&latch->word, &open, LATCH_SHUT, memory_order_acquire,
                                                   memory_order_relaxed);
}

static inline void latch_shut_slowly(struct latch *latch)
{
    for (int pauses = 0; pauses < LATCH_PAUSES; pauses++) {
        if (latch_try(latch))
            return;
        gate_pause();
    }
    for (long nap_ns = LATCH_NAP_NS; !latch_try(latch); nap_ns *= 2 * nap_ns <= LATCH_NAP_MOST_NS ? 2 : 1) {
        const struct timespec nap = {.tv_nsec = nap_ns};
        clock_nanosleep(CLOCK_MONOTONIC, 0, &nap, NULL);
    }
}

static inline void latch_shut(struct latch *latch)
{
    uint32_t open = LATCH_OPEN;
    if (!atomic_compare_exchange_strong_explicit(&latch->word, &open, LATCH_SHUT, memory_order_acquire,
                                                 memory_order_relaxed))
        latch_shut_slowly(latch);
}

static inline void latch_open(struct latch *latch)
{
    atomic_store_explicit(&latch->word, LATCH_OPEN, memory_order_release);
}

#endif

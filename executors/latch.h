/* SPDX-License-Identifier: MIT */
/* A latch: the smallest lock, for a few dozen instructions of our own and never a user's. Spins briefly, then sleeps.
 * Threads of one process only; nobody who may be killed takes one. */
#ifndef LATCH_H
#define LATCH_H

#include "futex.h"
#include "gate.h"

enum latch_state { LATCH_OPEN, LATCH_SHUT, LATCH_WANTED };

struct latch {
    _Atomic uint32_t word; /* enum latch_state; LATCH_WANTED: shut, and somebody may sleep in front of it */
};

/* What is protected takes some 20 ns: after a hundred pauses its holder has been interrupted. */
enum { LATCH_PAUSES = 100 };

static inline void latch_shut_slowly(struct latch *latch)
{
    for (int pauses = 0; pauses < LATCH_PAUSES; pauses++) {
        uint32_t open = LATCH_OPEN;
        if (atomic_load_explicit(&latch->word, memory_order_relaxed) == LATCH_OPEN &&
            atomic_compare_exchange_weak_explicit(&latch->word, &open, LATCH_SHUT, memory_order_acquire,
                                                  memory_order_relaxed))
            return;
        gate_pause();
    }
    while (atomic_exchange_explicit(&latch->word, LATCH_WANTED, memory_order_acquire) != LATCH_OPEN)
        futex_wait(&latch->word, LATCH_WANTED, FUTEX_NEVER);
}

static inline void latch_shut(struct latch *latch)
{
    uint32_t open = LATCH_OPEN;
    if (!atomic_compare_exchange_strong_explicit(&latch->word, &open, LATCH_SHUT, memory_order_acquire,
                                                 memory_order_relaxed))
        latch_shut_slowly(latch);
}

/* Opens it; as strong as a full fence, which whoever publishes under it needs afterwards anyway. */
static inline void latch_open(struct latch *latch)
{
    if (atomic_exchange_explicit(&latch->word, LATCH_OPEN, memory_order_seq_cst) == LATCH_WANTED)
        futex_wake(&latch->word, 1);
}

#endif

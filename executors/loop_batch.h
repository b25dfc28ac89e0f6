/* SPDX-License-Identifier: MIT */
/* How long timers may be held back so that several wake up at once. Waking a loop that sleeps costs some 10 to 20 µs of
 * processor time, a task that it wakes 1 µs: with thousands asleep, one wake-up for each would be nearly all of the
 * cost.
 *
 * So after a wait the next one ends at the earliest when some 64 timers more are due, as far as their spacing up to now
 * tells, but
 * - never by more than 50 µs, what the kernel's timer slack makes every sleeping thread late,
 * - or, when there is a crowd, 50 ns for each pending timer, at most a millisecond: what event loops resolve that wait
 * in epoll_wait,
 * - or, when all of them run for long, 1/256 of the shortest, at most what the loop was given.
 * A timer that is due when the loop is awake is never held back. Pure: knows no clock. */
#ifndef LOOP_BATCH_H
#define LOOP_BATCH_H

#include <stdint.h>

/* All zero at first. */
struct loop_batch {
    uint64_t spacing_ns; /* between timers that fell due lately, on average */
    uint64_t last_ns;    /* when some last did */
    uint64_t present;    /* bit k: counts[k] is not 0 */
    uint32_t counts[64]; /* pending timers that run for 2^k ns and more, below 2^(k+1) */
};

/* A timer that runs for `duration_ns` is set. Returns what batch_remove wants of it. */
static inline uint8_t batch_add(struct loop_batch *batch, uint64_t duration_ns)
{
    unsigned length = 63 - (unsigned)__builtin_clzll(duration_ns | 1);
    batch->counts[length]++;
    batch->present |= UINT64_C(1) << length;
    return (uint8_t)length;
}

/* It has fallen due, or was cancelled. */
static inline void batch_remove(struct loop_batch *batch, uint8_t length)
{
    if (--batch->counts[length] == 0)
        batch->present &= ~(UINT64_C(1) << length);
}

/* `count` timers, at least 1, have been seen to be due at `now_ns`. */
void batch_expired(struct loop_batch *batch, uint64_t now_ns, uint64_t count);

/* The least time from the end of one wait to the end of the next, with so many timers pending; never above `most_ns`.
 */
uint64_t batch_gap_ns(const struct loop_batch *batch, uint64_t timer_count, uint64_t most_ns);

#endif

/* SPDX-License-Identifier: MIT */
/* Sleeping on a word of memory until it changes, between threads and between processes that share it, with deadlines on
 * the monotonic clock. */
#ifndef FUTEX_H
#define FUTEX_H

#include <errno.h>
#include <limits.h>
#include <linux/futex.h>
#include <stdatomic.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

/* No deadline. */
#define FUTEX_NEVER UINT64_MAX

static inline uint64_t futex_now_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

/* The moment `timeout_ns` from now: at once if it is negative, FUTEX_NEVER if it is INT64_MAX or beyond the clock. */
static inline uint64_t futex_deadline(int64_t timeout_ns)
{
    if (timeout_ns == INT64_MAX)
        return FUTEX_NEVER;
    uint64_t now = futex_now_ns();
    return timeout_ns <= 0 ? now : now + (uint64_t)timeout_ns;
}

/* Sleeps while *word is `value`, until `deadline_ns` (monotonic, absolute). Returns 0 when woken, when the word was
 * different or for no reason: look again; -ETIMEDOUT when the time is over. */
static inline int futex_wait(_Atomic uint32_t *word, uint32_t value, uint64_t deadline_ns)
{
    struct timespec end = {.tv_sec = (time_t)(deadline_ns / 1000000000u), .tv_nsec = (long)(deadline_ns % 1000000000u)};
    long status = syscall(SYS_futex, word, FUTEX_WAIT_BITSET, value, deadline_ns == FUTEX_NEVER ? NULL : &end, NULL,
                          FUTEX_BITSET_MATCH_ANY);
    return status < 0 && errno == ETIMEDOUT ? -ETIMEDOUT : 0;
}

/* Wakes up to `count` sleepers. Returns how many. A call that the system could not carry out this time is repeated:
 * nobody else would wake those who sleep. */
static inline long futex_wake(_Atomic uint32_t *word, int count)
{
    long woken;
    do
        woken = syscall(SYS_futex, word, FUTEX_WAKE, count, NULL, NULL, 0);
    while (woken < 0 && (errno == ENOMEM || errno == EAGAIN || errno == EINTR));
    return woken < 0 ? 0 : woken;
}

#endif

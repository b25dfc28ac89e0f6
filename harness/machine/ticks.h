/* SPDX-License-Identifier: MIT */
/* The processor's own counter of time: a look costs a fraction of a look at the clock, and it counts in a unit of its own.
 * Only differences between two looks are used, and only after they were turned into nanoseconds by two looks at both. */
#ifndef TICKS_H
#define TICKS_H

#include <stdint.h>

#include "clock.h"

#if defined __x86_64__
#include <x86intrin.h>
#endif

/* Constant rate on every x86-64 with an invariant time-stamp counter and on every aarch64; elsewhere the clock itself. Not
 * ordered with the instructions around it: an error of some ten nanoseconds. */
static inline uint64_t ticks_now(void)
{
#if defined __x86_64__
    return __rdtsc();
#elif defined __aarch64__
    uint64_t ticks;
    __asm__ volatile("mrs %0, cntvct_el0" : "=r"(ticks));
    return ticks;
#else
    return clock_now_ns();
#endif
}

/* Both at the same moment, as far as possible. */
struct ticks_anchor {
    uint64_t ticks, clock_ns;
};

/* Of some tries the one in which least happened between the looks: whoever is pushed off the processor between two of them
 * would take milliseconds for a moment. */
static inline struct ticks_anchor ticks_anchor(void)
{
    enum { TRIES = 5 };
    struct ticks_anchor best = {0, 0};
    uint64_t shortest = UINT64_MAX;
    for (int i = 0; i < TRIES; i++) {
        const uint64_t before = ticks_now(), clock_ns = clock_now_ns(), after = ticks_now();
        if (after - before < shortest) {
            shortest = after - before;
            best = (struct ticks_anchor){before + shortest / 2, clock_ns};
        }
    }
    return best;
}

/* Nanoseconds a tick between two anchors that lie at least a millisecond apart. */
static inline double ticks_length_ns(struct ticks_anchor earlier, struct ticks_anchor later)
{
    return (double)(later.clock_ns - earlier.clock_ns) / (double)(later.ticks - earlier.ticks);
}

#endif

/* SPDX-License-Identifier: MIT */
/* No memory, no branch to guess, no system call: nothing but clock rate and the share of the processor that we get. */
#include "canary.h"

#include "clock.h"

/* 4 cycles a step on the processors of the last decade. */
enum { STEPS = 625000 };

uint64_t canary_sing(void)
{
    const uint64_t begin_ns = clock_now_ns();
    uint64_t x = 1;
    for (unsigned i = 0; i < STEPS; i++) {
        x = x * 6364136223846793005u + 1442695040888963407u;
        __asm__ volatile("" : "+r"(x));
    }
    return clock_now_ns() - begin_ns;
}

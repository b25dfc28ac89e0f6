/* SPDX-License-Identifier: MIT */
/* No memory, no branch to guess, no system call: nothing but clock rate and the share of the processor that we get. */
#include "canary.h"

#include "clock.h"

/* 4 cycles a step on the processors of the last decade. */
enum { STEPS = 625000 };

struct canary_time canary_sing(void)
{
    const uint64_t cpu_begin_ns = clock_thread_cpu_ns(), begin_ns = clock_now_ns();
    uint64_t x = 1;
    for (unsigned i = 0; i < STEPS; i++) {
        x = x * 6364136223846793005u + 1442695040888963407u;
        __asm__ volatile("" : "+r"(x));
    }
    const uint64_t end_ns = clock_now_ns();
    return (struct canary_time){end_ns - begin_ns, clock_thread_cpu_ns() - cpu_begin_ns};
}

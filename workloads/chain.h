/* SPDX-License-Identifier: MIT */
/* A chain of multiplications, each waiting for the one before: time that passes at the processor's clock rate, some 4
 * cycles a step, and touches nothing. The linear congruential generator x -> A x + C (mod 2^64), which can also be
 * asked where it ends without walking there. */
#ifndef CHAIN_H
#define CHAIN_H

#include <stdint.h>

/* Knuth's MMIX generator (The Art of Computer Programming, vol. 2, 3.3.4): full period modulo 2^64. */
#define CHAIN_MULTIPLIER UINT64_C(6364136223846793005)
#define CHAIN_INCREMENT  UINT64_C(1442695040888963407)

/* Where x is after `steps` steps, by taking each of them. */
static inline uint64_t chain_walk(uint64_t x, uint64_t steps)
{
    for (; steps; steps--) {
        x = x * CHAIN_MULTIPLIER + CHAIN_INCREMENT;
        __asm__ volatile("" : "+r"(x)); /* the compiler may not fold two steps into one */
    }
    return x;
}

/* The same in log2(steps): composing the step with itself doubles the stride. */
static inline uint64_t chain_jump(uint64_t x, uint64_t steps)
{
    uint64_t multiplier = CHAIN_MULTIPLIER, increment = CHAIN_INCREMENT;
    for (; steps; steps >>= 1) {
        if (steps & 1)
            x = x * multiplier + increment;
        increment += increment * multiplier;
        multiplier *= multiplier;
    }
    return x;
}

#endif

/* SPDX-License-Identifier: MIT */
/* Numbers that look random and depend on nothing but a seed and an index, so that any worker can draw any task's. */
#ifndef YOKE_RANDOM_H
#define YOKE_RANDOM_H

#include <stdint.h>

/* The index-th output of SplitMix64 seeded with `seed` (Steele, Lea & Flood, OOPSLA 2014): 64 bits, each value equally
 * likely. */
static inline uint64_t yoke_random_draw(uint64_t seed, uint64_t index)
{
    uint64_t bits = seed + (index + 1) * 0x9e3779b97f4a7c15u;
    bits = (bits ^ (bits >> 30)) * 0xbf58476d1ce4e5b9u;
    bits = (bits ^ (bits >> 27)) * 0x94d049bb133111ebu;
    return bits ^ (bits >> 31);
}

/* A whole number from 0 to `most`, both included, by the high half of a 128-bit product (Lemire 2019): its bias is below
 * (most + 1) / 2^64. */
static inline uint64_t yoke_random_upto(uint64_t seed, uint64_t index, uint64_t most)
{
    return (uint64_t)(((__uint128_t)yoke_random_draw(seed, index) * ((__uint128_t)most + 1)) >> 64);
}

#endif

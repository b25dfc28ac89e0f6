/* SPDX-License-Identifier: MIT */
/* Tickets: whoever gets into a shared place draws the next number. When all workers together drew N of them, the
 * numbers must be N in a row, none twice and none left out; so their sum is known, and a lost update shows in it. */
#ifndef TICKETS_H
#define TICKETS_H

#include <stdint.h>

/* The sum, modulo 2^64, of the last `drawn` numbers below `next`, the number that would be drawn next: what went
 * before, in the warm-up and in other samples, does not matter. */
static inline uint64_t tickets_sum(uint64_t next, uint64_t drawn)
{
    /* drawn (drawn - 1) / 2, halved before it is multiplied */
    const uint64_t pairs = drawn % 2 ? drawn * ((drawn - 1) / 2) : drawn / 2 * (drawn - 1);
    return drawn * (next - drawn) + pairs;
}

#endif

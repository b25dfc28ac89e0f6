/* SPDX-License-Identifier: MIT */
/* Hands: how threads draw small chunks. A counter that every worker adds to for every task costs the more the more
 * workers there are, because its line travels each time. So a worker draws a handful of numbers at once and takes them
 * one by one from a word in its own line, and when the counter has run out, whoever is free takes from the others'
 * hands, one number at a time. No worker is ever idle while a chunk is not begun, as with the plain counter; only the
 * order in which chunks begin may differ from their numbers, by a few hands. */
#ifndef HAND_H
#define HAND_H

#include "claim.h"

/* A hand is `lane.range`: the lowest number in it, above the count of numbers. */
enum { HAND_COUNT_BITS = 16 };
#define HAND_COUNT (((uint64_t)1 << HAND_COUNT_BITS) - 1)

/* How many numbers a worker of `claim` (SCHEDULE_EVEN, its grain and chunk_count set) draws at once; 1: hands do not
 * pay. */
uint64_t hand_size(const struct claim *claim);

/* Gets `worker` its next number when its hand is empty: a new hand, else one number of another's. Returns false when
 * there are no more. */
bool hand_refill(struct claim *claim, unsigned worker, uint64_t *number);

/* Takes the next number. Returns false when there are no more. */
static inline bool hand_take(struct claim *claim, unsigned worker, uint64_t *number)
{
    struct lane *lane = &claim->lanes[worker];
    uint64_t hand = atomic_load_explicit(&lane->range, memory_order_relaxed);
    while (hand & HAND_COUNT) {
        *number = hand >> HAND_COUNT_BITS;
        uint64_t rest = hand + ((uint64_t)1 << HAND_COUNT_BITS) - 1;
        if (atomic_compare_exchange_weak_explicit(&lane->range, &hand, rest, memory_order_relaxed,
                                                  memory_order_relaxed))
            return true;
    }
    return hand_refill(claim, worker, number);
}

#endif

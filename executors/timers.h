/* SPDX-License-Identifier: MIT */
/* Timers in user space: a heap of moments, so that 100,000 sleeping tasks cost the kernel one timeout. Knows no clock.
 *
 * The heap is 4-ary, half as deep as a binary one, and four siblings share a cache line. Where each timer stands in it
 * is kept in an array beside it ("places") and not in the owner: owners are parked tasks, whose memory is cold, and
 * moving one timer moves some eight others. */
#ifndef TIMERS_H
#define TIMERS_H

#include <stdint.h>

struct timer_entry {
    uint64_t due_ns;
    uint32_t order; /* of arrival, so that equal moments come first in, first out; wraps */
    uint32_t id;
};

/* The caller's memory; all zero is a set without timers. */
struct timers {
    struct timer_entry *entries; /* heap, from entries[TIMERS_ROOT] */
    uint32_t *places;            /* by id: index in entries; of a free id, the next free one */
    void **owners;               /* by id */
    uint32_t count, room;
    uint32_t free_id; /* first of the free ids; TIMERS_NONE: all in use */
    uint32_t next_order;
};

#define TIMERS_NONE UINT32_MAX

/* Adds a timer for `owner` at `due_ns` on the caller's clock. `id` becomes what timers_remove wants. Returns 0, or
 * -ENOMEM and nothing is added. O(log n) at worst, constant for moments in random order. */
int timers_add(struct timers *timers, uint64_t due_ns, void *owner, uint32_t *id);

/* Removes a timer that has been added and neither removed nor popped. O(log n): nothing stays behind. */
void timers_remove(struct timers *timers, uint32_t id);

/* The moment of the earliest timer; UINT64_MAX when there is none. */
uint64_t timers_next_ns(const struct timers *timers);

/* Removes the earliest timer if its moment is not after `now_ns` and returns its owner, else NULL. */
void *timers_pop(struct timers *timers, uint64_t now_ns);

/* Gives back the memory; `timers` is as at the beginning. */
void timers_release(struct timers *timers);

#endif

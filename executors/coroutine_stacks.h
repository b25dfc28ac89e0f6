/* SPDX-License-Identifier: MIT */
/* Memory for stacks, cut from slabs. Only pages that are touched cost memory, so a parked task costs one page.
 *
 * Under every stack lies a guard that faults when touched, as long as the system gives guards: first as page-table
 * markers (Linux 6.13, MADV_GUARD_INSTALL), which are free; else as mappings without access, two mappings a stack,
 * which the kernel counts (vm.max_map_count, 65530 by default), so half of what is left is used up for them and the
 * rest is for everybody else. Further stacks lie side by side, with one guard a slab, and have a canary under them
 * instead: a word that belongs to the neighbour's page, which is in memory anyway, and is looked at whenever the task
 * gives up the processor. */
#ifndef COROUTINE_STACKS_H
#define COROUTINE_STACKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The guard's size: a frame up to this large cannot step over it untouched. Address space only. */
enum { STACK_GUARD_BYTES = 16384 };

/* Whether stacks get guards. */
enum stack_guard {
    STACK_GUARD_EACH,    /* as described above */
    STACK_GUARD_MAPPING, /* as on a kernel without markers */
    STACK_GUARD_SLAB,    /* as when there are no guards left */
};

/* One stack: the memory from `low` up to `high`, which is 64-byte aligned. */
struct stack {
    unsigned char *low, *high;
    const uint64_t *canary; /* stack_intact looks at it; NULL: there is a guard from low - STACK_GUARD_BYTES to low */
};

struct stacks;

/* Makes an empty store of stacks of `stack_bytes` (rounded up to pages, at least one) each. One thread uses it. Returns
 * NULL when there is no memory. stacks_free takes back all stacks at once: nobody may be on one. */
struct stacks *stacks_new(size_t stack_bytes, enum stack_guard guard);
void stacks_free(struct stacks *stacks);

/* Takes a fresh stack. There is no giving back: owners use a stack again for their next task, where it is warm. Returns
 * 0, or -ENOMEM when the system has no memory or mappings left. */
int stacks_take(struct stacks *stacks, struct stack *stack);

/* How many have been taken, how many of them have a guard of their own, and their size. */
size_t stacks_count(const struct stacks *stacks);
size_t stacks_guarded_count(const struct stacks *stacks);
size_t stacks_bytes(const struct stacks *stacks);

/* False when something has been written below the stack. Always true where a guard would have caught it. */
#define STACK_CANARY UINT64_C(0x5c0ffee0dead57ac)
static inline bool stack_intact(const struct stack *stack)
{
    return !stack->canary || *stack->canary == STACK_CANARY;
}

/* The most that was ever in use of the stack, in bytes: down to the lowest word that is not 0, found without touching
 * pages that nobody has touched. */
size_t stack_used_bytes(const struct stack *stack);

#endif

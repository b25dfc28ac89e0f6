/* SPDX-License-Identifier: MIT */
/* Slabs of stacks, from mmap. A slot of a slab, from the bottom: guard, stack; without guards the canary of the slot
 * above lies on top of each stack. Slots are handed out from the bottom up, so a canary's page is one that was handed
 * out before. */
#include "coroutine_stacks.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

/* Stacks in a slab: few calls of mmap for many stacks, and a team of one task does not map more than some MiB of
 * address space. */
enum { SLAB_STACKS = 64 };

/* Not in the headers of the oldest C library we build with. */
#ifndef MADV_GUARD_INSTALL
#define MADV_GUARD_INSTALL 102
#endif

/* Kept from the user's side of a stack, for the canary of the slot above and to keep the stack's end aligned. */
enum { CANARY_BYTES = 64 };

struct slab {
    struct slab *next;
    unsigned char *memory;
    size_t bytes;
};

struct stacks {
    struct slab *slabs;
    size_t stack_bytes;
    enum stack_guard guard;
    size_t count, guarded_count;
    long mappings; /* taken from mappings_left */
    /* The newest slab. */
    unsigned char *slot; /* where the next stack begins, its guard included */
    unsigned left;       /* slots from there on */
    bool bare;           /* its stacks have no guards of their own */
};

/* Mappings that may still be used for guards, in the whole process; -1: not known yet. */
static _Atomic long mappings_left = -1;

static size_t page_bytes(void)
{
    static _Atomic size_t known;
    if (!atomic_load(&known))
        atomic_store(&known, (size_t)sysconf(_SC_PAGESIZE));
    return atomic_load(&known);
}

/* Half of what the limit leaves. */
static long mappings_spare(void)
{
    char text[32] = "";
    FILE *file = fopen("/proc/sys/vm/max_map_count", "re");
    long limit = file && fgets(text, sizeof text, file) ? strtol(text, NULL, 10) : 0;
    if (limit <= 0)
        limit = 65530; /* the kernel's default */
    if (file)
        fclose(file);
    file = fopen("/proc/self/maps", "re");
    for (int character; file && (character = fgetc(file)) != EOF;)
        limit -= character == '\n';
    if (file)
        fclose(file);
    return limit > 0 ? limit / 2 : 0;
}

/* Takes `count` mappings from the budget, if it has them. */
static bool mappings_take(long count)
{
    long left = atomic_load(&mappings_left);
    if (left < 0) {
        long unknown = -1;
        atomic_compare_exchange_strong(&mappings_left, &unknown, mappings_spare());
        left = atomic_load(&mappings_left);
    }
    while (left >= count)
        if (atomic_compare_exchange_weak(&mappings_left, &left, left - count))
            return true;
    return false;
}

static size_t slot_bytes(const struct stacks *stacks, bool bare)
{
    return stacks->stack_bytes + (bare ? 0 : STACK_GUARD_BYTES);
}

/* Puts a guard at `memory`. Returns whether it is there. */
static bool guard_put(struct stacks *stacks, void *memory)
{
    if (stacks->guard != STACK_GUARD_MAPPING && madvise(memory, STACK_GUARD_BYTES, MADV_GUARD_INSTALL) == 0)
        return true;
    if (!mappings_take(2))
        return false;
    stacks->mappings += 2;
    return mprotect(memory, STACK_GUARD_BYTES, PROT_NONE) == 0;
}

static int slab_map(struct stacks *stacks, bool bare)
{
    struct slab *slab = malloc(sizeof *slab);
    if (!slab)
        return -ENOMEM;
    /* One guard at the bottom belongs to the slab: without guards of their own its lowest stack has that one. */
    size_t bytes = slot_bytes(stacks, bare) * SLAB_STACKS + (bare ? STACK_GUARD_BYTES : 0);
    void *memory = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (memory == MAP_FAILED)
        goto free_slab;
    madvise(memory, bytes, MADV_NOHUGEPAGE); /* a huge page under a stack would be 2 MiB where 4 KiB are wanted */
    if (bare && !guard_put(stacks, memory) && mprotect(memory, STACK_GUARD_BYTES, PROT_NONE) < 0)
        goto unmap;
    *slab = (struct slab){.next = stacks->slabs, .memory = memory, .bytes = bytes};
    stacks->slabs = slab;
    stacks->slot = (unsigned char *)memory + (bare ? STACK_GUARD_BYTES : 0);
    stacks->left = SLAB_STACKS;
    stacks->bare = bare;
    return 0;
unmap:
    munmap(memory, bytes);
free_slab:
    free(slab);
    return -ENOMEM;
}

struct stacks *stacks_new(size_t stack_bytes, enum stack_guard guard)
{
    struct stacks *stacks = calloc(1, sizeof *stacks);
    if (!stacks)
        return NULL;
    size_t page = page_bytes();
    stacks->stack_bytes = stack_bytes ? (stack_bytes + page - 1) / page * page : page;
    stacks->guard = guard;
    return stacks;
}

void stacks_free(struct stacks *stacks)
{
    for (struct slab *slab = stacks->slabs, *next; slab; slab = next) {
        next = slab->next;
        munmap(slab->memory, slab->bytes);
        free(slab);
    }
    if (stacks->mappings)
        atomic_fetch_add(&mappings_left, stacks->mappings);
    free(stacks);
}

int stacks_take(struct stacks *stacks, struct stack *stack)
{
    int status = stacks->left ? 0 : slab_map(stacks, stacks->guard == STACK_GUARD_SLAB);
    if (!status && !stacks->bare && !guard_put(stacks, stacks->slot)) {
        /* No more guards: what is left of this slab stays unused, once in the life of a team. */
        stacks->guard = STACK_GUARD_SLAB;
        status = slab_map(stacks, true);
    }
    if (status)
        return status;
    stack->low = stacks->slot + (stacks->bare ? 0 : STACK_GUARD_BYTES);
    stack->high = stack->low + stacks->stack_bytes - CANARY_BYTES;
    stack->canary = NULL;
    if (stacks->bare) {
        *(uint64_t *)(void *)stack->high = STACK_CANARY;
        if (stacks->left < SLAB_STACKS)
            stack->canary = (const uint64_t *)(const void *)(stack->low - CANARY_BYTES);
    }
    stacks->slot += slot_bytes(stacks, stacks->bare);
    stacks->left--;
    stacks->count++;
    stacks->guarded_count += stack->canary == NULL;
    return 0;
}

size_t stacks_count(const struct stacks *stacks)
{
    return stacks->count;
}

size_t stacks_guarded_count(const struct stacks *stacks)
{
    return stacks->guarded_count;
}

size_t stacks_bytes(const struct stacks *stacks)
{
    return stacks->stack_bytes;
}

/* Reads memory that the address sanitizer may have marked: frames that have ended, or are in use. */
__attribute__((no_sanitize("address", "thread"))) static const unsigned char *first_word(const unsigned char *from,
                                                                                         const unsigned char *to)
{
    while (from < to && *(const uint64_t *)(const void *)from == 0)
        from += sizeof(uint64_t);
    return from;
}

size_t stack_used_bytes(const struct stack *stack)
{
    enum { WINDOW = 64 }; /* pages looked at in one call */
    size_t page = page_bytes();
    for (unsigned char *at = stack->low; at < stack->high; at += page * WINDOW) {
        size_t pages = ((size_t)(stack->high - at) + page - 1) / page;
        pages = pages < WINDOW ? pages : WINDOW;
        unsigned char present[WINDOW];
        if (mincore(at, pages * page, present) < 0)
            return 0;
        for (size_t index = 0; index < pages; index++) {
            const unsigned char *from = at + index * page;
            const unsigned char *to = from + page < stack->high ? from + page : stack->high;
            const unsigned char *used = present[index] & 1 ? first_word(from, to) : to;
            if (used < to)
                return (size_t)(stack->high - used);
        }
    }
    return 0;
}

/* SPDX-License-Identifier: MIT */
/* A pool's memory: one reservation for everything that can ever be needed, and the list of slots that are free. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "pool_private.h"

enum {
    /* Four million futures at once are more than anybody waits for, and reserve some 2 GiB of the 128 TiB there are. */
    SLOTS_DEFAULT = 1 << 22,
    SLOTS_LEAST = 64,
    SLOTS_MOST = 1 << 30,
};

struct plan {
    size_t commons, perches, desks, workers, ring, slots, annexes, data, bytes;
};

static size_t reserve(size_t *end, size_t bytes)
{
    size_t start = *end;
    *end += (bytes + 4095) / 4096 * 4096; /* pages of their own: what is touched seldom stays away from what is hot */
    return start;
}

static struct plan plan_for(const struct yoke_pool *pool, uint64_t slots, uint64_t ring)
{
    struct plan plan;
    size_t end = 0;
    plan.commons = reserve(&end, sizeof(struct commons));
    plan.perches = reserve(&end, pool->worker_count * sizeof(struct perch));
    plan.desks = reserve(&end, pool->worker_count * sizeof(struct desk));
    plan.workers = reserve(&end, pool->worker_count * sizeof(struct yoke_worker));
    plan.ring = reserve(&end, ring * sizeof(uint32_t));
    plan.slots = reserve(&end, (slots + 1) * sizeof(struct slot));
    plan.annexes = reserve(&end, (slots + 1) * sizeof(struct annex));
    plan.data = reserve(&end, (slots + 1) * pool->data_bytes);
    plan.bytes = end;
    return plan;
}

static void *map(size_t bytes, bool shared)
{
    int flags = (shared ? MAP_SHARED : MAP_PRIVATE) | MAP_ANONYMOUS | MAP_NORESERVE;
    void *memory = mmap(NULL, bytes, PROT_READ | PROT_WRITE, flags, -1, 0);
    return memory == MAP_FAILED ? NULL : memory;
}

static uint64_t power_of_two(uint64_t least)
{
    uint64_t power = 1;
    while (power < least)
        power *= 2;
    return power;
}

/* Maps for `slots` futures. Returns false when there is no room for so many. */
static bool map_for(struct yoke_pool *pool, uint32_t slots)
{
    uint64_t ring = power_of_two(slots);
    struct plan plan = plan_for(pool, slots, ring);
    pool->memory = map(plan.bytes, pool->durable);
    if (!pool->memory)
        return false;
    pool->watches_bytes = (slots + 1) * sizeof *pool->watches;
    pool->watches = map(pool->watches_bytes, false);
    if (!pool->watches) {
        munmap(pool->memory, plan.bytes);
        return false;
    }
    pool->memory_bytes = plan.bytes;
    pool->commons = (void *)(pool->memory + plan.commons);
    pool->desks = (void *)(pool->memory + plan.desks);
    pool->workers = (void *)(pool->memory + plan.workers);
    pool->ring = (void *)(pool->memory + plan.ring);
    pool->slots = (void *)(pool->memory + plan.slots);
    pool->annexes = (void *)(pool->memory + plan.annexes);
    pool->data = pool->memory + plan.data;
    pool->ring_mask = ring - 1;
    pool->slots_most = slots;
    pool->commons->parking.perches = (void *)(pool->memory + plan.perches);
    return true;
}

int pool_memory_map(struct yoke_pool *pool, struct yoke_error *error)
{
    size_t asked = pool->options.futures_most;
    if (asked > SLOTS_MOST) {
        yoke_error_set(error, "a pool of %zu futures was asked for: the most is %d", asked, SLOTS_MOST);
        return YOKE_E_INVAL;
    }
    uint32_t slots = asked ? (uint32_t)asked : SLOTS_DEFAULT;
    while (!map_for(pool, slots)) {
        if (asked || slots / 2 < SLOTS_LEAST) {
            yoke_error_set(error, "no memory for the %u futures of a pool: %s", slots, strerror(errno));
            return YOKE_E_MEMORY;
        }
        slots /= 2; /* a limit on address space, or on what may be promised */
    }
    return 0;
}

void pool_memory_unmap(struct yoke_pool *pool)
{
    munmap(pool->watches, pool->watches_bytes);
    munmap(pool->memory, pool->memory_bytes);
}

/* The calling thread's station, if it keeps slots. */
static struct station *keeper_of(const struct yoke_pool *pool)
{
    struct station *station = station_here;
    return station && station->pool == pool && station->spare_most ? station : NULL;
}

uint32_t slot_take(struct yoke_pool *pool)
{
    struct station *keeper = keeper_of(pool);
    if (keeper && keeper->spare) {
        uint32_t kept = keeper->spare;
        keeper->spare = pool->slots[kept].chain;
        keeper->spare_count--;
        return kept;
    }
    if (!pool->free)
        pool->free = atomic_exchange_explicit(&pool->returned, 0, memory_order_acquire);
    uint32_t id = pool->free;
    if (id) {
        pool->free = pool->slots[id].chain;
        __builtin_prefetch(&pool->slots[pool->free], 1);
        return id;
    }
    return pool->high < pool->slots_most ? ++pool->high : 0;
}

/* Pushed together and taken all at once: no number can come back while somebody holds it. */
static void slots_return(struct yoke_pool *pool, uint32_t first, uint32_t last)
{
    uint32_t head = atomic_load_explicit(&pool->returned, memory_order_relaxed);
    do
        pool->slots[last].chain = head;
    while (!atomic_compare_exchange_weak_explicit(&pool->returned, &head, first, memory_order_release,
                                                  memory_order_relaxed));
}

static void slot_keep(struct station *keeper, uint32_t id)
{
    keeper->pool->slots[id].chain = keeper->spare;
    keeper->spare = id;
    if (keeper->spare_count++ == 0)
        keeper->spare_last = id;
    if (keeper->spare_count < keeper->spare_most)
        return;
    slots_return(keeper->pool, keeper->spare, keeper->spare_last);
    keeper->spare = keeper->spare_count = 0;
}

void slot_free(struct yoke_pool *pool, uint32_t id)
{
    struct slot *slot = &pool->slots[id];
    if (slot->status && slot->status != YOKE_E_CANCELLED &&
        !atomic_load_explicit(&pool->annexes[id].read, memory_order_relaxed))
        atomic_fetch_add_explicit(&pool->unread_errors, 1, memory_order_relaxed);
    atomic_store_explicit(&slot->word, WORD_FREE, memory_order_relaxed);
    if (pool->orphaned) {
        if (atomic_fetch_sub(&pool->orphans, 1) == 1) {
            pool_memory_unmap(pool);
            free(pool);
        }
        return;
    }
    struct station *keeper = keeper_of(pool);
    if (keeper)
        slot_keep(keeper, id);
    else
        slots_return(pool, id, id);
}

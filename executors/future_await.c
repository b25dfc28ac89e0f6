/* SPDX-License-Identifier: MIT */
/* A task that waits for a task of the same pool keeps a worker from running it. Two things are done about that. If what
 * it waits for is a descendant, handed in by the task itself or by one of its own, it is run on the spot: that is what
 * the task would have done without a pool. Anything else is not: a task that holds a lock while it waits could be made
 * to run one that wants the lock. And when every task that has begun waits for what none of them, and no other worker,
 * can bring about, the last one is told. */
#include "future_await.h"

#include <sched.h>

static bool descends(struct yoke_pool *pool, uint32_t id, uint32_t ancestor, uint64_t birth)
{
    while (atomic_load_explicit(&slot_of(pool, id)->traits, memory_order_relaxed) & TRAIT_CHILD) {
        const struct annex *annex = &pool->annexes[id];
        uint32_t parent = atomic_load_explicit(&annex->parent, memory_order_relaxed);
        uint64_t parent_birth = atomic_load_explicit(&annex->parent_birth, memory_order_relaxed);
        if (parent == ancestor && parent_birth == birth)
            return true;
        /* A parent that has ended may have given its slot to another task: then nothing is known any more. */
        if (atomic_load_explicit(&pool->annexes[parent].birth, memory_order_relaxed) != parent_birth)
            return false;
        id = parent;
    }
    return false;
}

static bool slot_done(struct yoke_pool *pool, uint32_t id)
{
    return word_done(atomic_load_explicit(&slot_of(pool, id)->word, memory_order_acquire));
}

bool slot_adopt(struct yoke_pool *pool, uint32_t id)
{
    const struct stint *stint = stint_here();
    if (!stint || stint->station->pool != pool)
        return false;
    if (slot_done(pool, id) || !descends(pool, id, stint->slot, stint->birth))
        return false;
    uint64_t position = pool->annexes[id].position;
    if (position == POSITION_NONE || !queue_remove(pool, position, id))
        return station_run(stint->station, id, true); /* a worker has its number, or will have, and passes it over */
    bool run = station_run(stint->station, id, false);
    if (!run)
        slot_unmark(pool, id, WORD_QUEUED); /* cancelled */
    return run;
}

bool awaiting_is_own(const struct awaiting *awaiting)
{
    const struct stint *stint = awaiting->stint;
    if (!stint || stint->station->worker->index >= stint->station->pool->worker_count)
        return false;
    for (size_t entry = 0; entry < awaiting->count; entry++) {
        const struct yoke_future *future = awaiting->watches[entry].future;
        if (future && slot_behind(future)->pool != stint->station->pool)
            return false;
    }
    return true;
}

/* Does the task wait for itself, or for one in whose place it runs? */
static bool awaits_itself(const struct stint *stint, const struct slot *awaited)
{
    for (; stint; stint = stint->outer)
        if (slot_of(stint->station->pool, stint->slot) == awaited)
            return true;
    return false;
}

/* May one of the futures still be done, although all tasks wait? `room`: a worker may begin another task. */
static bool awaiting_has_hope(const struct awaiting *awaiting, bool room)
{
    for (size_t entry = 0; entry < awaiting->count; entry++) {
        if (!awaiting->watches[entry].future)
            continue;
        const struct slot *slot = slot_behind(awaiting->watches[entry].future);
        uint32_t word = atomic_load_explicit(&slot->word, memory_order_acquire);
        if (word_done(word) || (room && word_state(word) == WORD_PENDING) ||
            (atomic_load_explicit(&slot->traits, memory_order_relaxed) & TRAIT_PROMISE))
            return true;
    }
    return false;
}

/* Links it in front of the others: the next look begins with it. */
static void awaiting_link(struct yoke_pool *pool, struct awaiting *awaiting)
{
    awaiting->next = pool->awaitings;
    awaiting->place = &pool->awaitings;
    if (awaiting->next)
        awaiting->next->place = &awaiting->next;
    pool->awaitings = awaiting;
}

static void awaiting_unlink(struct awaiting *awaiting)
{
    *awaiting->place = awaiting->next;
    if (awaiting->next)
        awaiting->next->place = awaiting->place;
}

/* How many tasks have begun, on a stack of their own. */
static uint32_t tasks_begun(const struct yoke_pool *pool, bool *room)
{
    uint32_t begun = 0;
    for (unsigned worker = 0; worker < pool->worker_count; worker++) {
        uint32_t seated = atomic_load_explicit(&pool->stations[worker].seated, memory_order_relaxed);
        uint32_t most = __atomic_load_n(&pool->workers[worker].tasks_most, __ATOMIC_RELAXED);
        begun += seated;
        *room |= seated < (most ? most : 1);
    }
    return begun;
}

/* Under the watch latch, which keeps all who wait where they are. One that gives hope is moved to the front: as long as
 * it does, that is all there is to look at. */
static bool pool_has_hope(struct yoke_pool *pool)
{
    bool room = false;
    if (atomic_load(&pool->guests) || tasks_begun(pool, &room) != pool->awaiting_count)
        return true;
    for (struct awaiting *awaiting = pool->awaitings; awaiting; awaiting = awaiting->next) {
        if (!awaiting_has_hope(awaiting, room))
            continue;
        awaiting_unlink(awaiting);
        awaiting_link(pool, awaiting);
        return true;
    }
    /* Whatever is waited for runs, so its task had a seat before: seen now, if not above. */
    return tasks_begun(pool, &room) != pool->awaiting_count;
}

bool awaiting_begin(struct awaiting *awaiting)
{
    struct yoke_pool *pool = awaiting->stint->station->pool;
    latch_shut(&pool->watch_latch);
    awaiting_link(pool, awaiting);
    pool->awaiting_count++;
    bool hope = pool_has_hope(pool);
    latch_open(&pool->watch_latch);
    size_t itself = 0, left = 0;
    for (size_t entry = 0; entry < awaiting->count && hope; entry++) {
        const struct yoke_future *future = awaiting->watches[entry].future;
        left += future != NULL;
        itself += future && awaits_itself(awaiting->stint, slot_behind(future));
    }
    return hope && itself < left;
}

void awaiting_end(struct awaiting *awaiting)
{
    struct yoke_pool *pool = awaiting->stint->station->pool;
    latch_shut(&pool->watch_latch);
    awaiting_unlink(awaiting);
    pool->awaiting_count--;
    latch_open(&pool->watch_latch);
}

enum {
    /* Looks at a future before sleeping on it, some 2 us: a sleep and a wake-up cost more than that, of the one who
     * ends it too, who would pay for it again and again where tasks are short and futures are asked for in their order.
     */
    LOOKS = 16,
    PAUSES_PER_LOOK = 4,
    /* Then the processor is offered a few times: where there are more threads than processors, who is waited for may be
     * queued behind this one. */
    OFFERS = 4
};

/* Waits for an end that is near. Returns whether it came. */
static bool slot_linger(struct yoke_pool *pool, uint32_t id)
{
    for (int look = 0; look < LOOKS; look++) {
        if (slot_done(pool, id))
            return true;
        for (int pauses = 0; pauses < PAUSES_PER_LOOK; pauses++)
            gate_pause();
    }
    for (int offer = 0; offer < OFFERS && !slot_done(pool, id); offer++)
        sched_yield();
    return slot_done(pool, id);
}

/* As a task that leaves its thread to others. */
static int slot_sleep_aside(struct yoke_pool *pool, uint32_t id, uint64_t deadline_ns)
{
    struct waiter waiter = {.told = 0};
    struct watch watch = {.future = (struct yoke_future *)slot_of(pool, id), .waiter = &waiter};
    if (!watch_add(watch.future, &watch))
        return 0;
    int status = 0;
    while (!status && !waiter_watch(atomic_load(&waiter.told)))
        status = waiter_sleep(&waiter, deadline_ns);
    if (!status)
        return 0;
    watch_remove(&watch);
    return slot_done(pool, id) ? 0 : YOKE_E_TIMEOUT;
}

static int slot_sleep(struct yoke_pool *pool, uint32_t id, uint64_t deadline_ns)
{
    if (station_here && station_here->worker->io->park)
        return slot_done(pool, id) ? 0 : slot_sleep_aside(pool, id, deadline_ns);
    if (slot_linger(pool, id))
        return 0;
    _Atomic uint32_t *word = &slot_of(pool, id)->word;
    uint32_t now = atomic_load_explicit(word, memory_order_acquire);
    while (!word_done(now)) {
        if (!(now & WORD_SLEPT) && !atomic_compare_exchange_weak(word, &now, now | WORD_SLEPT))
            continue;
        int status = futex_wait(word, now | WORD_SLEPT, deadline_ns);
        now = atomic_load_explicit(word, memory_order_acquire);
        if (status && !word_done(now))
            return YOKE_E_TIMEOUT;
    }
    return 0;
}

int slot_await(struct yoke_pool *pool, uint32_t id, uint64_t deadline_ns)
{
    if (slot_done(pool, id) || slot_adopt(pool, id))
        return slot_sleep(pool, id, FUTEX_NEVER);
    const struct watch watch = {.future = (struct yoke_future *)slot_of(pool, id)};
    struct awaiting awaiting = {.stint = stint_here(), .watches = &watch, .count = 1};
    if (deadline_ns != FUTEX_NEVER || !awaiting_is_own(&awaiting))
        return slot_sleep(pool, id, deadline_ns);
    int status = awaiting_begin(&awaiting) ? slot_sleep(pool, id, deadline_ns) : YOKE_E_DEADLOCK;
    awaiting_end(&awaiting);
    return status;
}

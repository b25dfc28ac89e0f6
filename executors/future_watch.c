/* SPDX-License-Identifier: MIT */
/* Who wants to know that a future is done: callbacks and waiters, in the order in which they came. A pool has one latch
 * for all its watches; no user's code runs under it, and no two such latches are ever held at once. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "future_watch.h"
#include "pool_private.h"

void pool_log(struct yoke_pool *pool, const char *format, ...)
{
    if (!pool->options.log)
        return;
    char line[512];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    pool->options.log(pool->options.log_argument, line);
}

void slot_unmark(struct yoke_pool *pool, uint32_t id, uint32_t marks)
{
    uint32_t word = atomic_fetch_and_explicit(&slot_of(pool, id)->word, ~marks, memory_order_acq_rel) & ~marks;
    if (word_free(word))
        slot_free(pool, id);
}

static void callback_run(struct yoke_pool *pool, uint32_t id, const struct watch *watch)
{
    uint64_t start_ns = futex_now_ns();
    int code = watch->callback((struct yoke_future *)slot_of(pool, id), watch->argument);
    atomic_fetch_add_explicit(&pool->callback_ns, futex_now_ns() - start_ns, memory_order_relaxed);
    if (!code)
        return;
    atomic_fetch_add(&pool->callback_failures, 1);
    pool_log(pool, "a callback of a future of pool %s failed with %d", pool->name, code);
}

/* A waiter's watch is the waiter's memory, and may be gone, with the waiter, as soon as it is in the list. */
static void waiter_tell(struct watch *watch)
{
    struct waiter *waiter = watch->waiter;
    _Atomic uint32_t *word = waiter_word(waiter);
    watch->linked = false;
    uintptr_t head = atomic_load_explicit(&waiter->told, memory_order_relaxed);
    do
        watch->next = waiter_watch(head);
    while (!atomic_compare_exchange_weak(&waiter->told, &head, (uintptr_t)watch | WAITER_TOLD));
    if (head == WAITER_ASLEEP)
        waiter->wake(&waiter->nap);
    else if (!head)          /* it sleeps on an empty list only, and whoever was first in it has woken it */
        futex_wake(word, 1); /* the kernel looks at the address alone */
}

/* How long until `deadline_ns`. */
static uint64_t rest_ns(uint64_t deadline_ns)
{
    if (deadline_ns == FUTEX_NEVER)
        return YOKE_FOREVER;
    uint64_t now_ns = futex_now_ns();
    return deadline_ns > now_ns ? deadline_ns - now_ns : 0;
}

int waiter_sleep(struct waiter *waiter, uint64_t deadline_ns)
{
    struct yoke_worker *worker = station_here ? station_here->worker : NULL;
    if (!worker || !worker->io->park)
        return futex_wait(waiter_word(waiter), 0, deadline_ns);
    uintptr_t nothing = 0, asleep = WAITER_ASLEEP;
    waiter->wake = worker->io->wake;
    if (!atomic_compare_exchange_strong(&waiter->told, &nothing, WAITER_ASLEEP))
        return 0;
    int status = worker->io->park(worker, &waiter->nap, rest_ns(deadline_ns));
    if (!status)
        return 0;
    if (atomic_compare_exchange_strong(&waiter->told, &asleep, 0))
        return status == -ETIME ? -ETIMEDOUT : 0;
    while (worker->io->park(worker, &waiter->nap, YOKE_FOREVER)) /* told meanwhile: the wake-up is on its way */
        ;
    return 0;
}

void slot_attend(struct yoke_pool *pool, uint32_t id, uint32_t mark)
{
    struct watch *callbacks = NULL, **end = &callbacks;
    if (pool->durable)
        argument_destroy(pool, id);
    if (atomic_load_explicit(&slot_of(pool, id)->word, memory_order_relaxed) & WORD_WATCHED) {
        latch_shut(&pool->watch_latch);
        for (struct watch *watch = pool->watches[id], *next; watch; watch = next) {
            next = watch->next;
            if (watch->waiter) {
                waiter_tell(watch);
            } else {
                *end = watch;
                end = &watch->next;
            }
        }
        *end = NULL;
        pool->watches[id] = NULL;
        latch_open(&pool->watch_latch);
    }
    for (struct watch *watch = callbacks, *next; watch; watch = next) {
        next = watch->next;
        callback_run(pool, id, watch);
        free(watch);
    }
    slot_unmark(pool, id, mark);
}

bool watch_add(struct yoke_future *future, struct watch *watch)
{
    struct slot *slot = slot_behind(future);
    struct yoke_pool *pool = slot->pool;
    uint32_t id = slot_id(slot);
    latch_shut(&pool->watch_latch);
    /* The mark first: whoever ends it from now on comes here and waits for the latch. */
    bool open = !word_done(atomic_fetch_or(&slot->word, WORD_WATCHED));
    if (open) {
        struct watch **end = &pool->watches[id];
        while (*end)
            end = &(*end)->next;
        watch->next = NULL;
        watch->linked = true;
        *end = watch;
    }
    latch_open(&pool->watch_latch);
    return open;
}

void watch_remove(struct watch *watch)
{
    struct slot *slot = slot_behind(watch->future);
    struct yoke_pool *pool = slot->pool;
    latch_shut(&pool->watch_latch);
    if (watch->linked) {
        struct watch **place = &pool->watches[slot_id(slot)];
        while (*place != watch)
            place = &(*place)->next;
        *place = watch->next;
        watch->linked = false;
    }
    latch_open(&pool->watch_latch);
}

size_t future_watch_count(const struct yoke_future *future)
{
    const struct slot *slot = slot_behind(future);
    struct yoke_pool *pool = slot->pool;
    size_t count = 0;
    latch_shut(&pool->watch_latch);
    for (const struct watch *watch = pool->watches[slot_id(slot)]; watch; watch = watch->next)
        count++;
    latch_open(&pool->watch_latch);
    return count;
}

int yoke_future_add_callback(struct yoke_future *future, int (*callback)(struct yoke_future *future, void *argument),
                             void *argument)
{
    struct slot *slot = slot_behind(future);
    int status = guard(slot->pool);
    if (status)
        return status;
    if (!callback)
        return YOKE_E_INVAL;
    struct watch *watch = malloc(sizeof *watch);
    if (!watch)
        return YOKE_E_MEMORY;
    *watch = (struct watch){.callback = callback, .argument = argument, .future = future};
    if (watch_add(future, watch))
        return 0;
    callback_run(slot->pool, slot_id(slot), watch);
    free(watch);
    return 0;
}

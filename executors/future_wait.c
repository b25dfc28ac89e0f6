/* SPDX-License-Identifier: MIT */
/* Waiting for several futures, of whatever pools: an iteration in the order of their ends, and the three ways of
 * waiting on top of it. One word to sleep on and one list without a lock, into which every future puts its watch when
 * it is done. */
#include <stdlib.h>
#include <string.h>

#include "future_await.h"
#include "future_watch.h"

struct yoke_completion {
    struct waiter waiter;
    size_t total, unfinished;
    uint64_t deadline_ns;
    struct watch *ready, **ready_end; /* in the order of their ends */
    struct watch watches[];           /* one a future, duplicates left out */
};

static int watch_order(const void *left, const void *right)
{
    const struct watch *first = left, *second = right;
    uintptr_t a = (uintptr_t)first->future, b = (uintptr_t)second->future;
    return a != b ? (a > b) - (a < b) : (first->place > second->place) - (first->place < second->place);
}

static int place_order(const void *left, const void *right)
{
    size_t a = ((const struct watch *)left)->place, b = ((const struct watch *)right)->place;
    return (a > b) - (a < b);
}

/* Keeps the first of equal futures, in the order given. */
static void duplicates_drop(struct yoke_completion *completion, size_t count)
{
    struct watch *watches = completion->watches;
    qsort(watches, count, sizeof *watches, watch_order);
    size_t kept = 0;
    for (size_t entry = 0; entry < count; entry++)
        if (kept == 0 || watches[kept - 1].future != watches[entry].future)
            watches[kept++] = watches[entry];
    qsort(watches, kept, sizeof *watches, place_order);
    completion->total = completion->unfinished = kept;
}

static void ready_add(struct yoke_completion *completion, struct watch *watch)
{
    watch->next = NULL;
    *completion->ready_end = watch;
    completion->ready_end = &watch->next;
}

int yoke_completion_open(struct yoke_future *const futures[], size_t count, int64_t timeout_ns,
                         struct yoke_completion **opened)
{
    int status = count ? guard(slot_behind(futures[0])->pool) : 0;
    if (status)
        return status;
    struct yoke_completion *completion = malloc(sizeof *completion + count * sizeof completion->watches[0]);
    if (!completion)
        return YOKE_E_MEMORY;
    memset(completion, 0, sizeof *completion);
    completion->deadline_ns = futex_deadline(timeout_ns);
    completion->ready_end = &completion->ready;
    for (size_t entry = 0; entry < count; entry++)
        completion->watches[entry] =
            (struct watch){.future = futures[entry], .waiter = &completion->waiter, .place = entry};
    duplicates_drop(completion, count);
    for (size_t entry = 0; entry < completion->total; entry++)
        if (!watch_add(completion->watches[entry].future, &completion->watches[entry]))
            ready_add(completion, &completion->watches[entry]);
    *opened = completion;
    return 0;
}

/* Takes over what was told, oldest first. */
static void told_take(struct yoke_completion *completion)
{
    struct watch *told = waiter_watch(atomic_exchange(&completion->waiter.told, 0)), *turned = NULL;
    while (told) {
        struct watch *next = told->next;
        told->next = turned;
        turned = told;
        told = next;
    }
    while (turned) {
        struct watch *next = turned->next;
        ready_add(completion, turned);
        turned = next;
    }
}

/* In a task: runs one of the futures that descend from it, so that there is something to come. */
static bool descendant_run(struct yoke_completion *completion)
{
    for (size_t entry = 0; stint_here() && entry < completion->total; entry++) {
        struct yoke_future *future = completion->watches[entry].future;
        if (future && slot_adopt(slot_behind(future)->pool, slot_id(slot_behind(future))))
            return true;
    }
    return false;
}

/* Sleeps while nothing is in the list. */
static int told_await(struct yoke_completion *completion, uint64_t deadline_ns)
{
    struct awaiting awaiting = {.stint = stint_here(), .watches = completion->watches, .count = completion->total};
    bool own = deadline_ns == FUTEX_NEVER && awaiting_is_own(&awaiting);
    int status = YOKE_E_DEADLOCK;
    if (!own || awaiting_begin(&awaiting))
        status = waiter_sleep(&completion->waiter, deadline_ns);
    if (own)
        awaiting_end(&awaiting);
    return status;
}

static int completion_await(struct yoke_completion *completion, uint64_t deadline_ns)
{
    for (;;) {
        if (!completion->ready)
            told_take(completion);
        if (completion->ready)
            return 0;
        if (descendant_run(completion))
            continue;
        int status = told_await(completion, deadline_ns);
        if (status == YOKE_E_DEADLOCK)
            return status;
        if (status && !waiter_watch(atomic_load(&completion->waiter.told)))
            return YOKE_E_TIMEOUT;
    }
}

static int completion_next(struct yoke_completion *completion, uint64_t deadline_ns, struct yoke_future **future)
{
    *future = NULL;
    if (!completion->unfinished)
        return YOKE_E_END;
    int status = completion_await(completion, deadline_ns);
    if (status)
        return status;
    struct watch *watch = completion->ready;
    completion->ready = watch->next;
    if (!completion->ready)
        completion->ready_end = &completion->ready;
    completion->unfinished--;
    *future = watch->future;
    watch->future = NULL;
    return 0;
}

int yoke_completion_next(struct yoke_completion *completion, struct yoke_future **future)
{
    return completion_next(completion, completion->deadline_ns, future);
}

int yoke_completion_next_within(struct yoke_completion *completion, int64_t timeout_ns, struct yoke_future **future)
{
    uint64_t deadline_ns = futex_deadline(timeout_ns);
    return completion_next(completion, deadline_ns < completion->deadline_ns ? deadline_ns : completion->deadline_ns,
                           future);
}

void yoke_completion_counts(const struct yoke_completion *completion, size_t *unfinished, size_t *total)
{
    *unfinished = completion->unfinished;
    *total = completion->total;
}

void yoke_completion_close(struct yoke_completion *completion)
{
    if (!completion)
        return;
    for (size_t entry = 0; entry < completion->total; entry++)
        if (completion->watches[entry].future)
            watch_remove(&completion->watches[entry]);
    free(completion);
}

static bool enough(const struct yoke_future *future, enum yoke_wait_for mode)
{
    struct yoke_outcome outcome;
    if (mode == YOKE_ALL)
        return false;
    if (mode == YOKE_FIRST_DONE)
        return true;
    yoke_future_snapshot(future, &outcome);
    return outcome.failed;
}

static int wait_for_one(struct yoke_future *const futures[], size_t count, enum yoke_wait_for mode, int64_t timeout_ns)
{
    struct yoke_completion *completion;
    int status = yoke_completion_open(futures, count, timeout_ns, &completion);
    if (status)
        return status;
    bool stop = false;
    struct yoke_future *future;
    while (!stop && !(status = yoke_completion_next(completion, &future)))
        stop = enough(future, mode);
    yoke_completion_close(completion);
    return status == YOKE_E_END ? 0 : status;
}

static int wait_for_this(struct yoke_future *future, uint64_t deadline_ns)
{
    if (yoke_future_done(future))
        return 0;
    if (deadline_ns != FUTEX_NEVER && futex_now_ns() >= deadline_ns)
        return YOKE_E_TIMEOUT;
    return slot_await(slot_behind(future)->pool, slot_id(slot_behind(future)), deadline_ns);
}

/* All are waited for one after the other, which leaves no watch anywhere and has nobody woken for each of them. The
 * last one first: queues are served from the front, so that most others are done with it, and whoever waits sleeps once
 * or twice. In a task it is the other way round: what it runs itself meanwhile it begins in the order of submitting. */
static int wait_for_all(struct yoke_future *const futures[], size_t count, int64_t timeout_ns)
{
    int status = count ? guard(slot_behind(futures[0])->pool) : 0;
    const uint64_t deadline_ns = futex_deadline(timeout_ns);
    for (size_t step = 0; step < count && !status; step++)
        status = wait_for_this(futures[station_here ? step : count - 1 - step], deadline_ns);
    return status;
}

int yoke_future_wait(struct yoke_future *const futures[], size_t count, enum yoke_wait_for mode, int64_t timeout_ns,
                     bool done[])
{
    if (mode != YOKE_ALL && mode != YOKE_FIRST_DONE && mode != YOKE_FIRST_ERROR)
        return YOKE_E_INVAL;
    int status =
        mode == YOKE_ALL ? wait_for_all(futures, count, timeout_ns) : wait_for_one(futures, count, mode, timeout_ns);
    for (size_t entry = 0; done && entry < count; entry++)
        done[entry] = yoke_future_done(futures[entry]);
    return status;
}

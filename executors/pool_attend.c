/* SPDX-License-Identifier: MIT */
/* What the coordinator does for a pool whose workers are processes: sees to what they hand over, ends tasks that are
 * over their limit, and finds out what became of the task of a worker that died. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "memory_group.h"
#include "pool_private.h"

enum {
    /* How often tasks with a limit are looked at. They are to be ended within 100 ms of it: a tenth of that leaves room
     * for a loaded machine, and costs the coordinator a hundred wake-ups a second, only while such tasks are there. */
    LOOK_NS = 10000000,
    /* From SIGTERM to SIGKILL: enough for a handler that writes down where it was. */
    GRACE_NS = 50000000,
};

/* One slot that a worker has handed over. */
static void handed_settle(struct yoke_pool *pool, uint32_t id)
{
    uint32_t word = atomic_load(&slot_of(pool, id)->word);
    if (!(word & WORD_HANDED))
        return;
    if (word & WORD_QUEUED)
        slot_unmark(pool, id, WORD_QUEUED | WORD_HANDED); /* passed: who cancelled it has told everybody */
    else
        slot_attend(pool, id, WORD_HANDED);
}

void pool_handed(struct yoke_pool *pool)
{
    uint32_t id = atomic_exchange(&pool->commons->handed, 0), turned = 0;
    /* What was handed over was published before: with this, what submitters wrote is seen also without the worker's
     * help. */
    atomic_load_explicit(&pool->commons->source.published, memory_order_acquire);
    while (id) { /* the first one handed over is seen to first */
        uint32_t next = slot_of(pool, id)->chain;
        slot_of(pool, id)->chain = turned;
        turned = id;
        id = next;
    }
    while (turned) {
        uint32_t next = slot_of(pool, turned)->chain;
        handed_settle(pool, turned);
        turned = next;
    }
}

/* Marks a running task so that it can only be ended by a signal. Returns false when it has ended meanwhile. */
static bool slot_doom(struct yoke_pool *pool, uint32_t id)
{
    _Atomic uint32_t *word = &slot_of(pool, id)->word;
    uint32_t now = atomic_load(word);
    do {
        if (word_state(now) != WORD_RUNNING)
            return false;
    } while (!atomic_compare_exchange_weak(word, &now, now | WORD_DOOMED));
    return true;
}

/* Looks at one worker's task. Returns whether it has a limit, or is being ended. */
static bool limit_keep(struct yoke_pool *pool, unsigned worker, uint64_t now_ns)
{
    struct desk *desk = &pool->desks[worker];
    struct verge *verge = &pool->verges[worker];
    uint64_t started_ns = atomic_load_explicit(&desk->started_ns, memory_order_acquire);
    uint32_t id = (uint32_t)atomic_load_explicit(&desk->current, memory_order_acquire);
    if (!started_ns || !id || atomic_load(&desk->started_ns) != started_ns)
        return false;
    if (verge->slot != id || verge->started_ns != started_ns)
        *verge =
            (struct verge){.slot = id, .started_ns = started_ns, .next_ns = started_ns + pool->annexes[id].limit_ns};
    if (now_ns < verge->next_ns || (!verge->signal && !slot_doom(pool, id)))
        return true;
    verge->signal = verge->signal ? SIGKILL : SIGTERM;
    verge->next_ns = now_ns + GRACE_NS;
    pool->options.executor->strike(pool->team, worker, verge->signal);
    return true;
}

static uint64_t limits_keep(struct yoke_pool *pool)
{
    /* Before looking: a task that is handed in, or begins, from here on sets it again. */
    if (!atomic_exchange(&pool->commons->limits, 0))
        return UINT64_MAX;
    const struct yoke_source *source = &pool->commons->source;
    bool open = source->drawn(source->bell) < atomic_load(&source->published);
    uint64_t now_ns = futex_now_ns();
    for (unsigned worker = 0; worker < pool->worker_count; worker++)
        open |= limit_keep(pool, worker, now_ns) ||
                (uint32_t)atomic_load_explicit(&pool->desks[worker].current, memory_order_acquire) != 0;
    if (open)
        atomic_store(&pool->commons->limits, 1);
    return open ? LOOK_NS : UINT64_MAX;
}

int pool_attend(struct yoke_source *source, uint64_t *rest_ns)
{
    struct yoke_pool *pool = pool_of_source(source);
    if (atomic_load(&pool->stage) == STAGE_NEW)
        pool_stage_set(pool, STAGE_RUNNING);
    *rest_ns = UINT64_MAX;
    if (!pool->durable)
        return 0;
    pool_handed(pool);
    if (atomic_load(&pool->killing))
        return -ECANCELED;
    *rest_ns = limits_keep(pool);
    return 0;
}

/* What a death was, beyond what the casualty says. Returns the task's status. */
static int death_status(struct yoke_pool *pool, const struct yoke_casualty *casualty, uint32_t word)
{
    if (word & WORD_DOOMED)
        return YOKE_E_HUNG;
    if (casualty->death == YOKE_DEATH_EXIT)
        return YOKE_E_EXITED;
    if (casualty->code != SIGKILL)
        return YOKE_E_CRASHED;
    uint64_t kills = memory_group_kills(""), before = pool->oom_kills;
    pool->oom_kills = kills;
    return kills > before ? YOKE_E_OOM : YOKE_E_CRASHED;
}

/* A task that bumped its heartbeat was slow; one that did not, though it knows how to, was stuck. */
static void hang_describe(const struct yoke_pool *pool, struct annex *annex, const struct yoke_casualty *casualty)
{
    char beats[48] = ", without a heartbeat";
    uint64_t heartbeat = pool->desks[casualty->worker].heartbeat; /* who wrote it is dead */
    if (heartbeat)
        snprintf(beats, sizeof beats, ", after %llu heartbeats", (unsigned long long)heartbeat);
    snprintf(annex->message, sizeof annex->message,
             "took longer than its limit of %.3f s%s; process %d (worker %u) was ended", (double)annex->limit_ns / 1e9,
             beats, casualty->process, casualty->worker);
}

static void death_describe(const struct yoke_pool *pool, uint32_t id, const struct yoke_casualty *casualty, int status)
{
    struct annex *annex = &pool->annexes[id];
    size_t bytes = sizeof annex->message;
    switch (status) {
    case YOKE_E_HUNG:
        hang_describe(pool, annex, casualty);
        break;
    case YOKE_E_EXITED:
        snprintf(annex->message, bytes, "its process %d (worker %u) ended by exit(%d)", casualty->process,
                 casualty->worker, casualty->code);
        break;
    case YOKE_E_OOM:
        snprintf(annex->message, bytes, "its process %d (worker %u) was ended by the kernel for its use of memory",
                 casualty->process, casualty->worker);
        break;
    default:
        snprintf(annex->message, bytes, "its process %d (worker %u) was ended by signal %d (%s)%s", casualty->process,
                 casualty->worker, casualty->code, strsignal(casualty->code),
                 casualty->code == SIGKILL ? ", from outside" : "");
    }
}

/* Puts what is left of a chunk, or a task that is to be tried again, back into the queue, bound or no bound. */
static void chunk_return(struct yoke_pool *pool, uint32_t id)
{
    if (!id)
        return;
    latch_shut(&pool->latch);
    bool pushed = queue_push(pool, id);
    latch_open(&pool->latch);
    for (uint32_t rest; !pushed && id; id = rest) { /* no place in a ring that has one for every slot: cannot be */
        rest = slot_of(pool, id)->chain;
        slot_of(pool, id)->status = YOKE_E_LOST;
        outcome_publish(pool, id, WORD_PENDING, WORD_FAILED);
    }
    pool_wake(pool);
}

/* The task died with its worker: it is tried again, or it has failed. */
static void slot_lost(struct yoke_pool *pool, uint32_t id, const struct yoke_casualty *casualty)
{
    struct slot *slot = slot_of(pool, id);
    struct annex *annex = &pool->annexes[id];
    uint32_t word = atomic_load(&slot->word);
    int status = death_status(pool, casualty, word);
    atomic_fetch_add(status == YOKE_E_HUNG ? &pool->hung : &pool->crashed, 1);
    if (annex->retries) {
        annex->retries--;
        atomic_fetch_add(&pool->retried, 1);
        slot->chain = 0;
        while (!atomic_compare_exchange_weak(
            &slot->word, &word, (word & ~(uint32_t)(WORD_STATE | WORD_DOOMED)) | WORD_PENDING | WORD_QUEUED))
            ;
        chunk_return(pool, id);
        return;
    }
    slot->status = status;
    slot->code = casualty->code;
    annex->process = casualty->process;
    atomic_store(&annex->read, false);
    death_describe(pool, id, casualty, status);
    outcome_publish(pool, id, WORD_RUNNING, WORD_FAILED);
}

/* Is it another worker's by now? A slot that a dead worker's desk names may have been given back and used again. */
static bool slot_elsewhere(const struct yoke_pool *pool, uint32_t id, unsigned worker)
{
    for (unsigned other = 0; other < pool->worker_count; other++)
        if (other != worker && ((uint32_t)atomic_load(&pool->desks[other].current) == id ||
                                atomic_load(&pool->desks[other].handing) == id))
            return true;
    return false;
}

/* A task has ended its thread: in that thread, whose last act this is. */
static void thread_lost(struct yoke_pool *pool, unsigned worker)
{
    struct desk *desk = &pool->desks[worker];
    uint64_t current = atomic_load(&desk->current);
    uint32_t id = (uint32_t)current;
    struct slot *slot = slot_of(pool, id);
    atomic_fetch_add(&pool->replacements, 1);
    atomic_fetch_add(&pool->deaths, 1);
    pool->workers[worker].task_local = NULL;
    atomic_store_explicit(&pool->stations[worker].seated, 0, memory_order_relaxed);
    station_here = NULL;
    if (!id || word_state(atomic_load(&slot->word)) != WORD_RUNNING)
        return;
    struct annex *annex = &pool->annexes[id];
    snprintf(annex->message, sizeof annex->message, "it ended its thread, worker %u", worker);
    atomic_store(&annex->read, false);
    slot->status = YOKE_E_EXITED;
    argument_destroy(pool, id);
    chunk_return(pool, (uint32_t)(current >> 32));
    outcome_publish(pool, id, WORD_RUNNING, WORD_FAILED);
}

void pool_lost(struct yoke_source *source, const struct yoke_casualty *casualty)
{
    struct yoke_pool *pool = pool_of_source(source);
    struct desk *desk = &pool->desks[casualty->worker];
    if (!pool->durable) {
        thread_lost(pool, casualty->worker);
        return;
    }
    atomic_fetch_add(&pool->replacements, 1);
    if (casualty->death != YOKE_DEATH_EXIT || casualty->task != UINT64_MAX)
        atomic_fetch_add(&pool->deaths, 1);
    pool_handed(pool);
    uint64_t current = atomic_load(&desk->current);
    uint32_t id = (uint32_t)current, rest = (uint32_t)(current >> 32);
    uint32_t handing = atomic_load(&desk->handing);
    /* All that was in the list has been seen to: what is still marked had not got there. */
    if (handing && !slot_elsewhere(pool, handing, casualty->worker))
        handed_settle(pool, handing);
    bool in_chunk = id && casualty->task != UINT64_MAX && atomic_load(&desk->position) == casualty->task;
    if (in_chunk) {
        if (queue_look(pool, casualty->task) == id)
            queue_taken(pool, casualty->task);
        if (!slot_elsewhere(pool, id, casualty->worker)) {
            uint32_t state = word_state(atomic_load(&slot_of(pool, id)->word));
            if (state == WORD_RUNNING)
                slot_lost(pool, id, casualty);
            else if (state == WORD_PENDING) /* killed on its way into the task: nothing of it has run */
                rest = id;
        }
        chunk_return(pool, rest);
    } else if (casualty->task != UINT64_MAX) { /* it had drawn a position and not looked there yet */
        uint32_t untouched = queue_look(pool, casualty->task);
        if (untouched) {
            queue_taken(pool, casualty->task);
            chunk_return(pool, untouched);
        }
    }
    atomic_store(&desk->current, 0);
    atomic_store(&desk->handing, 0);
    atomic_store(&desk->started_ns, 0);
    pool->verges[casualty->worker] = (struct verge){.slot = 0};
    parking_forget(&pool->commons->parking, casualty->worker);
}

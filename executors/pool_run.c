/* SPDX-License-Identifier: MIT */
/* The workers' side: from a position in the ring to an outcome. Where workers are processes, one may be killed at any
 * instruction; so before it changes anything it writes down, on its own desk, what it is about to do, and what only the
 * coordinator can do (callbacks, giving slots back) it hands over. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "pool_private.h"

/* Where a running task's own sentence goes. */
struct failing {
    char *message;
    bool failed;
};

int yoke_call_fail(struct yoke_call *call, int code, const char *format, ...)
{
    struct failing *failing = call->failure;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(failing->message, YOKE_MESSAGE_BYTES, format, arguments);
    va_end(arguments);
    failing->failed = true;
    return code;
}

/* Gives a slot that is done to the coordinator. */
static void slot_hand(struct yoke_pool *pool, struct desk *desk, uint32_t id)
{
    struct commons *commons = pool->commons;
    uint32_t head = atomic_load_explicit(&commons->handed, memory_order_relaxed);
    do
        slot_of(pool, id)->chain = head;
    while (!atomic_compare_exchange_weak(&commons->handed, &head, id));
    atomic_store(&desk->handing, 0);
    if (!head)
        commons->source.ring(commons->source.bell);
}

bool outcome_publish(struct yoke_pool *pool, uint32_t id, uint32_t from, uint32_t state)
{
    struct slot *slot = slot_of(pool, id);
    uint32_t word = atomic_load_explicit(&slot->word, memory_order_relaxed);
    bool attended;
    if (word == WORD_RUNNING) { /* without a mark and without a reference: nobody else can get at it */
        slot_free(pool, id);
        return true;
    }
    do {
        if (word_state(word) != from)
            return false;
        attended = word_wants_attention(word);
    } while (!atomic_compare_exchange_weak_explicit(&slot->word, &word,
                                                    word_ended(word, state, attended ? WORD_ATTENDED : 0),
                                                    memory_order_acq_rel, memory_order_relaxed));
    if (word & WORD_SLEPT)
        futex_wake(&slot->word, INT_MAX);
    if (attended)
        slot_attend(pool, id, WORD_ATTENDED);
    return true;
}

/* The same in a worker that may die, whose callbacks run elsewhere. */
static void outcome_publish_durable(struct station *station, uint32_t id, uint32_t state)
{
    struct slot *slot = slot_of(station->pool, id);
    uint32_t word = atomic_load_explicit(&slot->word, memory_order_relaxed);
    bool destroys = atomic_load_explicit(&slot->traits, memory_order_relaxed) & TRAIT_DESTROY;
    bool attended;
    do {
        while (word & WORD_DOOMED)
            pause(); /* it was over its limit: the signal is on its way, and the next task is not to be hit by it */
        attended = destroys || word_wants_attention(word);
        if (attended)
            atomic_store(&station->desk->handing, id);
    } while (!atomic_compare_exchange_weak_explicit(&slot->word, &word,
                                                    word_ended(word, state, attended ? WORD_HANDED : 0),
                                                    memory_order_acq_rel, memory_order_relaxed));
    if (word & WORD_SLEPT)
        futex_wake(&slot->word, INT_MAX);
    if (attended)
        slot_hand(station->pool, station->desk, id);
}

/* Writes down what a task returned. Returns the state it ends in. */
static uint32_t outcome_write(struct slot *slot, const struct yoke_call *call, const struct failing *failing, int code)
{
    if (code || failing->failed) {
        if (!failing->failed)
            failing->message[0] = '\0';
        slot->status = YOKE_E_TASK;
        slot->code = code;
        return WORD_FAILED;
    }
    if (call->value_bytes > call->room_bytes) {
        snprintf(failing->message, YOKE_MESSAGE_BYTES, "a value of %zu bytes does not fit the %zu of its slot",
                 call->value_bytes, call->room_bytes);
        slot->status = YOKE_E_TOOBIG;
        return WORD_FAILED;
    }
    slot->value_bytes = (uint32_t)call->value_bytes;
    return WORD_VALUE;
}

static bool slot_claim(struct slot *slot, bool queued)
{
    uint32_t word = atomic_load_explicit(&slot->word, memory_order_relaxed);
    do {
        if (word_state(word) != WORD_PENDING)
            return false;
    } while (!atomic_compare_exchange_weak_explicit(&slot->word, &word, word_claimed(word, queued),
                                                    memory_order_acq_rel, memory_order_relaxed));
    return true;
}

static void desk_count(struct desk *desk, uint32_t state)
{
    _Atomic uint64_t *counter = state == WORD_VALUE ? &desk->finished : &desk->failed;
    atomic_store_explicit(counter, atomic_load_explicit(counter, memory_order_relaxed) + 1, memory_order_relaxed);
}

/* What a task is clocked for. */
static uint64_t task_begin(struct station *station, uint32_t id, bool limited)
{
    struct yoke_pool *pool = station->pool;
    struct annex *annex = &pool->annexes[id];
    if (pool->durable) {
        annex->process = atomic_load_explicit(&station->desk->process, memory_order_relaxed);
        annex->attempt++;
    }
    if (!limited && !pool->options.timed)
        return 0;
    uint64_t now_ns = futex_now_ns();
    if (limited) {
        station->desk->heartbeat = 0;
        atomic_store(&station->desk->started_ns, now_ns);
        /* The coordinator may have looked between our drawing the task and its being on the desk, and have found
         * nothing to look at. It asks for this word before it looks. */
        if (atomic_exchange(&pool->commons->limits, 1) == 0)
            pool->commons->source.ring(pool->commons->source.bell);
    }
    return now_ns;
}

bool station_run(struct station *station, uint32_t id, bool queued)
{
    struct yoke_pool *pool = station->pool;
    struct slot *slot = slot_of(pool, id);
    if (!slot_claim(slot, queued))
        return false;
    bool limited = atomic_load_explicit(&slot->traits, memory_order_relaxed) & TRAIT_LIMITED;
    uint64_t start_ns = pool->durable || pool->options.timed ? task_begin(station, id, limited) : 0;
    slot->worker = (uint16_t)(station->worker->index + 1);
    struct yoke_worker *here = station_here->worker; /* not the station's, where a worker is another pool's guest */
    struct stint stint = {.station = station,
                          .outer = here->task_local,
                          .slot = id,
                          .birth = (uint64_t)(station->worker->index + 1) << 40 | ++station->births};
    here->task_local = &stint;
    struct failing failing = {.message = pool->annexes[id].message};
    struct yoke_call call = {.worker = station->worker,
                             .pool = pool,
                             .index = slot->index,
                             .attempt = pool->durable ? pool->annexes[id].attempt : 1,
                             .value = slot_value(pool, id),
                             .room_bytes = pool->result_bytes,
                             .heartbeat = &station->desk->heartbeat,
                             .failure = &failing};
    int code = slot->function(slot->argument, &call);
    here->task_local = stint.outer;
    if (start_ns)
        pool->annexes[id].elapsed_ns = futex_now_ns() - start_ns;
    if (limited)
        atomic_store_explicit(&station->desk->started_ns, 0, memory_order_release);
    if (code || failing.failed)
        atomic_store_explicit(&pool->annexes[id].read, false, memory_order_relaxed);
    uint32_t state = outcome_write(slot, &call, &failing, code);
    desk_count(station->desk, state);
    if (pool->durable) {
        outcome_publish_durable(station, id, state);
    } else {
        argument_destroy(pool, id);
        outcome_publish(pool, id, WORD_RUNNING, state);
    }
    return true;
}

/* A slot that needs no worker any more: cancelled, or run by somebody who waited for it. */
static void slot_pass(struct station *station, uint32_t id)
{
    struct yoke_pool *pool = station->pool;
    if (!pool->durable) {
        slot_unmark(pool, id, WORD_QUEUED);
        return;
    }
    atomic_store(&station->desk->handing, id);
    atomic_fetch_or(&slot_of(pool, id)->word, WORD_HANDED); /* and stays queued until the coordinator has seen it */
    slot_hand(pool, station->desk, id);
}

enum {
    /* How far ahead of itself a worker fetches slots: a line comes from another core in some 100 ns, and the shortest
     * tasks take 30. */
    POSITIONS_AHEAD = 3
};

/* Only its own thread writes it. */
static inline void seated_add(struct station *station, uint32_t count)
{
    uint32_t seated = atomic_load_explicit(&station->seated, memory_order_relaxed) + count;
    atomic_store_explicit(&station->seated, seated, memory_order_relaxed);
}

int pool_task(void *context, struct yoke_worker *worker, uint64_t position, void *result)
{
    (void)result;
    struct yoke_pool *pool = context;
    struct station *station = station_here;
    struct desk *desk = station->desk;
    (void)worker;
    uint32_t id = pool->durable ? queue_look(pool, position) : queue_take(pool, position);
    if (!id)
        return 0;
    uint32_t next = queue_look(pool, position + POSITIONS_AHEAD);
    if (next && next <= pool->slots_most)
        __builtin_prefetch(slot_of(pool, next), 1);
    atomic_store_explicit(&desk->position, position, memory_order_relaxed);
    if (!pool->durable)
        seated_add(station, 1); /* before a task is claimed: what is seen to run is seen to have a seat */
    for (bool first = true; id; first = false) {
        uint32_t rest = slot_of(pool, id)->chain; /* read while the slot cannot be used again */
        atomic_store_explicit(&desk->current, (uint64_t)rest << 32 | id, memory_order_release);
        if (first && pool->durable)
            queue_taken(pool, position);
        if (!station_run(station, id, false))
            slot_pass(station, id);
        id = rest;
    }
    atomic_store_explicit(&desk->current, 0, memory_order_relaxed);
    if (!pool->durable)
        seated_add(station, UINT32_MAX);
    return 0;
}

/* SPDX-License-Identifier: MIT */
/* What a program does with one future. */
#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "future_await.h"

static uint32_t word_of(const struct yoke_future *future)
{
    return atomic_load_explicit(&slot_behind(future)->word, memory_order_acquire);
}

const char *yoke_status_name(int status)
{
    static const char *const names[] = {
        "task",  "timeout",     "cancelled", "state", "shutdown", "broken", "crashed", "exited", "hung", "oom",  "lost",
        "inval", "unsupported", "toobig",    "proto", "deadlock", "forked", "full",    "memory", "end",  "input"};
    if (status == 0)
        return "ok";
    int place = YOKE_E_TASK - status;
    return place >= 0 && place < (int)(sizeof names / sizeof *names) ? names[place] : "unknown status";
}

int yoke_future_cancel(struct yoke_future *future)
{
    struct slot *slot = slot_behind(future);
    struct yoke_pool *pool = slot->pool;
    int status = guard(pool);
    if (status)
        return status;
    uint32_t word = atomic_load_explicit(&slot->word, memory_order_acquire), ended;
    do {
        if (word_state(word) != WORD_PENDING)
            return word_state(word) == WORD_CANCELLED ? 0 : YOKE_E_STATE;
        ended = word_ended(word, WORD_CANCELLED, WORD_ATTENDED);
    } while (!atomic_compare_exchange_weak(&slot->word, &word, ended));
    atomic_fetch_add_explicit(&pool->cancelled, 1, memory_order_relaxed);
    if (word & WORD_SLEPT)
        futex_wake(&slot->word, INT_MAX);
    argument_destroy(pool, slot_id(slot));
    slot_attend(pool, slot_id(slot), WORD_ATTENDED);
    return 0;
}

bool yoke_future_cancelled(const struct yoke_future *future)
{
    return word_state(word_of(future)) == WORD_CANCELLED;
}

bool yoke_future_running(const struct yoke_future *future)
{
    return word_state(word_of(future)) == WORD_RUNNING;
}

bool yoke_future_done(const struct yoke_future *future)
{
    return word_done(word_of(future));
}

static int status_of(const struct slot *slot, uint32_t word)
{
    if (word_state(word) == WORD_VALUE)
        return 0;
    if (word_state(word) == WORD_CANCELLED)
        return YOKE_E_CANCELLED;
    atomic_store_explicit(&slot->pool->annexes[slot_id(slot)].read, true, memory_order_relaxed);
    return slot->status;
}

int yoke_future_result(struct yoke_future *future, int64_t timeout_ns, void *into, size_t bytes)
{
    struct slot *slot = slot_behind(future);
    struct yoke_pool *pool = slot->pool;
    int status = guard(pool);
    if (status)
        return status;
    uint32_t word = word_of(future);
    if (!word_done(word)) {
        status = timeout_ns <= 0 ? YOKE_E_TIMEOUT : slot_await(pool, slot_id(slot), futex_deadline(timeout_ns));
        if (status)
            return status;
        word = word_of(future);
    }
    status = status_of(slot, word);
    if (!status && into)
        memcpy(into, slot_value(pool, slot_id(slot)), bytes < slot->value_bytes ? bytes : slot->value_bytes);
    return status;
}

void yoke_future_snapshot(const struct yoke_future *future, struct yoke_outcome *outcome)
{
    const struct slot *slot = slot_behind(future);
    const struct annex *annex = &slot->pool->annexes[slot_id(slot)];
    uint32_t word = word_of(future); /* what belongs to an outcome was written before it */
    *outcome = (struct yoke_outcome){.done = word_done(word),
                                     .cancelled = word_state(word) == WORD_CANCELLED,
                                     .failed = word_state(word) == WORD_FAILED,
                                     .status = YOKE_E_STATE,
                                     .index = slot->index,
                                     .worker = UINT_MAX};
    if (!outcome->done)
        return;
    outcome->status = status_of(slot, word);
    if (outcome->cancelled)
        return;
    outcome->worker = slot->worker ? slot->worker - 1u : UINT_MAX;
    outcome->code = slot->code;
    outcome->value_bytes = slot->value_bytes;
    outcome->attempt = slot->pool->durable ? annex->attempt : slot->worker != 0;
    outcome->process = slot->pool->durable ? annex->process : slot->worker ? getpid() : 0;
    outcome->elapsed_ns = slot->pool->durable || slot->pool->options.timed ? annex->elapsed_ns : 0;
    if (outcome->failed)
        snprintf(outcome->message, sizeof outcome->message, "%s", annex->message);
}

int yoke_future_error(struct yoke_future *future, int64_t timeout_ns, struct yoke_outcome *outcome)
{
    int status = yoke_future_result(future, timeout_ns, NULL, 0);
    if (!yoke_future_done(future))
        return status;
    yoke_future_snapshot(future, outcome);
    return outcome->cancelled ? YOKE_E_CANCELLED : 0;
}

const void *yoke_future_value(const struct yoke_future *future, size_t *bytes)
{
    const struct slot *slot = slot_behind(future);
    if (word_state(word_of(future)) != WORD_VALUE)
        return NULL;
    if (bytes)
        *bytes = slot->value_bytes;
    return slot_value(slot->pool, slot_id(slot));
}

int yoke_future_describe(const struct yoke_future *future, char text[], size_t bytes)
{
    static const char *const states[] = {"free", "pending", "running", "finished", "failed", "cancelled"};
    const struct slot *slot = slot_behind(future);
    struct yoke_outcome outcome;
    yoke_future_snapshot(future, &outcome);
    const char *state = states[outcome.done ? (outcome.cancelled ? 5
                                               : outcome.failed  ? 4
                                                                 : 3)
                                            : word_state(word_of(future)) % 6];
    const char *pool = slot->pool->name;
    unsigned long long index = outcome.index;
    if (outcome.failed)
        return snprintf(text, bytes, "future %llu of %s: failed (%s, code %d)%s%s", index, pool,
                        yoke_status_name(outcome.status), outcome.code, outcome.message[0] ? ": " : "",
                        outcome.message);
    if (outcome.done && !outcome.cancelled)
        return snprintf(text, bytes, "future %llu of %s: finished with %zu bytes", index, pool, outcome.value_bytes);
    return snprintf(text, bytes, "future %llu of %s: %s", index, pool, state);
}

void yoke_future_retain(struct yoke_future *future)
{
    if (!guard(slot_behind(future)->pool))
        atomic_fetch_add_explicit(&slot_behind(future)->word, WORD_REFERENCE, memory_order_relaxed);
}

void yoke_future_release(struct yoke_future *future)
{
    if (!future || guard(slot_behind(future)->pool))
        return;
    struct slot *slot = slot_behind(future);
    uint32_t word = word_of(future);
    const uint32_t others = WORD_QUEUED | WORD_ATTENDED | WORD_HANDED;
    if (word_done(word) && word_references(word) == 1 && !(word & others)) {
        slot_free(slot->pool, slot_id(slot)); /* nobody else knows of it */
        return;
    }
    if ((atomic_load_explicit(&slot->traits, memory_order_relaxed) & TRAIT_PROMISE) && word_references(word) == 1)
        yoke_future_cancel(future); /* nobody can keep it any more */
    word = atomic_fetch_sub_explicit(&slot->word, WORD_REFERENCE, memory_order_acq_rel) - WORD_REFERENCE;
    if (word_free(word))
        slot_free(slot->pool, slot_id(slot));
}

/* SPDX-License-Identifier: MIT */
/* Futures whose outcome the program sets itself. Between claiming the right to set it and publishing it a promise is
 * running, so that of two setters one is refused before it has written anything. */
#include <stdio.h>
#include <string.h>

#include "pool_private.h"

int yoke_future_start(struct yoke_future *future)
{
    struct slot *slot = slot_behind(future);
    int status = guard(slot->pool);
    uint32_t word = atomic_load(&slot->word);
    do {
        if (status || word_state(word) != WORD_PENDING)
            return status ? status : word_state(word) == WORD_CANCELLED ? YOKE_E_CANCELLED : YOKE_E_STATE;
    } while (!atomic_compare_exchange_weak(&slot->word, &word, word_claimed(word, false)));
    return 0;
}

/* Gets the sole right to set the outcome: marks a promise that is pending or running, and not being set. */
static int setting_begin(struct slot *slot)
{
    int status = guard(slot->pool);
    if (!status && !(atomic_load_explicit(&slot->traits, memory_order_relaxed) & TRAIT_PROMISE))
        status = YOKE_E_STATE;
    uint32_t word = atomic_load(&slot->word);
    do {
        if (status || word_done(word) || (word & WORD_DOOMED))
            return status ? status : word_state(word) == WORD_CANCELLED ? YOKE_E_CANCELLED : YOKE_E_STATE;
    } while (!atomic_compare_exchange_weak(&slot->word, &word, word_claimed(word, false) | WORD_DOOMED));
    return 0;
}

int yoke_future_set_value(struct yoke_future *future, const void *value, size_t bytes)
{
    struct slot *slot = slot_behind(future);
    struct yoke_pool *pool = slot->pool;
    if (bytes > pool->result_bytes)
        return YOKE_E_TOOBIG;
    int status = setting_begin(slot);
    if (status)
        return status;
    if (bytes)
        memcpy(slot_value(pool, slot_id(slot)), value, bytes);
    slot->value_bytes = (uint32_t)bytes;
    outcome_publish(pool, slot_id(slot), WORD_RUNNING, WORD_VALUE);
    return 0;
}

int yoke_future_set_error(struct yoke_future *future, int code, const char *message)
{
    struct slot *slot = slot_behind(future);
    struct yoke_pool *pool = slot->pool;
    int status = setting_begin(slot);
    if (status)
        return status;
    struct annex *annex = &pool->annexes[slot_id(slot)];
    snprintf(annex->message, sizeof annex->message, "%s", message ? message : "");
    atomic_store_explicit(&annex->read, false, memory_order_relaxed);
    slot->status = YOKE_E_TASK;
    slot->code = code;
    outcome_publish(pool, slot_id(slot), WORD_RUNNING, WORD_FAILED);
    return 0;
}

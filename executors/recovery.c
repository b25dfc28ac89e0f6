/* SPDX-License-Identifier: MIT */
/* Reading a dead worker's lane. The worker writes down each step before or after it, never both, so what it had taken
 * last follows from words that only it, or the one who covered its claim, has written (claim.h, steal.c). */
#include "recovery.h"

#include "steal.h"

static uint64_t load(const _Atomic uint64_t *word)
{
    return atomic_load_explicit(word, memory_order_acquire);
}

/* 1 + the number of the last chunk that `worker` drew, 0 when it drew none. */
static uint64_t last_draw(const struct claim *claim, unsigned worker)
{
    if (claim->kind == SCHEDULE_SHARE)
        return 1; /* its share is its own from the beginning */
    uint64_t word = load(&claim->next);
    if ((word & ((1u << CLAIM_OWNER_BITS) - 1)) == worker)
        return word >> CLAIM_OWNER_BITS;
    uint64_t last = 0;
    for (unsigned other = 0; other < claim->worker_count; other++) {
        uint64_t noted = load(&claim_seen(claim, other)[worker]);
        last = noted > last ? noted : last;
    }
    return last;
}

/* The chunk the worker drew last, if its fate is open. */
static bool drawn_span(struct claim *claim, unsigned worker, struct span *span)
{
    uint64_t last = last_draw(claim, worker);
    if (last <= claim->lanes[worker].settled)
        return false;
    claim->lanes[worker].settled = last;
    if (claim->kind == SCHEDULE_SHARE)
        *span = claim_share_span(claim, worker);
    else
        *span = claim->kind == SCHEDULE_EVEN ? claim_even_span(claim, last - 1) : claim_table_span(claim, last - 1);
    return true;
}

/* Ends the theft that the worker died in: what was cut off from the victim becomes its own, locks are opened. */
static void theft_settle(struct claim *claim, unsigned worker)
{
    struct lane *own = &claim->lanes[worker];
    uint64_t loot = load(&own->loot);
    for (unsigned other = 0; other < claim->worker_count; other++) {
        struct lane *victim = &claim->lanes[other];
        if (other == worker || atomic_load(&victim->thief) != worker + 1)
            continue;
        if (loot && steal_back(load(&victim->range)) == steal_front(loot))
            atomic_store(&own->range, loot);
        atomic_store(&own->loot, 0);
        atomic_store(&victim->thief, 0);
    }
    if (atomic_load(&own->thief) == worker + 1)
        atomic_store(&own->thief, 0);
}

/* The units the worker took last from its own front, if it got as far as taking them. */
static bool held_span(struct claim *claim, unsigned worker, struct span *span)
{
    struct lane *lane = &claim->lanes[worker];
    uint64_t hold = load(&lane->hold);
    bool taken = hold && steal_front(load(&lane->range)) == steal_back(hold);
    if (taken)
        *span = steal_span(claim, hold);
    return taken;
}

struct remains recovery_settle(struct claim *claim, unsigned worker)
{
    struct lane *lane = &claim->lanes[worker];
    struct remains remains = {.done = load(&lane->done)};
    uint64_t cursor = load(&lane->cursor);
    uint64_t index = cursor / 2;
    struct span span = lane->left;
    bool fresh;
    if (claim->kind == SCHEDULE_STEAL) {
        fresh = held_span(claim, worker, &span); /* before theft_settle, which may fill the range anew */
        theft_settle(claim, worker);
    } else {
        fresh = drawn_span(claim, worker, &span);
    }
    /* The cursor is inside the span when the worker had begun it, just behind it when it had ended it, and elsewhere
     * (in an earlier span, or nowhere) when it had not begun. Spans never overlap, so there is no fourth case. */
    if (fresh || span.first < span.last) {
        bool begun = cursor != CURSOR_NONE && index >= span.first && index < span.last;
        if (begun) {
            remains.done += index - span.first;
            remains.task_lost = cursor & 1;
            remains.task = index;
            span.first = index + remains.task_lost;
        } else if (cursor == 2 * span.last) {
            span.first = span.last;
        }
    }
    lane->left = span;
    atomic_store(&lane->cursor, CURSOR_NONE);
    atomic_store(&lane->hold, 0);
    atomic_store(&lane->done, 0);
    return remains;
}

/* SPDX-License-Identifier: MIT */
/* The path from one task to the next. Everything here is inlined into one loop a kind of claim, with what a loop needs
 * in registers: claim, call, compare. No system call, no lock, no word written that another worker reads, but the
 * claim. */
#include "tasks.h"

#include "hand.h"
#include "ration.h"
#include "steal.h"

#define ALWAYS_INLINE static inline __attribute__((always_inline))

__attribute__((cold)) void tasks_fail(struct lane *lane, uint64_t index, int status)
{
    if (lane->failed_count++ == 0) {
        lane->failed_task = index;
        lane->failed_status = status;
    }
}

ALWAYS_INLINE void span_run(const struct work *work, struct span span)
{
    for (uint64_t index = span.first; index < span.last; index++)
        tasks_run_one(work, index);
}

/* The same where the worker may die: says where it is, before and after each task, in its own line. */
ALWAYS_INLINE void span_run_durable(const struct work *work, struct span span)
{
    struct lane *lane = work->lane;
    for (uint64_t index = span.first; index < span.last; index++) {
        atomic_store_explicit(&lane->cursor, 2 * index + 1, memory_order_release);
        tasks_run_one(work, index);
    }
    atomic_store_explicit(&lane->cursor, 2 * span.last, memory_order_release);
    /* Only now: a worker that dies in between has counted too little, which shows, and never too much. */
    uint64_t done = atomic_load_explicit(&lane->done, memory_order_relaxed) + (span.last - span.first);
    atomic_store_explicit(&lane->done, done, memory_order_release);
}

/* Gets a worker's next span; `memory` is 0 at first and its own from then on. */
typedef bool span_next(struct claim *claim, unsigned worker, uint64_t *memory, struct span *span);

ALWAYS_INLINE bool share_next(struct claim *claim, unsigned worker, uint64_t *memory, struct span *span)
{
    *span = claim_share_span(claim, worker);
    return (*memory)++ == 0 && claim->lanes[worker].settled == 0;
}

ALWAYS_INLINE bool even_next(struct claim *claim, unsigned worker, uint64_t *memory, struct span *span)
{
    (void)worker;
    bool more = claim_draw(claim, memory);
    if (more)
        *span = claim_even_span(claim, *memory);
    return more;
}

ALWAYS_INLINE bool hand_next(struct claim *claim, unsigned worker, uint64_t *memory, struct span *span)
{
    bool more = hand_take(claim, worker, memory);
    if (more)
        *span = claim_even_span(claim, *memory);
    return more;
}

ALWAYS_INLINE bool table_next(struct claim *claim, unsigned worker, uint64_t *memory, struct span *span)
{
    (void)worker;
    bool more = claim_draw(claim, memory);
    if (more)
        *span = claim_table_span(claim, *memory);
    return more;
}

ALWAYS_INLINE bool even_next_owned(struct claim *claim, unsigned worker, uint64_t *memory, struct span *span)
{
    uint64_t number;
    bool more = claim_draw_owned(claim, worker, claim->chunk_count, memory, &number);
    if (more)
        *span = claim_even_span(claim, number);
    return more;
}

ALWAYS_INLINE bool table_next_owned(struct claim *claim, unsigned worker, uint64_t *memory, struct span *span)
{
    uint64_t number;
    bool more = claim_draw_owned(claim, worker, claim->chunk_count, memory, &number);
    if (more)
        *span = claim_table_span(claim, number);
    return more;
}

static bool steal_next(struct claim *claim, unsigned worker, uint64_t *memory, struct span *span)
{
    (void)memory;
    return steal_take(claim, worker, span);
}

ALWAYS_INLINE uint64_t loop(const struct work *work, struct claim *claim, span_next *next)
{
    const struct work held = *work; /* a copy of our own, so that the compiler may keep it in registers */
    unsigned index = held.worker->index;
    uint64_t done = 0, memory = 0;
    for (struct span span; next(claim, index, &memory, &span); done += span.last - span.first)
        span_run(&held, span);
    return done;
}

ALWAYS_INLINE uint64_t loop_durable(const struct work *work, struct claim *claim, span_next *next)
{
    const struct work held = *work;
    unsigned index = held.worker->index;
    uint64_t memory = 0;
    if (held.lane->left.first < held.lane->left.last) {
        span_run_durable(&held, held.lane->left);
        held.lane->left.first = held.lane->left.last;
        atomic_signal_fence(memory_order_seq_cst); /* given up before anything else is taken */
    }
    for (struct span span; next(claim, index, &memory, &span);)
        span_run_durable(&held, span);
    return atomic_load_explicit(&held.lane->done, memory_order_relaxed);
}

/* Chunks of one task, many of them: no inner loop, no multiplication by the chunk. */
static uint64_t loop_single(const struct work *work, struct claim *claim)
{
    const struct work held = *work;
    unsigned index = held.worker->index;
    uint64_t done = 0;
    for (uint64_t number; hand_take(claim, index, &number); done++)
        tasks_run_one(&held, number);
    return done;
}

static uint64_t run_durable(const struct work *work, struct claim *claim)
{
    switch (claim->kind) {
    case SCHEDULE_SHARE:
        return loop_durable(work, claim, share_next);
    case SCHEDULE_EVEN:
        return loop_durable(work, claim, even_next_owned);
    case SCHEDULE_TABLE:
        return loop_durable(work, claim, table_next_owned);
    case SCHEDULE_STEAL:
        return loop_durable(work, claim, steal_next);
    }
    return 0;
}

static uint64_t run_plain(const struct work *work, struct claim *claim)
{
    switch (claim->kind) {
    case SCHEDULE_SHARE:
        return loop(work, claim, share_next);
    case SCHEDULE_EVEN:
        if (claim->hand == 1)
            return loop(work, claim, even_next);
        return claim->grain == 1 ? loop_single(work, claim) : loop(work, claim, hand_next);
    case SCHEDULE_TABLE:
        return loop(work, claim, table_next);
    case SCHEDULE_STEAL:
        return loop(work, claim, steal_next);
    }
    return 0;
}

/* Gets the next published number, waiting for it if need be. Returns false when there are no more. */
ALWAYS_INLINE bool source_next(struct crew *crew, unsigned worker, uint64_t *guess, uint64_t *number)
{
    struct yoke_source *source = crew->job.source;
    struct claim *claim = &crew->claim;
    if (!claim->seen && ration_take_reserve(claim, worker, number))
        return true;
    for (bool waited = false;; waited = true) {
        uint64_t published = atomic_load_explicit(&source->published, memory_order_acquire);
        bool reserve = false;
        bool drawn = claim->seen ? claim_draw_owned(claim, worker, published, guess, number)
                                 : ration_take(claim, worker, published, number, &reserve);
        /* Whoever publishes leaves waking others to a worker that is on its way out of waiting. And what has just been
         * put in reserve was invisible for a moment, to workers that went to sleep over it. */
        if (drawn && (reserve || (waited && crew_more(crew))))
            source->spread(source);
        if (drawn)
            return true;
        if (!source->wait(source, &crew->options.workers[worker], crew_more, crew))
            return false;
    }
}

static void source_run(struct crew *crew, const struct work *work)
{
    const struct work held = *work;
    unsigned index = held.worker->index;
    uint64_t done = 0, guess = 0;
    for (uint64_t number; source_next(crew, index, &guess, &number); done++)
        tasks_run_one(&held, number);
    held.worker->tasks_done = done;
}

/* The same where the worker may die. */
static void source_run_durable(struct crew *crew, const struct work *work)
{
    const struct work held = *work;
    unsigned index = held.worker->index;
    uint64_t most = crew->job.worker_tasks, done = 0, guess = 0;
    struct span span;
    if (held.lane->left.first < held.lane->left.last) {
        span_run_durable(&held, held.lane->left);
        held.lane->left.first = held.lane->left.last;
        atomic_signal_fence(memory_order_seq_cst);
        done++;
    }
    while (!(most && done >= most) && source_next(crew, index, &guess, &span.first)) {
        span.last = span.first + 1;
        span_run_durable(&held, span);
        done++;
    }
    crew->berths[index].retired = most && done >= most;
    held.worker->tasks_done = atomic_load_explicit(&held.lane->done, memory_order_relaxed);
}

void tasks_run(struct crew *crew, unsigned index)
{
    const struct work work = tasks_work(crew, index);
    if (crew->job.source) {
        crew->durable ? source_run_durable(crew, &work) : source_run(crew, &work);
        return;
    }
    uint64_t done = crew->durable ? run_durable(&work, &crew->claim) : run_plain(&work, &crew->claim);
    work.worker->tasks_done = done;
}

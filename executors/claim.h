/* SPDX-License-Identifier: MIT */
/* Claims: how workers take chunks from shared memory, the same for threads and for processes, without lock, allocation
 * or system call. Every chunk of a run goes to exactly one worker, also when workers are killed at any instruction:
 *
 * Threads draw chunk numbers with one atomic addition (small chunks by the handful, hand.h). Processes can die between
 * the addition and writing down what they got, and the chunk would be lost; so there the counter carries the name of
 * the last claimant beside the next number
 * ("owner"), it is moved by compare-and-swap, and whoever moves it first notes, in its own line, whose claim it is
 * about to cover ("seen"). A dead worker's last claim is then found either in the counter or in the notes of the one
 * who came next. recovery.h reads them. */
#ifndef CLAIM_H
#define CLAIM_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "schedule.h"

/* Owner and next number share one word, as do an index and a bit in `cursor`. */
enum { CLAIM_OWNER_BITS = 16 };
#define CLAIM_TASKS_MOST   ((uint64_t)1 << 47)
#define CLAIM_WORKERS_MOST ((1u << CLAIM_OWNER_BITS) - 2)

/* Tasks first .. last - 1. */
struct span {
    uint64_t first, last;
};

/* What one worker writes while it runs tasks; the others write only `range` and `thief`. */
struct lane {
    /* What the worker has in reserve and others may take: units front (low half) .. back - 1 (high half) under
     * SCHEDULE_STEAL (steal.h), a hand of numbers under SCHEDULE_EVEN (hand.h). The worker takes at the front, others
     * at the back. */
    _Alignas(YOKE_LINE_BYTES) _Atomic uint64_t range;
    _Atomic uint32_t thief; /* steal: 1 + the worker that is taking from, or filling, `range`; 0: nobody */

    /* Where the worker is: 2 * index + 1 in task `index`, 2 * index when it has ended all tasks of its span below
     * `index`, CURSOR_NONE before its first. Kept where workers can die. */
    _Alignas(YOKE_LINE_BYTES) _Atomic uint64_t cursor;
    _Atomic uint64_t done; /* tasks returned in spans before the present one; kept where workers can die */
    _Atomic uint64_t hold; /* steal: units being taken from the own front, or taken and not done; 0: none */
    _Atomic uint64_t loot; /* steal: units being taken from another's back; 0: none */
    struct span left;      /* what a dead predecessor took and did not begin; written while no such worker runs */
    uint64_t settled;      /* 1 + number of the last chunk whose fate is known; likewise */
    uint64_t failed_count, failed_task; /* as in yoke_job, this worker's */
    int failed_status;
};

#define CURSOR_NONE UINT64_MAX

/* One run's claims. Everything but `next` and the lanes stands still while tasks run. */
struct claim {
    enum schedule_kind kind;
    unsigned worker_count;
    uint64_t task_count;
    uint64_t grain;         /* SCHEDULE_EVEN: size of every chunk; SCHEDULE_STEAL: tasks in a unit */
    uint64_t chunk_count;   /* numbers that may be drawn */
    uint64_t hand;          /* SCHEDULE_EVEN between threads: numbers drawn at once (hand.h) */
    uint64_t *bounds;       /* SCHEDULE_TABLE: schedule_bounds; room for schedule_bounds_most */
    struct lane *lanes;     /* one a worker */
    _Atomic uint64_t *seen; /* claim_seen(p)[o]: 1 + number of the last claim of o that p covered; NULL: threads */
    _Alignas(YOKE_LINE_BYTES) _Atomic uint64_t next; /* number << CLAIM_OWNER_BITS | owner with `seen`, else number */
};

/* Words from one worker's notes to the next one's: a place for every worker and for nobody, on lines of its own. */
static inline uint64_t claim_seen_stride(unsigned worker_count)
{
    const uint64_t words = YOKE_LINE_BYTES / sizeof(uint64_t);
    return (worker_count + words) / words * words;
}

static inline _Atomic uint64_t *claim_seen(const struct claim *claim, unsigned worker)
{
    return claim->seen + worker * claim_seen_stride(claim->worker_count);
}

/* Prepares `claim`, whose worker_count and memory are set, for one run. Nobody may be claiming. `chunk` is at least 1,
 * task_count at most CLAIM_TASKS_MOST. */
void claim_open(struct claim *claim, const struct yoke_schedule *schedule, uint64_t task_count, uint64_t chunk);

/* Prepares `claim` for a run whose tasks come from a source. */
void claim_open_source(struct claim *claim);

/* How many numbers have been drawn. */
static inline uint64_t claim_drawn(const struct claim *claim)
{
    uint64_t word = atomic_load_explicit(&claim->next, memory_order_seq_cst);
    return claim->seen ? word >> CLAIM_OWNER_BITS : word;
}

/* The tasks of chunk `number`, below chunk_count. */
static inline struct span claim_even_span(const struct claim *claim, uint64_t number)
{
    uint64_t first = number * claim->grain;
    uint64_t left = claim->task_count - first;
    return (struct span){first, first + (left < claim->grain ? left : claim->grain)};
}

static inline struct span claim_table_span(const struct claim *claim, uint64_t number)
{
    return (struct span){claim->bounds[number], claim->bounds[number + 1]};
}

static inline struct span claim_share_span(const struct claim *claim, unsigned worker)
{
    return (struct span){schedule_share(claim->task_count, claim->worker_count, worker),
                         schedule_share(claim->task_count, claim->worker_count, worker + 1)};
}

/* Draws the next chunk number. Returns false when there is none left. */
static inline bool claim_draw(struct claim *claim, uint64_t *number)
{
    *number = atomic_fetch_add_explicit(&claim->next, 1, memory_order_relaxed);
    return *number < claim->chunk_count;
}

/* The same where workers can die, below `limit`; `guess` is 0 at first and remembers what the counter was when last looked at. */
static inline bool claim_draw_owned(struct claim *claim, unsigned worker, uint64_t limit, uint64_t *guess,
                                    uint64_t *number)
{
    _Atomic uint64_t *seen = claim_seen(claim, worker);
    uint64_t word = *guess ? *guess : atomic_load_explicit(&claim->next, memory_order_acquire);
    uint64_t mine;
    do {
        *number = word >> CLAIM_OWNER_BITS;
        if (*number >= limit)
            return false;
        /* A note is true whether or not the swap below succeeds: the word did say so when it was read. */
        atomic_store_explicit(&seen[word & ((1u << CLAIM_OWNER_BITS) - 1)], *number, memory_order_relaxed);
        mine = (*number + 1) << CLAIM_OWNER_BITS | worker;
    } while (
        !atomic_compare_exchange_weak_explicit(&claim->next, &word, mine, memory_order_acq_rel, memory_order_acquire));
    *guess = mine; /* right again if nobody else claims in between, and then one access to the shared line is saved */
    return true;
}

#endif

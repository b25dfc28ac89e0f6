/* SPDX-License-Identifier: MIT */
/* Parking: how workers with nothing to do wait, and how they are woken. It is an eventcount with a word of its own for
 * every sleeper, so that the one that went to sleep last, whose caches are warm, is woken first; it has flags and names
 * in it and no counters, so that a worker which is killed at any instruction leaves nothing that cannot be put right.
 *
 * At most one worker is on its way at a time: it holds the seat. It may spin there for about as long as a wake-up
 * costs, so that work which comes soon finds it awake; while it sits there, whoever publishes work wakes nobody and
 * leaves that to it. Who is woken is given the seat by the waker. Leaving it for work, a worker wakes the next one if
 * it sees more work.
 *
 * Nobody sleeps through work: the publisher publishes, then (behind a full fence) looks at seat and flag; a worker
 * leaves the seat, raises the flag and says that it is parked, then (behind a full fence) looks for work once more. One
 * of the two sees the other. Within a process both fences are the worker's (fence.h), and publishing does without.
 * tests/model explores every interleaving of it, and of the stores that are still on their way. */
#ifndef PARKING_H
#define PARKING_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "yoke/worker.h"

#include "fence.h"

/* One worker's place; `state` is what it sleeps on. */
struct perch {
    _Alignas(YOKE_LINE_BYTES) _Atomic uint32_t state; /* enum perch_state */
    _Atomic uint64_t since;                           /* when it parked, in the order of parking */
    void (*wake)(void *argument);                     /* instead of the futex: a worker that sleeps elsewhere */
    void *argument;
};

enum perch_state { PERCH_AWAKE, PERCH_PARKED };

struct parking {
    _Alignas(YOKE_LINE_BYTES) _Atomic uint32_t seat; /* 1 + the worker that is on its way; 0: nobody */
    _Atomic uint32_t flag;                           /* somebody may be parked */
    _Atomic bool one_sided;                          /* whoever parks fences for publishers too */
    uint32_t worker_count;
    uint64_t spin_ns;
    struct perch *perches;
    _Alignas(YOKE_LINE_BYTES) _Atomic uint64_t parkings; /* since the beginning; also the order of parking */
    _Atomic uint64_t wakings, spins;                     /* wake-ups sent, and work found while spinning */
};

/* `perches`, worker_count of them, are zeroed memory that all workers share, as is `parking` itself. `spin_ns`: see
 * wakeup.h; 0: nobody spins. `private`: only threads of this process use it. */
void parking_init(struct parking *parking, struct perch *perches, uint32_t worker_count, uint64_t spin_ns,
                  bool private);

/* In worker `worker`, which has found no work: returns when ready(argument) holds. `ready` is to see everything that
 * was published before parking_wake. */
void parking_wait(struct parking *parking, uint32_t worker, bool (*ready)(const void *argument), const void *argument);

/* The same without sleeping: returns false when ready(argument) holds and nobody has woken it meanwhile; else true, and
 * wake(cookie) will be called once. */
bool parking_leave(struct parking *parking, uint32_t worker, bool (*ready)(const void *argument), const void *argument,
                   void (*wake)(void *cookie), void *cookie);
/* Such a worker is back, woken or not. */
void parking_return(struct parking *parking, uint32_t worker);

void parking_wake_one(struct parking *parking);

/* After something was published: wakes a worker if none is on its way. */
static inline void parking_wake(struct parking *parking)
{
    if (atomic_load_explicit(&parking->one_sided, memory_order_relaxed))
        atomic_signal_fence(memory_order_seq_cst);
    else
        fence_here();
    if (atomic_load_explicit(&parking->seat, memory_order_seq_cst) == 0 &&
        atomic_load_explicit(&parking->flag, memory_order_seq_cst))
        parking_wake_one(parking);
}

/* Wakes everybody: what they wait for will not come any more. */
void parking_wake_all(struct parking *parking);

/* Worker `worker` is dead: frees what it holds, and wakes another in its place. */
void parking_forget(struct parking *parking, uint32_t worker);

#endif

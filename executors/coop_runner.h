/* SPDX-License-Identifier: MIT */
/* How one worker of the coop executor gets its tasks and runs them. */
#ifndef COOP_RUNNER_H
#define COOP_RUNNER_H

#include "crew.h"
#include "loop.h"
#include "tasks.h"

/* One worker's run. Its own thread's alone. */
struct runners {
    struct loop *loop;
    struct crew *crew;
    struct work work;
    uint64_t claim_memory;
    struct span span; /* claimed and not begun */
    bool exhausted;   /* nothing will ever be left to claim */
    uint64_t handed;  /* the task that a runner begins with */
    bool handing;     /* a runner is ready that has not taken it yet */
    uint64_t inflight, inflight_most;
    uint64_t between; /* runners that give others a turn between two tasks, and will claim the next */
    uint64_t done;
    /* Tasks from a source. */
    bool parked;         /* the source will wake us; until then others take what comes */
    bool called;         /* it has, and does not know yet that we are awake */
    bool waited;         /* nothing has been drawn since it woke us */
    _Atomic bool posted; /* `woken` is on its way to the loop */
    struct loop_note woken;
};

/* Prepares `runners`, all zero before the first time, for one run of `crew` on `loop` by worker `index`, with so many
 * tasks begun and not ended at most. */
void runners_reset(struct runners *runners, struct crew *crew, unsigned index, struct loop *loop,
                   uint64_t inflight_most);

/* The loop's feed (loop.h); `argument` is the struct runners. */
bool runners_feed(void *argument);

#endif

/* SPDX-License-Identifier: MIT */
/* Runners: coroutines that claim tasks and run them one after another. */
#include "coop_runner.h"

#include "hand.h"
#include "ration.h"
#include "steal.h"

/* Claims the next tasks, as tasks.c does, but one span a call: whoever asks next may be another coroutine. Leaves the
 * span as it was, empty, when there are none. */
static bool span_claim(struct runners *own)
{
    struct claim *claim = &own->crew->claim;
    unsigned worker = own->work.worker->index;
    switch (claim->kind) {
    case SCHEDULE_SHARE:
        if (own->claim_memory++)
            return false;
        own->span = claim_share_span(claim, worker);
        return true;
    case SCHEDULE_EVEN:
        if (!(claim->hand == 1 ? claim_draw(claim, &own->claim_memory) : hand_take(claim, worker, &own->claim_memory)))
            return false;
        own->span = claim_even_span(claim, own->claim_memory);
        return true;
    case SCHEDULE_TABLE:
        if (!claim_draw(claim, &own->claim_memory))
            return false;
        own->span = claim_table_span(claim, own->claim_memory);
        return true;
    case SCHEDULE_STEAL:
        return steal_take(claim, worker, &own->span);
    }
    return false;
}

/* Draws the next published task of the source, if there is one. */
static bool source_draw(struct runners *own, uint64_t *index)
{
    struct yoke_source *source = own->crew->job.source;
    struct claim *claim = &own->crew->claim;
    unsigned worker = own->work.worker->index;
    if (own->parked || own->called)
        return false;
    if (ration_take_reserve(claim, worker, index))
        return true;
    uint64_t published = atomic_load_explicit(&source->published, memory_order_acquire);
    bool reserve = false;
    if (!ration_take(claim, worker, published, index, &reserve))
        return false;
    /* As in tasks.c: who has been woken wakes the next, and a reserve was invisible for a moment. */
    if (reserve || (own->waited && crew_more(own->crew)))
        source->spread(source);
    own->waited = false;
    return true;
}

static inline bool index_claim(struct runners *own, uint64_t *index)
{
    while (own->span.first >= own->span.last) {
        if (own->crew->job.source)
            return source_draw(own, index);
        if (own->exhausted || (own->exhausted = !span_claim(own)))
            return false;
    }
    *index = own->span.first++;
    return true;
}

static void runner(void *argument)
{
    struct runners *own = argument;
    uint64_t index = own->handed;
    own->handing = false;
    do {
        loop_number(own->loop, index);
        tasks_run_one(&own->work, index);
        own->done++;
        own->between++;
        loop_breathe(own->loop);
        own->between--;
    } while (index_claim(own, &index));
    own->inflight--;
}

static void source_woke(struct loop_note *note)
{
    struct runners *own = (void *)((unsigned char *)note - offsetof(struct runners, woken));
    atomic_store(&own->posted, false);
    if (!own->parked)
        return;
    own->parked = false;
    own->called = own->waited = true;
    loop_let_go(own->loop);
}

/* From any thread. A wake-up that crossed with our finding something ourselves may still be on its way: one is enough.
 */
static void source_wake(void *argument)
{
    struct runners *own = argument;
    if (!atomic_exchange(&own->posted, true))
        loop_post(own->loop, &own->woken);
}

/* Tells the source that we are awake, and leaves word that we have nothing to do. Returns whether there is something.
 */
static bool source_park(struct runners *own)
{
    struct yoke_source *source = own->crew->job.source;
    if (own->parked || own->exhausted)
        return false;
    own->parked = true; /* before the call: we may be woken in the middle of it */
    own->called = false;
    loop_hold(own->loop);
    int answer = source->park(source, own->work.worker, crew_more, own->crew, source_wake, own);
    if (answer == 0)
        return false;
    own->parked = false;
    own->exhausted = answer < 0;
    loop_let_go(own->loop);
    return answer > 0;
}

bool runners_feed(void *argument)
{
    struct runners *own = argument;
    if (own->handing || own->between || own->inflight >= own->inflight_most)
        return false;
    while (!index_claim(own, &own->handed))
        if (!own->crew->job.source || !source_park(own))
            return false;
    if (loop_spawn(own->loop, runner, own, NULL)) {
        /* Not begun after all: there is no memory for one more. At least one there always is. */
        own->inflight_most = own->inflight;
        __atomic_store_n(&own->work.worker->tasks_most, (unsigned)own->inflight, __ATOMIC_RELAXED);
        own->span = (struct span){own->handed, own->span.first < own->span.last ? own->span.last : own->handed + 1};
        return false;
    }
    own->handing = true;
    own->inflight++;
    return true;
}

void runners_reset(struct runners *runners, struct crew *crew, unsigned index, struct loop *loop,
                   uint64_t inflight_most)
{
    /* `posted` and `woken` stay: a wake-up of the last run that crossed with its end may still be in the loop's inbox.
     */
    runners->woken.receive = source_woke;
    runners->loop = loop;
    runners->crew = crew;
    runners->work = tasks_work(crew, index);
    runners->claim_memory = runners->inflight = runners->between = runners->done = 0;
    runners->span = (struct span){0, 0};
    runners->exhausted = runners->handing = runners->parked = runners->called = runners->waited = false;
    runners->inflight_most = inflight_most;
}

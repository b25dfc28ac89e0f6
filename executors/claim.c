/* SPDX-License-Identifier: MIT */
/* Setting up the claims of a run. */
#include "claim.h"

#include <string.h>

#include "hand.h"
#include "steal.h"

static void lane_reset(struct lane *lane)
{
    atomic_store_explicit(&lane->range, 0, memory_order_relaxed);
    atomic_store_explicit(&lane->thief, 0, memory_order_relaxed);
    atomic_store_explicit(&lane->cursor, CURSOR_NONE, memory_order_relaxed);
    atomic_store_explicit(&lane->done, 0, memory_order_relaxed);
    atomic_store_explicit(&lane->hold, 0, memory_order_relaxed);
    atomic_store_explicit(&lane->loot, 0, memory_order_relaxed);
    lane->left = (struct span){0, 0};
    lane->settled = 0;
    lane->failed_count = lane->failed_task = 0;
    lane->failed_status = 0;
}

static void counter_reset(struct claim *claim)
{
    uint64_t nobody = claim->worker_count;
    atomic_store_explicit(&claim->next, claim->seen ? nobody : 0, memory_order_relaxed);
    if (!claim->seen)
        return;
    uint64_t notes = claim->worker_count * claim_seen_stride(claim->worker_count);
    for (uint64_t note = 0; note < notes; note++)
        atomic_store_explicit(&claim->seen[note], 0, memory_order_relaxed);
}

void claim_open(struct claim *claim, const struct yoke_schedule *schedule, uint64_t task_count, uint64_t chunk)
{
    const struct schedule_rule *rule = schedule_rule(schedule);
    struct schedule_cut cut = {.task_count = task_count,
                               .worker_count = claim->worker_count,
                               .chunk = chunk < task_count ? chunk : task_count,
                               .left = task_count};
    claim->kind = rule->kind;
    claim->task_count = task_count;
    claim->grain = task_count && rule->size ? rule->size(&cut) : 1;
    claim->chunk_count = 0;
    for (unsigned worker = 0; worker < claim->worker_count; worker++)
        lane_reset(&claim->lanes[worker]);
    counter_reset(claim);
    if (task_count == 0)
        return;
    switch (rule->kind) {
    case SCHEDULE_SHARE:
        break;
    case SCHEDULE_EVEN:
        claim->chunk_count = (task_count - 1) / claim->grain + 1;
        claim->hand = hand_size(claim);
        break;
    case SCHEDULE_TABLE:
        claim->chunk_count = schedule_bounds(rule, cut, claim->bounds);
        break;
    case SCHEDULE_STEAL:
        steal_open(claim);
        break;
    }
}

void claim_open_source(struct claim *claim)
{
    claim->kind = SCHEDULE_EVEN;
    claim->task_count = claim->chunk_count = CLAIM_TASKS_MOST;
    claim->grain = claim->hand = 1;
    for (unsigned worker = 0; worker < claim->worker_count; worker++)
        lane_reset(&claim->lanes[worker]);
    counter_reset(claim);
}

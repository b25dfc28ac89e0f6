/* SPDX-License-Identifier: MIT */
/* The bounds of loop_batch.h, in numbers. */
#include "loop_batch.h"

enum {
    BATCH_TIMERS = 64,
    ALWAYS_NS = 50000,
    PER_TIMER_NS = 50,
    CROWD_NS = 1000000,
    PART_OF_SHORTEST = 256,
    SPACING_WEIGHT = 8 /* the average follows the last dozen portions */
};

static uint64_t least(uint64_t left, uint64_t right)
{
    return left < right ? left : right;
}

static uint64_t most(uint64_t left, uint64_t right)
{
    return left > right ? left : right;
}

void batch_expired(struct loop_batch *batch, uint64_t now_ns, uint64_t count)
{
    uint64_t spacing_ns = (now_ns - batch->last_ns) / count;
    batch->last_ns = now_ns;
    batch->spacing_ns = batch->spacing_ns - batch->spacing_ns / SPACING_WEIGHT + spacing_ns / SPACING_WEIGHT;
}

uint64_t batch_gap_ns(const struct loop_batch *batch, uint64_t timer_count, uint64_t most_ns)
{
    uint64_t wanted_ns = batch->spacing_ns < UINT64_MAX / BATCH_TIMERS ? batch->spacing_ns * BATCH_TIMERS : UINT64_MAX;
    uint64_t shortest_ns = batch->present ? batch->present & -batch->present : 0;
    uint64_t allowed_ns = most(ALWAYS_NS, least(timer_count * PER_TIMER_NS, CROWD_NS));
    allowed_ns = most(allowed_ns, shortest_ns / PART_OF_SHORTEST);
    return least(wanted_ns, least(allowed_ns, most_ns));
}

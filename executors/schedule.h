/* SPDX-License-Identifier: MIT */
/* Schedules: rules that cut the indices 0 .. task_count - 1 into chunks and say who takes them. A rule is a pure
 * function; how chunks are claimed while tasks run is claim.h's business, and which executor runs them nobody's. */
#ifndef SCHEDULE_H
#define SCHEDULE_H

#include <stddef.h>
#include <stdint.h>

#include "yoke/executor.h"

/* How chunks find their workers. */
enum schedule_kind {
    SCHEDULE_SHARE, /* one chunk a worker, known beforehand: nothing is claimed */
    SCHEDULE_EVEN,  /* chunks of one size, numbered; workers draw numbers from a counter */
    SCHEDULE_TABLE, /* chunks of differing sizes, cut before the run; numbers are drawn as for SCHEDULE_EVEN */
    SCHEDULE_STEAL, /* every worker takes from the front of its own share; who has none left takes half of another's */
};

/* Where the cutting stands: what a rule may look at. */
struct schedule_cut {
    uint64_t task_count;   /* tasks of the whole run, at least 1 */
    uint64_t worker_count; /* at least 1 */
    uint64_t chunk;        /* what the user asked for, 1 .. task_count */
    uint64_t left;         /* tasks not cut off yet, at least 1 */
    uint64_t ordinal;      /* chunks cut off so far */
    uint64_t previous;     /* size of the last of them; 0 before the first */
};

/* A rule; `schedule` is its first member and what the contract shows of it. */
struct schedule_rule {
    struct yoke_schedule schedule;
    enum schedule_kind kind;
    /* Size of the next chunk; 0 counts as 1, more than `left` as `left`. Asked once for SCHEDULE_EVEN and
     * SCHEDULE_STEAL (size of all chunks, or the least that is taken at a time), before every chunk for SCHEDULE_TABLE,
     * and never for SCHEDULE_SHARE. */
    uint64_t (*size)(const struct schedule_cut *cut);
};

/* The rule behind a schedule of yoke_schedules[]. */
static inline const struct schedule_rule *schedule_rule(const struct yoke_schedule *schedule)
{
    return (const struct schedule_rule *)(const void *)schedule;
}

/* The schedule of that name, or NULL. */
const struct yoke_schedule *schedule_find(const char *name);

/* Most entries that schedule_bounds fills for `worker_count` workers. */
size_t schedule_bounds_most(unsigned worker_count);

/* Cuts `cut` (of which task_count, worker_count and chunk are given) by a rule of kind SCHEDULE_TABLE: chunk k is
 * bounds[k] .. bounds[k + 1] - 1. `bounds`, the caller's, has room for schedule_bounds_most entries; task_count is
 * below 2^48. Returns the number of chunks, 0 for no tasks. */
uint64_t schedule_bounds(const struct schedule_rule *rule, struct schedule_cut cut, uint64_t bounds[]);

/* First index of worker `worker`'s equal share; the share ends where the next worker's begins. */
static inline uint64_t schedule_share(uint64_t task_count, uint64_t worker_count, uint64_t worker)
{
    uint64_t longer = task_count % worker_count; /* so many shares have one task more than the others */
    return task_count / worker_count * worker + (worker < longer ? worker : longer);
}

#endif

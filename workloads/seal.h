/* SPDX-License-Identifier: MIT */
/* A result whose right value nobody knows without doing the work again. The task seals it as soon as it is computed, so
 * that nothing can change it on its way unnoticed; and of all results a few, drawn by the seed, are computed again. */
#ifndef SEAL_H
#define SEAL_H

#include <errno.h>
#include <inttypes.h>
#include <stdbool.h>

#include "yoke/random.h"
#include "yoke/workload.h"

/* Tasks computed again by each verification: few, since each costs what the task costs. */
enum { SEAL_SPOTS = 4 };

struct sealed {
    uint64_t value, seal;
};

static inline uint64_t seal_of(const struct yoke_work *work, uint64_t index, uint64_t value)
{
    return yoke_random_draw(work->seed ^ value, index);
}

static inline void seal_put(struct sealed *result, const struct yoke_work *work, uint64_t index, uint64_t value)
{
    *result = (struct sealed){value, seal_of(work, index, value)};
}

/* Checks every seal, and a few values against what `compute` makes of their tasks. Returns 0, or -EBADMSG with a
 * sentence that begins with `name`. */
static inline int seal_verify(const char *name, const struct yoke_work *work, const struct sealed *results,
                              uint64_t (*compute)(const struct yoke_work *work, uint64_t index),
                              struct yoke_error *error)
{
    for (uint64_t index = 0; index < work->task_count; index++)
        if (results[index].seal != seal_of(work, index, results[index].value)) {
            yoke_error_set(error, "%s: the result of task %" PRIu64 " is not what the task returned", name, index);
            return -EBADMSG;
        }
    for (uint64_t spot = 0; spot < SEAL_SPOTS; spot++) {
        const uint64_t index = yoke_random_upto(~work->seed, spot, work->task_count - 1);
        const uint64_t expected = compute(work, index);
        if (results[index].value == expected)
            continue;
        yoke_error_set(error, "%s: task %" PRIu64 " gave %" PRIx64 ", not %" PRIx64, name, index, results[index].value,
                       expected);
        return -EBADMSG;
    }
    return 0;
}

#endif

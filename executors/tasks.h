/* SPDX-License-Identifier: MIT */
/* Running tasks: from one task to the next. */
#ifndef TASKS_H
#define TASKS_H

#include "crew.h"

/* What a loop over tasks needs of crew and job, where no task's stores can reach it. */
struct work {
    int (*task)(void *context, struct yoke_worker *worker, uint64_t index, void *result);
    void *context;
    struct yoke_worker *worker;
    unsigned char *results;
    size_t result_bytes;
    struct lane *lane;
};

static inline struct work tasks_work(struct crew *crew, unsigned index)
{
    return (struct work){.task = crew->job.task,
                         .context = crew->job.context,
                         .worker = &crew->options.workers[index],
                         .results = crew->job.results,
                         .result_bytes = crew->job.result_bytes,
                         .lane = &crew->claim.lanes[index]};
}

/* Notes that task `index` failed with `status`, a negative errno. */
void tasks_fail(struct lane *lane, uint64_t index, int status);

/* Runs one task. */
static inline __attribute__((always_inline)) void tasks_run_one(const struct work *work, uint64_t index)
{
    /* As integers, because there may be no results: NULL + 0 is not defined. */
    void *result = (void *)((uintptr_t)work->results + index * work->result_bytes);
    int status = work->task(work->context, work->worker, index, result);
    if (__builtin_expect(status != 0, 0))
        tasks_fail(work->lane, index, status);
}

/* Claims and runs tasks until there are none. */
void tasks_run(struct crew *crew, unsigned index);

#endif

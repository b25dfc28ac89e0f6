/* SPDX-License-Identifier: MIT */
/* The task of the metg race, as dispatch.h's contestants call it, and the pool as a contestant. */
#ifndef METG_TASK_H
#define METG_TASK_H

#include "dispatch.h"

/* Walks a chain of metg_steps steps. */
int metg_task(void *context, struct yoke_worker *worker, uint64_t index, void *result);
extern unsigned metg_steps;

/* Pools of pthread workers: start before the race, stop after it. Bound: a worker has a processor of its own. */
void pool_start(unsigned worker_count);
void pool_stop(void);
uint64_t pool_submit(const struct contestant *self, uint64_t task_count);
uint64_t pool_submit_bound(const struct contestant *self, uint64_t task_count);
uint64_t pool_submit_futures(const struct contestant *self, uint64_t task_count);
uint64_t pool_submit_futures_bound(const struct contestant *self, uint64_t task_count);

#endif

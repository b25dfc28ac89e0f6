/* SPDX-License-Identifier: MIT */
/* The least wall time of work that waits: for the ideal_ns of every workload whose tasks draw their waits. */
#ifndef IDEAL_H
#define IDEAL_H

#include "yoke/workload.h"

/* Wall time in ns when every worker in turn takes the next task as soon as it is free, at no cost, and a task lasts as
 * long as `wait_ns` says: what dynamic hand-out would reach if computing, waking up and dispatch took no time. Returns
 * 0 when there is no memory to tell. */
uint64_t ideal_waits_ns(const struct yoke_work *work, uint64_t (*wait_ns)(const struct yoke_work *work, uint64_t index),
                        unsigned worker_count);

#endif

/* SPDX-License-Identifier: MIT */
/* What a worker that died in the middle of a run leaves behind, read from shared memory, so that every task it had not
 * begun is run by its successor, the one it was in is named, and none is run twice. */
#ifndef RECOVERY_H
#define RECOVERY_H

#include "claim.h"

/* What became of the tasks that a dead worker had taken. */
struct remains {
    bool task_lost; /* it died in the middle of `task` */
    uint64_t task;
    uint64_t done; /* tasks it had returned from, this run; may lack those of its last span if it died between two */
};

/* Examines lane `worker` of a run in progress. Call it after the process is gone and before its successor starts, which
 * first runs the span `left` of the lane and then claims on. */
struct remains recovery_settle(struct claim *claim, unsigned worker);

#endif

/* SPDX-License-Identifier: MIT */
/* How long every single task took: the task is wrapped, each worker writes into a buffer of its own, and nothing is summed up
 * before the run is over. No lock, no allocation, no system call; two looks at the processor's tick counter a task. */
#ifndef RECORDER_H
#define RECORDER_H

#include "record.h"
#include "ticks.h"
#include "yoke/executor.h"

/* A task's time as buckets: 64 to an octave, so a value is known to 1.6 %, and 64 octaves. */
enum { RECORDER_BUCKETS = 64 * 64 };

/* One worker's durations of one run, as they came; in shared memory. */
struct recorder_lane {
    _Alignas(YOKE_LINE_BYTES) uint64_t count; /* tasks recorded; those beyond the room are only counted in `missed` */
    uint64_t missed;
    uint64_t *ticks; /* `room` durations */
};

struct recorder {
    int (*task)(void *context, struct yoke_worker *worker, uint64_t index, void *result); /* the real one */
    void *context;
    struct recorder_lane *lanes;
    unsigned worker_count;
    uint64_t room;       /* durations a worker can keep */
    size_t lanes_bytes, ticks_bytes;
    uint64_t *ticks;     /* all lanes' room, shared */
    struct ticks_anchor begin;
};

/* Maps room for what the workers record of the job's tasks. Call it before the workers
 * are made: forked ones see the recorder as it was then. Returns 0 or -ENOMEM with a sentence. */
int recorder_open(struct recorder *recorder, unsigned worker_count, const struct yoke_job *job, struct yoke_error *error);
void recorder_close(struct recorder *recorder);

/* Before a run of the same task: puts the recorder between the job and it. */
void recorder_wrap(struct recorder *recorder, struct yoke_job *job);

/* After a run: the durations as a list of buckets that were hit, in nanoseconds, and how often. Memory from `memory`.
 * Returns 0 or -ENOMEM. */
int recorder_sum(const struct recorder *recorder, struct record *memory, struct yoke_sample *sample);

#endif

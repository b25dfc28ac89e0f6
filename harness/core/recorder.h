/* SPDX-License-Identifier: MIT */
/* What every single task did: the task is wrapped, each worker writes into a buffer of its own, and nothing is summed up before
 * the run is over. No lock, no allocation, no system call; two looks at the processor's tick counter a task. */
#ifndef RECORDER_H
#define RECORDER_H

#include "record.h"
#include "ticks.h"
#include "yoke/executor.h"

/* A task's time as buckets: 64 to an octave, so a value is known to 1.6 %, and 64 octaves. */
enum { RECORDER_BUCKETS = 64 * 64 };

/* One task, in ticks. */
struct recorder_entry {
    uint64_t index, begin, end;
};

/* One worker's tasks of one run, in the order in which they ended; in shared memory. */
struct recorder_lane {
    _Alignas(YOKE_LINE_BYTES) uint64_t count; /* tasks recorded; those beyond the room are only counted in `missed` */
    uint64_t missed;
    struct recorder_entry *entries; /* room for `room` */
};

struct recorder {
    int (*task)(void *context, struct yoke_worker *worker, uint64_t index, void *result); /* the real one */
    void *context;
    struct recorder_lane *lanes;
    unsigned worker_count;
    uint64_t room;       /* tasks a worker can keep */
    uint64_t task_count; /* of a run */
    size_t lanes_bytes, entries_bytes;
    struct recorder_entry *entries; /* all lanes' room, shared */
    struct ticks_anchor begin;      /* when it was opened: the longer ago, the better a tick's length is known */
    /* When each task, by index, could have been started, in nanoseconds since the start gate; NULL: all at the gate, as in a
     * closed map. Belongs to whoever set it. */
    const uint64_t *queued_ns;
};

/* Maps room for what the workers record of the job's tasks. Call it before the workers are made: forked ones see the recorder
 * as it was then. Returns 0 or -ENOMEM with a sentence. */
int recorder_open(struct recorder *recorder, unsigned worker_count, const struct yoke_job *job, struct yoke_error *error);
void recorder_close(struct recorder *recorder);

/* In the worker, before the first run: touches the room that it will need if it runs no more than twice its share, so that the
 * kernel has not to find that memory while tasks are timed. */
void recorder_touch(struct recorder *recorder, unsigned worker);

/* Before a run of the same task: puts the recorder between the job and it. */
void recorder_wrap(struct recorder *recorder, struct yoke_job *job);

/* After a run whose times count from `gate_ns` on the clock: how long tasks were queued, and their latency, which is what they
 * took, and with `queued_ns` what they were queued for as well; what they took then stands apart as service. Each as a list of
 * buckets that were hit, in nanoseconds, and how often. Memory from `memory`. Returns 0 or -ENOMEM. */
int recorder_sum(const struct recorder *recorder, uint64_t gate_ns, struct record *memory, struct yoke_sample *sample);

/* After the same run: every task into a trace file of this name. Fills the sample's trace, but for its file. Returns 0 or a
 * negative errno with a sentence. */
int recorder_trace(const struct recorder *recorder, uint64_t gate_ns, const char *path, struct yoke_sample *sample,
                   struct yoke_error *error);

#endif

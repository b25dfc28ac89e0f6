/* SPDX-License-Identifier: MIT */
/* The open loop: tasks arrive at moments fixed beforehand, whether or not a worker is free. The task is wrapped: whoever begins one
 * takes the next arrival, first come first served whatever the schedule, and waits for it when it is early; who is late starts
 * at once. What a stall delays is thus counted from when it was due: no coordinated omission (Tene, "How NOT to Measure
 * Latency"). */
#ifndef OPEN_LOOP_H
#define OPEN_LOOP_H

#include <stdatomic.h>
#include <stdbool.h>

#include "yoke/executor.h"

enum open_loop_arrivals {
    OPEN_LOOP_POISSON,  /* independent: gaps are exponentially distributed */
    OPEN_LOOP_CONSTANT, /* one every 1 / rate, the first at once */
};

/* "poisson", "constant", NULL. */
extern const char *const open_loop_arrivals_words[];

/* Returns false when there is no such word. */
bool open_loop_arrivals_find(const char *word, enum open_loop_arrivals *arrivals);

/* Fills `due_ns` with the moments at which `count` tasks arrive, nanoseconds since the first worker's start, ascending. The same
 * seed gives the same moments on every machine with the same libm. */
void open_loop_draw(enum open_loop_arrivals arrivals, double rate_hz, uint64_t seed, uint64_t count, uint64_t due_ns[]);

/* What workers share. */
struct open_loop_progress {
    _Atomic uint64_t origin_ns; /* clock at which the first of them was ready; 0: none is yet */
    YOKE_ALIGNED(YOKE_LINE_BYTES) _Atomic uint64_t next; /* arrivals taken so far */
    YOKE_ALIGNED(YOKE_LINE_BYTES) uint64_t queued_ns[];  /* by task: when the arrival it took was due */
};

struct open_loop {
    int (*task)(void *context, struct yoke_worker *worker, uint64_t index, void *result); /* what arrives */
    void *context;
    uint64_t *due_ns; /* by arrival */
    uint64_t count;
    struct open_loop_progress *progress; /* in shared memory */
    size_t progress_bytes;
};

/* Draws the arrivals of the job's tasks. Call it before the workers are made: forked ones see the loop as it was then. Returns 0
 * or -ENOMEM with a sentence. */
int open_loop_open(struct open_loop *loop, enum open_loop_arrivals arrivals, double rate_hz, uint64_t seed,
                   const struct yoke_job *job, struct yoke_error *error);
void open_loop_close(struct open_loop *loop);

/* Before a run of the same task: puts the waiting between the job and it. */
void open_loop_wrap(struct open_loop *loop, struct yoke_job *job);

/* After a run: the clock that moments count from, and when the last task was due. */
uint64_t open_loop_origin_ns(const struct open_loop *loop);
uint64_t open_loop_last_due_ns(const struct open_loop *loop);

#endif

/* SPDX-License-Identifier: MIT */
/* A worker is one flow of control: a thread, a process or an event loop. Executors make workers, tasks run on them. */
#ifndef YOKE_WORKER_H
#define YOKE_WORKER_H

#include <stdint.h>

/* Distance between words that different workers write: two 64-byte lines, because x86 fetches lines in adjacent pairs
 * and some aarch64 have lines of 128 bytes. */
enum { YOKE_LINE_BYTES = 128 };

struct yoke_worker;

/* How a task waits. A workload calls nothing else that blocks, so that one source serves blocking executors (threads,
 * processes) and parking ones (coroutines). Every call returns 0 or more on success and a negative errno on failure. */
struct yoke_io {
    /* Waits until `duration_ns` nanoseconds after the call, never less; records in `worker->late` by how much it
     * overslept. Returns 0. */
    int (*sleep)(struct yoke_worker *worker, uint64_t duration_ns);
    /* Offers the processor (threads) or the event loop (coroutines) to others. Returns 0. */
    int (*yield)(struct yoke_worker *worker);
};

/* How late the worker's sleeps woke, over one run of all tasks. */
struct yoke_lateness {
    uint64_t count;    /* sleeps that ended */
    uint64_t total_ns; /* sum of (woke - due), nanoseconds */
    uint64_t max_ns;   /* the worst of them, nanoseconds */
};

/* One worker as tasks and hooks see it. Lives in memory shared by every worker and the cell process; each worker writes
 * only its own, so no field needs to be atomic while tasks run. */
struct yoke_worker {
    _Alignas(YOKE_LINE_BYTES) unsigned index; /* 0 .. worker_count - 1 */
    const struct yoke_io *io;                 /* how this worker waits; never NULL */
    void *local;                              /* the workload's own, from worker_setup; valid inside this worker only */
    uint64_t digest;      /* tasks without a result slot add their answer here; zeroed before every run */
    uint64_t tasks_done;  /* tasks that returned, this run; written by the executor when the worker ends its run */
    struct yoke_lateness late; /* zeroed before every run */
};

#endif

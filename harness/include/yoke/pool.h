/* SPDX-License-Identifier: MIT */
/* A pool runs tasks that are handed to it one by one, on the workers of any executor: submit, map, futures, shutdown, as
 * people know them from Python's concurrent.futures, with the promises of docs/pool.md.
 *
 * Every function may be called from any thread, unless it says otherwise. Where workers are processes (executors that are
 * "isolated") the pool is to be made while the process has no other threads, tasks cannot use the pool themselves
 * (YOKE_E_UNSUPPORTED), and functions handed in must be in the program or a library loaded before the pool was made. */
#ifndef YOKE_POOL_H
#define YOKE_POOL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "yoke/error.h"
#include "yoke/future.h"

#ifdef __cplusplus
extern "C" {
#endif
#pragma GCC visibility push(default) /* libyoke exports it */

struct yoke_executor;
struct yoke_io;
struct yoke_schedule;
struct yoke_worker;

struct yoke_pool;
struct yoke_map;

/* What a task is given besides its argument. */
struct yoke_call {
    struct yoke_worker *worker; /* the one it runs on; how to wait is in worker->io */
    struct yoke_pool *pool;
    uint64_t index;      /* in its map; in the order of submitting otherwise */
    unsigned attempt;    /* from 1 */
    void *value;         /* room for the value, 8-byte aligned */
    size_t room_bytes;   /* so much of it: the pool's result_bytes, at least 8 */
    size_t value_bytes;  /* to be set by the task: how much of it is the value; more than there is room fails the task with
                          * YOKE_E_TOOBIG */
    uint64_t *heartbeat; /* NULL, or a counter that the task may bump, for whoever looks at a task that takes long */
    void *failure;       /* private: see yoke_call_fail */
};

/* A task. Returns 0, or any other code, which makes the future fail with YOKE_E_TASK and that code. */
typedef int yoke_task_function(void *argument, struct yoke_call *call);

/* Fails the task that is running with a sentence, whatever it returns: also with code 0. Returns `code`. */
__attribute__((format(printf, 3, 4))) int yoke_call_fail(struct yoke_call *call, int code, const char *format, ...);

/* What submit does when the queue is at its bound. */
enum yoke_full_policy {
    YOKE_FULL_GROW,        /* no bound but the number of futures */
    YOKE_FULL_BLOCK,       /* wait; a task of this pool is refused with YOKE_E_FULL instead */
    YOKE_FULL_REJECT,      /* YOKE_E_FULL */
    YOKE_FULL_CALLER_RUNS, /* run the task in the thread that submits it; not where workers are processes */
};

/* How a pool is made. All zero but for `executor` is a pool with defaults. Everything pointed to outlives the pool. */
struct yoke_pool_options {
    const struct yoke_executor *executor; /* one of yoke_executors[] */
    unsigned max_workers;       /* 0: yoke's own default width (yoke_width) */
    const char *name;           /* prefix of the workers' names: name_0, name_1, …; NULL: pool-N, another N for each */
    bool lazy;                  /* workers are made by the first submit, and create cannot fail for them */
    /* Called in every worker before its first task. Not 0: the pool is broken, with `error`'s sentence. */
    int (*initializer)(void *argument, struct yoke_worker *worker, struct yoke_error *error);
    void (*finalizer)(void *argument, struct yoke_worker *worker); /* in every worker that ends of its own will */
    void *argument;             /* of both */
    /* Called before the initializer, in the worker: binds it to processors. */
    int (*placement)(void *argument, struct yoke_worker *worker, struct yoke_error *error);
    void *placement_argument;
    const struct yoke_io *io;   /* how tasks wait; NULL: by sleeping and yielding only */
    const struct yoke_schedule *schedule; /* how a map is cut when it names no chunk; NULL: pool4's rule */
    unsigned tasks_most;        /* begun and not ended at once by a worker whose waiting tasks give way to others (coop);
                                 * 0: as many as there is memory for. Other workers run one at a time */
    size_t queue_bound;         /* tasks submitted and not taken; 0: no bound */
    enum yoke_full_policy full; /* what then */
    size_t futures_most;        /* that exist at once; 0: 4,194,304, or as many as there is address space for */
    uint64_t worker_tasks;      /* a worker that has run so many tasks is replaced; 0: never. Processes only */
    size_t argument_bytes;      /* slot for arguments given by copy; 0: 64 */
    size_t result_bytes;        /* slot for values; 0: 8 */
    bool timed;                 /* measure how long every task takes: two clock readings a task, some 60 ns */
    uint64_t memory_bytes;      /* most address space that a worker may use (RLIMIT_AS); 0: no limit. Processes only */
    /* Told one line about what nobody else is told: failing callbacks, leaked futures. NULL: counted only. From any thread. */
    void (*log)(void *argument, const char *line);
    void *log_argument;
};

/* Makes a pool, and (unless lazy) waits until its workers are there. Returns 0; YOKE_E_INVAL, YOKE_E_UNSUPPORTED,
 * YOKE_E_MEMORY or YOKE_E_BROKEN with a sentence, and nothing left behind. */
int yoke_pool_create(const struct yoke_pool_options *options, struct yoke_pool **pool, struct yoke_error *error);

/* Hands in function(argument). `future` becomes the caller's, to be released; NULL: nobody wants the outcome. Returns 0;
 * YOKE_E_INVAL (no function), YOKE_E_SHUTDOWN, YOKE_E_BROKEN, YOKE_E_FULL, YOKE_E_FORKED, YOKE_E_UNSUPPORTED. Where workers
 * are processes `argument` is a plain number to them, or memory they share (yoke/shared.h, made before the pool). */
int yoke_pool_submit(struct yoke_pool *pool, yoke_task_function *function, void *argument, struct yoke_future **future);

/* Everything that can be said of one task. All zero but `function` is as yoke_pool_submit does it. */
struct yoke_task {
    yoke_task_function *function;
    void *argument;
    size_t argument_bytes; /* not 0: so many bytes at `argument` are copied, and the task is given the copy */
    /* Called with the argument (or its copy) exactly once, whatever becomes of the task, as soon as it needs it no more: also
     * when submit refuses it. Where workers are processes it is called in the pool's own. */
    void (*destroy)(void *argument);
    uint64_t limit_ns;     /* longest it may run, then its process is ended (SIGTERM, SIGKILL 50 ms later); 0: any time.
                            * Processes only: YOKE_E_UNSUPPORTED elsewhere */
    unsigned retries;      /* how often it is begun again after dying with its worker */
};

/* The same as yoke_pool_submit; also YOKE_E_TOOBIG for an argument that does not fit its slot. */
int yoke_pool_submit_task(struct yoke_pool *pool, const struct yoke_task *task, struct yoke_future **future);

/* Hands in many at once: tasks function(argument of each), one wake-up. futures[] (may be NULL) is filled in up to `count`.
 * Returns how many were handed in, or a status if none could be. */
int64_t yoke_pool_submit_many(struct yoke_pool *pool, yoke_task_function *function, void *const arguments[], size_t count,
                              struct yoke_future *futures[]);

/* A future without a task: the program sets its outcome (yoke_future_set_value, …). */
int yoke_pool_promise(struct yoke_pool *pool, struct yoke_future **future);

/* A map: function(argument, call) for every call->index below `count`, or for every input that `generate` makes. */
struct yoke_map_task {
    yoke_task_function *function;
    void *argument;        /* the same for all; with `generate`, the generator's */
    uint64_t count;        /* at most the pool's futures_most; ignored with `generate` */
    /* Writes the next input of argument_bytes (at most the pool's) into `input`, which the task gets as its argument.
     * Returns 1, 0 at the end, or a negative code: the map then has an element of status YOKE_E_INPUT, and ends. Called in
     * the thread that makes or iterates the map. */
    int (*generate)(void *argument, uint64_t index, void *input);
    size_t argument_bytes;
    size_t window;         /* inputs taken and not yet asked for; required with `generate`; 0: all */
    int64_t chunk;         /* elements handed to a worker at a time; 0: chosen and told by yoke_map_chunk */
    int64_t deadline_ns;   /* for the whole map, from now; 0: none (YOKE_NO_LIMIT too) */
    uint64_t limit_ns;     /* for each element, as in yoke_task */
    unsigned retries;      /* of each element */
    bool fail_fast;        /* the first failure cancels what has not begun */
    bool unordered;        /* elements come as they are done, not in the order of their indices */
};

/* Begins a map and returns without waiting. Returns 0 or a status as yoke_pool_submit. Close it with yoke_map_close. */
int yoke_map_start(struct yoke_pool *pool, const struct yoke_map_task *task, struct yoke_map **map);

/* The next element: its status (0: `into` has up to `bytes` of its value), and all about it in `outcome` (may be NULL).
 * Returns 0; YOKE_E_END after the last; YOKE_E_TIMEOUT when the map's deadline has passed, which cancels what has not begun
 * and ends the map; YOKE_E_SHUTDOWN when a window cannot go on because the pool was shut down, after what was in it. One
 * thread at a time. */
int yoke_map_next(struct yoke_map *map, int *status, void *into, size_t bytes, struct yoke_outcome *outcome);
/* The same, waiting at most `timeout_ns` for this element; after YOKE_E_TIMEOUT one may try again, while the map's own
 * deadline has not passed. */
int yoke_map_next_within(struct yoke_map *map, int64_t timeout_ns, int *status, void *into, size_t bytes,
                         struct yoke_outcome *outcome);
void yoke_map_cancel(struct yoke_map *map); /* cancels what has not begun; iterate on to see what became of it */
/* Cancels what has not begun and was not asked for, and frees the map. What runs, runs on. */
void yoke_map_close(struct yoke_map *map);
uint64_t yoke_map_chunk(const struct yoke_map *map); /* elements handed out at a time */
uint64_t yoke_map_taken(const struct yoke_map *map); /* inputs taken so far */
bool yoke_map_ready(const struct yoke_map *map);      /* all that were begun are done */
int yoke_map_successful(const struct yoke_map *map);  /* 1 or 0; YOKE_E_STATE while it is not ready */

/* Runs a whole map of `count` elements: values[i * value_bytes …] and statuses[i] (both may be NULL) are filled in; what
 * was cut off by the deadline has status YOKE_E_CANCELLED. Returns 0 when every element has its value, YOKE_E_TASK when one
 * has not, YOKE_E_TIMEOUT, or a status as yoke_map_start. */
int yoke_pool_map(struct yoke_pool *pool, const struct yoke_map_task *task, void *values, size_t value_bytes,
                  int statuses[]);

/* How a pool is shut down; or-ed. */
enum yoke_shutdown {
    YOKE_SHUTDOWN_WAIT = 1,   /* return when all tasks are done and the workers are gone */
    YOKE_SHUTDOWN_CANCEL = 2, /* cancel what no worker has taken */
    YOKE_SHUTDOWN_KILL = 4,   /* and end the workers: SIGTERM, SIGKILL 50 ms later. Processes only */
};

/* No more tasks are taken; what was handed in is done, unless cancelled. May be called again, and by several threads.
 * Returns 0; YOKE_E_UNSUPPORTED for KILL where workers are no processes; YOKE_E_INVAL for unknown flags; YOKE_E_DEADLOCK when
 * a task waits for the end of its own pool. */
int yoke_pool_shutdown(struct yoke_pool *pool, unsigned flags);

/* Waits until the workers of a pool that was shut down are gone. YOKE_E_STATE before. */
int yoke_pool_join(struct yoke_pool *pool);

/* Shuts down, waits, frees. No other call on the pool may be under way. Returns the number of futures that nobody has
 * released: their memory stays until they are; and 0 is as it should be. YOKE_E_FORKED in a forked child, which has nothing
 * to free. */
int64_t yoke_pool_destroy(struct yoke_pool *pool);

/* What a pool has done. */
struct yoke_pool_statistics {
    unsigned workers;
    bool closed, broken, ended;
    char reason[YOKE_ERROR_BYTES]; /* why it is broken */
    uint64_t submitted, finished, failed, cancelled;
    uint64_t crashed, hung, retried;  /* tasks */
    uint64_t deaths, replacements;    /* workers: died; made anew for either reason */
    uint64_t rejected, caller_ran, blocked; /* what the queue's bound has done */
    uint64_t callback_failures, callback_ns;
    uint64_t futures_alive;
    uint64_t queued;                  /* not taken yet */
    uint64_t parkings, wakings, spins;
    uint64_t spin_ns;                 /* how long an idle worker spins */
    uint64_t unread_errors;           /* failed futures that were released without anybody having looked */
};

void yoke_pool_statistics(struct yoke_pool *pool, struct yoke_pool_statistics *statistics);
/* "prefix_3": the whole name of worker 3, of which the kernel keeps 15 characters. NULL: no such worker. */
const char *yoke_pool_worker_name(const struct yoke_pool *pool, unsigned worker);
/* The process a worker runs in; 0: no such worker. */
int yoke_pool_worker_process(const struct yoke_pool *pool, unsigned worker);

/* How many processors there are, by every way of counting. */
struct yoke_width_counts {
    unsigned online;   /* in the machine */
    unsigned affinity; /* this process may run on */
    double quota;      /* of the control group, in processors; 0: none */
    unsigned usable;   /* min(affinity, quota rounded up), at least 1 */
};

/* Fills in `counts` for this process. */
void yoke_width_counts(struct yoke_width_counts *counts);

/* The default width by a rule: "yoke" (usable), "yoke-io" (min(32, usable + 4)), "py32", "py35", "py38", "py313" for
 * thread pools, the same with "-process" for ProcessPoolExecutor and multiprocessing.Pool, "tutorial" (CPUs + 4). Returns 0
 * for a rule that does not exist or wants an argument ("py32"). */
unsigned yoke_width(const char *rule, const struct yoke_width_counts *counts);

#pragma GCC visibility pop
#ifdef __cplusplus
}
#endif
#endif

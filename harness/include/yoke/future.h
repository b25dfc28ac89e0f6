/* SPDX-License-Identifier: MIT */
/* A future is the promise of a task's outcome (yoke/pool.h makes them). It is pending, then running, then done: with a value,
 * failed, or cancelled; it never goes back. Unless said otherwise every function may be called from any thread, also from
 * tasks and callbacks, and in the process that made the pool only: elsewhere it returns YOKE_E_FORKED.
 *
 * Times are nanoseconds on the monotonic clock. A timeout of 0 or less looks and does not wait; YOKE_NO_LIMIT waits for ever. */
#ifndef YOKE_FUTURE_H
#define YOKE_FUTURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif
#pragma GCC visibility push(default) /* libyoke exports it */

#define YOKE_NO_LIMIT INT64_MAX

/* What functions of pools and futures return besides 0. None is an errno, so a task's own -ETIMEDOUT is never mistaken for
 * the timeout of a wait. */
enum yoke_status {
    YOKE_E_TASK = -10001,    /* the task returned an error of its own */
    YOKE_E_TIMEOUT = -10002, /* the wait's, or the map's, time is over; no task is hurt */
    YOKE_E_CANCELLED = -10003,
    YOKE_E_STATE = -10004,   /* not in this state: a second value, cancelling what runs, … */
    YOKE_E_SHUTDOWN = -10005,
    YOKE_E_BROKEN = -10006,  /* the pool has lost its workers for good */
    YOKE_E_CRASHED = -10007, /* the task's process was ended by a signal */
    YOKE_E_EXITED = -10008,  /* the task ended its process or thread */
    YOKE_E_HUNG = -10009,    /* the task was ended because it took longer than its limit */
    YOKE_E_OOM = -10010,     /* the kernel ended the task's process for its use of memory */
    YOKE_E_LOST = -10011,    /* the task's worker was ended by a shutdown or with the pool */
    YOKE_E_INVAL = -10012,
    YOKE_E_UNSUPPORTED = -10013, /* this executor cannot do that */
    YOKE_E_TOOBIG = -10014,  /* larger than the slot made for it */
    YOKE_E_PROTO = -10015,   /* what a worker left behind makes no sense */
    YOKE_E_DEADLOCK = -10016,    /* what was waited for can never come */
    YOKE_E_FORKED = -10017,  /* the pool belongs to the process this one was forked from */
    YOKE_E_FULL = -10018,    /* the queue is at its bound, or there is no future left */
    YOKE_E_MEMORY = -10019,
    YOKE_E_END = -10020,     /* nothing more to come: the end of an iteration */
    YOKE_E_INPUT = -10021,   /* the generator of a map's input has failed */
};

/* "crashed", "timeout", …; "ok" for 0; "unknown status" for anything else. Static storage. */
const char *yoke_status_name(int status);

enum { YOKE_MESSAGE_BYTES = 160 };

struct yoke_future;

/* Everything known of an outcome. Plain data. */
struct yoke_outcome {
    bool done, cancelled, failed;
    int status;         /* 0: a value; else why there is none. YOKE_E_STATE while it is not done */
    int code;           /* what the task returned, the signal, or the exit status */
    char message[YOKE_MESSAGE_BYTES]; /* one line, may be empty */
    size_t value_bytes;
    uint64_t index;     /* the task's, in its map; in the order of submitting otherwise */
    unsigned worker;    /* which worker ran it; UINT_MAX: none */
    int process;        /* and in which process; 0: none */
    unsigned attempt;   /* how often it was begun after dying with its worker, from 1; 0: never begun */
    uint64_t elapsed_ns; /* from claim to end; 0: not measured (see `timed` and `limit_ns`) */
};

/* Cancels a task that no worker has taken yet: it is done at once, and whoever waits for it is told. Returns 0, also for one
 * that is cancelled already; YOKE_E_STATE when it runs or is done. */
int yoke_future_cancel(struct yoke_future *future);

bool yoke_future_cancelled(const struct yoke_future *future);
bool yoke_future_running(const struct yoke_future *future); /* a worker has taken it; not merely queued for one */
bool yoke_future_done(const struct yoke_future *future);    /* cancelled, failed, or with a value */

/* Waits until it is done. Returns 0 and copies up to `bytes` of the value `into` (may be NULL); YOKE_E_TIMEOUT; or the
 * outcome's status. In a task of the same pool: runs the awaited task itself if it descends from the calling one and nobody
 * has begun it; YOKE_E_DEADLOCK when it can never be done because every worker waits so. */
int yoke_future_result(struct yoke_future *future, int64_t timeout_ns, void *into, size_t bytes);

/* Waits until it is done. Returns 0, and whether it failed in `outcome->failed` (all of `outcome` is filled in);
 * YOKE_E_TIMEOUT; YOKE_E_CANCELLED; YOKE_E_DEADLOCK. */
int yoke_future_error(struct yoke_future *future, int64_t timeout_ns, struct yoke_outcome *outcome);

/* Copies what is known at this moment, all of one moment. Never waits. */
void yoke_future_snapshot(const struct yoke_future *future, struct yoke_outcome *outcome);

/* The value of one that is done, and its size; NULL when there is none. Valid until the last reference is dropped. */
const void *yoke_future_value(const struct yoke_future *future, size_t *bytes);

/* Calls callback(future, argument) once when it is done: in the worker that ends it or the thread that cancels it; in the
 * pool's coordinator thread where workers are processes; at once, in this thread, when it is done already. Callbacks of one
 * future run in the order they were added, after waiting threads were woken, and may call anything here. One that returns
 * something else than 0 is counted and told to the pool's log, and the others run all the same; leaving one by longjmp or
 * pthread_exit is undefined. The time it takes delays its thread. Returns 0 or YOKE_E_MEMORY. */
int yoke_future_add_callback(struct yoke_future *future, int (*callback)(struct yoke_future *future, void *argument),
                             void *argument);

/* Writes one line on its state and outcome into `text`, always terminated. Returns its length, as snprintf does. */
int yoke_future_describe(const struct yoke_future *future, char text[], size_t bytes);

/* References. A future is made with one, for whoever gets it; with the last one its memory is used again. */
void yoke_future_retain(struct yoke_future *future);
void yoke_future_release(struct yoke_future *future);

/* Futures without a task (yoke_pool_promise), whose outcome the program sets itself. Any of them returns YOKE_E_STATE, and
 * changes nothing, when it is done or (start) running. */
int yoke_future_start(struct yoke_future *future); /* 0: go on; YOKE_E_CANCELLED: nobody wants it any more */
int yoke_future_set_value(struct yoke_future *future, const void *value, size_t bytes); /* copied; or YOKE_E_TOOBIG */
int yoke_future_set_error(struct yoke_future *future, int code, const char *message);

/* What to wait for. */
enum yoke_wait_for {
    YOKE_ALL,         /* every one is done */
    YOKE_FIRST_DONE,  /* any one is done */
    YOKE_FIRST_ERROR, /* any one has failed (being cancelled is no failure), or all are done */
};

/* Waits for futures, of any pools; duplicates count once. done[i] (may be NULL) becomes whether futures[i] was done when the
 * wait ended. Returns 0, YOKE_E_TIMEOUT (done[] is filled in then too), YOKE_E_INVAL for an unknown mode, YOKE_E_MEMORY,
 * YOKE_E_DEADLOCK as yoke_future_result. At once when count is 0. */
int yoke_future_wait(struct yoke_future *const futures[], size_t count, enum yoke_wait_for mode, int64_t timeout_ns,
                     bool done[]);

/* Futures in the order in which they are done: those that are done already first, in the order given. */
struct yoke_completion;

/* Begins an iteration over futures of any pools, each once; its time starts now. Returns 0, YOKE_E_MEMORY. The futures stay
 * the caller's and must keep a reference until they have come or the iteration is closed. */
int yoke_completion_open(struct yoke_future *const futures[], size_t count, int64_t timeout_ns,
                         struct yoke_completion **completion);
/* The next one that is done, in `future`, about which the iteration then knows nothing any more. Returns 0; YOKE_E_END after
 * the last; YOKE_E_TIMEOUT when the iteration's time is over and none is left that was done in time; YOKE_E_DEADLOCK. One
 * thread at a time. */
int yoke_completion_next(struct yoke_completion *completion, struct yoke_future **future);
/* The same, waiting for this one at most `timeout_ns`; may be tried again after YOKE_E_TIMEOUT. */
int yoke_completion_next_within(struct yoke_completion *completion, int64_t timeout_ns, struct yoke_future **future);
/* How many of how many have not come yet. */
void yoke_completion_counts(const struct yoke_completion *completion, size_t *unfinished, size_t *total);
/* Ends it, at any time: no future knows of it any more. */
void yoke_completion_close(struct yoke_completion *completion);

#pragma GCC visibility pop
#ifdef __cplusplus
}
#endif
#endif

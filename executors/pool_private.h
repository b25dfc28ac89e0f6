/* SPDX-License-Identifier: MIT */
/* What the files of the pool share: its memory and who may write what in it.
 *
 * A future is a slot. Slots lie in arrays reserved for as many as there may ever be (address space costs nothing until
 * it is touched), so nothing ever moves or grows, in threads and processes alike, and a submit allocates nothing. What
 * a task needs in the common case fits one cache line (`struct slot`); the rest is beside it (`struct annex`).
 *
 * Submitting writes a slot, puts its number into the ring at the next position, and publishes the position; positions
 * are the task indices of one endless run of the executor (struct yoke_source). Who draws a position takes the slot's
 * number out of the ring. A slot's life is one atomic word, below; only who wins a compare-and-swap on it goes on. */
#ifndef POOL_PRIVATE_H
#define POOL_PRIVATE_H

#include <pthread.h>
#include <stdatomic.h>

#include "yoke/executor.h"
#include "yoke/pool.h"

#include "futex.h"
#include "future_word.h"
#include "latch.h"
#include "parking.h"

/* What a slot has besides the common case. */
enum trait {
    TRAIT_COPIED = 1,   /* its argument is in its data */
    TRAIT_DESTROY = 2,  /* annex->destroy has not been called yet */
    TRAIT_CHILD = 4,    /* submitted by a task of this pool: annex->parent */
    TRAIT_LIMITED = 8,  /* annex->limit_ns */
    TRAIT_PROMISE = 16, /* no task */
};

struct slot {
    _Alignas(64) _Atomic uint32_t word; /* future_word.h */
    int status, code;                   /* of the outcome */
    uint32_t value_bytes;
    yoke_task_function *function;
    void *argument;
    uint64_t index;
    struct yoke_pool *pool;
    uint64_t value; /* when the pool's result_bytes are no more */
    uint32_t chain; /* the next element of the chunk; when the slot is free, the next free one; 0: none */
    _Atomic uint16_t traits;
    uint16_t worker; /* 1 + who ran it; 0: nobody */
};

#define POSITION_NONE UINT64_MAX

struct annex {
    void (*destroy)(void *argument);
    uint64_t limit_ns;
    uint64_t elapsed_ns;
    _Atomic uint64_t birth, parent_birth; /* name a task while it runs; 0: never had children */
    _Atomic uint32_t parent;
    uint64_t position; /* of a child in the ring; POSITION_NONE: it is part of a chunk */
    uint32_t attempt, retries; /* begun and died, so often; may still be begun again */
    int process;
    _Atomic bool read; /* somebody has looked at its failure */
    char message[YOKE_MESSAGE_BYTES];
};

/* A worker's own line in shared memory. */
struct desk {
    _Alignas(YOKE_LINE_BYTES) _Atomic uint64_t current; /* slot it is at, below the rest of its chunk << 32 */
    _Atomic uint64_t position;                          /* in the ring, of that chunk */
    _Atomic uint32_t handing;                           /* slot it is handing over to the coordinator */
    _Atomic uint32_t incarnation;
    _Atomic int process;
    _Atomic uint64_t started_ns;       /* of a task with a limit */
    _Atomic uint64_t finished, failed; /* tasks; only the worker writes */
    uint64_t heartbeat;
    char name[64];
};

/* A worker as its own thread or process sees it, or a thread that runs a task as a guest. */
struct station {
    _Alignas(YOKE_LINE_BYTES) struct yoke_pool *pool;
    struct yoke_worker *worker;
    struct desk *desk;
    uint64_t births;
    _Atomic uint32_t seated; /* chunks it has begun and not ended: more than one where tasks take turns */
    /* Slots that it has given back and may use again itself, without a word to anybody; at most spare_most. */
    uint32_t spare, spare_last, spare_count, spare_most;
};

/* One run of a task, on the stack that it runs on. The innermost is its worker's `task_local`, so that a worker whose
 * tasks take turns always knows which of them it is in. */
struct stint {
    struct station *station;
    struct stint *outer; /* the one that had it run in its own place; NULL: none */
    uint32_t slot;
    uint64_t birth; /* names this run of the slot */
};

enum pool_state { POOL_OPEN, POOL_CLOSED, POOL_BROKEN };

/* What workers that are processes see and write. */
struct commons {
    struct yoke_source source; /* first: see pool_of_source */
    struct yoke_pool *pool;    /* the process that made it has it there; its forked workers have a copy there */
    _Atomic uint32_t closed;   /* nothing more will be published */
    struct parking parking;
    _Alignas(YOKE_LINE_BYTES) _Atomic uint32_t handed; /* slots for the coordinator to see to, linked by `chain` */
    _Atomic uint32_t room;    /* changes whenever something was drawn; only when there is a bound */
    _Atomic uint32_t blocked; /* submitters that wait for room */
    _Atomic uint32_t limits;  /* tasks with limits may be under way, as submitters and workers say it */
};

struct watch;
struct awaiting;

struct yoke_pool {
    struct yoke_pool_options options;
    struct yoke_error error; /* why it is broken */
    bool durable;            /* workers are processes */
    bool bounded;            /* the queue has a bound; read for every task, so not beside what submitters write */
    uint64_t generation;     /* of the process that made it (fork_generation) */
    char name[48];

    /* Memory. */
    unsigned char *memory;
    size_t memory_bytes;
    struct commons *commons;
    struct slot *slots; /* from 1 */
    struct annex *annexes;
    unsigned char *data;
    struct watch **watches; /* private also where the rest is shared */
    size_t watches_bytes;
    _Atomic uint32_t *ring;
    uint64_t ring_mask;
    struct desk *desks;
    struct yoke_worker *workers;
    uint32_t slots_most;
    size_t argument_bytes, result_bytes, data_bytes;

    /* Under `latch`. */
    _Alignas(YOKE_LINE_BYTES) struct latch latch;
    uint32_t free; /* list of slots */
    uint32_t high; /* slots ever used */
    uint64_t tail; /* next position */
    uint64_t submitted;
    enum pool_state state;
    bool wanted; /* a lazy pool is to start */

    _Alignas(YOKE_LINE_BYTES) _Atomic uint32_t returned; /* list of slots that were given back */

    _Alignas(YOKE_LINE_BYTES) struct latch watch_latch; /* all watches of all futures, and who awaits */
    struct awaiting *awaitings;                         /* future_await.c */
    uint32_t awaiting_count;
    struct station *stations;
    unsigned worker_count;
    const struct yoke_io *io; /* how threads wait that are no workers */
    _Atomic uint32_t guests;  /* threads that run a task which are no workers */

    pthread_t coordinator;
    struct yoke_team *team;
    bool joined;
    struct latch join_latch;
    _Atomic uint32_t stage; /* enum pool_stage, a futex */
    _Atomic uint32_t nudge; /* a lazy pool's coordinator sleeps on it */
    _Atomic bool killing;
    int start_status;
    bool limits_seen;        /* tasks with limits may be under way; the coordinator's */
    struct verge *verges;    /* the coordinator's, one a worker */
    uint64_t oom_kills;      /* at the last look */

    _Atomic uint64_t cancelled, crashed, hung, retried, deaths, replacements, rejected, caller_ran, blocked;
    _Atomic uint64_t callback_failures, callback_ns, unread_errors;
    bool orphaned; /* destroyed, but for futures that were not released */
    _Atomic uint64_t orphans;
};

/* What the coordinator has done about a task over its limit. */
struct verge {
    uint32_t slot;
    uint64_t started_ns, next_ns;
    int signal; /* the last one sent; 0: none */
};

enum pool_stage { STAGE_NEW, STAGE_RUNNING, STAGE_OVER };

/* pool_memory.c */
int pool_memory_map(struct yoke_pool *pool, struct yoke_error *error);
void pool_memory_unmap(struct yoke_pool *pool);
uint32_t slot_take(struct yoke_pool *pool); /* under the latch; 0: none left */
void slot_free(struct yoke_pool *pool, uint32_t id);

static inline struct slot *slot_of(struct yoke_pool *pool, uint32_t id)
{
    return &pool->slots[id];
}

static inline uint32_t slot_id(const struct slot *slot)
{
    return (uint32_t)(slot - slot->pool->slots);
}

static inline struct slot *slot_behind(const struct yoke_future *future)
{
    return (struct slot *)(uintptr_t)future;
}

static inline void *slot_data(struct yoke_pool *pool, uint32_t id)
{
    return pool->data + (size_t)id * pool->data_bytes;
}

static inline void *slot_value(struct yoke_pool *pool, uint32_t id)
{
    return pool->result_bytes <= sizeof(uint64_t) ? (void *)&pool->slots[id].value
                                                  : (unsigned char *)slot_data(pool, id) + pool->argument_bytes;
}

/* pool_guard.c: whose process and thread this is. */
extern _Atomic uint64_t fork_generation;           /* grows in every forked child */
extern _Thread_local struct station *station_here; /* the worker, or guest, that this thread is; NULL: none */
void guard_install(void);
/* Says that this process is a worker: its children and itself cannot use pools. */
void guard_worker_process(void);
int guard_refusal(void); /* YOKE_E_UNSUPPORTED in a worker process, else YOKE_E_FORKED */

/* The task that runs here and now; NULL: none. */
static inline struct stint *stint_here(void)
{
    return station_here ? station_here->worker->task_local : NULL;
}

/* Is the caller a worker of the pool, or in one of its tasks? */
bool pool_is_here(const struct yoke_pool *pool);
/* Calls function(argument), which may block, and keeps no other task of this worker from running meanwhile. */
int block_aside(int (*function)(void *argument), void *argument);

static inline int guard(const struct yoke_pool *pool)
{
    return pool->generation == atomic_load_explicit(&fork_generation, memory_order_relaxed) ? 0 : guard_refusal();
}

/* pool_queue.c */
/* Puts chunk `id` into the queue; under the latch; the caller wakes workers afterwards. Returns false when the ring is
 * full. */
bool queue_push(struct yoke_pool *pool, uint32_t id);
uint32_t queue_look(struct yoke_pool *pool, uint64_t position); /* the chunk there; 0: taken */
void queue_taken(struct yoke_pool *pool, uint64_t position);
/* Where workers are threads: takes what is there. One gets it, all others 0. */
uint32_t queue_take(struct yoke_pool *pool, uint64_t position);
/* The same from somebody who wants chunk `id` and nothing else. Returns whether it was still there. */
bool queue_remove(struct yoke_pool *pool, uint64_t position, uint32_t id);
/* How many positions nobody has drawn. Under the latch. */
uint64_t queue_length(struct yoke_pool *pool);
/* Waits for room, or deals with there being none. 0: go on, latch shut; 1: the caller is to run it; or a status. */
int queue_admit(struct yoke_pool *pool);

/* pool_submit.c */
void pool_wake(struct yoke_pool *pool);
void argument_destroy(struct yoke_pool *pool, uint32_t id);
/* A slot filled in for a task; under the latch. */
uint32_t slot_fill(struct yoke_pool *pool, yoke_task_function *function, void *argument, uint32_t references);
/* The rest that a task may ask for. */
void slot_furnish(struct yoke_pool *pool, uint32_t id, const struct yoke_task *task);
/* Why a task cannot be taken by this pool at all; 0: it can. */
int task_check(const struct yoke_pool *pool, const struct yoke_task *task);
/* A lazy pool starts with its first task; under the latch. */
void pool_want(struct yoke_pool *pool);
/* Has the coordinator look at the clock, because a task with a limit was handed in, or has begun. */
void limits_tell(struct yoke_pool *pool);
/* Runs a chunk in the calling thread: as a worker that does not exist, beside the others. */
void guest_run(struct yoke_pool *pool, uint32_t id);
/* Why nothing is taken at present; under the latch. */
int pool_refusal(const struct yoke_pool *pool);

/* pool_run.c */
int pool_task(void *context, struct yoke_worker *worker, uint64_t position, void *result);
/* Runs slot `id` in `station`, of a thread or a guest; `kept`: its place in the queue stays taken. Returns whether it
 * was pending. */
bool station_run(struct station *station, uint32_t id, bool queued);
/* Makes the outcome known; `state` with slot->status and code written. False: it was not in `from`. */
bool outcome_publish(struct yoke_pool *pool, uint32_t id, uint32_t from, uint32_t state);

/* future_watch.c */
/* Tells everybody who watches a slot that is done, and drops `mark`, which has kept it. */
void slot_attend(struct yoke_pool *pool, uint32_t id, uint32_t mark);

/* Removes marks from a slot's word and frees it if they were the last. */
void slot_unmark(struct yoke_pool *pool, uint32_t id, uint32_t marks);
size_t future_watch_count(const struct yoke_future *future);

/* pool_source.c */
void source_init(struct yoke_pool *pool);

/* pool_statistics.c */
uint64_t futures_alive(struct yoke_pool *pool); /* that somebody still has */

/* pool_coordinate.c */
void *pool_coordinate(void *pool);
void pool_stage_set(struct yoke_pool *pool, enum pool_stage stage);
/* pool_attend.c */
int pool_attend(struct yoke_source *source, uint64_t *rest_ns);
void pool_lost(struct yoke_source *source, const struct yoke_casualty *casualty);
void pool_handed(struct yoke_pool *pool);
static inline struct yoke_pool *pool_of_source(const struct yoke_source *source)
{
    return ((const struct commons *)(const void *)source)->pool;
}

void pool_log(struct yoke_pool *pool, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif

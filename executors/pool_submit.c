/* SPDX-License-Identifier: MIT */
/* Handing tasks in. The common way is short: a lock of our own for a few stores, and a look at who sleeps. */
#include <string.h>

#include "pool_private.h"

void pool_wake(struct yoke_pool *pool)
{
    parking_wake(&pool->commons->parking);
}

int pool_refusal(const struct yoke_pool *pool)
{
    return pool->state == POOL_OPEN ? 0 : pool->state == POOL_CLOSED ? YOKE_E_SHUTDOWN : YOKE_E_BROKEN;
}

void argument_destroy(struct yoke_pool *pool, uint32_t id)
{
    struct slot *slot = slot_of(pool, id);
    if (!(atomic_load_explicit(&slot->traits, memory_order_relaxed) & TRAIT_DESTROY))
        return;
    atomic_fetch_and_explicit(&slot->traits, (uint16_t)~TRAIT_DESTROY, memory_order_relaxed);
    pool->annexes[id].destroy(slot->argument);
}

/* Whose child a task is that a task of this pool hands in: what it may wait for without harm. */
static void slot_inherit(struct yoke_pool *pool, uint32_t id, const struct stint *parent)
{
    struct annex *annex = &pool->annexes[id];
    atomic_store_explicit(&pool->annexes[parent->slot].birth, parent->birth, memory_order_relaxed);
    atomic_store_explicit(&annex->parent_birth, parent->birth, memory_order_relaxed);
    atomic_store_explicit(&annex->parent, parent->slot, memory_order_relaxed);
    annex->position = POSITION_NONE;
    atomic_store_explicit(&slot_of(pool, id)->traits, TRAIT_CHILD, memory_order_relaxed);
}

uint32_t slot_fill(struct yoke_pool *pool, yoke_task_function *function, void *argument, uint32_t references)
{
    uint32_t id = slot_take(pool);
    if (!id)
        return 0;
    struct slot *slot = slot_of(pool, id);
    slot->status = slot->code = 0;
    slot->value_bytes = 0;
    slot->function = function;
    slot->argument = argument;
    slot->index = pool->submitted++;
    slot->pool = pool;
    slot->chain = 0;
    slot->worker = 0;
    atomic_store_explicit(&slot->traits, 0, memory_order_relaxed);
    const struct stint *parent = stint_here();
    if (parent && parent->station->pool == pool)
        slot_inherit(pool, id, parent);
    if (pool->durable || pool->options.timed) {
        struct annex *annex = &pool->annexes[id];
        annex->attempt = annex->retries = 0;
        annex->elapsed_ns = 0;
        annex->process = 0;
    }
    atomic_store_explicit(&slot->word, WORD_PENDING | WORD_QUEUED | references * WORD_REFERENCE, memory_order_relaxed);
    return id;
}

void slot_furnish(struct yoke_pool *pool, uint32_t id, const struct yoke_task *task)
{
    struct slot *slot = slot_of(pool, id);
    struct annex *annex = &pool->annexes[id];
    uint16_t traits = atomic_load_explicit(&slot->traits, memory_order_relaxed);
    if (task->argument_bytes) {
        memcpy(slot_data(pool, id), task->argument, task->argument_bytes);
        slot->argument = slot_data(pool, id);
        traits |= TRAIT_COPIED;
    }
    if (task->destroy) {
        annex->destroy = task->destroy;
        traits |= TRAIT_DESTROY;
    }
    if (task->limit_ns) {
        annex->limit_ns = task->limit_ns;
        traits |= TRAIT_LIMITED;
    }
    annex->attempt = 0;
    annex->retries = task->retries;
    atomic_store_explicit(&slot->traits, traits, memory_order_relaxed);
}

int task_check(const struct yoke_pool *pool, const struct yoke_task *task)
{
    int status = guard(pool);
    if (status)
        return status;
    if (!task->function)
        return YOKE_E_INVAL;
    if (task->argument_bytes > pool->argument_bytes)
        return YOKE_E_TOOBIG;
    return (task->limit_ns || task->retries) && !pool->durable ? YOKE_E_UNSUPPORTED : 0;
}

/* A lazy pool starts with its first task. Under the latch. */
void pool_want(struct yoke_pool *pool)
{
    if (pool->wanted)
        return;
    pool->wanted = true;
    atomic_store(&pool->nudge, 1);
    futex_wake(&pool->nudge, 1);
}

static int slot_enqueue(struct yoke_pool *pool, uint32_t id)
{
    if (atomic_load_explicit(&slot_of(pool, id)->traits, memory_order_relaxed) & TRAIT_CHILD)
        pool->annexes[id].position = pool->tail;
    if (queue_push(pool, id))
        return 0;
    slot_free(pool, id); /* nobody has seen it */
    return YOKE_E_FULL;
}

/* The limits of tasks are the coordinator's to keep: it looks at the clock while there are any. */
void limits_tell(struct yoke_pool *pool)
{
    struct commons *commons = pool->commons;
    if (atomic_exchange(&commons->limits, 1) == 0 && atomic_load(&pool->stage) == STAGE_RUNNING)
        commons->source.ring(commons->source.bell);
}

/* Under the latch, which it opens: one task into the queue. */
static int submit_admitted(struct yoke_pool *pool, const struct yoke_task *task, struct yoke_future **future)
{
    uint32_t id = slot_fill(pool, task->function, task->argument, future != NULL);
    int status = id ? 0 : YOKE_E_FULL;
    if (id && (task->argument_bytes || task->destroy || task->limit_ns || task->retries))
        slot_furnish(pool, id, task);
    if (id)
        status = slot_enqueue(pool, id);
    pool_want(pool);
    if (!status && task->limit_ns)
        limits_tell(pool);
    latch_open(&pool->latch);
    if (status) {
        atomic_fetch_add(&pool->rejected, 1);
        return status;
    }
    pool_wake(pool);
    if (future)
        *future = (struct yoke_future *)slot_of(pool, id);
    return 0;
}

void guest_run(struct yoke_pool *pool, uint32_t id)
{
    struct station *before = station_here;
    /* A worker waits as a worker does; anybody else as the pool was told to, or as a thread. */
    struct yoke_worker worker = {.index = pool->worker_count, .io = before ? before->worker->io : pool->io};
    struct desk desk = {.process = 0};
    struct station guest = {.pool = pool, .worker = &worker, .desk = &desk};
    atomic_fetch_add(&pool->guests, 1);
    if (!before)
        station_here = &guest;
    for (uint32_t rest; id; id = rest) {
        rest = slot_of(pool, id)->chain;
        if (!station_run(&guest, id, false))
            slot_unmark(pool, id, WORD_QUEUED);
    }
    if (!before)
        station_here = NULL;
    atomic_fetch_sub(&pool->guests, 1);
}

/* The queue is full and the caller runs the task. */
static int submit_to_caller(struct yoke_pool *pool, const struct yoke_task *task, struct yoke_future **future)
{
    latch_shut(&pool->latch);
    uint32_t id = slot_fill(pool, task->function, task->argument, future != NULL);
    if (id && (task->argument_bytes || task->destroy))
        slot_furnish(pool, id, task);
    latch_open(&pool->latch);
    if (!id)
        return YOKE_E_FULL;
    if (future)
        *future = (struct yoke_future *)slot_of(pool, id);
    guest_run(pool, id);
    return 0;
}

static int submit(struct yoke_pool *pool, const struct yoke_task *task, struct yoke_future **future)
{
    if (pool->bounded) {
        int status = queue_admit(pool);
        if (status)
            return status < 0 ? status : submit_to_caller(pool, task, future);
        return submit_admitted(pool, task, future);
    }
    latch_shut(&pool->latch);
    if (pool->state != POOL_OPEN) {
        int status = pool_refusal(pool);
        latch_open(&pool->latch);
        return status;
    }
    return submit_admitted(pool, task, future);
}

int yoke_pool_submit(struct yoke_pool *pool, yoke_task_function *function, void *argument, struct yoke_future **future)
{
    int status = guard(pool);
    if (status)
        return status;
    if (!function)
        return YOKE_E_INVAL;
    if (pool->bounded) {
        const struct yoke_task task = {.function = function, .argument = argument};
        return submit(pool, &task, future);
    }
    latch_shut(&pool->latch);
    uint32_t id = 0;
    status = pool_refusal(pool);
    if (!status)
        id = slot_fill(pool, function, argument, future != NULL);
    if (!status)
        status = id ? slot_enqueue(pool, id) : YOKE_E_FULL;
    if (!pool->wanted)
        pool_want(pool);
    latch_open(&pool->latch);
    if (status)
        return status;
    pool_wake(pool);
    if (future)
        *future = (struct yoke_future *)slot_of(pool, id);
    return 0;
}

int yoke_pool_submit_task(struct yoke_pool *pool, const struct yoke_task *task, struct yoke_future **future)
{
    int status = task_check(pool, task);
    if (!status)
        status = submit(pool, task, future);
    if (status && task->destroy)
        task->destroy(task->argument);
    return status;
}

int64_t yoke_pool_submit_many(struct yoke_pool *pool, yoke_task_function *function, void *const arguments[],
                              size_t count, struct yoke_future *futures[])
{
    int status = guard(pool);
    if (!status && !function)
        status = YOKE_E_INVAL;
    size_t done = 0;
    if (status || count == 0)
        return status;
    if (pool->bounded) {
        for (; done < count && !status; done += !status)
            status = yoke_pool_submit(pool, function, arguments[done], futures ? &futures[done] : NULL);
        return done ? (int64_t)done : status;
    }
    latch_shut(&pool->latch);
    status = pool_refusal(pool);
    for (; done < count && !status; done += !status) {
        uint32_t id = slot_fill(pool, function, arguments[done], futures != NULL);
        status = id ? slot_enqueue(pool, id) : YOKE_E_FULL;
        if (!status && futures)
            futures[done] = (struct yoke_future *)slot_of(pool, id);
    }
    pool_want(pool);
    latch_open(&pool->latch);
    pool_wake(pool);
    return done ? (int64_t)done : status;
}

int yoke_pool_promise(struct yoke_pool *pool, struct yoke_future **future)
{
    int status = guard(pool);
    if (status)
        return status;
    latch_shut(&pool->latch);
    uint32_t id = slot_fill(pool, NULL, NULL, 1);
    if (id) {
        struct slot *slot = slot_of(pool, id);
        atomic_store_explicit(&slot->traits, TRAIT_PROMISE, memory_order_relaxed);
        atomic_store_explicit(&slot->word, WORD_PENDING | WORD_REFERENCE, memory_order_relaxed);
        *future = (struct yoke_future *)slot;
    }
    latch_open(&pool->latch);
    return id ? 0 : YOKE_E_FULL;
}

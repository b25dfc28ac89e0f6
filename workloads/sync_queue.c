/* SPDX-License-Identifier: MIT */
/* One queue that all workers put messages into and take messages from: a bounded ring without locks (D. Vyukov's), in
 * memory that processes share. A task puts one message in, takes one out, whoever's it is, and so on: two lines that
 * everybody writes, and messages that mostly come from another core.
 *
 * A message is a number that tells its task and its turn. Whatever order they come out in, all of them must, and each
 * once: what they add up to under a mixing function is known. */
#include <errno.h>
#include <inttypes.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "work.h"
#include "yoke/random.h"
#include "yoke/shared.h"
#include "yoke/workload.h"

enum { MESSAGES };

/* Cells of the ring, a power of two. Every worker has one message in it at most, so a ring for as many workers as a
 * plan can have is never full. */
enum { CELLS = 4096 };

/* Tries before a worker lets others run: the cell it waits for is usually being filled at this moment. */
enum { TRIES_BEFORE_YIELD = 128 };

/* Yields before a task gives up, which is to say never, unless a worker died with a message in its hands. */
enum { YIELDS_MOST = 1 << 20 };

struct cell {
    _Atomic uint64_t turn; /* position: free for the putter there; position + 1: filled, for the taker there */
    uint64_t message;
};

struct ring {
    _Alignas(YOKE_LINE_BYTES) _Atomic uint64_t put_at;
    _Alignas(YOKE_LINE_BYTES) _Atomic uint64_t take_at;
    _Alignas(YOKE_LINE_BYTES) struct cell cells[CELLS];
};

struct queue {
    struct yoke_work work;
    struct ring *ring;
};

static int queue_setup(const struct yoke_work *work, void **context, struct yoke_error *error)
{
    struct queue *queue = malloc(sizeof *queue);
    struct ring *ring = yoke_shared_map(sizeof *ring);
    if (!queue || !ring) {
        yoke_error_set(error, "sync_queue: cannot map a shared queue: %s", strerror(errno));
        yoke_shared_unmap(ring, sizeof *ring);
        free(queue);
        return -ENOMEM;
    }
    for (uint64_t i = 0; i < CELLS; i++)
        ring->cells[i].turn = i;
    *queue = (struct queue){.work = *work, .ring = ring};
    *context = queue;
    return 0;
}

static void queue_teardown(void *context)
{
    struct queue *queue = context;
    yoke_shared_unmap(queue->ring, sizeof *queue->ring);
    free(queue);
}

/* Takes the position at `*at` when its cell is ready for it: when the cell's turn is `lead` more than the position.
 * Returns the cell, or NULL when it is not ready, or another worker was quicker. */
static struct cell *ring_claim(struct ring *ring, _Atomic uint64_t *at, uint64_t lead, uint64_t *position)
{
    *position = atomic_load_explicit(at, memory_order_relaxed);
    struct cell *cell = &ring->cells[*position % CELLS];
    if (atomic_load_explicit(&cell->turn, memory_order_acquire) != *position + lead)
        return NULL;
    const bool claimed =
        atomic_compare_exchange_weak_explicit(at, position, *position + 1, memory_order_relaxed, memory_order_relaxed);
    return claimed ? cell : NULL;
}

static bool ring_put(struct ring *ring, uint64_t message)
{
    uint64_t position;
    struct cell *cell = ring_claim(ring, &ring->put_at, 0, &position);
    if (!cell)
        return false;
    cell->message = message;
    atomic_store_explicit(&cell->turn, position + 1, memory_order_release);
    return true;
}

static bool ring_take(struct ring *ring, uint64_t *message)
{
    uint64_t position;
    struct cell *cell = ring_claim(ring, &ring->take_at, 1, &position);
    if (!cell)
        return false;
    *message = cell->message;
    atomic_store_explicit(&cell->turn, position + CELLS, memory_order_release);
    return true;
}

/* Waits a little before try number `tries`. Returns 0, or a negative errno when there have been too many. */
static int try_again(struct yoke_worker *worker, uint64_t tries)
{
    if (tries % TRIES_BEFORE_YIELD)
        return 0;
    return tries / TRIES_BEFORE_YIELD < YIELDS_MOST ? worker->io->yield(worker) : -ETIMEDOUT;
}

static uint64_t message_mark(uint64_t message)
{
    return yoke_random_draw(0, message);
}

static int queue_task(void *context, struct yoke_worker *worker, uint64_t index, void *result)
{
    const struct queue *queue = context;
    const uint64_t messages = queue->work.values.value[MESSAGES];
    uint64_t sum = 0;
    for (uint64_t i = 0; i < messages; i++) {
        uint64_t message = index * messages + i;
        int status = 0;
        for (uint64_t tries = 1; !status && !ring_put(queue->ring, message); tries++)
            status = try_again(worker, tries);
        for (uint64_t tries = 1; !status && !ring_take(queue->ring, &message); tries++)
            status = try_again(worker, tries);
        if (status)
            return status;
        sum += message_mark(message);
    }
    *(uint64_t *)result = sum;
    return 0;
}

static int queue_verify(const void *context, const void *results, uint64_t digest, struct yoke_error *error)
{
    (void)digest;
    const struct queue *queue = context;
    const uint64_t *sums = results, messages = queue->work.task_count * queue->work.values.value[MESSAGES];
    uint64_t taken = 0, put = 0;
    for (uint64_t index = 0; index < queue->work.task_count; index++)
        taken += sums[index];
    for (uint64_t message = 0; message < messages; message++)
        put += message_mark(message);
    if (taken == put)
        return 0;
    yoke_error_set(error,
                   "sync_queue: what was taken adds up to %" PRIx64 ", what was put in to %" PRIx64
                   ": messages were lost or taken twice",
                   taken, put);
    return -EBADMSG;
}

static struct yoke_facts queue_facts(const void *context)
{
    const struct yoke_work *work = &((const struct queue *)context)->work;
    return (struct yoke_facts){.operations = (double)work->task_count * (double)work->values.value[MESSAGES]};
}

const struct yoke_workload yoke_workload_sync_queue = {
    .name = "sync_queue",
    .summary = "all workers put messages into one queue and take them out",
    .bound = YOKE_SYNC_BOUND,
    .params =
        (const struct yoke_param[]){
            {.name = "messages",
             .unit = YOKE_COUNT,
             .fallback = 20000,
             .least = 1,
             .most = 1000000000,
             .summary = "messages that one task puts in and takes out"},
            {.name = NULL},
        },
    .default_tasks = 200, /* 4 million: some 80 ms in all at 20 ns each, more workers take longer */
    .result_bytes = sizeof(uint64_t),
    .operation = "message",
    .reading =
        "The price of handing work from core to core, twice per message: once to find a place, once for the message. "
        "Speedup stays below 1. Its rate with all workers is the most a program can pass through one queue here; "
        "tasks handed out that way must be longer than its inverse times the number of workers.",
    .setup = queue_setup,
    .task = queue_task,
    .verify = queue_verify,
    .facts = queue_facts,
    .teardown = queue_teardown,
};

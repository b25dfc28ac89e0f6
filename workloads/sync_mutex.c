/* SPDX-License-Identifier: MIT */
/* A mutex around a piece of work, and work outside of it: the pattern of every program with shared data. The share of
 * the work that is done inside bounds the speedup (Amdahl), and getting in costs more the more workers want to.
 *
 * Inside, a chain of multiplications is taken further and the number of entries counted, neither of them atomically:
 * two workers inside at once would spoil both. The mutex is one that processes share, and a robust one: when a worker
 * dies inside, the next one finds out, and repairs the chain. */
#include <errno.h>
#include <inttypes.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "chain.h"
#include "tickets.h"
#include "work.h"
#include "yoke/shared.h"
#include "yoke/workload.h"

enum { ENTRIES, HOLD, THINK };

/* What the mutex protects, on a line of its own: waiting for the mutex shall not disturb who is inside. */
struct room {
    _Alignas(YOKE_LINE_BYTES) pthread_mutex_t mutex;
    _Alignas(YOKE_LINE_BYTES) uint64_t entries; /* so far, in all runs */
    uint64_t chain;                             /* where entries * hold steps from 0 lead */
};

struct mutex {
    struct yoke_work work;
    struct room *room;
};

struct visit {
    uint64_t tickets; /* sum of the entry numbers that this task got */
    uint64_t thought; /* end of the chain it walked outside */
};

static int room_open(struct room *room)
{
    pthread_mutexattr_t attributes;
    int status = pthread_mutexattr_init(&attributes);
    if (status)
        return status;
    pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
    pthread_mutexattr_setrobust(&attributes, PTHREAD_MUTEX_ROBUST);
    status = pthread_mutex_init(&room->mutex, &attributes);
    pthread_mutexattr_destroy(&attributes);
    return status;
}

static int mutex_setup(const struct yoke_work *work, void **context, struct yoke_error *error)
{
    struct mutex *mutex = malloc(sizeof *mutex);
    struct room *room = yoke_shared_map(sizeof *room);
    const int status = mutex && room ? room_open(room) : ENOMEM;
    if (status) {
        yoke_error_set(error, "sync_mutex: cannot make a mutex that processes share: %s", strerror(status));
        yoke_shared_unmap(room, sizeof *room);
        free(mutex);
        return -status;
    }
    *mutex = (struct mutex){.work = *work, .room = room};
    *context = mutex;
    return 0;
}

static void mutex_teardown(void *context)
{
    struct mutex *mutex = context;
    pthread_mutex_destroy(&mutex->room->mutex);
    yoke_shared_unmap(mutex->room, sizeof *mutex->room);
    free(mutex);
}

/* Goes in, works, counts, goes out. Returns 0 or a negative errno. */
static int room_visit(struct room *room, uint64_t hold, uint64_t *ticket)
{
    const int status = pthread_mutex_lock(&room->mutex);
    if (status == EOWNERDEAD) {
        pthread_mutex_consistent(&room->mutex);
        room->chain = chain_jump(0, room->entries * hold); /* a visit that was not counted has not taken place */
    } else if (status) {
        return -status;
    }
    room->chain = chain_walk(room->chain, hold);
    *ticket = room->entries++;
    return -pthread_mutex_unlock(&room->mutex);
}

static int mutex_task(void *context, struct yoke_worker *worker, uint64_t index, void *result)
{
    (void)worker;
    const struct mutex *mutex = context;
    const uint64_t *values = mutex->work.values.value;
    struct visit visit = {.thought = index};
    for (uint64_t left = values[ENTRIES]; left; left--) {
        uint64_t ticket = 0;
        const int status = room_visit(mutex->room, values[HOLD], &ticket);
        if (status)
            return status;
        visit.tickets += ticket;
        visit.thought = chain_walk(visit.thought, values[THINK]);
    }
    *(struct visit *)result = visit;
    return 0;
}

static int thoughts_verify(const struct mutex *mutex, const struct visit *visits, struct yoke_error *error)
{
    const uint64_t *values = mutex->work.values.value;
    for (uint64_t index = 0; index < mutex->work.task_count; index++) {
        const uint64_t expected = chain_jump(index, values[ENTRIES] * values[THINK]);
        if (visits[index].thought == expected)
            continue;
        yoke_error_set(error, "sync_mutex: task %" PRIu64 " ended at %" PRIx64 " outside, not %" PRIx64, index,
                       visits[index].thought, expected);
        return -EBADMSG;
    }
    return 0;
}

static int mutex_verify(const void *context, const void *results, uint64_t digest, struct yoke_error *error)
{
    (void)digest;
    const struct mutex *mutex = context;
    const struct visit *visits = results;
    const struct room *room = mutex->room;
    const uint64_t drawn = mutex->work.task_count * mutex->work.values.value[ENTRIES];
    uint64_t sum = 0;
    for (uint64_t index = 0; index < mutex->work.task_count; index++)
        sum += visits[index].tickets;
    if (sum == tickets_sum(room->entries, drawn) &&
        room->chain == chain_jump(0, room->entries * mutex->work.values.value[HOLD]))
        return thoughts_verify(mutex, visits, error);
    yoke_error_set(error,
                   "sync_mutex: the numbers of %" PRIu64
                   " entries, or what was done inside, do not add up: the mutex did not "
                   "keep workers apart",
                   drawn);
    return -EBADMSG;
}

static struct yoke_facts mutex_facts(const void *context)
{
    const struct yoke_work *work = &((const struct mutex *)context)->work;
    return (struct yoke_facts){.operations = (double)work->task_count * (double)work->values.value[ENTRIES]};
}

const struct yoke_workload yoke_workload_sync_mutex = {
    .name = "sync_mutex",
    .summary = "all workers take one mutex, work inside it, and work outside",
    .bound = YOKE_SYNC_BOUND,
    .params =
        (const struct yoke_param[]){
            {.name = "entries",
             .unit = YOKE_COUNT,
             .fallback = 20000,
             .least = 1,
             .most = 1000000000,
             .summary = "times that one task takes the mutex"},
            {.name = "hold",
             .unit = YOKE_COUNT,
             .fallback = 20,
             .least = 0,
             .most = 1000000000,
             .summary = "steps of work inside, some 4 processor cycles each"},
            {.name = "think",
             .unit = YOKE_COUNT,
             .fallback = 20,
             .least = 0,
             .most = 1000000000,
             .summary = "steps of work outside after each entry"},
            {.name = NULL},
        },
    .default_tasks = 128, /* 2.56 million entries: some 100 ms in all at 40 ns each */
    .result_bytes = sizeof(struct visit),
    .operation = "visit",
    .reading =
        "At best its speedup is (hold + think) / hold, since only one worker is inside at a time; with as much "
        "outside as inside that is 2. What is missing, down to less than 1, is the mutex: its line travels, and "
        "workers are put to sleep and woken. Raise think until the speedup is what you need: that is how rarely to "
        "lock.",
    .setup = mutex_setup,
    .task = mutex_task,
    .verify = mutex_verify,
    .facts = mutex_facts,
    .teardown = mutex_teardown,
};

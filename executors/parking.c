/* SPDX-License-Identifier: MIT */
/* Parking: the seat, the flag and the perches. */
#include "parking.h"

#include "futex.h"
#include "gate.h"

enum {
    /* Between two looks for work. A look takes the line that publishers write, and costs them as much as it costs us:
     * after some 300 ns there is a handful of tasks if there is any. */
    PAUSES_PER_LOOK = 8
};

void parking_init(struct parking *parking, struct perch *perches, uint32_t worker_count, uint64_t spin_ns, bool private)
{
    parking->perches = perches;
    parking->worker_count = worker_count;
    parking->spin_ns = spin_ns;
    atomic_store(&parking->one_sided, private && fence_prepare());
}

static bool seat_take(struct parking *parking, uint32_t worker)
{
    uint32_t nobody = 0;
    return atomic_compare_exchange_strong(&parking->seat, &nobody, worker + 1);
}

/* Gives the seat up if it is `worker`'s: it may have been given to it without its knowledge. */
static bool seat_leave(struct parking *parking, uint32_t worker)
{
    uint32_t own = worker + 1;
    return atomic_compare_exchange_strong(&parking->seat, &own, 0);
}

static bool seat_spin(struct parking *parking, bool (*ready)(const void *argument), const void *argument)
{
    const uint64_t start_ns = futex_now_ns();
    while (futex_now_ns() - start_ns < parking->spin_ns) {
        if (ready(argument))
            return true;
        for (int pauses = 0; pauses < PAUSES_PER_LOOK; pauses++)
            gate_pause();
    }
    return false;
}

/* Between raising the flag and the second look: has what publishers have written arrived, and what was written here. */
static void perch_fence(struct parking *parking)
{
    if (!atomic_load_explicit(&parking->one_sided, memory_order_relaxed) || fence_everywhere())
        return;
    /* Denied from now on. Publishers fence by themselves then; a store of one that has not seen that yet takes
     * nanoseconds to arrive. */
    atomic_store(&parking->one_sided, false);
    const struct timespec nap = {.tv_nsec = 1000000};
    clock_nanosleep(CLOCK_MONOTONIC, 0, &nap, NULL);
}

/* Says that `worker` is parked and looks once more. Returns whether it is to wait for a wake-up: also when one is on
 * its way already, which must not come later, when nobody expects it. */
static bool perch_settle(struct parking *parking, uint32_t worker, bool (*ready)(const void *argument),
                         const void *argument)
{
    struct perch *perch = &parking->perches[worker];
    atomic_store_explicit(&perch->since, atomic_fetch_add_explicit(&parking->parkings, 1, memory_order_relaxed),
                          memory_order_relaxed);
    atomic_store(&perch->state, PERCH_PARKED);
    atomic_store(&parking->flag, 1);
    perch_fence(parking);
    if (!ready(argument))
        return true;
    uint32_t parked = PERCH_PARKED;
    return !atomic_compare_exchange_strong(&perch->state, &parked, PERCH_AWAKE);
}

void parking_wait(struct parking *parking, uint32_t worker, bool (*ready)(const void *argument), const void *argument)
{
    struct perch *perch = &parking->perches[worker];
    while (!ready(argument)) {
        bool seated = atomic_load_explicit(&parking->seat, memory_order_relaxed) == worker + 1;
        if (parking->spin_ns && (seated || seat_take(parking, worker)) && seat_spin(parking, ready, argument)) {
            atomic_fetch_add_explicit(&parking->spins, 1, memory_order_relaxed);
            break;
        }
        seat_leave(parking, worker);
        if (perch_settle(parking, worker, ready, argument))
            while (atomic_load(&perch->state) == PERCH_PARKED)
                futex_wait(&perch->state, PERCH_PARKED, FUTEX_NEVER);
    }
    seat_leave(parking, worker);
}

bool parking_leave(struct parking *parking, uint32_t worker, bool (*ready)(const void *argument), const void *argument,
                   void (*wake)(void *cookie), void *cookie)
{
    struct perch *perch = &parking->perches[worker];
    seat_leave(parking, worker);
    perch->wake = wake;
    perch->argument = cookie;
    return perch_settle(parking, worker, ready, argument);
}

void parking_return(struct parking *parking, uint32_t worker)
{
    atomic_store(&parking->perches[worker].state, PERCH_AWAKE);
    seat_leave(parking, worker);
}

/* The worker that parked last; worker_count: none. */
static uint32_t latest(const struct parking *parking)
{
    uint32_t found = parking->worker_count;
    uint64_t since = 0;
    for (uint32_t worker = 0; worker < parking->worker_count; worker++) {
        const struct perch *perch = &parking->perches[worker];
        if (atomic_load(&perch->state) != PERCH_PARKED)
            continue;
        uint64_t moment = atomic_load_explicit(&perch->since, memory_order_relaxed);
        if (found == parking->worker_count || moment > since) {
            found = worker;
            since = moment;
        }
    }
    return found;
}

static bool perch_wake(struct parking *parking, uint32_t worker)
{
    struct perch *perch = &parking->perches[worker];
    uint32_t parked = PERCH_PARKED;
    if (!atomic_compare_exchange_strong(&perch->state, &parked, PERCH_AWAKE))
        return false;
    atomic_fetch_add_explicit(&parking->wakings, 1, memory_order_relaxed);
    if (perch->wake)
        perch->wake(perch->argument);
    else
        futex_wake(&perch->state, 1);
    return true;
}

void parking_wake_one(struct parking *parking)
{
    for (;;) {
        uint32_t worker = latest(parking);
        if (worker == parking->worker_count) {
            atomic_store(&parking->flag, 0);
            worker = latest(parking); /* one that had parked before the flag fell */
            if (worker == parking->worker_count)
                return;
            atomic_store(&parking->flag, 1);
        }
        if (!seat_take(parking, worker))
            return;
        if (perch_wake(parking, worker))
            return;
        seat_leave(parking, worker); /* it woke up by itself */
    }
}

void parking_wake_all(struct parking *parking)
{
    for (uint32_t worker = 0; worker < parking->worker_count; worker++)
        perch_wake(parking, worker);
}

void parking_forget(struct parking *parking, uint32_t worker)
{
    atomic_store(&parking->perches[worker].state, PERCH_AWAKE);
    seat_leave(parking, worker);
    parking_wake(parking);
}

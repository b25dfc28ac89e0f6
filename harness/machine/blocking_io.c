/* SPDX-License-Identifier: MIT */
/* Plain system calls. Sleeps go to an absolute deadline, so a signal in between cannot lengthen them. */
#include "blocking_io.h"

#include <errno.h>
#include <sched.h>
#include <time.h>

static const uint64_t SECOND_NS = 1000000000;

static uint64_t timespec_ns(const struct timespec *time)
{
    return (uint64_t)time->tv_sec * SECOND_NS + (uint64_t)time->tv_nsec;
}

/* CLOCK_MONOTONIC on both sides: the raw clock cannot be slept on, and the two drift apart. */
static int blocking_sleep(struct yoke_worker *worker, uint64_t duration_ns)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    const uint64_t due_ns = timespec_ns(&now) + duration_ns;
    const struct timespec due = {(time_t)(due_ns / SECOND_NS), (long)(due_ns % SECOND_NS)};
    int status = 0;
    do
        status = clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &due, NULL);
    while (status == EINTR);
    if (status)
        return -status;
    clock_gettime(CLOCK_MONOTONIC, &now);
    const uint64_t late_ns = timespec_ns(&now) - due_ns;
    worker->late.count++;
    worker->late.total_ns += late_ns;
    if (late_ns > worker->late.max_ns)
        worker->late.max_ns = late_ns;
    return 0;
}

static int blocking_yield(struct yoke_worker *worker)
{
    (void)worker;
    return sched_yield() ? -errno : 0;
}

const struct yoke_io blocking_io = {.sleep = blocking_sleep, .yield = blocking_yield};

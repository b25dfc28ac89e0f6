/* SPDX-License-Identifier: MIT */
/* A worker whose clock is a number: sleeps take no time and are added up. */
#ifndef FAKE_WORKER_H
#define FAKE_WORKER_H

#include <errno.h>
#include <poll.h>

#include "yoke/worker.h"

static uint64_t fake_slept_ns; /* sum of all sleeps since the test set it */

static inline int fake_sleep(struct yoke_worker *worker, uint64_t duration_ns)
{
    (void)worker;
    fake_slept_ns += duration_ns;
    return 0;
}

static inline int fake_yield(struct yoke_worker *worker)
{
    (void)worker;
    return 0;
}

/* The end of a process is a real one. */
static inline int fake_poll(struct yoke_worker *worker, int descriptor, short events, uint64_t timeout_ns)
{
    struct pollfd waited = {.fd = descriptor, .events = events};
    (void)worker;
    (void)timeout_ns;
    return poll(&waited, 1, -1) < 0 ? -errno : waited.revents;
}

static const struct yoke_io fake_io = {.sleep = fake_sleep, .yield = fake_yield, .poll = fake_poll};

#endif

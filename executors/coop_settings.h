/* SPDX-License-Identifier: MIT */
/* What can be chosen about the coop executor, from the environment of the cell process. */
#ifndef COOP_SETTINGS_H
#define COOP_SETTINGS_H

#include "loop.h"

struct coop_settings {
    struct driver_choice driver; /* YOKE_IO_DRIVER=uring|epoll */
    enum coroutine_switch how;   /* YOKE_COOP_SWITCH=ucontext */
    uint64_t inflight_most;      /* YOKE_COOP_INFLIGHT: tasks that a worker has begun and not ended */
    size_t stack_bytes;          /* YOKE_COOP_STACK, in KiB */
    uint64_t stall_ns;           /* YOKE_COOP_STALL, in µs: slices longer than this are counted */
    uint64_t gap_ns;             /* YOKE_COOP_GAP, in µs: most that timers are held back to be woken together */
};

/* Reads them, for a team of `worker_count`. Returns 0, or a negative errno with a sentence: a value that makes no
 * sense, or a driver that was asked for and does not work. */
int coop_settings_read(unsigned worker_count, struct coop_settings *settings, struct yoke_error *error);

#endif

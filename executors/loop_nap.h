/* SPDX-License-Identifier: MIT */
/* A nap: a task's wait that any thread may end. */
#ifndef LOOP_NAP_H
#define LOOP_NAP_H

#include <stdatomic.h>

#include "loop.h"
#include "loop_inbox.h"

/* Lies with whoever waits, all zero at first. */
struct loop_nap {
    _Atomic unsigned state; /* enum nap_state */
    struct loop_note note;
    struct loop_wait wait;
    struct loop *loop;
    bool over; /* it has ended without being called */
};

/* Inside a task: waits until loop_nap_wake, or returns at once when that was before. Returns 0, -ETIME after
 * `timeout_ns` (UINT64_MAX: no limit), -ECANCELED, or -ENOMEM; in all of these cases a wake-up may still come, and is
 * then found by the next call. */
int loop_nap(struct loop *loop, struct loop_nap *nap, uint64_t timeout_ns);

/* From any thread, once for every nap. Does not touch it any more once the task may go on. */
void loop_nap_wake(struct loop_nap *nap);

#endif

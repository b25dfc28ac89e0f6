/* SPDX-License-Identifier: MIT */
/* What a parked task waits for, other than time. */
#ifndef LOOP_WAIT_H
#define LOOP_WAIT_H

struct loop_task;

/* Part of whatever is waited for; the task that waits has it on its stack. */
struct loop_wait {
    struct loop_task *task; /* set by loop_park */
    /* Asks that the wait end with `why`, -ECANCELED or -ETIME. Called on the loop's thread, at most once. Either calls
     * loop_wake(task, why) before it returns, or lets the wait come to its end soon, with `why` or with the real
     * result, whichever was first: a result is never lost. */
    void (*cancel)(struct loop_wait *wait, int why);
};

#endif

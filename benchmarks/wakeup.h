/* SPDX-License-Identifier: MIT */
/* What the hand-over and start-up races measure, ours and the peers'. Everything returns nanoseconds; 0: not in this build. */
#ifndef WAKEUP_RACE_H
#define WAKEUP_RACE_H

#include "yoke/executor.h"

/* Idle before a cold hand-over: long enough for a processor to be put to sleep by the kernel. */
enum { WAKEUP_IDLE_NS = 5000000 };

/* --- ours --------------------------------------------------------------------------------------------------------- */

struct wakeup_team;

/* Starts a team; NULL, with a line on stderr, when it cannot be. Stops it. */
struct wakeup_team *wakeup_team_start(const struct yoke_executor *executor, unsigned worker_count);
void wakeup_team_stop(struct wakeup_team *team);

/* One run of a task a worker. */
struct wakeup_times {
    double reached_ns; /* from the call of run until the last worker has begun */
    double gate_ns;    /* of that, from the last worker's arrival at the start gate */
    double back_ns;    /* from the last worker's end until run returns */
};
struct wakeup_times wakeup_team_run(struct wakeup_team *team);

/* A pool of one worker of `executor`, for the whole race; how long until a task handed in begins. */
void wakeup_pool_start(const struct yoke_executor *executor);
void wakeup_pool_stop(void);
double wakeup_pool_submit(void);

/* Binds the calling thread to the processor number `place` of those it may use, going round. */
void wakeup_bind(unsigned place);

/* --- peers -------------------------------------------------------------------------------------------------------- */

/* Two threads, bound to two processors where there are two, for the raw primitives. */
void wakeup_pair_start(void);
void wakeup_pair_stop(void);
double wakeup_pair_futex(void); /* one way to a sleeping thread */
double wakeup_pair_spin(void);  /* one way to a spinning one */

/* `count` threads made and joined; `count` processes forked and waited for. */
double wakeup_threads(unsigned count);
double wakeup_processes(unsigned count);

/* From before `#pragma omp parallel` until all its threads are in it. */
double wakeup_region(unsigned worker_count);

#endif

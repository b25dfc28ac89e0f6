/* SPDX-License-Identifier: MIT */
/* A crew is what the workers of one team and the coordinator (the thread that calls start, run and stop) share: it lies
 * in shared memory, so the same protocol serves threads and processes.
 *
 * One run: the coordinator writes the job and opens every worker's gate; each worker prepares and arrives; the last to
 * arrive opens all gates once more; everybody begins, runs tasks, ends; the last to end rings the bell, for which the
 * coordinator has slept. Stages are flags that each worker sets for itself, not counters that all add to: whoever may
 * die at any instruction may add to a counter and not know it, but a flag is set or not. */
#ifndef CREW_H
#define CREW_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "yoke/executor.h"

#include "claim.h"
#include "gate.h"

/* How far a worker is. */
enum stage {
    STAGE_ABSENT,  /* not there yet, or gone */
    STAGE_REFUSED, /* worker_start failed */
    STAGE_READY,   /* worker_start has succeeded; the present run's tasks are not begun */
    STAGE_ARRIVED, /* prepared, before the start gate or past it */
    STAGE_ENDED,   /* the present run's tasks are done, `end` has returned */
};

/* One worker's place. */
struct berth {
    struct gate gate;
    _Alignas(YOKE_LINE_BYTES) _Atomic uint32_t stage;
    bool died;               /* a worker died in this place, this run; the coordinator's */
    bool retired;            /* it has run its number of tasks and leaves of its own will; the worker's */
    uint64_t lost_done;      /* tasks that such workers had returned from; the coordinator's */
    int start_status;        /* what worker_start returned */
    struct yoke_error error; /* and its sentence */
};

struct crew {
    struct yoke_team_options options;
    size_t bytes;     /* of the whole mapping, which berths, lanes, bounds and notes lie in too */
    bool durable;     /* workers may die and be replaced: keep cursors */
    int bell;         /* eventfd, close-on-exec */
    uint64_t spin_ns; /* at the start gate */
    struct berth *berths;
    uint32_t run; /* number of the present run, from 1 */
    _Atomic bool stopping;
    struct yoke_job job; /* the present run's */
    struct claim claim;
};

/* How a worker runs its tasks between `begin` and `end`: tasks_run, or an executor's own; sets worker->tasks_done. */
typedef void crew_tasks(struct crew *crew, unsigned index);

/* Maps a crew for `options`, with places for workers that die if `durable`. Returns 0, or a negative errno with a
 * sentence. Give back with crew_free. */
int crew_new(const struct yoke_team_options *options, bool durable, struct crew **crew, struct yoke_error *error);
void crew_free(struct crew *crew);

/* The coordinator's side. */

/* Refuses a job that no executor could run, with a sentence. Returns 0 or -EINVAL. */
int crew_check_limits(const struct yoke_job *job, struct yoke_error *error);
/* The same for executors that have nothing but what crews have: also refuses a schedule that needs more. */
int crew_check(const struct yoke_job *job, struct yoke_error *error);
/* Writes the job down, clears what the last run left and lets the workers go. */
void crew_announce(struct crew *crew, const struct yoke_job *job);
/* Whether a worker could draw something (`more` of a source's wait; the crew comes as a plain pointer). */
bool crew_more(const void *crew);
/* Asks the job's source, if it has one, to see to its affairs; `rest_ns` as for its `attend`. Returns what it returns. */
int crew_attend(struct crew *crew, uint64_t *rest_ns);
bool crew_all_started(const struct crew *crew); /* each worker is past worker_start, or refused */
bool crew_all_ended(const struct crew *crew);
/* Rings the bell; any worker may. */
void crew_ring(struct crew *crew);
/* Sleeps until the bell has rung since the last call. It may ring without a reason: look at the stages again. */
void crew_listen(struct crew *crew);
/* Adds up what the workers left of the run, into `job` (whose casualty_count is known) and the workers. */
void crew_collect(struct crew *crew, struct yoke_job *job);
/* The first refusal of worker_start, if there is one: its status, its sentence in `error`; else 0. */
int crew_refusal(const struct crew *crew, struct yoke_error *error);
/* One run, where no worker dies: what `run` of the contract does. */
int crew_run(struct crew *crew, struct yoke_job *job, struct yoke_error *error);
/* The same of a job that has been checked, as far as it has to be here. */
void crew_run_checked(struct crew *crew, struct yoke_job *job);
/* Tells the workers to leave: crew_serve returns in all of them. */
void crew_dismiss(struct crew *crew);

/* The worker's side. */

/* A worker's whole life: worker_start, runs (the first of them number `first_run`), worker_stop. */
void crew_serve(struct crew *crew, unsigned index, uint32_t first_run, crew_tasks *tasks);
#endif

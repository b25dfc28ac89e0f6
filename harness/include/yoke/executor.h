/* SPDX-License-Identifier: MIT */
/* An executor is a way to run tasks: it makes workers, starts them together, hands them tasks, waits for all, and survives
 * what it says it survives. It measures nothing and prints nothing: measurement happens in the job's hooks. */
#ifndef YOKE_EXECUTOR_H
#define YOKE_EXECUTOR_H

#ifdef __cplusplus
#include <atomic>
#else
#include <stdatomic.h>
#endif
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "yoke/error.h"
#include "yoke/worker.h"

/* A number that several workers change. */
#ifdef __cplusplus
typedef std::atomic<uint64_t> yoke_atomic_count;
#else
typedef _Atomic uint64_t yoke_atomic_count;
#endif

/* What an executor can do. Tests skip by these and say what they skipped. */
enum yoke_capability {
    YOKE_PARALLEL = 1u << 0,        /* more than one task at the same time */
    YOKE_ISOLATED = 1u << 1,        /* workers are processes: a task cannot touch another worker's memory */
    YOKE_SURVIVES_CRASH = 1u << 2,  /* a task that dies costs that task alone; the run still ends */
    YOKE_PARKS_IO = 1u << 3,        /* a waiting task gives its worker to another task */
    YOKE_TASKLOOP = 1u << 4,        /* its runtime has a task loop of its own (the schedule of that name) */
    YOKE_TAKES_SOURCE = 1u << 5,    /* runs jobs whose tasks come from a source: it can have a pool (yoke/pool.h) */
};

/* The rule that hands tasks to workers; independent of the executor unless `needs` says otherwise. */
struct yoke_schedule {
    const char *name;    /* command line, JSON */
    const char *summary; /* one line */
    bool takes_chunk;    /* does `chunk` change what it does? */
    uint32_t needs;      /* enum yoke_capability, or-ed: parallel executors without all of these refuse it */
};

/* Why a task did not return. */
enum yoke_death {
    YOKE_DEATH_NONE,     /* it returned */
    YOKE_DEATH_SIGNAL,   /* its process was ended by signal `code` */
    YOKE_DEATH_EXIT,     /* its process called exit(`code`) in the middle of a task */
};

/* The first death of a run; later ones are counted only. */
struct yoke_casualty {
    enum yoke_death death;
    int code;         /* signal number or exit status */
    uint64_t task;    /* index of the task that was running */
    unsigned worker;  /* index of the worker that ran it */
    int process;      /* its process id */
};

/* Where the tasks of a run come from when they are not known beforehand: indices are published one after the other while the
 * run goes on, and workers draw them as they draw those of any run; who finds none waits here. Lies in memory that all
 * workers share (yoke/shared.h). The run ends when the source has been closed and everything published is done. */
struct yoke_source {
    YOKE_ALIGNED(YOKE_LINE_BYTES) yoke_atomic_count published; /* indices below this one may be drawn; only grows */

    /* In a worker that finds nothing to draw: returns true when there is something (more(claim) says so), false when there
     * will never be anything again. */
    bool (*wait)(struct yoke_source *source, struct yoke_worker *worker, bool (*more)(const void *claim),
                 const void *claim);
    /* The same for a worker that has other ways of sleeping (an event loop): returns 1 when there is something, 0 when
     * wake(argument) will be called, once, from any thread, as soon as there may be; -1 when there will never be anything.
     * A worker that is woken calls park again before it draws: until then it counts as on its way, and others are not
     * woken. One that comes back by itself does the same, and may then be woken once for nothing. */
    int (*park)(struct yoke_source *source, struct yoke_worker *worker, bool (*more)(const void *claim),
                const void *claim, void (*wake)(void *argument), void *argument);
    /* In a worker that has just drawn after waiting, and sees more: one that waits in vain may be woken to share it. */
    void (*spread)(struct yoke_source *source);

    /* In the coordinator. `attend` is called at the beginning, whenever somebody has rung, and when the time it has asked
     * for is over; it stores how many nanoseconds to wait for at most in `rest_ns` (UINT64_MAX: any number), and returns 0,
     * or a negative errno to have the run given up and the team broken. `lost`: worker `casualty->worker` is gone; it died
     * in task `casualty->task`, or, when `task` is UINT64_MAX, in none. Either may be NULL where no worker can die. */
    int (*attend)(struct yoke_source *source, uint64_t *rest_ns);
    void (*lost)(struct yoke_source *source, const struct yoke_casualty *casualty);

    /* Filled in by the executor before the first task: calls for `attend` to be called, from any thread or worker; and how
     * many indices have been drawn so far. */
    void (*ring)(void *bell);
    uint64_t (*drawn)(const void *bell);
    void *bell;
};

/* One run of all tasks: what `run` is given and what it leaves behind. Everything a job points to exists before the team is
 * started and stays until it is stopped: workers that are processes see what was there when they were made (memory from
 * yoke/shared.h with everybody's changes, other memory as it was). */
struct yoke_job {
    /* given */
    uint64_t task_count;     /* at most 2^47; left behind by a run with a source */
    int (*task)(void *context, struct yoke_worker *worker, uint64_t index, void *result);
    void *context;
    unsigned char *results;  /* task_count slots in shared memory, zeroed; NULL when result_bytes is 0 */
    size_t result_bytes;
    const struct yoke_schedule *schedule; /* one of yoke_schedules[] */
    uint64_t chunk;          /* tasks claimed at a time; at least 1; without effect where !schedule->takes_chunk */
    struct yoke_source *source; /* NULL: the tasks are 0 .. task_count - 1, handed out by `schedule`. Else they come from
                                 * here, one at a time, whatever the schedule; results must be NULL */
    uint64_t worker_tasks;   /* with a source, workers that are processes: one that has run so many tasks is replaced by
                              * a fresh one; 0: never */

    /* Hooks, each called once by every worker, in the worker, in this order; none is NULL.
     * `prepare` runs before the start gate and may call the kernel; `begin` is the first thing after the gate and `end`
     * the first after the worker's last task, when worker->tasks_done is known. Between begin and end an executor makes no
     * system call of its own on the way from one task to the next. A worker that takes the place of one that died calls
     * all three again, whatever its predecessor had called. */
    void (*prepare)(void *probe, struct yoke_worker *worker);
    void (*begin)(void *probe, struct yoke_worker *worker);
    void (*end)(void *probe, struct yoke_worker *worker);
    void *probe;

    /* left behind by run */
    uint64_t failed_count;     /* tasks that returned an error */
    uint64_t failed_task;      /* lowest-numbered worker's first such task; meaningful when failed_count > 0 */
    int failed_status;         /* what it returned, a negative errno */
    uint64_t casualty_count;   /* tasks that did not return because their worker died */
    struct yoke_casualty casualty; /* the first of them; meaningful when casualty_count > 0 */
    uint64_t death_count;      /* workers that died during the run, in a task or not, and were replaced: when there are any,
                                * the run's times are disturbed */
    uint64_t spin_ns;          /* how long a worker may have spun at the start gate before it slept */
};

/* How a team of workers is made. Everything pointed to outlives the team. */
struct yoke_team_options {
    unsigned worker_count;       /* at least 1 */
    struct yoke_worker *workers; /* worker_count entries in shared memory (yoke/shared.h), index and io filled in */
    unsigned usable_cpus;        /* processors this process may use: decides whether waiting spins or sleeps */
    unsigned tasks_most;         /* that a worker may have begun and not ended, where those that wait give way; 0: as many
                                  * as the executor sees fit. Without effect where a worker runs a task at a time */
    /* Called once in every worker before its first job, and once before it ends: placement, counters, the workload's own
     * set-up. A failing start fails the team, and its worker has no stop; a worker that replaces a dead one is started like
     * any other, a dead one has no stop either. Both may be NULL. `argument` is handed through. */
    int (*worker_start)(void *argument, struct yoke_worker *worker, struct yoke_error *error);
    void (*worker_stop)(void *argument, struct yoke_worker *worker);
    void *argument;
};

struct yoke_team; /* private to each executor */

/* An environment variable that must be set before the cell process is executed. */
struct yoke_setting {
    const char *name, *value;
};

/* A constant descriptor, the last thing in the executor's file. */
struct yoke_executor {
    const char *name;        /* = file name = list entry = command line = JSON */
    const char *summary;     /* one line */
    uint32_t capabilities;   /* enum yoke_capability, or-ed */
    const char *unavailable; /* why it cannot run in this build; NULL: it can */
    const struct yoke_setting *environment; /* ends with a NULL name; NULL: none */

    /* Makes the workers, waits until each has returned from worker_start. Call it while the process is single-threaded, from
     * the thread that calls run and stop too: with its end, workers that are processes end. Returns 0, or a negative errno
     * with a sentence in `error` and nothing left running. */
    int (*start)(const struct yoke_team_options *options, struct yoke_team **team, struct yoke_error *error);

    /* Zeroes every worker's digest, tasks_done, late and turns, runs every index below job->task_count exactly once and returns
     * when all workers have ended. Returns 0 when the run came to its end, also with failed tasks or casualties in it (the
     * job says so); -EINVAL with a sentence for a job that cannot be run, which leaves the team as it was; another negative
     * errno with a sentence when the team is broken and can only be stopped. One run at a time. */
    int (*run)(struct yoke_team *team, struct yoke_job *job, struct yoke_error *error);

    /* Ends and collects all workers; frees the team. */
    void (*stop)(struct yoke_team *team);

    /* Sends a signal to the process that is worker `worker`, if it is alive. To be called from a source's `attend` or
     * `lost`. Returns 0 or a negative errno. NULL: workers are no processes. */
    int (*strike)(struct yoke_team *team, unsigned worker, int signal);

    /* What is worth knowing of the machinery underneath ("libgomp, OpenMP 4.5, passive waiting"); static storage.
     * NULL: nothing. */
    const char *(*describe)(void);
};

/* Can the executor run a job under the schedule? One that runs a task at a time can: it needs no rule at all. */
static inline bool yoke_executor_takes(const struct yoke_executor *executor, const struct yoke_schedule *schedule)
{
    return !(executor->capabilities & YOKE_PARALLEL) || !(schedule->needs & ~executor->capabilities);
}

#endif

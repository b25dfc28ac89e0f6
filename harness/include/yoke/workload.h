/* SPDX-License-Identifier: MIT */
/* A workload is a unit of work with typed parameters. It knows nothing of threads, clocks, counters or output: it never
 * starts threads, reads clocks, prints or exits, and it waits only through `worker->io`. */
#ifndef YOKE_WORKLOAD_H
#define YOKE_WORKLOAD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "yoke/error.h"
#include "yoke/param.h"
#include "yoke/worker.h"

/* The resource a workload claims to be limited by. */
enum yoke_bound { YOKE_CPU_BOUND, YOKE_MEMORY_BOUND, YOKE_IO_BOUND, YOKE_SYNC_BOUND, YOKE_MIXED };

/* A command to run, for workloads that take one. Everything in it lives as long as the context. */
struct yoke_command {
    const char *program;            /* the file to execute, absolute */
    const char *const *words;       /* what it gets as argv, its own name first; ended by NULL */
    const char *const *environment; /* what it gets as envp; ended by NULL */
    const char *input;              /* the file it reads as standard input; NULL: none, an empty one */
    const char *expected_output;    /* what it must write to standard output: the name of a file with the same bytes, or
                                     * "sha256:" and 64 hexadecimal digits; NULL: anything, and nobody looks */
    uint64_t expected_exit;         /* the status it must end with */
    const char *folder;             /* its working directory; NULL: that of the cell process */
};

/* What one cell runs: handed to `setup`, valid for the life of the context. */
struct yoke_work {
    struct yoke_values values; /* in the order of the workload's table */
    uint64_t task_count;       /* tasks are numbered 0 .. task_count - 1 */
    uint64_t seed;             /* for anything drawn at random: equal seeds mean equal work */
    const struct yoke_command *command; /* NULL: none */
};

/* What is known of the work without measuring; rates and ideals are derived from it, never printed by a workload. */
struct yoke_facts {
    double operations; /* all tasks together, in the workload's own operation; 0: no such notion */
    double bytes;      /* moved by all tasks together; 0: no such notion */
};

/* A constant descriptor, the last thing in the workload's file. Hooks that are not needed stay NULL; `task` and `verify`
 * are required. All hooks but `task` and the worker's pair run in the cell process, one at a time. */
struct yoke_workload {
    const char *name;    /* = file name = list entry = command line = JSON */
    const char *summary; /* one line */
    enum yoke_bound bound;
    const struct yoke_param *params; /* ends with a NULL name; NULL: none */
    uint64_t default_tasks;          /* tasks of a serial sample of some 50 to 200 ms: where calibration starts from */
    bool divides;                    /* the tasks are parts of one piece of work, whatever their number: more of them are
                                      * smaller, a sample is as long, and the number is not calibrated */
    size_t result_bytes;             /* size of one task's result slot; 0: answers go to worker->digest */
    bool empty;                      /* the tasks do nothing: what is measured is dispatch */
    bool takes_command;              /* it runs work->command, which must be there */
    const char *operation;           /* what facts.operations counts, singular ("iteration"); NULL: none */
    const char *moved;               /* what facts.bytes are ("bytes of text that go in"); NULL: none are counted */
    const char *reading;             /* how to read its results, two or three sentences for its card; NULL: nothing to say */
    const char *unavailable;         /* why it cannot run in this build; NULL: it can */

    /* Once a cell, before any worker exists. Makes `*context` (owned by the workload until teardown), which processes
     * inherit copy-on-write. Returns 0 or a negative errno with a sentence in `error`. */
    int (*setup)(const struct yoke_work *work, void **context, struct yoke_error *error);
    void (*teardown)(void *context);

    /* Once a worker, inside it, after it has been placed: memory touched here lies on the worker's own node. */
    int (*worker_setup)(void *context, struct yoke_worker *worker, struct yoke_error *error);
    void (*worker_teardown)(void *context, struct yoke_worker *worker);

    /* The measured unit. Called at most once for each index of a run, from any worker, several at the same time.
     * `result` points at the task's own slot of `result_bytes`, zeroed before the run; NULL when result_bytes is 0.
     * Returns 0, or a negative errno: the task has failed, its sample does not count, others go on. */
    int (*task)(void *context, struct yoke_worker *worker, uint64_t index, void *result);

    /* A task with nothing in it, for tasks that cost something even so: of a task that starts a program, starting one that
     * ends at once. What handing out an empty task costs is measured with it. NULL: a function that returns. */
    int (*bare_task)(void *context, struct yoke_worker *worker, uint64_t index, void *result);

    /* The known answer. `results` holds task_count slots; `digest` is the sum of all workers' digests (mod 2^64).
     * Returns 0 when every answer is right, else -EBADMSG with a sentence naming the first wrong task; or another negative
     * errno with a sentence when a task gave no answer at all. */
    int (*verify)(const void *context, const void *results, uint64_t digest, struct yoke_error *error);

    /* What is known without measuring. NULL: nothing. */
    struct yoke_facts (*facts)(const void *context);

    /* Wall time, in ns, if waking up and dispatch cost nothing: each of `worker_count` workers takes the next task, in order
     * of index, as soon as it is free, and only the waits that the tasks draw take time. 0: not known (no memory).
     * NULL: the work does not wait. */
    uint64_t (*ideal_ns)(const void *context, unsigned worker_count);
};

#endif

/* SPDX-License-Identifier: MIT */
/* The race for the cheapest dispatch: what a contestant is. All of them call the same empty task. */
#ifndef DISPATCH_H
#define DISPATCH_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#else
#include "yoke/worker.h"
#endif

struct yoke_worker;

/* One way to run tasks. */
struct contestant {
    const char *name;
    const char *reference; /* why it is here */
    /* Runs `task_count` tasks once and returns the nanoseconds from the first worker's start to the last one's end.
     * `race` belongs to the contestant's file. */
    uint64_t (*run)(const struct contestant *self, uint64_t task_count);
    const char *executor, *schedule; /* ours: by name */
    uint64_t chunk;
};

/* Does nothing; in a file of its own, so that no compiler sees through a call of it. */
int dispatch_null_task(void *context, struct yoke_worker *worker, uint64_t index, void *result);

/* The task as everybody calls it: through a pointer the compiler cannot follow. */
extern int (*volatile dispatch_task)(void *context, struct yoke_worker *worker, uint64_t index, void *result);

/* Starts the teams of all executors for `worker_count` workers; before anything else, because fork needs a process with
 * one thread. Returns 0, or prints why not and returns -1. */
int ours_start(unsigned worker_count);
void ours_stop(void);
uint64_t ours_run(const struct contestant *self, uint64_t task_count);

/* The compiler's own OpenMP loops, schedule(dynamic, 1): the task through the pointer, and an empty body that the
 * compiler sees. They return 0 in a build without OpenMP. */
void openmp_start(unsigned worker_count);
uint64_t openmp_run_pointer(const struct contestant *self, uint64_t task_count);
uint64_t openmp_run_inline(const struct contestant *self, uint64_t task_count);

/* OpenMP's explicit tasks, made one by one by one thread, as a program that submits work does. */
uint64_t openmp_run_tasks(const struct contestant *self, uint64_t task_count);

/* oneTBB's parallel_for with grains of one task. */
void tbb_start(unsigned worker_count);
uint64_t tbb_run(const struct contestant *self, uint64_t task_count);

#ifdef __cplusplus
}
#endif

#endif

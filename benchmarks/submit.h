/* SPDX-License-Identifier: MIT */
/* The contestants of `submit`: each hands in `task_count` tasks one by one, waits for all, and has every result. A task
 * writes one number. Readable from C++. */
#ifndef SUBMIT_H
#define SUBMIT_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

struct entrant {
    const char *name, *reference;
    /* Sets up for `workers` workers; returns 0 when it can run here. */
    int (*start)(unsigned workers);
    /* One round: results[i] becomes 2 * i. */
    void (*run)(uint64_t results[], uint64_t task_count);
    void (*stop)(void);
};

int tbb_group_start(unsigned workers);
void tbb_group_run(uint64_t results[], uint64_t task_count);
void tbb_group_stop(void);

int omp_tasks_start(unsigned workers);
void omp_tasks_run(uint64_t results[], uint64_t task_count);

extern const struct entrant submit_ours, submit_ours_inside, submit_ours_fork, submit_condvar, submit_glib,
    submit_libuv;

#ifdef __cplusplus
}
#endif
#endif

/* SPDX-License-Identifier: MIT */
/* The compiler's OpenMP in the race: the loop as anybody writes it, timed inside the region as ours is timed inside the
 * team, from the first thread's start to the last one's end, after all threads have met. */
#include "dispatch.h"

#ifdef _OPENMP

#include <omp.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>

static unsigned threads_of_race;

static uint64_t now_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC_RAW, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

/* All threads leave together, as at our start gate: with a passive barrier alone the last to be woken would start late.
 */
static void meet(_Atomic unsigned *here)
{
#pragma omp barrier
    atomic_fetch_add(here, 1);
    while (atomic_load(here) < threads_of_race)
        ;
}

void openmp_start(unsigned worker_count)
{
    threads_of_race = worker_count;
}

uint64_t openmp_run_pointer(const struct contestant *self, uint64_t task_count)
{
    (void)self;
    uint64_t begin_ns = UINT64_MAX, end_ns = 0;
    _Atomic unsigned here = 0;
#pragma omp parallel num_threads((int)threads_of_race) reduction(min : begin_ns) reduction(max : end_ns)
    {
        int (*task)(void *, struct yoke_worker *, uint64_t, void *) = dispatch_task;
        meet(&here);
        begin_ns = now_ns();
#pragma omp for schedule(dynamic, 1) nowait
        for (uint64_t index = 0; index < task_count; index++)
            if (task(NULL, NULL, index, NULL))
                abort();
        end_ns = now_ns();
    }
    return end_ns - begin_ns;
}

uint64_t openmp_run_inline(const struct contestant *self, uint64_t task_count)
{
    (void)self;
    uint64_t begin_ns = UINT64_MAX, end_ns = 0;
    _Atomic unsigned here = 0;
#pragma omp parallel num_threads((int)threads_of_race) reduction(min : begin_ns) reduction(max : end_ns)
    {
        meet(&here);
        begin_ns = now_ns();
#pragma omp for schedule(dynamic, 1) nowait
        for (uint64_t index = 0; index < task_count; index++)
            __asm__ volatile(""); /* the loop must stay */
        end_ns = now_ns();
    }
    return end_ns - begin_ns;
}

uint64_t openmp_run_tasks(const struct contestant *self, uint64_t task_count)
{
    (void)self;
    uint64_t begin_ns = UINT64_MAX, end_ns = 0;
    _Atomic unsigned here = 0;
#pragma omp parallel num_threads((int)threads_of_race) reduction(min : begin_ns) reduction(max : end_ns)
    {
        int (*task)(void *, struct yoke_worker *, uint64_t, void *) = dispatch_task;
        meet(&here);
        begin_ns = now_ns();
#pragma omp single
        for (uint64_t index = 0; index < task_count; index++) {
#pragma omp task firstprivate(index, task) default(none)
            if (task(NULL, NULL, index, NULL))
                abort();
        }
        end_ns = now_ns(); /* behind the barrier of `single`, where the others take tasks */
    }
    return end_ns - begin_ns;
}

#else

void openmp_start(unsigned worker_count)
{
    (void)worker_count;
}

uint64_t openmp_run_pointer(const struct contestant *self, uint64_t task_count)
{
    (void)self;
    (void)task_count;
    return 0;
}

uint64_t openmp_run_inline(const struct contestant *self, uint64_t task_count)
{
    (void)self;
    (void)task_count;
    return 0;
}

uint64_t openmp_run_tasks(const struct contestant *self, uint64_t task_count)
{
    (void)self;
    (void)task_count;
    return 0;
}

#endif

/* SPDX-License-Identifier: MIT */
/* libgomp's explicit tasks in the race: one thread of the team hands them in. */
#include "submit.h"

static unsigned width;

int omp_tasks_start(unsigned workers)
{
    width = workers;
#ifdef _OPENMP
    return 0;
#else
    return 1;
#endif
}

void omp_tasks_run(uint64_t results[], uint64_t task_count)
{
#ifdef _OPENMP
#pragma omp parallel num_threads((int)width)
#pragma omp single
    for (uint64_t index = 0; index < task_count; index++) {
#pragma omp task firstprivate(index)
        results[index] = 2 * index;
    }
#else
    (void)results;
    (void)task_count;
#endif
}

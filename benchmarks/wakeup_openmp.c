/* SPDX-License-Identifier: MIT */
/* Entering an OpenMP parallel region. */
#include "wakeup.h"

#ifdef _OPENMP

#include "race.h"

double wakeup_region(unsigned worker_count)
{
    uint64_t start_ns = race_now_ns(), last_ns = 0;
#pragma omp parallel num_threads((int)worker_count) reduction(max : last_ns)
    last_ns = race_now_ns();
    return (double)(last_ns - start_ns);
}

#else

double wakeup_region(unsigned worker_count)
{
    (void)worker_count;
    return 0;
}

#endif

/* SPDX-License-Identifier: MIT */
/* The one clock that every measured time comes from. */
#ifndef CLOCK_H
#define CLOCK_H

#include <stdint.h>
#include <time.h>

/* Nanoseconds since an arbitrary moment, the same for all processes of this boot. CLOCK_MONOTONIC_RAW: not slewed by NTP,
 * which may stretch CLOCK_MONOTONIC by up to 0.05 %. No system call where the vDSO serves it. */
static inline uint64_t clock_now_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC_RAW, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

/* User + system time of the calling thread, nanoseconds. A system call. */
static inline uint64_t clock_thread_cpu_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

#endif

/* SPDX-License-Identifier: MIT */
/* What processors did with their time so far, as /proc/stat counts it: in steps of 10 ms. */
#ifndef PROC_STAT_H
#define PROC_STAT_H

#include <stdint.h>

/* One processor, since the machine was started. */
struct proc_stat {
    unsigned cpu;      /* the kernel's number, P# */
    uint64_t busy_ns;  /* at work for anybody: user, nice, system, interrupts */
    uint64_t idle_ns;  /* without work, waiting for a disk included */
    uint64_t steal_ns; /* taken by the hypervisor */
};

/* Calls `each` for every processor that is online, in ascending order. The file is looked up under `root` ("" for this
 * machine); where it is not to be had, nothing is called. */
void proc_stat_read(const char *root, void (*each)(void *own, const struct proc_stat *stat), void *own);

#endif

/* SPDX-License-Identifier: MIT */
/* A fixed piece of work whose duration tells about the machine and not about the program: the one sensor of frequency and stolen
 * time that every virtual machine has. It is nearly deaf to SMT neighbours: a chain of dependent multiplications leaves most
 * of a core's units idle, so that a busy sibling makes it 2 to 4 % longer, where work that fills the units takes 10 to 70 %. */
#ifndef CANARY_H
#define CANARY_H

#include <stdint.h>

/* How long it took, in nanoseconds. */
struct canary_time {
    uint64_t wall_ns, cpu_ns; /* on the clock, and on the processor: their difference is the wait for one */
};

/* Runs a chain of dependent multiplications, about 1 ms at 2.5 GHz. */
struct canary_time canary_sing(void);

#endif

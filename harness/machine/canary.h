/* SPDX-License-Identifier: MIT */
/* A fixed piece of work whose duration tells about the machine and not about the program: the one sensor of frequency, SMT
 * neighbours and stolen time that every virtual machine has. */
#ifndef CANARY_H
#define CANARY_H

#include <stdint.h>

/* Runs a chain of dependent multiplications, about 1 ms at 2.5 GHz, and returns how long it took in nanoseconds. */
uint64_t canary_sing(void);

#endif

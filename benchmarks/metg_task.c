/* SPDX-License-Identifier: MIT */
/* The task whose length is swept. */
#include "metg_task.h"

unsigned metg_steps;

/* A chain of multiplications, each waiting for the one before: some 4 cycles a step, no memory. */
int metg_task(void *context, struct yoke_worker *worker, uint64_t index, void *result)
{
    (void)context;
    (void)worker;
    (void)result;
    uint64_t value = index;
    for (unsigned step = metg_steps; step > 0; step--) {
        value = value * 0x5851f42d4c957f2du + 1;
        __asm__ volatile("" : "+r"(value)); /* the chain must be walked */
    }
    return 0;
}

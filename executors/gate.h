/* SPDX-License-Identifier: MIT */
/* A gate is a word one worker waits at and others open: spin briefly, then sleep on a futex. It works between threads
 * and between processes that share the memory it lies in. No condition variables: glibc 2.36 can lose their wake-ups.
 */
#ifndef GATE_H
#define GATE_H

#include <stdatomic.h>
#include <stdint.h>

#include "yoke/worker.h"

/* How far a gate is open: a count that only grows (and wraps), beside a bit that says somebody sleeps in front of it.
 * One waiter a gate: with a word shared by all, a quick worker could pass twice before a slow one has looked once. */
struct gate {
    _Alignas(YOKE_LINE_BYTES) _Atomic uint32_t word;
};

/* Opens the gate up to `count` and wakes its waiter if that sleeps. Opening again to the same count changes nothing;
 * never open to a smaller one. A system call only when somebody sleeps. */
void gate_open(struct gate *gate, uint32_t count);

/* Returns when the gate has been opened up to `count`, at once if it has. Everything written before gate_open is
 * visible. Spins for up to `spin_ns` nanoseconds, then sleeps. */
void gate_wait(struct gate *gate, uint32_t count, uint64_t spin_ns);

/* Tells the processor that this thread is waiting for memory to change. */
static inline void gate_pause(void)
{
#if defined(__x86_64__) || defined(__i386__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    __asm__ volatile("yield");
#endif
}

#endif

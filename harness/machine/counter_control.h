/* SPDX-License-Identifier: MIT */
/* The known work that an event must count before it is believed. */
#ifndef COUNTER_CONTROL_H
#define COUNTER_CONTROL_H

#include <stdbool.h>
#include <stdint.h>

#include "counters.h"

/* Kinds of work, or-ed. */
enum counter_stimulus {
    STIMULUS_LOOP = 1u << 0,      /* exactly CONTROL_LOOP_INSTRUCTIONS instructions, one after the other */
    STIMULUS_PAGES = 1u << 1,     /* fresh pages, touched */
    STIMULUS_SLEEP = 1u << 2,     /* a wait that gives the processor away */
    STIMULUS_MIGRATION = 1u << 3, /* the thread is moved to another processor and back */
    STIMULUS_MIX = 1u << 4, /* branches that cannot be foretold, cache lines thrown out, floating-point arithmetic */
    STIMULUS_CALLS = 1u << 5, /* system calls that do nothing */
    STIMULUS_BURN = 1u << 6,  /* some milliseconds of work: energy is booked once a millisecond */
};

enum {
    /* Long enough to stand far above the some 700 instructions that the first PAPI read of a process adds, short enough
     * (some 50 us) to be done in every worker. */
    CONTROL_LOOP_TURNS = 100000,
    CONTROL_LOOP_INSTRUCTIONS = 2 * CONTROL_LOOP_TURNS, /* a decrement and a branch each */
};

struct counter_control {
    unsigned stimuli; /* what makes the event happen */
    uint64_t least;   /* a smaller count is not believed */
    const char *work; /* "a loop of 200000 instructions": completes "… read 0 in" */
};

/* The control of an event, by its name without prefix ("perf::"), modifiers and case. Constant storage. An event we
 * know nothing about gets all kinds of work at once but a migration, and must count at least 1; so does every hardware
 * event that is counted in kernel mode alone, where the work is in what its system calls and page faults do. */
const struct counter_control *counter_control_of(const char *name, enum counter_scope scope);

/* Does the work, in the calling thread. A migration needs two allowed processors; with one it is left out.
 * The thread's affinity is put back. Returns the stimuli that really happened. */
unsigned counter_control_run(unsigned stimuli);

/* The loop by itself: `turns` times two instructions on x86-64 and aarch64, at least that many elsewhere. */
void counter_control_loop(uint64_t turns);

#endif

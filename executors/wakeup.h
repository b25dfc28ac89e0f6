/* SPDX-License-Identifier: MIT */
/* What waking a sleeping thread costs on this machine, and how long it is therefore worth spinning. */
#ifndef WAKEUP_H
#define WAKEUP_H

#include <stdint.h>

/* Medians over a game of two threads, on two processors where there are two, that sleep and wake each other in turn. */
struct wakeup {
    uint64_t latency_ns; /* from the moment one begins to wake the other until that one runs */
    uint64_t issue_ns;   /* of that, what the waking one is kept busy */
};

/* Plays the game, one or two milliseconds. Any thread may call it. Returns 0, or a negative errno when there are no
 * threads to be had. */
int wakeup_measure(struct wakeup *wakeup);

/* The latency, measured once in the life of the process. 5000 to 50000 whatever was measured: below that the two did
 * not sleep, above it the machine was busy and says nothing of itself. */
uint64_t wakeup_cost_ns(void);

/* How long a worker of a team should spin at the start gate before it sleeps: as long as waking it would take, which is
 * never worse than twice the better of spinning and sleeping, and in addition until all the others have been woken one
 * after the other. 0 where nobody is waited for, and where workers outnumber processors: a spinning worker would keep
 * the one it waits for from running. */
uint64_t wakeup_spin_ns(unsigned worker_count, unsigned usable_cpus);

#endif

/* SPDX-License-Identifier: MIT */
/* A race: every round visits every contestant once, in a freshly shuffled order, so that what disturbs the machine hits all
 * alike. */
#ifndef RACE_H
#define RACE_H

#include <stdbool.h>
#include <stdint.h>

enum { RACE_ROUNDS_MOST = 1001, RACE_MOST = 64 };

/* What one contestant took in one round, in whatever unit the race is in; 0 or less: it cannot run in this build. */
typedef double race_lap(unsigned contestant);

struct race {
    unsigned contestants, rounds; /* at most RACE_MOST, RACE_ROUNDS_MOST */
    race_lap *lap;
    double laps[RACE_MOST][RACE_ROUNDS_MOST];
};

void race_run(struct race *race);

/* Of one contestant's laps; and of each round's ratio to another's, 0 when the other cannot run. */
double race_median(const struct race *race, unsigned contestant);
double race_ratio(const struct race *race, unsigned contestant, unsigned reference);

/* The middle of `count` values, at most RACE_ROUNDS_MOST. */
double race_middle(const double values[], unsigned count);

/* Nanoseconds of a clock that no correction moves. */
uint64_t race_now_ns(void);

/* Starts the program again with the variables that executors want set before a process begins, unless they are set. */
void race_environment(char *arguments[]);

/* The usable processors of this process. */
unsigned race_cpus(void);

#endif

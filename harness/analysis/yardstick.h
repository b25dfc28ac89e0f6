/* SPDX-License-Identifier: MIT */
/* What theory makes of the one worker of a curve: widths to hold what was measured against. Both take it that a task
 * waits for w and computes for c on any of p processors, whatever the others do. */
#ifndef YARDSTICK_H
#define YARDSTICK_H

#include <stdint.h>

/* Goetz's width (Java Concurrency in Practice, 2006, 8.2): processors x (1 + wait / compute), rounded up: the fewest
 * that could keep the processors busy if nobody ever had to stand in line. `wait` is w / c as measured: what is a hundredth
 * above a whole number is that number. 0: one of them is NaN. */
uint64_t yardstick_goetz(double wait, double processors);

/* The fewest workers whose throughput is within `theta` of the processors' all being busy, where workers that come back
 * at the wrong moment stand in line while later a processor has none: the machine repair model with exponential times
 * (M/M/c//N; Gross et al., Fundamentals of Queueing Theory, 4th ed., 2.7). 0: something is NaN, the processors are not
 * whole ones, as under a quota, or it takes more than YARDSTICK_WIDEST. */
uint64_t yardstick_queue(double wait, double processors, double theta);
#define YARDSTICK_WIDEST 4096

#endif

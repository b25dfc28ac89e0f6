/* SPDX-License-Identifier: MIT */
/* Records of sweeps made by hand. */
#ifndef FIXTURE_SWEEPS_H
#define FIXTURE_SWEEPS_H

#include "fixture_record.h"

/* What the axes are taken from: twelve executors (two that wide columns have no room for), five waits in microseconds
 * and six numbers of workers. */
extern const char *const fixture_sweep_executors[12];
extern const uint64_t fixture_sweep_waits[5], fixture_sweep_widths[6];

/* The first ones of each. */
struct fixture *fixture_sweep_of(size_t executor_count, size_t value_count, size_t width_count);

struct fixture *fixture_sweep_usual(void);  /* three executors, all values, five widths */
struct fixture *fixture_sweep_twelve(void); /* all executors */
struct fixture *fixture_sweep_lone(void);   /* one executor */
struct fixture *
fixture_sweep_narrow(void); /* one executor on 1 to 60 workers, two values: no cell has room for its figure */
struct fixture *fixture_sweep_high(void); /* two executors at 20 values */
struct fixture *
fixture_sweep_gaps(void); /* a cell failed, one has no interval, and fork was not asked for at the last value */
struct fixture *fixture_sweep_poisoned(void); /* every text full of what could do harm */

#endif

/* SPDX-License-Identifier: MIT */
/* The twenty cells of a suite, sized for this machine: one run of each takes some 10 ms. */
#ifndef GATE_LIVE_PLAN_H
#define GATE_LIVE_PLAN_H

#include <stdbool.h>

enum { SUITE_CELLS = 20 };

/* Writes plan.json into the working directory, for `program`, a path without quotes, to measure: five sizes each of
 * four kernels, or twenty of one (`spin_only`). How many tasks make 10 ms is tried first, in the folder try/. Returns
 * 0, or -1 with a sentence on stderr. */
int live_plan_write(const char *program, bool spin_only);

#endif

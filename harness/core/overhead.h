/* SPDX-License-Identifier: MIT */
/* What measuring costs on this machine. */
#ifndef OVERHEAD_H
#define OVERHEAD_H

#include "counters.h"
#include "yoke/record.h"

/* Times each kind of reading some hundred times, the counters with a set of the group of its own, and keeps the medians.
 * Takes some milliseconds. */
struct yoke_overhead overhead_measure(const struct counter_group *group);

#endif

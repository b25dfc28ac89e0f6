/* SPDX-License-Identifier: MIT */
/* Percentiles of single tasks' times, from the buckets that samples carry. */
#ifndef LATENCY_H
#define LATENCY_H

#include "yoke/record.h"

/* Fills the cell's latency, queue and service from the buckets of all its usable samples together: each percentile with its exact order-statistic
 * interval, open where there are too few tasks to close it. Nothing where no sample carries buckets. Returns 0 or -ENOMEM. */
int latency_compute(struct yoke_cell *cell);

#endif

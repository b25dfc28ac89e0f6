/* SPDX-License-Identifier: MIT */
/* What counts mean: ratios of events, events a task and an operation, power. */
#ifndef DERIVED_H
#define DERIVED_H

#include "record.h"

/* Fills the cell's derived quantities from its usable samples. One value a process: the sum of one part over the sum of
 * the other, over the samples of that process in which both were counted; then the median of these values and its exact
 * interval, as for times. A quantity without any value is left out. Memory is taken from `record`.
 * Returns 0 or -ENOMEM. */
int derived_compute(struct record *record, struct yoke_cell *cell);

#endif

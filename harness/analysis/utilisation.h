/* SPDX-License-Identifier: MIT */
/* How much of its workers an open loop needs, and whether they are enough. */
#ifndef UTILISATION_H
#define UTILISATION_H

#include <stdbool.h>

#include "yoke/record.h"

/* Fills the cell's utilisation: the sum of its tasks' service times over workers x wall time, the median over its usable samples.
 * By Little's law that is how many tasks were in service per worker, on average: below 1 where a worker runs one at a time.
 * Nothing for cells of a closed loop, and where tasks are missing in the sum. Returns 0 or -ENOMEM. */
int utilisation_compute(struct yoke_cell *cell);

/* Did tasks arrive faster than they were done? Judged by how long a sample went on after its last task was due. */
bool utilisation_overloaded(const struct yoke_cell *cell);

#endif

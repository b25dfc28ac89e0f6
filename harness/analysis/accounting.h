/* SPDX-License-Identifier: MIT */
/* Where the workers' time went: on a processor, waiting for one, or blocked. */
#ifndef ACCOUNTING_H
#define ACCOUNTING_H

#include "yoke/record.h"

/* Fills the cell's accounting (medians over its usable samples) and measured_bound. blocked = busy - cpu - delay; a little of
 * it is negative where clocks disagree, and stays so: hiding that would hide a broken clock. Returns 0 or -ENOMEM. */
int accounting_compute(struct yoke_cell *cell);

#endif

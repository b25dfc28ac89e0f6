/* SPDX-License-Identifier: MIT */
/* Between gate_suite.c and gate_take.c. */
#ifndef GATE_SUITE_PRIVATE_H
#define GATE_SUITE_PRIVATE_H

#include "gate_suite.h"

/* Stands for the reference of a metric that needs none. */
#define GATE_NO_CELL SIZE_MAX

/* Feeds the item's tests with what was measured in `block`: a pair or, against a stored base, a start of the candidate. */
void gate_item_take(const struct gate_suite *suite, const struct yoke_record *record, struct gate_item *item, uint64_t block);

/* Gives the item's tests all starts of a stored base. Sets `skip` when they are too few. */
void gate_item_take_stored(const struct yoke_record *record, struct gate_item *item);

#endif

/* SPDX-License-Identifier: MIT */
/* The order within pairs: the coin that the gate throws, and the question whether somebody else's order was thrown at
 * all. All that the gate proves rests on that coin. */
#ifndef GATE_ORDER_H
#define GATE_ORDER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Does the candidate go first in this pair? Depends on nothing but its arguments. */
bool gate_order_coin(uint64_t seed, uint64_t cell, uint64_t pair);

struct gate_order {
    size_t pairs, candidate_first, changes; /* how often the next pair of a suite had the other order */
    double p_balance, p_changes; /* two-sided, exact: of so uneven shares and of so regular an order, by fair coins */
};

/* Looks at the orders of all pairs of a suite, as they were measured. */
struct gate_order gate_order_look(const bool candidate_first[], size_t count);

/* Could fair coins have given that? Says no to one of a thousand that did; below 12 pairs it never says no. */
bool gate_order_is_random(const struct gate_order *order);

#endif

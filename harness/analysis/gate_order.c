/* SPDX-License-Identifier: MIT */
/* Two ways to be no coin: one side is preferred, or the sides alternate (or stay) too regularly. */
#include "gate_order.h"

#include <math.h>

#include "distribution.h"
#include "yoke/random.h"

/* Half of one in a thousand for either question: 12 pairs in the same order are 4.9e-4. */
static const double LEVEL = 5e-4;

bool gate_order_coin(uint64_t seed, uint64_t cell, uint64_t pair)
{
    const uint64_t of_cell = yoke_random_draw(~seed, cell);
    return yoke_random_draw(of_cell, pair) >> 63;
}

static double two_sided(size_t hits, size_t count)
{
    if (!count)
        return 1;
    const double low = distribution_binomial_upto(hits, count, 0.5);
    const double high = distribution_binomial_upto(count - hits, count, 0.5);
    return fmin(1, 2 * fmin(low, high));
}

struct gate_order gate_order_look(const bool candidate_first[], size_t count)
{
    struct gate_order order = {.pairs = count};
    for (size_t i = 0; i < count; i++) {
        order.candidate_first += candidate_first[i];
        order.changes += i > 0 && candidate_first[i] != candidate_first[i - 1];
    }
    order.p_balance = two_sided(order.candidate_first, count);
    order.p_changes = two_sided(order.changes, count ? count - 1 : 0);
    return order;
}

bool gate_order_is_random(const struct gate_order *order)
{
    return order->p_balance > LEVEL && order->p_changes > LEVEL;
}

/* SPDX-License-Identifier: MIT */
/* Seeded draws from the distributions that tests and simulations need. The same seed gives the same draws everywhere.
 *
 *  */
#ifndef DRAWS_H
#define DRAWS_H

#include <math.h>
#include <stddef.h>

#include "yoke/random.h"

struct draws {
    uint64_t seed, next;
};

/* Strictly between 0 and 1. */
static inline double draws_uniform(struct draws *draws)
{
    return ((double)(yoke_random_draw(draws->seed, draws->next++) >> 11) + 0.5) * 0x1p-53;
}

static inline double draws_exponential(struct draws *draws)
{
    return -log(draws_uniform(draws));
}

/* Standard normal (Box & Muller 1958, the cosine of the two). */
static inline double draws_normal(struct draws *draws)
{
    const double radius = sqrt(2 * draws_exponential(draws));
    return radius * cos(2 * M_PI * draws_uniform(draws));
}

static inline size_t draws_below(struct draws *draws, size_t limit)
{
    return (size_t)yoke_random_upto(draws->seed, draws->next++, limit - 1);
}

#endif

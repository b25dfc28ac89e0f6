/* SPDX-License-Identifier: MIT */
/* Costs that vary around a mean, by the inverse of their distribution function. */
#include "spread.h"

#include <math.h>
#include <stddef.h>

const char *const spread_names[] = {"constant", "uniform", "exponential", "pareto", NULL};

/* The smallest value of a Pareto distribution with the mean 1. */
static const double PARETO_LEAST = (SPREAD_PARETO_INDEX - 1) / SPREAD_PARETO_INDEX;

/* Above 0 and up to 1: its logarithm and its powers exist. */
static double unit_draw(uint64_t bits)
{
    return ((double)(bits >> 11) + 1) * 0x1p-53;
}

uint64_t spread_draw(enum spread spread, uint64_t mean, uint64_t bits)
{
    const double unit = unit_draw(bits), scale = (double)mean;
    switch (spread) {
    case SPREAD_CONSTANT:
        break;
    case SPREAD_UNIFORM:
        return (uint64_t)(((__uint128_t)bits * (2 * (__uint128_t)mean + 1)) >> 64);
    case SPREAD_EXPONENTIAL:
        return (uint64_t)llrint(-log(unit) * scale);
    case SPREAD_PARETO:
        return (uint64_t)llrint(fmin(PARETO_LEAST * pow(unit, -1 / SPREAD_PARETO_INDEX), SPREAD_PARETO_MOST) * scale);
    }
    return mean;
}

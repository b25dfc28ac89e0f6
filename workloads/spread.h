/* SPDX-License-Identifier: MIT */
/* Costs that vary around a mean: the distributions that waiting times and job sizes have. */
#ifndef SPREAD_H
#define SPREAD_H

#include <stdint.h>

/* In the order of spread_names. */
enum spread {
    SPREAD_CONSTANT,    /* always the mean: a device, a timer */
    SPREAD_UNIFORM,     /* from 0 to twice the mean */
    SPREAD_EXPONENTIAL, /* without memory: independent arrivals, service in a network */
    SPREAD_PARETO,      /* few are much longer than all others: file sizes, requests of a few heavy users */
};

/* Choices of a parameter, ending with NULL. */
extern const char *const spread_names[];

/* Pareto's index: between 1.16 (of all the work, a fifth of the jobs is four fifths) and 2 (from where the variance is
 * finite). */
#define SPREAD_PARETO_INDEX 1.5

/* Longest Pareto cost, in means: one in 160,000 draws would be longer. Without an end, one task in a study of millions
 * would last longer than all others together. */
#define SPREAD_PARETO_MOST 1000

/* The value that 64 random bits stand for, to the nearest whole number. `mean` is at most 2^50. */
uint64_t spread_draw(enum spread spread, uint64_t mean, uint64_t bits);

#endif

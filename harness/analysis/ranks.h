/* SPDX-License-Identifier: MIT */
/* Ranks of a column: 1 for the smallest value; equal values share the mean of their ranks. */
#ifndef RANKS_H
#define RANKS_H

#include <stddef.h>
#include <stdint.h>

/* Fills `doubled` with twice each value's rank (whole numbers, since a shared rank may end in a half), in the order of
 * the values. `ties`, when not NULL, gets the sum of t^3 - t over all groups of t equal values. Returns 0 or -ENOMEM.
 *
 *  */
int ranks_doubled(const double values[], size_t count, uint64_t doubled[], double *ties);

#endif

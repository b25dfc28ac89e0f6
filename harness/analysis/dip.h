/* SPDX-License-Identifier: MIT */
/* The dip: how far a column is from having one mode only. */
#ifndef DIP_H
#define DIP_H

#include <stddef.h>

/* The largest distance between the column's distribution function and the nearest one with a single mode (Hartigan &
 * Hartigan, Annals of Statistics 13, 1985): 1/(2n) for a column as unimodal as can be, up to 1/4 for two points.
 * `sorted` is ascending. Invariant under shift and scale. NaN for an empty column or when memory is short. */
double dip_statistic(const double sorted[], size_t count);

#endif

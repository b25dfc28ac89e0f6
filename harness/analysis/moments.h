/* SPDX-License-Identifier: MIT */
/* Mean and standard deviation: for costs that add up, and for checking against programs that print nothing else. Pure;
 * NaN when the column is too short. */
#ifndef MOMENTS_H
#define MOMENTS_H

#include <stddef.h>

/* Arithmetic mean. */
double moments_mean(const double values[], size_t count);

/* Sample standard deviation (divisor n - 1), in two passes: the mean is exact enough for the textbook sum of squares. */
double moments_deviation(const double values[], size_t count);

#endif

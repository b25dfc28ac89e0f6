/* SPDX-License-Identifier: MIT */
/* A column in ascending order, beside the original: columns are in order of measurement, and that order means
 * something. */
#ifndef ASCENDING_H
#define ASCENDING_H

#include <stddef.h>

/* A sorted copy, to be freed. NULL when there is nothing to sort or no memory. */
double *ascending_copy(const double values[], size_t count);

/* Sorts in place. */
void ascending_sort(double values[], size_t count);

#endif

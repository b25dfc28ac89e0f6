/* SPDX-License-Identifier: MIT */
/* The one comparison of doubles. */
#include "ascending.h"

#include <stdlib.h>
#include <string.h>

static int value_order(const void *left, const void *right)
{
    const double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

void ascending_sort(double values[], size_t count)
{
    qsort(values, count, sizeof *values, value_order);
}

double *ascending_copy(const double values[], size_t count)
{
    double *sorted = count ? malloc(count * sizeof *sorted) : NULL;
    if (!sorted)
        return NULL;
    memcpy(sorted, values, count * sizeof *sorted);
    ascending_sort(sorted, count);
    return sorted;
}

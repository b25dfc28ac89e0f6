/* SPDX-License-Identifier: MIT */
/* Sums are compensated (Neumaier 1974): a million times near 1e9 ns would else lose digits that intervals are made of.
 *
 *  */
#include "moments.h"

#include <math.h>

struct sum {
    double high, low;
};

static void sum_add(struct sum *sum, double value)
{
    const double total = sum->high + value;
    const double lost = fabs(sum->high) >= fabs(value) ? (sum->high - total) + value : (value - total) + sum->high;
    sum->high = total;
    sum->low += lost;
}

double moments_mean(const double values[], size_t count)
{
    struct sum sum = {0, 0};
    if (!count)
        return NAN;
    for (size_t i = 0; i < count; i++)
        sum_add(&sum, values[i]);
    return (sum.high + sum.low) / (double)count;
}

double moments_deviation(const double values[], size_t count)
{
    if (count < 2)
        return NAN;
    const double mean = moments_mean(values, count);
    struct sum squares = {0, 0};
    for (size_t i = 0; i < count; i++) {
        const double distance = values[i] - mean;
        sum_add(&squares, distance * distance);
    }
    return sqrt((squares.high + squares.low) / (double)(count - 1));
}

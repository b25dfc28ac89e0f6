/* SPDX-License-Identifier: MIT */
/* Doubles have the order of their bit patterns, once those of negative numbers are turned round. */
#include "bisection.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

static uint64_t place_of(double x)
{
    uint64_t bits;
    x += 0.0; /* -0 and 0 are one number */
    memcpy(&bits, &x, sizeof bits);
    return bits >> 63 ? ~bits : bits | (uint64_t)1 << 63;
}

static double number_at(uint64_t place)
{
    const uint64_t bits = place >> 63 ? place & ~((uint64_t)1 << 63) : ~place;
    double x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

double bisection_first(bisection_question *holds, const void *context, double low, double high)
{
    uint64_t from = place_of(low), to = place_of(high);
    if (!holds(context, high))
        return NAN;
    while (from < to) {
        const uint64_t middle = from + (to - from) / 2;
        if (holds(context, number_at(middle)))
            to = middle;
        else
            from = middle + 1;
    }
    return number_at(to);
}

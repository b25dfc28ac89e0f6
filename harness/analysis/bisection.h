/* SPDX-License-Identifier: MIT */
/* Where a yes-or-no question about a number turns from no to yes. */
#ifndef BISECTION_H
#define BISECTION_H

#include <stdbool.h>

/* A question that, once it holds, holds for every larger x. */
typedef bool bisection_question(const void *context, double x);

/* The smallest double in [low, high] for which it holds, exactly; NaN when it does not even hold at `high`. Both ends
 * are finite. Asks at most 66 times, because it halves the doubles that are left and not the distance: a boundary at 0
 * is found as fast as one at 1e9. */
double bisection_first(bisection_question *holds, const void *context, double low, double high);

#endif

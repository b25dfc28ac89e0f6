/* SPDX-License-Identifier: MIT */
/* Counting, and one binomial tail. */
#include "sign.h"

#include <math.h>

#include "distribution.h"

struct sign sign_test(const double differences[], size_t count, double shift)
{
    struct sign test = {0, 0, 0, NAN, NAN, NAN};
    for (size_t i = 0; i < count; i++) {
        test.positive += differences[i] > shift;
        test.negative += differences[i] < shift;
        test.zeros += differences[i] == shift;
    }
    if (!count)
        return test;
    const size_t used = test.positive + test.negative;
    /* with fair coins, "positive or more" is as likely as "negative or fewer" */
    test.p_greater = distribution_binomial_upto(test.negative, used, 0.5);
    test.p_less = distribution_binomial_upto(test.positive, used, 0.5);
    test.p = fmin(1, 2 * fmin(test.p_greater, test.p_less));
    return test;
}

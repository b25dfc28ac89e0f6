/* SPDX-License-Identifier: MIT */
/* What cmocka 1.1.5 lacks: comparing doubles in double, and printing both numbers when they differ. */
#ifndef FIXTURE_H
#define FIXTURE_H

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define assert_near(actual, expected, tolerance) fixture_near((actual), (expected), (tolerance), __FILE__, __LINE__)

static inline void fixture_near(double actual, double expected, double tolerance, const char *file, int line)
{
    if (fabs(actual - expected) <= tolerance)
        return;
    print_error("%.17g is not within %g of %.17g\n", actual, tolerance, expected);
    _fail(file, line);
}

#endif

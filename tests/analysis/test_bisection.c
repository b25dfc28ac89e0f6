/* SPDX-License-Identifier: MIT */
/* Boundaries, to the last bit. */
#include "bisection.h"

#include <float.h>

#include "fixture.h"

struct boundary {
    double at;
    int *asked;
};

static bool not_below(const void *context, double x)
{
    const struct boundary *boundary = context;
    ++*boundary->asked;
    return x >= boundary->at;
}

static void every_boundary_is_found_exactly_and_soon(void **state)
{
    (void)state;
    static const double boundaries[] = {-1e300, -3.7, -DBL_MIN, 0, 4.9e-324, 1e-17, 0.1, 1, 1e9, 1e300};
    for (size_t i = 0; i < sizeof boundaries / sizeof *boundaries; i++) {
        int asked = 0;
        const struct boundary boundary = {boundaries[i], &asked};
        assert_near(bisection_first(not_below, &boundary, -DBL_MAX, DBL_MAX), boundaries[i], 0);
        assert_in_range(asked, 1, 66);
    }
}

static void what_holds_from_the_start_is_the_start(void **state)
{
    (void)state;
    int asked = 0;
    const struct boundary boundary = {-5, &asked};
    assert_near(bisection_first(not_below, &boundary, 2, 3), 2, 0);
}

static void what_never_holds_is_nowhere(void **state)
{
    (void)state;
    int asked = 0;
    const struct boundary boundary = {7, &asked};
    assert_true(isnan(bisection_first(not_below, &boundary, 2, 3)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_boundary_is_found_exactly_and_soon),
        cmocka_unit_test(what_holds_from_the_start_is_the_start),
        cmocka_unit_test(what_never_holds_is_nowhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

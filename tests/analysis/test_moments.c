/* SPDX-License-Identifier: MIT */
/* Means and standard deviations against NIST's certified values. */
#include "moments.h"

#include "strd.h"

static void certified_means_are_reproduced(void **state)
{
    (void)state;
    for (size_t i = 0; i < STRD_SETS; i++) {
        double *values = strd_values(&strd_sets[i]);
        assert_near(moments_mean(values, strd_sets[i].count) / strd_sets[i].mean, 1, 1e-15);
        free(values);
    }
}

static void certified_standard_deviations_are_reproduced(void **state)
{
    (void)state;
    for (size_t i = 0; i < STRD_SETS; i++) {
        double *values = strd_values(&strd_sets[i]);
        assert_near(moments_deviation(values, strd_sets[i].count) / strd_sets[i].deviation, 1, strd_sets[i].tolerance);
        free(values);
    }
}

static void small_values_are_not_lost_beside_large_ones(void **state)
{
    (void)state;
    const double values[] = {1e16, 1, -1e16, 1};
    assert_near(moments_mean(values, 4), 0.5, 0);
}

static void too_short_columns_have_no_moments(void **state)
{
    (void)state;
    const double values[] = {1};
    assert_true(isnan(moments_mean(values, 0)));
    assert_true(isnan(moments_deviation(values, 1)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(certified_means_are_reproduced),
        cmocka_unit_test(certified_standard_deviations_are_reproduced),
        cmocka_unit_test(small_values_are_not_lost_beside_large_ones),
        cmocka_unit_test(too_short_columns_have_no_moments),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

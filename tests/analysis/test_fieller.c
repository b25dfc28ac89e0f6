/* SPDX-License-Identifier: MIT */
/* Ratios of means. */
#include "fieller.h"

#include "distribution.h"
#include "fixture.h"

static const double top[] = {2.1, 2.4, 1.9, 2.2, 2.6, 2.0, 2.3};
static const double bottom[] = {1.0, 1.1, 1.05, 0.9, 1.2, 1.0, 0.95};

/* R 4.2.2: the ratios r at which t.test(top - r * bottom) has p = 0.05, by uniroot. */
static void a_paired_interval_ends_where_the_t_test_turns(void **state)
{
    (void)state;
    const struct stats_estimate ratio = fieller_paired(top, bottom, 7, 0.95);
    assert_near(ratio.value, 2.15277777777778, 1e-13);
    assert_near(ratio.interval.low, 1.96063970053562, 1e-12);
    assert_near(ratio.interval.high, 2.35863110347736, 1e-12);
}

/* Likewise with the pooled variance of two columns. */
static void an_independent_interval_ends_where_the_t_test_turns(void **state)
{
    (void)state;
    const struct stats_estimate ratio = fieller_independent(top, 7, bottom, 5, 0.95);
    assert_near(ratio.interval.low, 1.74200781235266, 1e-12);
    assert_near(ratio.interval.high, 2.63271278947181, 1e-12);
}

/* Student's sleep data: the first drug's mean gain, 0.75 h, is not significantly different from 0 (p = .22). */
static void a_ratio_to_what_may_be_nothing_is_unbounded(void **state)
{
    (void)state;
    const double first[] = {0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0};
    const double second[] = {1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};
    const struct stats_estimate ratio = fieller_paired(second, first, 10, 0.95);
    assert_near(ratio.value, 2.33 / 0.75, 1e-12);
    assert_true(isnan(ratio.interval.low) && isnan(ratio.interval.high));
}

static void an_exact_lower_mean_leaves_students_interval(void **state)
{
    (void)state;
    const struct fieller_means means = {.top = 10, .bottom = 4, .top_variance = 0.25, .freedom = 9};
    const struct stats_estimate ratio = fieller_interval(&means, 0.95);
    const double half = distribution_student_point(0.975, 9) * 0.5 / 4;
    assert_near(ratio.interval.low, 2.5 - half, 1e-14);
    assert_near(ratio.interval.high, 2.5 + half, 1e-14);
}

static void proportional_columns_have_no_width(void **state)
{
    (void)state;
    double doubled[7];
    for (size_t i = 0; i < 7; i++)
        doubled[i] = 2 * bottom[i];
    const struct stats_estimate ratio = fieller_paired(doubled, bottom, 7, 0.95);
    assert_near(ratio.interval.low, 2, 1e-7);
    assert_near(ratio.interval.high, 2, 1e-7);
}

static void one_pair_has_no_ratio(void **state)
{
    (void)state;
    assert_true(isnan(fieller_paired(top, bottom, 1, 0.95).value));
    assert_true(isnan(fieller_independent(top, 2, bottom, 1, 0.95).value));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_paired_interval_ends_where_the_t_test_turns),
        cmocka_unit_test(an_independent_interval_ends_where_the_t_test_turns),
        cmocka_unit_test(a_ratio_to_what_may_be_nothing_is_unbounded),
        cmocka_unit_test(an_exact_lower_mean_leaves_students_interval),
        cmocka_unit_test(proportional_columns_have_no_width),
        cmocka_unit_test(one_pair_has_no_ratio),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

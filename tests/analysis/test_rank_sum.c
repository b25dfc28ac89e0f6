/* SPDX-License-Identifier: MIT */
/* Two independent columns against published examples and by what must hold. */
#include "rank_sum.h"

#include <stdlib.h>

#include "draws.h"
#include "fixture.h"

/* Permeability of the human chorioamnion at term and earlier: Hollander & Wolfe 1973, example 4.1. */
static const double term[] = {0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46};
static const double early[] = {1.15, 0.88, 0.90, 0.74, 1.21};

static void the_permeability_example_has_its_published_p(void **state)
{
    (void)state;
    const struct rank_sum test = rank_sum_test(term, 10, early, 5);
    assert_near(test.wins, 35, 0);
    assert_near(test.p_greater, 382.0 / 3003, 1e-14); /* .127: of the 3003 ways to choose 5 of 15 */
    assert_near(test.p, 0.254412254412254, 1e-14);
    assert_true(test.exact);
}

/* Examples 4.2 and 4.3: .305; R 4.2.2: -0.15 to 0.76. */
static void the_permeability_example_has_its_published_shift(void **state)
{
    (void)state;
    const struct stats_estimate shift = rank_sum_shift(term, 10, early, 5, 0.95);
    assert_near(shift.value, 0.305, 1e-15);
    assert_near(shift.interval.low, -0.15, 1e-15);
    assert_near(shift.interval.high, 0.76, 1e-15);
    assert_true(shift.interval.confidence >= 0.95 && shift.interval.confidence < 0.97);
}

/* Student's sleep data taken as two groups; R 4.2.2, exactRankTests::wilcox.exact, alternative = "greater". */
static void ties_are_exact(void **state)
{
    (void)state;
    const double first[] = {0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0};
    const double second[] = {1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};
    const struct rank_sum test = rank_sum_test(second, 10, first, 10);
    assert_near(test.wins, 74.5, 0);
    assert_near(test.p_greater, 0.0329082682024, 1e-12);
}

static void the_sides_change_places(void **state)
{
    (void)state;
    const struct rank_sum here = rank_sum_test(term, 10, early, 5), there = rank_sum_test(early, 5, term, 10);
    const struct stats_estimate shift = rank_sum_shift(term, 10, early, 5, 0.95);
    const struct stats_estimate back = rank_sum_shift(early, 5, term, 10, 0.95);
    assert_near(here.wins + there.wins, 50, 0);
    assert_near(here.p_greater, there.p_less, 1e-15);
    assert_near(shift.value, -back.value, 1e-15);
    assert_near(shift.interval.low, -back.interval.high, 1e-15);
}

static void column_fill(struct draws *draws, double column[], size_t count, double shift)
{
    for (size_t i = 0; i < count; i++)
        column[i] = draws_normal(draws) + shift;
}

static void the_normal_limit_takes_over_smoothly(void **state)
{
    (void)state;
    struct draws draws = {.seed = 5};
    double x[50], y[50];
    column_fill(&draws, x, 50, 0.4);
    column_fill(&draws, y, 50, 0);
    const struct rank_sum exact = rank_sum_test(x, 49, y, 49), normal = rank_sum_test(x, 50, y, 49);
    const struct stats_estimate near = rank_sum_shift(x, 49, y, 49, 0.95), far = rank_sum_shift(x, 50, y, 49, 0.95);
    assert_true(exact.exact && !normal.exact);
    assert_near(normal.p_greater, exact.p_greater, 0.02);
    assert_near(far.interval.low, near.interval.low, 0.05);
    assert_near(far.interval.high, near.interval.high, 0.05);
}

/* R 4.2.2, wilcox.test(1:60, 6:65) and a column mostly of ties: normal, with both corrections. */
static void the_normal_limit_is_that_of_r(void **state)
{
    (void)state;
    double x[60], y[60];
    for (size_t i = 0; i < 60; i++) {
        x[i] = (double)i + 1;
        y[i] = (double)i + 6;
    }
    assert_near(rank_sum_test(x, 60, y, 60).p, 0.13193804481803, 1e-13);
    assert_near(rank_sum_test(x, 60, y, 60).p_less, 0.065969022409015, 1e-13);
    assert_near(rank_sum_test(y, 60, x, 60).p_greater, 0.065969022409015, 1e-13);
    for (size_t i = 0; i < 54; i++)
        x[i] = i == 0 ? 1 : i < 3 ? 2 : i == 3 ? 3 : 4;
    for (size_t i = 0; i < 53; i++)
        y[i] = i == 0 ? 2 : i < 3 ? 3 : i < 23 ? 4 : 5;
    assert_near(rank_sum_test(x, 54, y, 53).wins, 653, 0);
    assert_near(rank_sum_test(x, 54, y, 53).p, 6.68821801041752e-09, 1e-20);
}

static int value_order(const void *left, const void *right)
{
    const double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

static void the_shift_is_the_median_of_all_differences(void **state)
{
    (void)state;
    struct draws draws = {.seed = 6};
    for (size_t m = 1; m < 12; m++)
        for (size_t n = 1; n < 12; n++) {
            double x[12], y[12], differences[144];
            column_fill(&draws, x, m, 0);
            column_fill(&draws, y, n, 1);
            for (size_t i = 0; i < m * n; i++)
                differences[i] = x[i / n] - y[i % n];
            qsort(differences, m * n, sizeof *differences, value_order);
            const double median = (differences[(m * n - 1) / 2] + differences[m * n / 2]) / 2;
            assert_near(rank_sum_shift(x, m, y, n, 0.95).value, median, 1e-15);
        }
}

static void the_interval_holds_exactly_the_shifts_that_are_not_rejected(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < 40; seed++) {
        struct draws draws = {.seed = seed};
        double x[9], y[7], moved[9];
        column_fill(&draws, x, 9, 1);
        column_fill(&draws, y, 7, 0);
        const struct stats_interval interval = rank_sum_shift(x, 9, y, 7, 0.95).interval;
        const double shifts[] = {interval.low - 1e-9, interval.low + 1e-9, interval.high - 1e-9, interval.high + 1e-9};
        for (size_t k = 0; k < 4; k++) {
            for (size_t i = 0; i < 9; i++)
                moved[i] = x[i] - shifts[k];
            const struct rank_sum test = rank_sum_test(moved, 9, y, 7);
            const bool rejected = test.p_greater <= 0.025 || test.p_less <= 0.025;
            assert_true(rejected == (k == 0 || k == 3));
        }
    }
}

static void three_against_three_have_an_open_interval(void **state)
{
    (void)state;
    const struct stats_estimate three = rank_sum_shift(term, 3, early, 3, 0.95); /* 1 in 20 is the least p */
    const struct stats_estimate four = rank_sum_shift(term, 4, early, 4, 0.95);  /* 1 in 70 */
    assert_true(!isnan(three.value));
    assert_true(isnan(three.interval.low) && isnan(three.interval.confidence));
    assert_near(four.interval.confidence, 1 - 2.0 / 70, 1e-14);
}

static void equal_columns_are_not_different(void **state)
{
    (void)state;
    static double same[60];
    assert_near(rank_sum_test(same, 8, same, 9).p, 1, 0);
    assert_near(rank_sum_test(same, 60, same, 60).p, 1, 0);
    assert_near(rank_sum_shift(same, 8, same, 9, 0.95).interval.high, 0, 0);
    assert_true(isnan(rank_sum_test(same, 0, same, 3).p));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_permeability_example_has_its_published_p),
        cmocka_unit_test(the_permeability_example_has_its_published_shift),
        cmocka_unit_test(ties_are_exact),
        cmocka_unit_test(the_sides_change_places),
        cmocka_unit_test(the_normal_limit_takes_over_smoothly),
        cmocka_unit_test(the_normal_limit_is_that_of_r),
        cmocka_unit_test(the_shift_is_the_median_of_all_differences),
        cmocka_unit_test(the_interval_holds_exactly_the_shifts_that_are_not_rejected),
        cmocka_unit_test(three_against_three_have_an_open_interval),
        cmocka_unit_test(equal_columns_are_not_different),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

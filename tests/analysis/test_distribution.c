/* SPDX-License-Identifier: MIT */
/* Probabilities against printed tables and closed forms. Figures beyond the tables' digits: R 4.2.2. */
#include "distribution.h"

#include "fixture.h"

static void normal_points_are_those_of_the_tables(void **state)
{
    (void)state;
    assert_near(distribution_normal_point(0.975), 1.9599639845400536, 1e-14);
    assert_near(distribution_normal_point(0.001), -3.0902323061678132, 1e-14);
    assert_near(distribution_normal_point(0.5), 0, 1e-15);
    assert_true(isinf(distribution_normal_point(0)) && isinf(distribution_normal_point(1)));
    assert_true(isnan(distribution_normal_point(1.01)));
}

static void normal_points_and_probabilities_are_inverses_far_into_the_tail(void **state)
{
    (void)state;
    for (double tail = 0.4; tail > 1e-200; tail /= 7)
        assert_near(distribution_normal_above(-distribution_normal_point(tail)) / tail, 1, 1e-11);
}

static void student_points_are_those_of_the_tables(void **state)
{
    (void)state;
    static const struct {
        double freedom, point;
    } table[] = {{1, 12.7062047361747}, {2, 4.30265272974946}, {10, 2.22813885198627}, {30, 2.0422724563012378}};
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        assert_near(distribution_student_point(0.975, table[i].freedom) / table[i].point, 1, 1e-12);
}

static void student_with_one_degree_of_freedom_is_cauchy(void **state)
{
    (void)state;
    for (double t = -50; t < 50; t += 3.7)
        assert_near(distribution_student_above(t, 1), 0.5 - atan(t) / M_PI, 1e-14);
}

static void student_takes_broken_degrees_of_freedom(void **state)
{
    (void)state;
    assert_near(distribution_student_above(2.5, 3.3), 0.0400264181541772, 1e-13);
    assert_true(isnan(distribution_student_above(1, 0)));
}

static void student_becomes_normal(void **state)
{
    (void)state;
    assert_near(distribution_student_above(1.96, 1e6), distribution_normal_above(1.96), 1e-6);
}

static void binomial_probabilities_are_those_of_the_tables(void **state)
{
    (void)state;
    assert_near(distribution_binomial_upto(3, 10, 0.3), 0.6496107184, 1e-13);
    assert_near(distribution_binomial_at(3, 10, 0.3), 0.266827932, 1e-13);
    assert_near(distribution_binomial_upto(10, 10, 0.3), 1, 0);
    assert_near(distribution_binomial_at(11, 10, 0.3), 0, 0);
    assert_near(distribution_binomial_at(0, 7, 0), 1, 0);
}

static void binomial_sums_are_the_sums_of_their_terms(void **state)
{
    (void)state;
    double sum = 0;
    for (size_t k = 0; k <= 60; k++) {
        sum += distribution_binomial_at(k, 60, 0.23);
        assert_near(distribution_binomial_upto(k, 60, 0.23), sum, 1e-13);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(normal_points_are_those_of_the_tables),
        cmocka_unit_test(normal_points_and_probabilities_are_inverses_far_into_the_tail),
        cmocka_unit_test(student_points_are_those_of_the_tables),
        cmocka_unit_test(student_with_one_degree_of_freedom_is_cauchy),
        cmocka_unit_test(student_takes_broken_degrees_of_freedom),
        cmocka_unit_test(student_becomes_normal),
        cmocka_unit_test(binomial_probabilities_are_those_of_the_tables),
        cmocka_unit_test(binomial_sums_are_the_sums_of_their_terms),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

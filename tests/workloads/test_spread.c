/* SPDX-License-Identifier: MIT */
/* Costs that vary: their means, and the values at which half of the draws, or one in a hundred, lie above. The draws
 * here are evenly spaced, so nothing depends on luck. */
#include "spread.h"

#include "fixture.h"

enum { DRAWS = 100000, MEAN = 1000000 };

/* The draw below which a share of all draws lies. Pareto and exponential costs grow as their bits shrink. */
static double quantile(enum spread spread, double share)
{
    const double unit = spread == SPREAD_UNIFORM ? share : 1 - share;
    return (double)spread_draw(spread, MEAN, (uint64_t)(unit * 0x1p63) * 2) / MEAN;
}

static double mean_of_draws(enum spread spread)
{
    double sum = 0;
    for (uint64_t i = 0; i < DRAWS; i++)
        sum += (double)spread_draw(spread, MEAN, (2 * i + 1) * (UINT64_MAX / (2 * DRAWS)));
    return sum / DRAWS / MEAN;
}

static void constant_costs_are_the_mean(void **state)
{
    (void)state;
    assert_int_equal(spread_draw(SPREAD_CONSTANT, MEAN, 0), MEAN);
    assert_int_equal(spread_draw(SPREAD_CONSTANT, MEAN, UINT64_MAX), MEAN);
}

static void uniform_costs_reach_from_nothing_to_twice_the_mean(void **state)
{
    (void)state;
    assert_int_equal(spread_draw(SPREAD_UNIFORM, MEAN, 0), 0);
    assert_int_equal(spread_draw(SPREAD_UNIFORM, MEAN, UINT64_MAX), 2 * MEAN);
    assert_near(quantile(SPREAD_UNIFORM, 0.25), 0.5, 1e-5);
    assert_near(mean_of_draws(SPREAD_UNIFORM), 1, 1e-5);
}

static void exponential_costs_have_the_quantiles_of_their_law(void **state)
{
    (void)state;
    assert_near(quantile(SPREAD_EXPONENTIAL, 0.5), 0.693147, 1e-5);
    assert_near(quantile(SPREAD_EXPONENTIAL, 0.99), 4.605170, 1e-5);
    assert_near(mean_of_draws(SPREAD_EXPONENTIAL), 1, 1e-4);
}

/* With the index 1.5 the least is a third of the mean, and a share s lies above (1/3) s^(-2/3). */
static void pareto_costs_have_the_quantiles_of_their_law_and_an_end(void **state)
{
    (void)state;
    assert_int_equal(spread_draw(SPREAD_PARETO, 3 * MEAN, UINT64_MAX), MEAN);
    assert_near(quantile(SPREAD_PARETO, 0.5), 0.529134, 1e-5);
    assert_near(quantile(SPREAD_PARETO, 0.999), 33.333333, 1e-3);
    assert_int_equal(spread_draw(SPREAD_PARETO, MEAN, 0), (uint64_t)SPREAD_PARETO_MOST * MEAN);
    assert_near(mean_of_draws(SPREAD_PARETO), 0.98, 0.015); /* the end takes 2 % of the mean away */
}

static void nothing_stays_nothing(void **state)
{
    (void)state;
    for (unsigned spread = 0; spread_names[spread]; spread++)
        assert_int_equal(spread_draw((enum spread)spread, 0, 12345), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(constant_costs_are_the_mean),
        cmocka_unit_test(uniform_costs_reach_from_nothing_to_twice_the_mean),
        cmocka_unit_test(exponential_costs_have_the_quantiles_of_their_law),
        cmocka_unit_test(pareto_costs_have_the_quantiles_of_their_law_and_an_end),
        cmocka_unit_test(nothing_stays_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

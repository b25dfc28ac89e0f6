/* SPDX-License-Identifier: MIT */
/* Quantiles and their intervals. */
#include "quantile.h"

#include <stdlib.h>

#include "distribution.h"
#include "fixture.h"

/* R 4.2.2: quantile(c(3,1,4,1,5,9,2,6), c(.1,.25,.9), type = 7). */
static void estimates_are_interpolated_as_by_r_and_numpy(void **state)
{
    (void)state;
    const double values[] = {3, 1, 4, 1, 5, 9, 2, 6};
    assert_near(quantile_estimate(values, 8, 0.1), 1, 1e-14);
    assert_near(quantile_estimate(values, 8, 0.25), 1.75, 1e-14);
    assert_near(quantile_estimate(values, 8, 0.9), 6.9, 1e-14);
    assert_near(quantile_estimate(values, 8, 0), 1, 0);
    assert_near(quantile_estimate(values, 8, 1), 9, 0);
}

static void the_half_quantile_is_the_median(void **state)
{
    (void)state;
    const double values[] = {4, 1, 3, 2};
    assert_near(quantile_estimate(values, 4, 0.5), stats_median(values, 4), 1e-15);
}

static void the_least_counts_are_the_known_ones(void **state)
{
    (void)state;
    assert_int_equal(quantile_needs(0.5, 0.95), 6);
    assert_int_equal(quantile_needs(0.9, 0.95), 29);
    assert_int_equal(quantile_needs(0.1, 0.95), 29);
    assert_int_equal(quantile_needs(0.99, 0.95), 299);
    assert_int_equal(quantile_needs(0.999, 0.95), 2995);
}

static double *column_of_ranks(size_t count)
{
    static double values[4000];
    for (size_t i = 0; i < count; i++)
        values[i] = (double)(i + 1);
    return values;
}

static void an_interval_closes_exactly_at_the_least_count(void **state)
{
    (void)state;
    static const double shares[] = {0.1, 0.25, 0.5, 0.75, 0.9, 0.99, 0.999};
    for (size_t i = 0; i < sizeof shares / sizeof *shares; i++) {
        const size_t needs = quantile_needs(shares[i], 0.95);
        const struct stats_interval closed = quantile_interval(column_of_ranks(needs), needs, shares[i], 0.95);
        const struct stats_interval open = quantile_interval(column_of_ranks(needs - 1), needs - 1, shares[i], 0.95);
        assert_true(!isnan(closed.low) && !isnan(closed.high));
        assert_true(closed.confidence >= 0.95);
        assert_true(isnan(open.low) || isnan(open.high));
    }
}

/* Of all pairs of ranks, tried one by one: none narrower covers enough. Coverage by the binomial distribution. */
static void no_narrower_interval_covers_enough_and_none_as_narrow_covers_more(void **state)
{
    (void)state;
    enum { COUNT = 60 };
    for (double p = 0.1; p < 0.95; p += 0.1) {
        const struct stats_interval interval = quantile_interval(column_of_ranks(COUNT), COUNT, p, 0.95);
        for (size_t low = 1; low <= COUNT; low++)
            for (size_t high = low + 1; high <= COUNT; high++) {
                const double covered =
                    distribution_binomial_upto(high - 1, COUNT, p) - distribution_binomial_upto(low - 1, COUNT, p);
                const double wider = (double)(high - low) - (interval.high - interval.low);
                if (wider < 0)
                    assert_true(covered < 0.95);
                else if (wider == 0)
                    assert_true(covered <= interval.confidence + 1e-12);
                if ((double)low == interval.low && (double)high == interval.high)
                    assert_near(interval.confidence, covered, 1e-12);
            }
    }
}

static void a_tail_without_enough_values_is_bounded_on_its_near_side_only(void **state)
{
    (void)state;
    const struct stats_interval high = quantile_interval(column_of_ranks(200), 200, 0.99, 0.95);
    assert_true(high.low > 190 && isnan(high.high) && high.confidence >= 0.95);
    const struct stats_interval low = quantile_interval(column_of_ranks(200), 200, 0.01, 0.95);
    assert_true(isnan(low.low) && low.high < 11 && low.confidence >= 0.95);
}

static void low_and_high_quantiles_are_mirror_images(void **state)
{
    (void)state;
    const struct stats_interval low = quantile_interval(column_of_ranks(100), 100, 0.1, 0.95);
    const struct stats_interval high = quantile_interval(column_of_ranks(100), 100, 0.9, 0.95);
    assert_near(low.low, 101 - high.high, 0);
    assert_near(low.high, 101 - high.low, 0);
}

static void a_million_values_are_no_trouble(void **state)
{
    (void)state;
    enum { COUNT = 1000000 };
    double *values = malloc(COUNT * sizeof *values);
    assert_non_null(values);
    for (size_t i = 0; i < COUNT; i++)
        values[i] = (double)(i + 1);
    const struct stats_interval interval = quantile_interval(values, COUNT, 0.999, 0.95);
    assert_near(interval.low, 999000 - 1.96 * 31.6, 3); /* the normal approximation: sqrt(n p (1 - p)) = 31.6 */
    assert_near(interval.high, 999000 + 1.96 * 31.6, 3);
    assert_true(interval.confidence >= 0.95 && interval.confidence < 0.96);
    free(values);
}

static void nonsense_has_no_quantile(void **state)
{
    (void)state;
    const double values[] = {1, 2, 3};
    assert_true(isnan(quantile_estimate(values, 0, 0.5)));
    assert_true(isnan(quantile_estimate(values, 3, 1.5)));
    assert_true(isnan(quantile_interval(values, 3, 0, 0.95).low));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(estimates_are_interpolated_as_by_r_and_numpy),
        cmocka_unit_test(the_half_quantile_is_the_median),
        cmocka_unit_test(the_least_counts_are_the_known_ones),
        cmocka_unit_test(an_interval_closes_exactly_at_the_least_count),
        cmocka_unit_test(no_narrower_interval_covers_enough_and_none_as_narrow_covers_more),
        cmocka_unit_test(a_tail_without_enough_values_is_bounded_on_its_near_side_only),
        cmocka_unit_test(low_and_high_quantiles_are_mirror_images),
        cmocka_unit_test(a_million_values_are_no_trouble),
        cmocka_unit_test(nonsense_has_no_quantile),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT */
/* Order statistics against numbers worked out by hand and against published tables. */
#include "stats.h"

#include "fixture.h"

static void median_of_odd_count_is_the_middle_value(void **state)
{
    (void)state;
    const double values[] = {9, 1, 5};
    assert_near(stats_median(values, 3), 5, 0);
}

static void median_of_even_count_is_the_mean_of_the_middle_two(void **state)
{
    (void)state;
    const double values[] = {4, 1, 3, 2};
    assert_near(stats_median(values, 4), 2.5, 1e-12);
}

static void median_of_nothing_is_not_a_number(void **state)
{
    (void)state;
    const double values[] = {1};
    assert_true(isnan(stats_median(values, 0)));
}

static void median_of_huge_values_does_not_overflow(void **state)
{
    (void)state;
    const double values[] = {1.5e308, 1.6e308};
    assert_near(stats_median(values, 2) / 1e308, 1.55, 1e-9);
}

static void median_leaves_the_column_in_its_order(void **state)
{
    (void)state;
    const double values[] = {3, 1, 2};
    stats_median(values, 3);
    assert_near(values[0], 3, 0);
    assert_near(values[2], 2, 0);
}

static void mad_is_the_median_distance_from_the_median(void **state)
{
    (void)state;
    const double values[] = {1, 1, 2, 2, 4, 6, 9}; /* median 2, distances 1 1 0 0 2 4 7 */
    assert_near(stats_mad(values, 7), 1, 0);
}

/* Ranks and confidences as tabled for the sign-test interval of a median (Hollander & Wolfe; Conover, table A3). */
static void median_interval_has_the_tabled_ranks(void **state)
{
    (void)state;
    static const struct {
        size_t count, low_rank;
        double confidence;
    } table[] = {
        {6, 1, 0.96875}, {8, 1, 0.9921875}, {9, 2, 0.9609375}, {10, 2, 0.978515625}, {15, 4, 0.96484375}, {20, 6, 0.958610535},
        {25, 8, 0.956714749}, {50, 18, 0.967160864},
    };
    double values[50];
    for (size_t i = 0; i < 50; i++)
        values[i] = (double)(i + 1);
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        const struct stats_interval interval = stats_median_interval(values, table[i].count, 0.95);
        assert_near(interval.low, (double)table[i].low_rank, 0);
        assert_near(interval.high, (double)(table[i].count + 1 - table[i].low_rank), 0);
        assert_near(interval.confidence, table[i].confidence, 1e-6);
    }
}

static void median_interval_of_five_values_is_open_at_95_percent(void **state)
{
    (void)state;
    const double values[] = {1, 2, 3, 4, 5};
    const struct stats_interval interval = stats_median_interval(values, 5, 0.95);
    assert_true(isnan(interval.low) && isnan(interval.high) && isnan(interval.confidence));
}

static void median_interval_survives_ten_thousand_values(void **state)
{
    (void)state;
    static double values[10000];
    for (size_t i = 0; i < 10000; i++)
        values[i] = (double)i;
    const struct stats_interval interval = stats_median_interval(values, 10000, 0.95);
    assert_near(interval.low, 4999.5 - 0.98 * 100, 2); /* the normal approximation: n/2 -+ 1.96 sqrt(n)/2 */
    assert_true(interval.confidence >= 0.95 && interval.confidence < 0.953);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(median_of_odd_count_is_the_middle_value),
        cmocka_unit_test(median_of_even_count_is_the_mean_of_the_middle_two),
        cmocka_unit_test(median_of_nothing_is_not_a_number),
        cmocka_unit_test(median_of_huge_values_does_not_overflow),
        cmocka_unit_test(median_leaves_the_column_in_its_order),
        cmocka_unit_test(mad_is_the_median_distance_from_the_median),
        cmocka_unit_test(median_interval_has_the_tabled_ranks),
        cmocka_unit_test(median_interval_of_five_values_is_open_at_95_percent),
        cmocka_unit_test(median_interval_survives_ten_thousand_values),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

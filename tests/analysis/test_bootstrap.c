/* SPDX-License-Identifier: MIT */
/* The bootstrap against its book. */
#include "bootstrap.h"

#include "draws.h"
#include "fixture.h"
#include "moments.h"

/* Spatial test A of 26 children: Efron & Tibshirani 1993, table 14.1. */
static const double children[] = {48, 36, 20, 29, 42, 42, 20, 42, 22, 41, 45, 14, 6,
                                  0,  33, 28, 34, 4,  32, 24, 47, 41, 24, 26, 30, 41};
enum { CHILDREN = sizeof children / sizeof *children };

static double plug_in_variance(const double values[], size_t count)
{
    const double deviation = moments_deviation(values, count);
    return deviation * deviation * (double)(count - 1) / (double)count;
}

/* 115.8 to 259.6 with 2000 resamples (section 14.3); R 4.2.2, boot 1.3-28, 20000 resamples: 116.2 to 264.0. */
static void the_bca_interval_of_the_book_is_found(void **state)
{
    (void)state;
    const struct bootstrap bootstrap = {.statistic = plug_in_variance, .confidence = 0.90, .seed = 1};
    const struct stats_estimate variance = bootstrap_bca(children, CHILDREN, &bootstrap);
    assert_near(variance.value, 171.534023668639, 1e-9);
    assert_near(variance.interval.low, 116, 2.5);
    assert_near(variance.interval.high, 262, 5);
}

static void the_same_seed_gives_the_same_interval_and_another_one_another(void **state)
{
    (void)state;
    struct bootstrap bootstrap = {.statistic = moments_mean, .confidence = 0.95, .seed = 7, .resamples = 500};
    const struct stats_estimate first = bootstrap_bca(children, CHILDREN, &bootstrap);
    const struct stats_estimate again = bootstrap_bca(children, CHILDREN, &bootstrap);
    bootstrap.seed = 8;
    const struct stats_estimate other = bootstrap_bca(children, CHILDREN, &bootstrap);
    assert_memory_equal(&first, &again, sizeof first);
    assert_true(first.interval.low != other.interval.low);
}

static void the_bca_interval_of_a_mean_is_near_students(void **state)
{
    (void)state;
    struct draws draws = {.seed = 2};
    double values[200];
    for (size_t i = 0; i < 200; i++)
        values[i] = draws_normal(&draws);
    const struct bootstrap bootstrap = {.statistic = moments_mean, .confidence = 0.95, .seed = 1};
    const struct stats_estimate mean = bootstrap_bca(values, 200, &bootstrap);
    const double half = 1.972 * moments_deviation(values, 200) / sqrt(200);
    assert_near(mean.interval.low, mean.value - half, 0.01);
    assert_near(mean.interval.high, mean.value + half, 0.01);
}

static void a_transformed_statistic_has_the_transformed_interval(void **state)
{
    (void)state;
    const struct bootstrap plain = {.statistic = stats_median, .confidence = 0.95, .seed = 3, .resamples = 999};
    double scaled[CHILDREN];
    for (size_t i = 0; i < CHILDREN; i++)
        scaled[i] = 10 * children[i];
    const struct stats_estimate here = bootstrap_bca(children, CHILDREN, &plain);
    const struct stats_estimate there = bootstrap_bca(scaled, CHILDREN, &plain);
    assert_near(there.interval.low, 10 * here.interval.low, 1e-9);
    assert_near(there.interval.high, 10 * here.interval.high, 1e-9);
}

/* First-order autoregressive with 0.8: the mean's standard error is sqrt((1 + 0.8) / (1 - 0.8)) = 3 times the naive
 * one. */
static void blocks_see_dependence_that_single_values_hide(void **state)
{
    (void)state;
    enum { COUNT = 2000 };
    static double series[COUNT];
    struct draws draws = {.seed = 4};
    double value = draws_normal(&draws);
    for (size_t i = 0; i < COUNT; i++)
        series[i] = value = 0.8 * value + 0.6 * draws_normal(&draws);
    const struct bootstrap bootstrap = {.statistic = moments_mean, .confidence = 0.95, .seed = 1, .resamples = 2000};
    const struct stats_interval single = bootstrap_bca(series, COUNT, &bootstrap).interval;
    const struct stats_interval moving = bootstrap_moving_block(series, COUNT, &bootstrap).interval;
    const struct stats_interval circular = bootstrap_circular_block(series, COUNT, &bootstrap).interval;
    assert_near((moving.high - moving.low) / (single.high - single.low), 2.8, 0.6);
    assert_near((circular.high - circular.low) / (single.high - single.low), 2.8, 0.6);
}

/* Blocks of one are the ordinary bootstrap. A circle draws every value equally often, so its mean has no bias. */
static void a_circular_block_as_long_as_half_the_series_keeps_the_mean_in_the_middle(void **state)
{
    (void)state;
    const double ramp[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
    const struct bootstrap bootstrap = {.statistic = moments_mean, .confidence = 0.9, .seed = 1, .block = 5};
    const struct stats_interval interval = bootstrap_circular_block(ramp, 10, &bootstrap).interval;
    assert_near(interval.low + interval.high, 11, 1e-9);
}

static void what_never_varies_has_no_interval(void **state)
{
    (void)state;
    const double same[] = {3, 3, 3, 3, 3, 3};
    const struct bootstrap bootstrap = {.statistic = moments_mean, .confidence = 0.95, .seed = 1, .resamples = 200};
    const struct stats_estimate mean = bootstrap_bca(same, 6, &bootstrap);
    assert_near(mean.value, 3, 0);
    assert_true(isnan(mean.interval.low) && isnan(mean.interval.high));
    assert_true(isnan(bootstrap_bca(same, 1, &bootstrap).value));
    assert_true(isnan(bootstrap_moving_block(same, 1, &bootstrap).value));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_bca_interval_of_the_book_is_found),
        cmocka_unit_test(the_same_seed_gives_the_same_interval_and_another_one_another),
        cmocka_unit_test(the_bca_interval_of_a_mean_is_near_students),
        cmocka_unit_test(a_transformed_statistic_has_the_transformed_interval),
        cmocka_unit_test(blocks_see_dependence_that_single_values_hide),
        cmocka_unit_test(a_circular_block_as_long_as_half_the_series_keeps_the_mean_in_the_middle),
        cmocka_unit_test(what_never_varies_has_no_interval),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

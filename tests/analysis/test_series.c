/* SPDX-License-Identifier: MIT */
/* Series: autocorrelation against NIST, effective sizes against theory. */
#include "series.h"

#include "draws.h"
#include "moments.h"
#include "strd.h"

static void certified_autocorrelations_are_reproduced(void **state)
{
    (void)state;
    for (size_t i = 0; i < STRD_SETS; i++) {
        double *values = strd_values(&strd_sets[i]);
        const double tolerance = fmax(strd_sets[i].tolerance, 1e-12);
        assert_near(series_autocorrelation(values, strd_sets[i].count, 1), strd_sets[i].autocorrelation, tolerance);
        free(values);
    }
}

/* Luteinizing hormone, 48 samples (Diggle 1990): R 4.2.2, acf(lh): 0.575524475524475 at lag 1. */
static void the_hormone_series_has_its_published_autocorrelation(void **state)
{
    (void)state;
    const double hormone[] = {2.4, 2.4, 2.4, 2.2, 2.1, 1.5, 2.3, 2.3, 2.5, 2.0, 1.9, 1.7, 2.2, 1.8, 3.2, 3.2,
                              2.7, 2.2, 2.2, 1.9, 1.9, 1.8, 2.7, 3.0, 2.3, 2.0, 2.0, 2.9, 2.9, 2.7, 2.7, 2.3,
                              2.6, 2.4, 1.8, 1.7, 1.5, 1.4, 2.1, 3.3, 3.5, 3.5, 3.1, 2.6, 2.1, 3.4, 3.0, 2.9};
    assert_near(series_autocorrelation(hormone, 48, 1), 0.575524475524475, 1e-13);
    assert_near(series_autocorrelation(hormone, 48, 0), 1, 1e-15);
}

static double *autoregressive(double keep, size_t count, uint64_t seed)
{
    struct draws draws = {.seed = seed};
    double *series = malloc(count * sizeof *series), value = draws_normal(&draws);
    assert_non_null(series);
    for (size_t i = 0; i < count; i++) {
        series[i] = value;
        value = keep * value + sqrt(1 - keep * keep) * draws_normal(&draws);
    }
    return series;
}

/* n (1 - keep) / (1 + keep) */
static void effective_sizes_are_those_of_theory(void **state)
{
    (void)state;
    static const double keeps[] = {0, 0.3, 0.6, 0.9};
    enum { COUNT = 20000 };
    for (size_t i = 0; i < sizeof keeps / sizeof *keeps; i++) {
        double *series = autoregressive(keeps[i], COUNT, 21 + i);
        const double truth = COUNT * (1 - keeps[i]) / (1 + keeps[i]);
        assert_near(series_effective_size(series, COUNT) / truth, 1, 0.12);
        free(series);
    }
}

/* Beyond SERIES_LAGS batches are looked at: the same theory. */
static void long_series_are_batched_without_losing_the_size(void **state)
{
    (void)state;
    enum { COUNT = 5 * SERIES_LAGS / 2 };
    double *series = autoregressive(0.9, COUNT, 31);
    assert_near(series_effective_size(series, COUNT) / (COUNT * 0.1 / 1.9), 1, 0.12);
    free(series);
}

static void alternation_is_not_counted_as_more_values(void **state)
{
    (void)state;
    double series[100];
    for (size_t i = 0; i < 100; i++)
        series[i] = i % 2 ? 1 : -1;
    assert_near(series_effective_size(series, 100), 100, 0);
}

static void a_drift_leaves_few_independent_values_and_no_interval(void **state)
{
    (void)state;
    double series[200];
    for (size_t i = 0; i < 200; i++)
        series[i] = (double)i;
    assert_true(series_effective_size(series, 200) < 5);
    const struct stats_estimate mean = series_mean_effective(series, 200, 0.95);
    assert_near(mean.value, 99.5, 1e-12);
    assert_true(isnan(mean.interval.low) && isnan(mean.interval.confidence));
}

static void a_constant_series_has_no_autocorrelation(void **state)
{
    (void)state;
    const double series[] = {2, 2, 2, 2, 2};
    assert_true(isnan(series_autocorrelation(series, 5, 1)));
    assert_true(isnan(series_effective_size(series, 5)));
    assert_true(isnan(series_autocorrelation(series, 1, 1)));
}

/* Two batches of two: means 2 and 5, standard error 1.5, t(1) = 12.706. */
static void batch_means_leave_out_the_front(void **state)
{
    (void)state;
    const double series[] = {100, 1, 3, 4, 6};
    const struct stats_estimate mean = series_mean_batches(series, 5, 2, 0.95);
    assert_near(mean.value, 3.5, 1e-15);
    assert_near(mean.interval.high, 3.5 + 12.7062047361747 * 1.5, 1e-10);
    assert_true(isnan(series_mean_batches(series, 5, 3, 0.95).interval.low));
    assert_true(isnan(series_mean_batches(series, 5, 1, 0.95).interval.low));
}

static void the_effective_interval_of_independent_values_is_students(void **state)
{
    (void)state;
    double *series = autoregressive(-0.5, 400, 41); /* alternates, so the effective size is capped at n */
    const struct stats_estimate mean = series_mean_effective(series, 400, 0.95);
    const double half = 1.96592729 * moments_deviation(series, 400) / 20; /* t of 399 degrees of freedom */
    assert_near(mean.interval.high - mean.value, half, 1e-7);
    free(series);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(certified_autocorrelations_are_reproduced),
        cmocka_unit_test(the_hormone_series_has_its_published_autocorrelation),
        cmocka_unit_test(effective_sizes_are_those_of_theory),
        cmocka_unit_test(long_series_are_batched_without_losing_the_size),
        cmocka_unit_test(alternation_is_not_counted_as_more_values),
        cmocka_unit_test(a_drift_leaves_few_independent_values_and_no_interval),
        cmocka_unit_test(a_constant_series_has_no_autocorrelation),
        cmocka_unit_test(batch_means_leave_out_the_front),
        cmocka_unit_test(the_effective_interval_of_independent_values_is_students),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

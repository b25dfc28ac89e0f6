/* SPDX-License-Identifier: MIT */
/* Laws of scaling: published data give the published coefficients, made data the ones they were made with. */
#include "draws.h"
#include "fixture.h"
#include "scaling_fit.h"

#include <errno.h>
#include <math.h>

/* Data that the R package usl ships: SPEC SDM 91 on a SPARCcenter 2000, and a ray tracer (Gunther, Guerrilla Capacity
 * Planning, table 5.1). The coefficients are those of R 4.2.2's nls, the ones that the package prints. */
static const struct scaling_point sdm91[] = {{1, 64.9},     {18, 995.9}, {36, 1652.4}, {72, 1853.2},
                                             {108, 1828.9}, {144, 1775}, {216, 1702.2}};
static const struct scaling_point raytracer[] = {{1, 20},   {4, 78},   {8, 130},  {12, 170}, {16, 190}, {20, 200},
                                                 {24, 210}, {28, 230}, {32, 260}, {48, 280}, {64, 310}};

#define COUNT(array) (sizeof array / sizeof *array)

static void near_share(double value, double expected, double share)
{
    if (!(fabs(value - expected) <= share * fabs(expected)))
        fail_msg("%.10g instead of %.10g", value, expected);
}

static void published_coefficients_are_found(void **state)
{
    (void)state;
    const struct scaling_request request = {SCALING_USL, true, SCALING_ABSOLUTE};
    struct scaling_fit fit;
    assert_int_equal(scaling_fit(sdm91, COUNT(sdm91), &request, &fit), 0);
    near_share(fit.gamma.value, 89.9952335, 1e-5);
    near_share(fit.alpha.value, 0.0277284759, 1e-4);
    near_share(fit.beta.value, 0.000104365483, 1e-4);
    near_share(fit.peak.value, 96.52, 1e-3); /* the package prints 97 */
    /* standard errors 14.2134900, 0.00912173, 0.0000198753, and 2.77645 for t at 4 degrees of freedom */
    near_share(fit.gamma.high - fit.gamma.value, 14.2134900 * 2.776445, 1e-3);
    near_share(fit.alpha.value - fit.alpha.low, 0.00912173225 * 2.776445, 1e-3);
    near_share(fit.beta.high - fit.beta.value, 0.0000198752716 * 2.776445, 1e-3);
    assert_false(fit.alpha.at_bound || fit.beta.at_bound);
    assert_int_equal(fit.peak_status, SCALING_PEAK_MEASURED);
    assert_true(fit.peak.interval.low < 96 && fit.peak.interval.high > 97 && fit.peak.interval.high < 216);
}

/* What the package's own tests keep of what it prints (github.com/smoeding/usl, tests/coef.Rout.save, confint.Rout.save
 * and peak-scalability.Rout.save, R 3.6.2): three digits of the coefficients, six of gamma. */
static void coefficients_are_those_that_the_r_package_prints(void **state)
{
    (void)state;
    static const struct scaling_point six[] = {{1, 1},      {2, 1.8868}, {4, 3.0769},
                                               {6, 3.5294}, {8, 3.5398}, {10, 3.3557}};
    const struct scaling_request request = {SCALING_USL, true, SCALING_ABSOLUTE};
    struct scaling_fit fit;
    assert_int_equal(scaling_fit(six, COUNT(six), &request, &fit), 0);
    assert_near(fit.alpha.value, 0.02, 5e-5);
    assert_near(fit.beta.value, 0.02, 5e-5);
    assert_near(fit.gamma.value, 1, 5e-3);
    assert_int_equal(scaling_fit(raytracer, COUNT(raytracer), &request, &fit), 0);
    assert_near(fit.alpha.value, 0.0578, 5e-5);
    assert_true(fit.beta.value == 0 &&
                fit.beta.at_bound); /* it prints 0.0000, and an interval of -0.000214 to 0.000214 */
    assert_near(fit.gamma.value, 21.8488, 5e-5);
    assert_int_equal(scaling_fit(sdm91, COUNT(sdm91), &request, &fit), 0);
    assert_near(fit.peak.value, 97, 0.5);
}

static void a_parameter_on_its_bound_has_one_limit_only(void **state)
{
    (void)state;
    const struct scaling_request request = {SCALING_USL, true, SCALING_ABSOLUTE};
    struct scaling_fit fit;
    assert_int_equal(scaling_fit(raytracer, COUNT(raytracer), &request, &fit), 0);
    near_share(fit.gamma.value, 21.8488407, 1e-5);
    near_share(fit.alpha.value, 0.0577707713, 1e-5);
    assert_true(fit.beta.value == 0);
    assert_true(fit.beta.at_bound);
    assert_true(isnan(fit.beta.low));
    /* 0 + 1.859548 (t at 8 degrees of freedom, 95 % on one side) times the unconstrained standard error */
    near_share(fit.beta.high, 1.859548 * 0.000119994852, 1e-3);
    assert_int_equal(fit.peak_status, SCALING_PEAK_NONE);
    assert_true(isnan(fit.peak.value));
}

static void an_unconstrained_fit_may_go_below_zero(void **state)
{
    (void)state;
    const struct scaling_request request = {SCALING_USL, false, SCALING_ABSOLUTE};
    struct scaling_fit fit;
    assert_int_equal(scaling_fit(raytracer, COUNT(raytracer), &request, &fit), 0);
    near_share(fit.beta.value, -0.000201121804, 1e-4);
    near_share(fit.alpha.value, 0.0781479098, 1e-4);
    assert_false(fit.beta.at_bound);
}

static void relative_weights_are_those_of_a_fit_of_shares(void **state)
{
    (void)state;
    const struct scaling_request request = {SCALING_AMDAHL, true, SCALING_RELATIVE};
    struct scaling_fit fit;
    assert_int_equal(scaling_fit(raytracer, COUNT(raytracer), &request, &fit), 0); /* nls with weights 1/X^2 */
    near_share(fit.gamma.value, 21.4503693, 1e-5);
    near_share(fit.alpha.value, 0.0561393926, 1e-5);
    near_share(fit.residual, sqrt(0.0256876553 / 9), 1e-5);
    assert_true(isnan(fit.beta.value));
}

static void made_data_give_back_their_coefficients(void **state)
{
    (void)state;
    struct scaling_point points[8];
    for (size_t i = 0; i < COUNT(points); i++) {
        const double n = (double)(1 << i);
        points[i] = (struct scaling_point){n, 5e6 * n / (1 + 0.02 * (n - 1) + 0.0005 * n * (n - 1))};
    }
    struct scaling_fit fits[SCALING_LAWS];
    assert_int_equal(scaling_choose(points, COUNT(points), false, fits), 3);
    assert_int_equal(fits[0].law, SCALING_USL);
    near_share(fits[0].gamma.value, 5e6, 1e-6);
    near_share(fits[0].alpha.value, 0.02, 1e-5);
    near_share(fits[0].beta.value, 0.0005, 1e-5);
    near_share(fits[0].peak.value, sqrt(0.98 / 0.0005), 1e-4);
    near_share(scaling_predict(&fits[0], 16), points[4].throughput, 1e-6);
}

static void the_simplest_law_that_fits_is_chosen(void **state)
{
    (void)state;
    static const double wobble[] = {0.004, -0.003, 0.002, -0.004, 0.003, -0.002,
                                    0.001, -0.001, 0.002, -0.003, 0.004, -0.002};
    struct scaling_point points[COUNT(wobble)];
    struct scaling_fit fits[SCALING_LAWS];
    for (size_t i = 0; i < COUNT(points); i++) {
        const double n = (double)(1 << i / 2);
        points[i] = (struct scaling_point){n, n * (1 + wobble[i])};
    }
    assert_true(scaling_choose(points, COUNT(points), false, fits) > 0);
    assert_int_equal(fits[0].law, SCALING_LINEAR);
    for (size_t i = 0; i < COUNT(points); i++) {
        const double n = points[i].workers;
        points[i].throughput = n / (1 + 0.1 * (n - 1)) * (1 + wobble[i]);
    }
    assert_true(scaling_choose(points, COUNT(points), false, fits) > 0);
    assert_int_equal(fits[0].law, SCALING_AMDAHL);
    assert_true(fits[0].alpha.low < 0.1 && fits[0].alpha.high > 0.1);
}

static void scaled_runs_are_fitted_by_gustafson(void **state)
{
    (void)state;
    struct scaling_point points[5];
    struct scaling_fit fits[SCALING_LAWS];
    for (size_t i = 0; i < COUNT(points); i++) {
        const double n = (double)(1 << i);
        points[i] = (struct scaling_point){n, 3 * (n - 0.2 * (n - 1))};
    }
    assert_int_equal(scaling_choose(points, COUNT(points), true, fits), 2);
    assert_int_equal(fits[0].law, SCALING_GUSTAFSON);
    near_share(fits[0].alpha.value, 0.2, 1e-6);
}

static void the_band_of_a_line_is_that_of_its_slope(void **state)
{
    (void)state;
    const struct scaling_point points[] = {{1, 10}, {2, 20.3}, {3, 29.8}, {4, 40.2}, {5, 49.6}};
    const struct scaling_request request = {SCALING_LINEAR, true, SCALING_RELATIVE};
    struct scaling_fit fit;
    assert_int_equal(scaling_fit(points, 5, &request, &fit), 0);
    for (double workers = 1; workers < 9; workers += 2) {
        const struct stats_interval band = scaling_interval(&fit, workers);
        assert_near(band.low, fit.gamma.low * workers, 1e-6 * workers);
        assert_near(band.high, fit.gamma.high * workers, 1e-6 * workers);
    }
}

static void a_single_point_more_than_parameters_is_what_a_band_needs(void **state)
{
    (void)state;
    const struct scaling_point points[] = {{1, 10}};
    const struct scaling_request request = {SCALING_LINEAR, true, SCALING_RELATIVE};
    struct scaling_fit fit;
    assert_int_equal(scaling_fit(points, 1, &request, &fit), 0);
    assert_true(isnan(scaling_interval(&fit, 1).low));
}

/* 400 made sets of data with errors of 2 %: at each width the band holds the true curve in 95 of 100. */
static void the_band_covers_the_true_curve(void **state)
{
    (void)state;
    enum { SETS = 400, WIDTHS = 8, STARTS = 3 };
    static const double widths[WIDTHS] = {1, 2, 3, 4, 6, 8, 12, 16};
    const struct scaling_request request = {SCALING_USL, true, SCALING_RELATIVE};
    struct draws draws = {.seed = 7};
    size_t covered[WIDTHS] = {0};
    for (size_t set = 0; set < SETS; set++) {
        struct scaling_point points[WIDTHS * STARTS];
        struct scaling_fit fit;
        for (size_t i = 0; i < WIDTHS * STARTS; i++) {
            const double n = widths[i / STARTS], truth = 100 * n / (1 + 0.05 * (n - 1) + 0.004 * n * (n - 1));
            points[i] = (struct scaling_point){n, truth * exp(0.02 * draws_normal(&draws))};
        }
        assert_int_equal(scaling_fit(points, WIDTHS * STARTS, &request, &fit), 0);
        for (size_t i = 0; i < WIDTHS; i++) {
            const double n = widths[i], truth = 100 * n / (1 + 0.05 * (n - 1) + 0.004 * n * (n - 1));
            const struct stats_interval band = scaling_interval(&fit, n);
            covered[i] += band.low <= truth && truth <= band.high;
        }
    }
    for (size_t i = 0; i < WIDTHS; i++)
        assert_near((double)covered[i] / SETS, 0.95, 0.03);
}

static void too_few_widths_are_refused(void **state)
{
    (void)state;
    const struct scaling_point points[] = {{1, 10}, {1, 10.1}, {2, 19}, {2, 19.2}, {4, 35}, {4, 36}};
    struct scaling_fit fit, fits[SCALING_LAWS];
    for (enum scaling_law law = SCALING_AMDAHL; law < SCALING_LAWS; law++) {
        const struct scaling_request request = {law, true, SCALING_RELATIVE};
        assert_int_equal(scaling_fit(points, COUNT(points), &request, &fit), -EINVAL);
    }
    assert_int_equal(scaling_widths(points, COUNT(points)), 3);
    assert_int_equal(scaling_choose(points, COUNT(points), false, fits), 1);
    assert_int_equal(fits[0].law, SCALING_LINEAR);
}

static void points_out_of_range_are_refused(void **state)
{
    (void)state;
    const struct scaling_point bad[][4] = {
        {{0, 1}, {2, 2}, {3, 3}, {4, 4}}, {{1, 0}, {2, 2}, {3, 3}, {4, 4}}, {{1, NAN}, {2, 2}, {3, 3}, {4, 4}}};
    const struct scaling_request request = {SCALING_USL, true, SCALING_RELATIVE};
    struct scaling_fit fit;
    for (size_t i = 0; i < COUNT(bad); i++)
        assert_int_equal(scaling_fit(bad[i], 4, &request, &fit), -EINVAL);
    assert_int_equal(scaling_fit(bad[0], 0, &request, &fit), -EINVAL);
}

static void the_serial_share_of_a_speedup_is_karp_and_flatts(void **state)
{
    (void)state;
    near_share(scaling_karp_flatt(6.0 / 3.0, 4), (0.5 - 0.25) / 0.75, 1e-12);
    assert_true(scaling_karp_flatt(2.2, 2) < 0);
    assert_true(isnan(scaling_karp_flatt(1, 1)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(published_coefficients_are_found),
        cmocka_unit_test(coefficients_are_those_that_the_r_package_prints),
        cmocka_unit_test(a_parameter_on_its_bound_has_one_limit_only),
        cmocka_unit_test(an_unconstrained_fit_may_go_below_zero),
        cmocka_unit_test(relative_weights_are_those_of_a_fit_of_shares),
        cmocka_unit_test(made_data_give_back_their_coefficients),
        cmocka_unit_test(the_simplest_law_that_fits_is_chosen),
        cmocka_unit_test(scaled_runs_are_fitted_by_gustafson),
        cmocka_unit_test(the_band_of_a_line_is_that_of_its_slope),
        cmocka_unit_test(a_single_point_more_than_parameters_is_what_a_band_needs),
        cmocka_unit_test(the_band_covers_the_true_curve),
        cmocka_unit_test(too_few_widths_are_refused),
        cmocka_unit_test(points_out_of_range_are_refused),
        cmocka_unit_test(the_serial_share_of_a_speedup_is_karp_and_flatts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

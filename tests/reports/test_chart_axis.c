/* SPDX-License-Identifier: MIT */
/* Ranges, ticks and pixels of an axis. */
#include "chart_axis.h"

#include "fixture.h"

static void a_pixel_and_its_value_are_inverse(void **state)
{
    (void)state;
    const struct chart_axis linear = {.low = 0.5, .high = 2.5, .pixels = 500};
    const struct chart_axis doubling = {.logarithmic = true, .low = 0.9, .high = 300, .pixels = 500};
    assert_near(chart_axis_pixel(&linear, 1.5), 250, 1e-9);
    for (double value = 1; value < 200; value *= 3) {
        assert_near(chart_axis_value(&doubling, chart_axis_pixel(&doubling, value)), value, 1e-9 * value);
        assert_near(chart_axis_value(&linear, chart_axis_pixel(&linear, value)), value, 1e-9 * value);
    }
}

static void few_workers_start_at_one_half_and_many_at_zero(void **state)
{
    (void)state;
    static const uint64_t two[] = {1, 2}, many[] = {1, 2, 4, 8, 16, 32};
    struct chart_axis axis;
    chart_axis_workers(&axis, two, 2, false, 500, 20);
    assert_near(axis.low, 0.5, 1e-9);
    assert_near(axis.high, 2.5, 1e-9);
    chart_axis_workers(&axis, many, 6, false, 500, 14);
    assert_near(axis.low, 0, 1e-9);
    assert_true(axis.high > 32 && axis.high < 34);
}

static void no_mark_is_closer_to_an_end_than_the_margin(void **state)
{
    (void)state;
    static const uint64_t widths[] = {1, 8, 64};
    struct chart_axis axis;
    for (int logarithmic = 0; logarithmic < 2; logarithmic++) {
        chart_axis_workers(&axis, widths, 3, logarithmic, 500, 40);
        assert_true(chart_axis_pixel(&axis, 1) >= 40 - 1e-6);
        assert_true(chart_axis_pixel(&axis, 64) <= 460 + 1e-6);
    }
}

static void ticks_whose_labels_would_touch_are_left_out_and_the_ends_stay(void **state)
{
    (void)state;
    uint64_t widths[64];
    for (size_t i = 0; i < 64; i++)
        widths[i] = i + 1;
    struct chart_axis axis;
    chart_axis_workers(&axis, widths, 64, false, 400, 14);
    assert_near(axis.ticks[0], 1, 1e-9);
    assert_near(axis.ticks[axis.tick_count - 1], 64, 1e-9);
    for (size_t i = 1; i < axis.tick_count; i++)
        assert_true(chart_axis_pixel(&axis, axis.ticks[i]) - chart_axis_pixel(&axis, axis.ticks[i - 1]) >= 15);
}

static void round_numbers_mark_a_linear_axis(void **state)
{
    (void)state;
    static const struct {
        double most, step;
    } cases[] = {{2.1, 0.5}, {17, 2}, {64, 10}, {1.2, 0.2}, {0.04, 0.005}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct chart_axis axis;
        chart_axis_linear(&axis, cases[i].most, 400);
        assert_near(axis.ticks[1] - axis.ticks[0], cases[i].step, 1e-9);
        assert_true(axis.high >= cases[i].most);
    }
}

static void powers_of_two_mark_a_doubling_axis(void **state)
{
    (void)state;
    struct chart_axis axis;
    chart_axis_doubling(&axis, 0.6, 73, 400);
    assert_near(axis.ticks[0], 1, 1e-9);
    assert_near(axis.ticks[axis.tick_count - 1], 64, 1e-9);
    chart_axis_doubling(&axis, 1e-6, 1e9, 400);
    assert_in_range(axis.tick_count, 5, CHART_TICKS_MOST);
}

static void powers_of_ten_mark_an_axis_whose_fractions_nobody_could_read(void **state)
{
    (void)state;
    struct chart_axis axis;
    char label[CHART_TICK_BYTES];
    chart_axis_doubling(&axis, 7e-6, 1, 400);
    assert_near(axis.ticks[0], 1e-5, 1e-12);
    assert_near(axis.ticks[axis.tick_count - 1], 1, 1e-9);
    assert_int_equal(axis.tick_count, 6);
    chart_axis_ratio_label(label, &axis, axis.ticks[0]);
    assert_string_equal(label, "10^{-5}×");
    chart_axis_doubling(&axis, 1.2e-5, 9.6e-5, 400); /* less than a decade */
    assert_true(axis.tick_count >= 3);
    chart_axis_ratio_label(label, &axis, axis.ticks[0]);
    assert_string_equal(label, "2·10^{-5}×");
}

static void one_is_a_tick_of_a_doubling_axis_that_skips(void **state)
{
    (void)state;
    struct chart_axis axis;
    for (double most = 2000; most < 70000; most *= 2) {
        bool one = false;
        chart_axis_doubling(&axis, 0.3, most, 400);
        for (size_t i = 0; i < axis.tick_count; i++)
            one |= fabs(axis.ticks[i] - 1) < 1e-9;
        assert_true(one);
    }
}

static void ratios_are_labelled_as_people_read_them(void **state)
{
    (void)state;
    static const struct {
        bool logarithmic;
        double value;
        const char *label;
    } cases[] = {
        {true, 1.0 / 128, "1/128×"}, {true, 0.5, "1/2×"},        {false, 0.5, "0.5×"},   {true, 1, "1×"},
        {true, 64, "64×"},           {false, 0, "0×"},           {false, 1.5, "1.5×"},   {true, 0.001, "0.001×"},
        {true, 1e-4, "10^{-4}×"},    {true, 5e-6, "5·10^{-6}×"}, {true, 1e5, "10^{5}×"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct chart_axis axis = {.logarithmic = cases[i].logarithmic};
        char label[CHART_TICK_BYTES];
        chart_axis_ratio_label(label, &axis, cases[i].value);
        assert_string_equal(label, cases[i].label);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_pixel_and_its_value_are_inverse),
        cmocka_unit_test(few_workers_start_at_one_half_and_many_at_zero),
        cmocka_unit_test(no_mark_is_closer_to_an_end_than_the_margin),
        cmocka_unit_test(ticks_whose_labels_would_touch_are_left_out_and_the_ends_stay),
        cmocka_unit_test(round_numbers_mark_a_linear_axis),
        cmocka_unit_test(powers_of_two_mark_a_doubling_axis),
        cmocka_unit_test(powers_of_ten_mark_an_axis_whose_fractions_nobody_could_read),
        cmocka_unit_test(one_is_a_tick_of_a_doubling_axis_that_skips),
        cmocka_unit_test(ratios_are_labelled_as_people_read_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

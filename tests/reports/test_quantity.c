/* SPDX-License-Identifier: MIT */
/* Numbers as people read them. */
#include "quantity.h"

#include <math.h>

#include "fixture.h"

static void times_take_the_unit_in_which_they_are_at_least_one(void **state)
{
    (void)state;
    static const struct {
        double ns;
        const char *text;
    } cases[] = {{0.4, "0.40 ns"},   {1, "1.00 ns"},       {999, "999 ns"},    {1000, "1.00 µs"}, {104.2e6, "104 ms"},
                 {8.61e9, "8.61 s"}, {52.73e6, "52.7 ms"}, {3.6e12, "3600 s"}, {0, "0 ns"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char out[QUANTITY_BYTES];
        quantity_time(out, cases[i].ns);
        assert_string_equal(out, cases[i].text);
    }
}

static void what_is_not_known_is_a_question_mark(void **state)
{
    (void)state;
    char out[QUANTITY_BYTES];
    quantity_time(out, NAN);
    assert_string_equal(out, "?");
    quantity_ratio(out, NAN);
    assert_string_equal(out, "?");
}

static void ratios_have_three_digits_also_after_rounding_up(void **state)
{
    (void)state;
    static const struct {
        double value;
        const char *text;
    } cases[] = {{1.974, "1.97"}, {9.996, "10.0"},  {99.96, "100"},     {14.93, "14.9"},
                 {204.4, "204"},  {0.7123, "0.71"}, {0.0312, "0.0312"}, {0.999, "1.00"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char out[QUANTITY_BYTES];
        quantity_ratio(out, cases[i].value);
        assert_string_equal(out, cases[i].text);
    }
}

static void ratios_of_a_column_have_two_decimals(void **state)
{
    (void)state;
    char out[QUANTITY_BYTES];
    quantity_column_ratio(out, 14.934);
    assert_string_equal(out, "14.93");
    quantity_column_ratio(out, 0.0312);
    assert_string_equal(out, "0.0312");
}

static void a_column_gets_as_many_decimals_as_its_smallest_number_needs(void **state)
{
    (void)state;
    assert_int_equal(quantity_column_decimals(52.7, 104.2), 1);
    assert_int_equal(quantity_column_decimals(7.44, 14.69), 2);
    assert_int_equal(quantity_column_decimals(19.9, 642.3), 1);
    assert_int_equal(quantity_column_decimals(566, 8610), 0);
}

static void counts_are_grouped_from_five_digits_on(void **state)
{
    (void)state;
    char out[QUANTITY_BYTES];
    quantity_count(out, 4096);
    assert_string_equal(out, "4096");
    quantity_count(out, 5000000);
    assert_string_equal(out, "5\xC2\xA0"
                             "000\xC2\xA0"
                             "000");
    quantity_count(out, UINT64_MAX - 1);
    assert_string_equal(out, "18\xC2\xA0"
                             "446\xC2\xA0"
                             "744\xC2\xA0"
                             "073\xC2\xA0"
                             "709\xC2\xA0"
                             "551\xC2\xA0"
                             "614");
}

static void large_counts_are_shortened(void **state)
{
    (void)state;
    static const struct {
        double value;
        const char *text;
    } cases[] = {{16, "16"}, {9999, "9999"}, {34567, "34.6k"}, {4.56e6, "4.56M"}, {7.9e9, "7.90G"}, {16.5, "16.5"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char out[QUANTITY_BYTES];
        quantity_compact(out, cases[i].value);
        assert_string_equal(out, cases[i].text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(times_take_the_unit_in_which_they_are_at_least_one),
        cmocka_unit_test(what_is_not_known_is_a_question_mark),
        cmocka_unit_test(ratios_have_three_digits_also_after_rounding_up),
        cmocka_unit_test(ratios_of_a_column_have_two_decimals),
        cmocka_unit_test(a_column_gets_as_many_decimals_as_its_smallest_number_needs),
        cmocka_unit_test(counts_are_grouped_from_five_digits_on),
        cmocka_unit_test(large_counts_are_shortened),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

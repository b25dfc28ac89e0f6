/* SPDX-License-Identifier: MIT */
/* One mode or two. */
#include "modes.h"

#include <stdlib.h>

#include "dip.h"
#include "draws.h"
#include "fixture.h"

/* The faculty example of Hartigan & Hartigan 1985; R 4.2.2, diptest 0.76-0: D = 0.05952381. */
static void the_faculty_example_has_its_published_dip(void **state)
{
    (void)state;
    const double faculty[] = {30, 33, 35, 36, 37, 37, 39, 39, 39, 39, 39, 40, 40, 40, 40, 41, 42, 43, 43, 43, 44,
                              44, 45, 45, 46, 46, 47, 47, 48, 48, 48, 49, 50, 50, 51, 52, 52, 53, 53, 53, 53, 53,
                              54, 54, 57, 57, 59, 60, 60, 60, 61, 61, 61, 61, 62, 62, 62, 62, 63, 66, 70, 72, 72};
    assert_near(dip_statistic(faculty, 63), 7.5 / 126, 1e-15);
}

static void evenly_spaced_values_have_the_least_dip(void **state)
{
    (void)state;
    double values[40];
    for (size_t i = 0; i < 40; i++)
        values[i] = (double)i;
    assert_near(dip_statistic(values, 40), 1.0 / 80, 1e-15);
}

static void two_heaps_far_apart_have_half_the_share_of_the_smaller(void **state)
{
    (void)state;
    double values[100];
    for (size_t i = 0; i < 100; i++)
        values[i] = i < 30 ? (double)i * 1e-9 : 1 + (double)i * 1e-9;
    assert_near(dip_statistic(values, 100), 0.15, 0.006);
}

static void a_dip_does_not_depend_on_unit_and_origin(void **state)
{
    (void)state;
    const double values[] = {1, 2, 2.5, 6, 7, 7.25, 7.5}, moved[] = {1024, 1028, 1030, 1044, 1048, 1049, 1050};
    assert_near(dip_statistic(values, 7), dip_statistic(moved, 7), 1e-15);
}

static int value_order(const void *left, const void *right)
{
    const double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

/* Upper 1 % points of uniform columns as tabled in diptest 0.76-0 (qDiptab): one column in a hundred exceeds them. */
static void dips_of_uniform_columns_exceed_the_tabled_point_as_often_as_they_should(void **state)
{
    (void)state;
    static const struct {
        size_t count;
        double middle, rare; /* exceeded by one half, by one in a hundred */
    } table[] = {{20, 0.0733437740592714, 0.1206240433358214},
                 {50, 0.0488511552896080, 0.0811998415355918},
                 {200, 0.0255843582564870, 0.0426864799777448}};
    enum { COLUMNS = 4000 };
    struct draws draws = {.seed = 9};
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        size_t above_middle = 0, above_rare = 0;
        for (size_t column = 0; column < COLUMNS; column++) {
            double values[200];
            for (size_t k = 0; k < table[i].count; k++)
                values[k] = draws_uniform(&draws);
            qsort(values, table[i].count, sizeof *values, value_order);
            const double dip = dip_statistic(values, table[i].count);
            above_middle += dip > table[i].middle;
            above_rare += dip > table[i].rare;
        }
        assert_near((double)above_middle, COLUMNS / 2.0, 4 * 32); /* four standard errors */
        assert_near((double)above_rare, COLUMNS / 100.0, 4 * 6.3);
    }
}

/* `share` of the values around 1, the rest around `other`. */
static void heaps_fill(double values[], size_t count, double share, double other, uint64_t seed)
{
    struct draws draws = {.seed = seed};
    for (size_t i = 0; i < count; i++)
        values[i] = ((double)i < share * (double)count ? 1 : other) + 0.01 * draws_normal(&draws);
}

static void two_heaps_are_found_with_their_places_and_shares(void **state)
{
    (void)state;
    double values[100];
    heaps_fill(values, 100, 0.7, 1.2, 1);
    const struct modes modes = modes_find(values, 100, 1);
    assert_true(modes.two);
    assert_true(modes.p < MODES_LEVEL);
    assert_near(modes.lower, 1, 0.005);
    assert_near(modes.upper, 1.2, 0.005);
    assert_near(modes.lower_share, 0.7, 1e-12);
    assert_near(modes.upper_share, 0.3, 1e-12);
    assert_near(modes.split, 1.1, 0.03);
}

/* Where the distances from the two medians are least: in the gap, though the lower heap is twenty times as wide. */
static void heaps_of_unequal_width_are_split_in_the_gap(void **state)
{
    (void)state;
    struct draws draws = {.seed = 3};
    double values[200];
    for (size_t i = 0; i < 200; i++)
        values[i] = i < 120 ? 10 * draws_uniform(&draws) : 15 + draws_uniform(&draws) / 2;
    const struct modes modes = modes_find(values, 200, 1);
    assert_true(modes.two);
    assert_near(modes.lower_share, 0.6, 1e-12);
    assert_true(modes.split > 10 && modes.split < 15);
}

static void stragglers_are_no_mode_but_hide_none(void **state)
{
    (void)state;
    double values[200];
    heaps_fill(values, 200, 0.97, 5, 2);
    assert_false(modes_find(values, 200, 1).two); /* 6 far away are not a tenth */
    heaps_fill(values, 194, 0.6, 1.2, 3);
    for (size_t i = 194; i < 200; i++)
        values[i] = 50 + (double)i;
    const struct modes modes = modes_find(values, 200, 1);
    assert_true(modes.two);
    assert_near(modes.upper, 1.2, 0.01);
    assert_near(modes.lower_share + modes.upper_share, 0.97, 1e-12);
}

static void skewed_columns_have_one_mode(void **state)
{
    (void)state;
    struct draws draws = {.seed = 4};
    double values[500];
    for (int shape = 0; shape < 20; shape++) {
        for (size_t i = 0; i < 500; i++)
            values[i] = shape % 2 ? draws_exponential(&draws) : exp(draws_normal(&draws));
        assert_false(modes_find(values, 500, 1).two);
    }
}

static void rounding_makes_no_modes(void **state)
{
    (void)state;
    struct draws draws = {.seed = 5};
    double values[1000];
    for (size_t i = 0; i < 1000; i++)
        values[i] = round(100 + 1.5 * draws_normal(&draws));
    assert_false(modes_find(values, 1000, 1).two);
}

static void few_or_equal_values_have_one_mode(void **state)
{
    (void)state;
    const double values[] = {1, 1, 1, 1, 1, 1, 1, 1, 1};
    assert_true(isnan(modes_find(values, 7, 1).p));
    assert_near(modes_find(values, 9, 1).p, 1, 0);
    assert_false(modes_find(values, 9, 1).two);
}

static void the_quick_look_passes_over_no_column_that_has_two_modes(void **state)
{
    (void)state;
    struct draws draws = {.seed = 12};
    double values[40];
    size_t found = 0, passed_over = 0;
    for (size_t round = 0; round < 250; round++) {
        const size_t count = MODES_NEEDS + round % 30;
        for (size_t i = 0; i < count; i++)
            values[i] = draws_normal(&draws) + 2 * (double)(round % 5) * (double)(i % 2);
        const bool two = modes_find(values, count, round).two, possible = modes_possible(values, count);
        assert_true(possible || !two);
        found += two;
        passed_over += !possible;
    }
    assert_true(found > 20 && passed_over > 20); /* both kinds of column were there */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_faculty_example_has_its_published_dip),
        cmocka_unit_test(evenly_spaced_values_have_the_least_dip),
        cmocka_unit_test(two_heaps_far_apart_have_half_the_share_of_the_smaller),
        cmocka_unit_test(a_dip_does_not_depend_on_unit_and_origin),
        cmocka_unit_test(dips_of_uniform_columns_exceed_the_tabled_point_as_often_as_they_should),
        cmocka_unit_test(two_heaps_are_found_with_their_places_and_shares),
        cmocka_unit_test(heaps_of_unequal_width_are_split_in_the_gap),
        cmocka_unit_test(stragglers_are_no_mode_but_hide_none),
        cmocka_unit_test(skewed_columns_have_one_mode),
        cmocka_unit_test(rounding_makes_no_modes),
        cmocka_unit_test(the_quick_look_passes_over_no_column_that_has_two_modes),
        cmocka_unit_test(few_or_equal_values_have_one_mode),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

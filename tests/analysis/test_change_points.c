/* SPDX-License-Identifier: MIT */
/* Steps in series. */
#include "change_points.h"

#include <stdlib.h>

#include "draws.h"
#include "energy.h"
#include "fixture.h"
#include "ranks.h"

/* Annual flow of the Nile at Aswan, 1871-1970 (Cobb, Biometrika 65, 1978): it fell from 1899 on, when the dam was
 * begun. */
static const double nile[] = {1120, 1160, 963, 1210, 1160, 1160, 813,  1230, 1370, 1140, 995,  935,  1110, 994,  1020,
                              960,  1180, 799, 958,  1140, 1100, 1210, 1150, 1250, 1260, 1220, 1030, 1100, 774,  840,
                              874,  694,  940, 833,  701,  916,  692,  1020, 1050, 969,  831,  726,  456,  824,  702,
                              1120, 1100, 832, 764,  821,  768,  845,  864,  862,  698,  845,  744,  796,  1040, 759,
                              781,  865,  845, 944,  984,  897,  822,  1010, 771,  676,  649,  846,  812,  742,  801,
                              1040, 860,  874, 848,  890,  744,  749,  838,  1050, 918,  986,  797,  923,  975,  815,
                              1020, 906,  901, 1170, 912,  746,  919,  718,  714,  740};

static struct change_point points[400];

static void the_nile_fell_in_1899_and_at_no_other_time(void **state)
{
    (void)state;
    size_t count = 0;
    assert_int_equal(change_points_find(nile, 100, &change_rules_default, points, &count), 0);
    assert_int_equal(count, 1);
    assert_int_equal(points[0].at, 1899 - 1871);
    assert_near(points[0].before, 1130, 1e-12); /* Cobb, of the means: from 1098 to 850 */
    assert_near(points[0].after, 842.5, 1e-12);
    assert_true(points[0].p < 1e-6);
}

/* By the definition, all pairs one by one. */
static double energy_by_definition(const uint64_t ranks[], size_t count, size_t at)
{
    double between = 0, left = 0, right = 0;
    for (size_t i = 0; i < count; i++)
        for (size_t k = i + 1; k < count; k++) {
            const double distance = fabs((double)ranks[i] - (double)ranks[k]);
            *(k < at ? &left : i >= at ? &right : &between) += distance;
        }
    const double m = (double)at, n = (double)(count - at);
    return m * n / (m + n) * (2 * between / (m * n) - left / (m * (m - 1) / 2) - right / (n * (n - 1) / 2));
}

static void the_fast_energy_is_the_defined_one(void **state)
{
    (void)state;
    enum { COUNT = 60 };
    struct draws draws = {.seed = 1};
    double scratch[5 * COUNT + 2];
    assert_int_equal(energy_scratch(COUNT), 5 * COUNT + 2);
    for (int round = 0; round < 20; round++) {
        double values[COUNT], best = -INFINITY;
        uint64_t ranks[COUNT];
        size_t at = 0;
        for (size_t i = 0; i < COUNT; i++)
            values[i] = floor(10 * draws_normal(&draws)) + (i < 25 ? 0 : round);
        assert_int_equal(ranks_doubled(values, COUNT, ranks, NULL), 0);
        for (size_t split = 3; split + 3 <= COUNT; split++) {
            const double energy = energy_by_definition(ranks, COUNT, split);
            at = energy > best ? split : at;
            best = fmax(best, energy);
        }
        const struct energy_split split = energy_best_split(ranks, COUNT, 3, scratch);
        assert_int_equal(split.at, at);
        assert_near(split.size, best, 1e-9);
    }
}

/* 1 + noise, with steps of `step` at the given places. */
static size_t steps_find(uint64_t seed, const size_t at[], size_t step_count, double step, double outliers)
{
    static double values[300];
    struct draws draws = {.seed = seed};
    double level = 1;
    size_t next = 0, count = 0;
    for (size_t i = 0; i < 300; i++) {
        if (next < step_count && i == at[next])
            level += next++ % 2 ? -step : step;
        values[i] = level + 0.005 * draws_normal(&draws);
        if (draws_uniform(&draws) < outliers)
            values[i] *= 1 + draws_uniform(&draws);
    }
    assert_int_equal(change_points_find(values, 300, &change_rules_default, points, &count), 0);
    return count;
}

static void a_hump_has_both_its_sides(void **state)
{
    (void)state;
    const size_t at[] = {120, 160};
    assert_int_equal(steps_find(2, at, 2, 0.05, 0), 2);
    assert_int_equal(points[0].at, 120);
    assert_int_equal(points[1].at, 160);
    assert_near(points[0].after / points[0].before, 1.05, 0.005);
}

static void outliers_neither_make_steps_nor_hide_them(void **state)
{
    (void)state;
    const size_t at[] = {150};
    size_t false_ones = 0, found = 0;
    for (uint64_t seed = 100; seed < 140; seed++) {
        false_ones += steps_find(seed, at, 0, 0, 0.05);
        if (steps_find(seed, at, 1, 0.02, 0.05) == 1)
            found += points[0].at >= 147 && points[0].at <= 153;
    }
    assert_int_equal(false_ones, 0);
    assert_true(found >= 38);
}

/* The t-test is of the best split of a thousand values: shuffling shows how good that is by luck alone. */
static void shuffling_takes_out_steps_that_long_series_have_by_luck(void **state)
{
    (void)state;
    static double values[1000];
    struct change_rules unshuffled = change_rules_default;
    size_t lucky = 0, left = 0, count = 0;
    unshuffled.permutations = 0;
    for (uint64_t seed = 0; seed < 200; seed++) {
        struct draws draws = {.seed = seed};
        for (size_t i = 0; i < 1000; i++)
            values[i] = 1 + 0.1 * draws_normal(&draws);
        assert_int_equal(change_points_find(values, 1000, &unshuffled, points, &count), 0);
        lucky += count;
        assert_int_equal(change_points_find(values, 1000, &change_rules_default, points, &count), 0);
        left += count;
    }
    assert_true(lucky >= 8);
    assert_true(left <= 4);
}

static void a_step_below_the_least_share_is_not_reported(void **state)
{
    (void)state;
    const size_t at[] = {150};
    assert_int_equal(steps_find(3, at, 1, 0.008, 0), 0); /* plain to see, but 0.8 % */
    assert_int_equal(steps_find(3, at, 1, 0.012, 0), 1);
}

static void a_rising_transformation_of_the_values_moves_no_step(void **state)
{
    (void)state;
    double cubed[100];
    size_t count = 0;
    for (size_t i = 0; i < 100; i++)
        cubed[i] = nile[i] * nile[i] * nile[i];
    assert_int_equal(change_points_find(cubed, 100, &change_rules_default, points, &count), 0);
    assert_int_equal(count, 1);
    assert_int_equal(points[0].at, 28);
}

static void short_and_constant_series_have_none(void **state)
{
    (void)state;
    static const double same[50];
    size_t count = 7;
    assert_int_equal(change_points_find(same, 50, &change_rules_default, points, &count), 0);
    assert_int_equal(count, 0);
    assert_int_equal(change_points_find(nile, 0, &change_rules_default, points, &count), 0);
    assert_int_equal(count, 0);
    assert_int_equal(change_points_find(nile, 5, &change_rules_default, points, &count), 0);
    assert_int_equal(count, 0);
}

static void a_clean_step_between_constants_is_found(void **state)
{
    (void)state;
    double values[40];
    size_t count = 0;
    for (size_t i = 0; i < 40; i++)
        values[i] = i < 17 ? 2 : 3;
    assert_int_equal(change_points_find(values, 40, &change_rules_default, points, &count), 0);
    assert_int_equal(count, 1);
    assert_int_equal(points[0].at, 17);
    assert_near(points[0].p, 0, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_nile_fell_in_1899_and_at_no_other_time),
        cmocka_unit_test(the_fast_energy_is_the_defined_one),
        cmocka_unit_test(a_hump_has_both_its_sides),
        cmocka_unit_test(outliers_neither_make_steps_nor_hide_them),
        cmocka_unit_test(shuffling_takes_out_steps_that_long_series_have_by_luck),
        cmocka_unit_test(a_step_below_the_least_share_is_not_reported),
        cmocka_unit_test(a_rising_transformation_of_the_values_moves_no_step),
        cmocka_unit_test(short_and_constant_series_have_none),
        cmocka_unit_test(a_clean_step_between_constants_is_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

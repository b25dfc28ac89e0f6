/* SPDX-License-Identifier: MIT */
/* Placing labels so that none covers another. */
#include "chart_labels.h"

#include "chart_palette.h"
#include "fixture.h"

static void labels_that_are_far_apart_stay(void **state)
{
    (void)state;
    double at[] = {100, 10, 50};
    chart_labels_spread(at, 3, 17, 0, 200);
    assert_near(at[0], 100, 1e-9);
    assert_near(at[1], 10, 1e-9);
    assert_near(at[2], 50, 1e-9);
}

static void equal_labels_spread_evenly_around_their_place(void **state)
{
    (void)state;
    double at[] = {100, 100, 100};
    chart_labels_spread(at, 3, 17, 0, 200);
    assert_near(at[0], 83, 1e-9);
    assert_near(at[1], 100, 1e-9);
    assert_near(at[2], 117, 1e-9);
}

static void labels_keep_their_order(void **state)
{
    (void)state;
    double at[] = {102, 100, 101};
    chart_labels_spread(at, 3, 10, 0, 200);
    assert_near(at[1], 91, 1e-9);
    assert_near(at[2], 101, 1e-9);
    assert_near(at[0], 111, 1e-9);
}

static void labels_stay_inside(void **state)
{
    (void)state;
    double at[] = {198, 199, 3, 1};
    chart_labels_spread(at, 4, 20, 6, 190);
    assert_near(at[0], 170, 1e-9);
    assert_near(at[1], 190, 1e-9);
    assert_near(at[3], 6, 1e-9);
    assert_near(at[2], 26, 1e-9);
}

static void where_there_is_too_little_room_the_gap_shrinks(void **state)
{
    (void)state;
    double at[CHART_SERIES_MOST];
    for (size_t i = 0; i < CHART_SERIES_MOST; i++)
        at[i] = 50;
    chart_labels_spread(at, CHART_SERIES_MOST, 17, 0, 230);
    for (size_t i = 0; i < CHART_SERIES_MOST; i++)
        assert_near(at[i], 10.0 * (double)i, 1e-9);
}

static void one_label_and_none_are_fine(void **state)
{
    (void)state;
    double at[] = {50};
    chart_labels_spread(at, 0, 17, 0, 100);
    chart_labels_spread(at, 1, 17, 0, 100);
    assert_near(at[0], 50, 1e-9);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(labels_that_are_far_apart_stay),
        cmocka_unit_test(equal_labels_spread_evenly_around_their_place),
        cmocka_unit_test(labels_keep_their_order),
        cmocka_unit_test(labels_stay_inside),
        cmocka_unit_test(where_there_is_too_little_room_the_gap_shrinks),
        cmocka_unit_test(one_label_and_none_are_fine),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

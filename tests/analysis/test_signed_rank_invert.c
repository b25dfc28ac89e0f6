/* SPDX-License-Identifier: MIT */
/* What must hold for the inversion of any data: seeded columns of every kind, with ties and without. */
#include "signed_rank.h"

#include "draws.h"
#include "fixture.h"

enum { COUNT = 17, COLUMNS = 60 };

/* Column `number`: normal, skewed, or rounded so that it has ties. */
static void column_fill(uint64_t number, double column[COUNT])
{
    struct draws draws = {.seed = number};
    for (size_t i = 0; i < COUNT; i++) {
        const double normal = draws_normal(&draws);
        column[i] = number % 3 == 0 ? normal : number % 3 == 1 ? exp(normal) - 1 : round(3 * normal);
    }
}

static void p_never_falls_as_the_shift_grows(void **state)
{
    (void)state;
    for (uint64_t number = 0; number < COLUMNS; number++) {
        double column[COUNT], last = 0;
        column_fill(number, column);
        if (number % 3 == 2)
            continue; /* with ties the null distribution itself changes from shift to shift */
        for (double shift = -4.0001; shift < 4; shift += 0.013) {
            const double p = signed_rank_test(column, COUNT, SIGNED_RANK_WINSORISED, shift).p_greater;
            assert_true(p >= last);
            last = p;
        }
    }
}

static void the_interval_holds_exactly_the_shifts_that_are_not_rejected(void **state)
{
    (void)state;
    for (uint64_t number = 0; number < COLUMNS; number++)
        for (enum signed_rank_weights weights = SIGNED_RANK_WILCOXON; weights <= SIGNED_RANK_WINSORISED; weights++) {
            double column[COUNT];
            column_fill(number, column);
            const struct stats_interval interval = signed_rank_invert(column, COUNT, weights, 0.95).interval;
            const double shifts[] = {interval.low - 1e-9, interval.low + 1e-9, interval.high - 1e-9,
                                     interval.high + 1e-9};
            for (size_t i = 0; i < 4; i++) {
                const struct signed_rank test = signed_rank_test(column, COUNT, weights, shifts[i]);
                const bool rejected = test.p_greater < 0.025 || test.p_less < 0.025;
                assert_true(rejected == (i == 0 || i == 3));
            }
        }
}

static void the_ends_are_means_of_two_differences(void **state)
{
    (void)state;
    for (uint64_t number = 0; number < COLUMNS; number++) {
        double column[COUNT];
        bool low = false, high = false;
        column_fill(number, column);
        const struct stats_interval interval = signed_rank_invert(column, COUNT, SIGNED_RANK_WINSORISED, 0.95).interval;
        for (size_t i = 0; i < COUNT; i++)
            for (size_t k = i; k < COUNT; k++) {
                low |= column[i] + column[k] == 2 * interval.low;
                high |= column[i] + column[k] == 2 * interval.high;
            }
        assert_true(low && high);
    }
}

static void shifting_and_scaling_the_data_shifts_and_scales_the_result(void **state)
{
    (void)state;
    for (uint64_t number = 0; number < COLUMNS; number++) {
        double column[COUNT], moved[COUNT];
        column_fill(number, column);
        for (size_t i = 0; i < COUNT; i++)
            moved[i] = 5 - 4 * column[i]; /* turned round, so that the ends change places */
        const struct stats_estimate here = signed_rank_invert(column, COUNT, SIGNED_RANK_WINSORISED, 0.95);
        const struct stats_estimate there = signed_rank_invert(moved, COUNT, SIGNED_RANK_WINSORISED, 0.95);
        assert_near(there.value, 5 - 4 * here.value, 1e-12);
        assert_near(there.interval.low, 5 - 4 * here.interval.high, 1e-12);
        assert_near(there.interval.high, 5 - 4 * here.interval.low, 1e-12);
    }
}

static void the_order_of_the_data_does_not_matter(void **state)
{
    (void)state;
    double column[COUNT], turned[COUNT];
    column_fill(4, column);
    for (size_t i = 0; i < COUNT; i++)
        turned[i] = column[(i * 5 + 3) % COUNT];
    const struct stats_estimate here = signed_rank_invert(column, COUNT, SIGNED_RANK_WINSORISED, 0.95);
    const struct stats_estimate there = signed_rank_invert(turned, COUNT, SIGNED_RANK_WINSORISED, 0.95);
    assert_memory_equal(&here, &there, sizeof here);
}

static void more_confidence_is_never_narrower(void **state)
{
    (void)state;
    for (uint64_t number = 0; number < COLUMNS; number++) {
        double column[COUNT];
        column_fill(number, column);
        const struct stats_interval narrow = signed_rank_invert(column, COUNT, SIGNED_RANK_WINSORISED, 0.8).interval;
        const struct stats_interval wide = signed_rank_invert(column, COUNT, SIGNED_RANK_WINSORISED, 0.99).interval;
        assert_true(wide.low <= narrow.low && narrow.high <= wide.high && wide.confidence >= 0.99);
    }
}

static void one_wild_difference_moves_the_winsorised_interval_no_further_than_a_middling_one(void **state)
{
    (void)state;
    double column[COUNT], wild[COUNT];
    column_fill(6, column);
    memcpy(wild, column, sizeof column);
    wild[0] = 50;
    column[0] = 3;
    const struct stats_interval here = signed_rank_invert(column, COUNT, SIGNED_RANK_WINSORISED, 0.95).interval;
    const struct stats_interval there = signed_rank_invert(wild, COUNT, SIGNED_RANK_WINSORISED, 0.95).interval;
    assert_near(there.low, here.low, 1e-12);
    assert_near(there.high, here.high, 1e-12);
}

static void equal_differences_are_their_own_interval(void **state)
{
    (void)state;
    const double column[] = {0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3};
    const struct stats_estimate estimate = signed_rank_invert(column, 7, SIGNED_RANK_WINSORISED, 0.95);
    assert_near(estimate.value, 0.3, 0);
    assert_near(estimate.interval.low, 0.3, 0);
    assert_near(estimate.interval.high, 0.3, 0);
}

/* R 4.2.2, wilcox.test(x, conf.int = TRUE) on 400 values uses the normal limit as well, found by uniroot. */
static void four_hundred_differences_use_the_normal_limit(void **state)
{
    (void)state;
    static double column[400];
    for (size_t i = 0; i < 400; i++)
        column[i] = (double)i;
    const struct stats_estimate estimate = signed_rank_invert(column, 400, SIGNED_RANK_WILCOXON, 0.95);
    assert_near(estimate.value, 199.5, 0);
    assert_near(estimate.interval.confidence, 0.95, 1e-15);
    assert_near(estimate.interval.low + estimate.interval.high, 399, 1e-9);
    assert_near(estimate.interval.low, 199.5 - 11.5, 0.5); /* of uniform values: 1.96 * 400 / sqrt(12 * 400) = 11.3 */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(p_never_falls_as_the_shift_grows),
        cmocka_unit_test(the_interval_holds_exactly_the_shifts_that_are_not_rejected),
        cmocka_unit_test(the_ends_are_means_of_two_differences),
        cmocka_unit_test(shifting_and_scaling_the_data_shifts_and_scales_the_result),
        cmocka_unit_test(the_order_of_the_data_does_not_matter),
        cmocka_unit_test(more_confidence_is_never_narrower),
        cmocka_unit_test(one_wild_difference_moves_the_winsorised_interval_no_further_than_a_middling_one),
        cmocka_unit_test(equal_differences_are_their_own_interval),
        cmocka_unit_test(four_hundred_differences_use_the_normal_limit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

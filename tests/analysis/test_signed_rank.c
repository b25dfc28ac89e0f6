/* SPDX-License-Identifier: MIT */
/* Signed ranks against published examples, against counting all signs, and by what must hold for any data. */
#include "signed_rank.h"

#include <stdlib.h>

#include "draws.h"
#include "fixture.h"

/* Hamilton depression scores of nine patients before and after a therapy: Hollander & Wolfe 1973, example 3.1. */
static const double before[] = {1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30};
static const double after[] = {0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29};
static double change[9];

static int setup(void **state)
{
    (void)state;
    for (size_t i = 0; i < 9; i++)
        change[i] = before[i] - after[i];
    return 0;
}

static void the_depression_example_has_its_published_p(void **state)
{
    (void)state;
    const struct signed_rank test = signed_rank_test(change, 9, SIGNED_RANK_WILCOXON, 0);
    assert_near(test.sum, 40, 0);
    assert_near(test.p_greater, 10.0 / 512, 1e-15); /* .0195, table A.4 */
    assert_near(test.p, 20.0 / 512, 1e-15);
    assert_true(test.exact);
}

/* Examples 3.2 and 3.3: estimate .46; R 4.2.2, wilcox.test(…, conf.int = TRUE): 0.010 to 0.786. */
static void the_depression_example_has_its_published_estimate_and_interval(void **state)
{
    (void)state;
    const struct stats_estimate estimate = signed_rank_invert(change, 9, SIGNED_RANK_WILCOXON, 0.95);
    assert_near(estimate.value, 0.46, 1e-15);
    assert_near(estimate.interval.low, 0.010, 1e-15);
    assert_near(estimate.interval.high, 0.786, 1e-15);
    assert_near(estimate.interval.confidence, 1 - 2 * 10.0 / 512, 1e-15);
}

/* Student's sleep data, ties and a zero: R 4.2.2, exactRankTests::wilcox.exact, one-sided 1/512. */
static void zeros_are_dropped_and_ties_are_exact(void **state)
{
    (void)state;
    const double extra[] = {1.2, 2.4, 1.3, 1.3, 0.0, 1.0, 1.8, 0.8, 4.6, 1.4};
    const struct signed_rank test = signed_rank_test(extra, 10, SIGNED_RANK_WILCOXON, 0);
    assert_int_equal(test.used, 9);
    assert_int_equal(test.zeros, 1);
    assert_near(test.sum, 45, 0);
    assert_near(test.p_greater, 1.0 / 512, 1e-15);
}

/* psignrank(52, 20) of R 4.2.2: the lower tail of 52 with 20 differences. */
static void a_tail_of_twenty_has_the_tabled_probability(void **state)
{
    (void)state;
    double differences[20];
    unsigned left = 52; /* positive ranks 20, 19 and 13 make 52 */
    for (unsigned rank = 20; rank > 0; rank--) {
        const bool positive = rank <= left && (rank == 20 || rank == 19 || rank == 13);
        differences[rank - 1] = positive ? rank : -(double)rank;
        left -= positive ? rank : 0;
    }
    assert_near(signed_rank_test(differences, 20, SIGNED_RANK_WILCOXON, 0).p_less, 0.0242204666137695, 1e-14);
}

/* All 2^n signs of the same sizes: how many give at least this sum? `weights` are the scores, worked out by hand. */
static double share_at_least(const double weights[], size_t count, double sum)
{
    size_t reached = 0;
    for (size_t signs = 0; signs < (size_t)1 << count; signs++) {
        double total = 0;
        for (size_t i = 0; i < count; i++)
            total += signs >> i & 1 ? weights[i] : 0;
        reached += total >= sum;
    }
    return (double)reached / (double)((size_t)1 << count);
}

static void winsorised_weights_stop_at_half_of_n(void **state)
{
    (void)state;
    const double differences[] = {1, -2, 3, 4, -5, 6, 70};
    const double weights[] = {1, 2, 3, 4, 4, 4, 4};
    const struct signed_rank test = signed_rank_test(differences, 7, SIGNED_RANK_WINSORISED, 0);
    assert_near(test.sum, 16, 0);
    assert_near(test.p_greater, share_at_least(weights, 7, 16), 1e-15);
}

static void tied_winsorised_weights_are_exact_too(void **state)
{
    (void)state;
    const double differences[] = {1, 1, -1, 3, 3, 5, -8, 8};
    const double weights[] = {2, 2, 2, 4, 4, 4, 4, 4}; /* ranks 2 2 2 4.5 4.5 6 7.5 7.5, capped at 4 */
    const struct signed_rank test = signed_rank_test(differences, 8, SIGNED_RANK_WINSORISED, 0);
    assert_near(test.sum, 2 + 2 + 4 + 4 + 4 + 4, 0);
    assert_near(test.p_greater, share_at_least(weights, 8, 20), 1e-15);
    assert_near(test.p_less, 1 - share_at_least(weights, 8, 20.5), 1e-15);
}

static void the_normal_limit_takes_over_smoothly(void **state)
{
    (void)state;
    struct draws draws = {.seed = 11};
    double differences[201];
    for (size_t i = 0; i < 201; i++)
        differences[i] = draws_normal(&draws) + 0.14;
    for (enum signed_rank_weights weights = SIGNED_RANK_WILCOXON; weights <= SIGNED_RANK_WINSORISED; weights++) {
        const struct signed_rank exact = signed_rank_test(differences, 200, weights, 0);
        const struct signed_rank normal = signed_rank_test(differences, 201, weights, 0);
        assert_true(exact.exact && !normal.exact);
        assert_near(normal.p_greater / exact.p_greater, 1, 0.15); /* one more value; they are near 2.5 % */
    }
}

static void no_differences_have_no_p_and_zeros_alone_have_one(void **state)
{
    (void)state;
    const double zeros[] = {0, 0, 0};
    assert_true(isnan(signed_rank_test(zeros, 0, SIGNED_RANK_WINSORISED, 0).p));
    assert_near(signed_rank_test(zeros, 3, SIGNED_RANK_WINSORISED, 0).p, 1, 0);
    assert_true(isnan(signed_rank_invert(zeros, 0, SIGNED_RANK_WINSORISED, 0.95).value));
}

static void five_differences_have_an_estimate_and_an_open_interval(void **state)
{
    (void)state;
    const struct stats_estimate five = signed_rank_invert(change, 5, SIGNED_RANK_WINSORISED, 0.95);
    const struct stats_estimate six = signed_rank_invert(change, 6, SIGNED_RANK_WINSORISED, 0.95);
    assert_true(!isnan(five.value));
    assert_true(isnan(five.interval.low) && isnan(five.interval.high) && isnan(five.interval.confidence));
    assert_near(six.interval.confidence, 1 - 2.0 / 64, 1e-15);
}

static int value_order(const void *left, const void *right)
{
    const double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

static void wilcoxon_estimates_are_medians_of_all_means_of_two(void **state)
{
    (void)state;
    struct draws draws = {.seed = 3};
    for (size_t count = 1; count <= 40; count++) {
        double differences[40], means[820];
        size_t mean_count = 0;
        for (size_t i = 0; i < count; i++)
            differences[i] = draws_normal(&draws);
        for (size_t i = 0; i < count; i++)
            for (size_t k = i; k < count; k++)
                means[mean_count++] = (differences[i] + differences[k]) / 2;
        qsort(means, mean_count, sizeof *means, value_order);
        const double median = (means[(mean_count - 1) / 2] + means[mean_count / 2]) / 2;
        assert_near(signed_rank_invert(differences, count, SIGNED_RANK_WILCOXON, 0.95).value, median, 1e-15);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_depression_example_has_its_published_p),
        cmocka_unit_test(the_depression_example_has_its_published_estimate_and_interval),
        cmocka_unit_test(zeros_are_dropped_and_ties_are_exact),
        cmocka_unit_test(a_tail_of_twenty_has_the_tabled_probability),
        cmocka_unit_test(winsorised_weights_stop_at_half_of_n),
        cmocka_unit_test(tied_winsorised_weights_are_exact_too),
        cmocka_unit_test(the_normal_limit_takes_over_smoothly),
        cmocka_unit_test(no_differences_have_no_p_and_zeros_alone_have_one),
        cmocka_unit_test(five_differences_have_an_estimate_and_an_open_interval),
        cmocka_unit_test(wilcoxon_estimates_are_medians_of_all_means_of_two),
    };
    return cmocka_run_group_tests(tests, setup, NULL);
}

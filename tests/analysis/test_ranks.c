/* SPDX-License-Identifier: MIT */
/* Ranks and the distributions of their sums. */
#include "ranks.h"

#include "distribution.h"
#include "fixture.h"
#include "flips.h"
#include "subsets.h"

static void equal_values_share_the_mean_of_their_ranks(void **state)
{
    (void)state;
    const double values[] = {5, 1, 5, 3, 5, 1};
    const uint64_t doubled[] = {10, 3, 10, 6, 10, 3}; /* 5, 1.5, 5, 3, 5, 1.5 */
    uint64_t ranks[6];
    double ties = 0;
    assert_int_equal(ranks_doubled(values, 6, ranks, &ties), 0);
    assert_memory_equal(ranks, doubled, sizeof ranks);
    assert_near(ties, (27 - 3) + (8 - 2), 0);
}

static void fair_coins_with_equal_scores_are_binomial(void **state)
{
    (void)state;
    uint64_t scores[30];
    struct flips flips = {0};
    for (size_t i = 0; i < 30; i++)
        scores[i] = 1;
    assert_int_equal(flips_prepare(&flips, scores, 30), 0);
    for (uint64_t heads = 1; heads <= 30; heads++)
        assert_near(flips_at_least(&flips, heads), 1 - distribution_binomial_upto(heads - 1, 30, 0.5), 1e-14);
    assert_near(flips_at_least(&flips, 0), 1, 1e-14);
    assert_near(flips_at_least(&flips, 31), 0, 0);
    flips_release(&flips);
}

static void a_flip_distribution_is_kept_for_the_same_scores_and_made_anew_for_others(void **state)
{
    (void)state;
    const uint64_t scores[] = {1, 2, 3}, others[] = {1, 2, 4};
    struct flips flips = {0};
    assert_int_equal(flips_prepare(&flips, scores, 3), 0);
    const double *tail = flips.tail;
    assert_int_equal(flips_prepare(&flips, scores, 3), 0);
    assert_ptr_equal(flips.tail, tail);
    assert_near(flips_at_least(&flips, 5), 2.0 / 8, 1e-15); /* 2+3, 1+2+3 */
    assert_int_equal(flips_prepare(&flips, others, 3), 0);
    assert_near(flips_at_least(&flips, 5), 3.0 / 8, 1e-15); /* 1+4, 2+4, 1+2+4 */
    flips_release(&flips);
}

/* What flips.h says of the place where exact ends: 2e-4 around 2.5 %. */
static void the_normal_limit_is_close_where_it_takes_over(void **state)
{
    (void)state;
    uint64_t scores[FLIPS_EXACT_MOST];
    struct flips flips = {0};
    for (size_t i = 0; i < FLIPS_EXACT_MOST; i++)
        scores[i] = 2 * (i + 1);
    assert_int_equal(flips_prepare(&flips, scores, FLIPS_EXACT_MOST), 0);
    struct flips normal = flips;
    normal.tail = NULL;
    for (uint64_t sum = flips.total / 2; flips_at_least(&flips, sum) > 0.005; sum += 20)
        if (flips_at_least(&flips, sum) < 0.05)
            assert_near(flips_at_least(&normal, sum), flips_at_least(&flips, sum), 2e-4);
    flips_release(&flips);
}

/* 400 coins: a step is a fortieth of a standard deviation, so half a step shows. */
static void the_normal_limit_allows_for_the_steps(void **state)
{
    (void)state;
    uint64_t scores[400];
    struct flips flips = {0};
    for (size_t i = 0; i < 400; i++)
        scores[i] = 1;
    assert_int_equal(flips_prepare(&flips, scores, 400), 0);
    assert_null(flips.tail);
    for (uint64_t heads = 200; heads < 240; heads++)
        assert_near(flips_at_least(&flips, heads), 1 - distribution_binomial_upto(heads - 1, 400, 0.5), 2e-4);
    flips_release(&flips);
}

static void subsets_are_counted(void **state)
{
    (void)state;
    const uint64_t scores[] = {1, 2, 3, 4, 5};
    struct subsets subsets;
    assert_int_equal(subsets_count(scores, 5, 2, &subsets), 0);
    assert_near(subsets_at_most(&subsets, 5), 4.0 / 10, 1e-15);  /* 1+2, 1+3, 1+4, 2+3 */
    assert_near(subsets_at_least(&subsets, 8), 2.0 / 10, 1e-15); /* 3+5, 4+5 */
    assert_near(subsets_at_least(&subsets, 0), 1, 1e-15);
    assert_near(subsets_at_least(&subsets, 100), 0, 0);
    subsets_release(&subsets);
}

/* pwilcox(10, 6, 7) of R 4.2.2. */
static void rank_sums_have_the_tabled_probability(void **state)
{
    (void)state;
    uint64_t ranks[13];
    struct subsets subsets;
    for (size_t i = 0; i < 13; i++)
        ranks[i] = i + 1;
    assert_int_equal(subsets_count(ranks, 13, 6, &subsets), 0);
    assert_near(subsets_at_most(&subsets, 10 + 21), 0.0687645687645688, 1e-15);
    subsets_release(&subsets);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equal_values_share_the_mean_of_their_ranks),
        cmocka_unit_test(fair_coins_with_equal_scores_are_binomial),
        cmocka_unit_test(a_flip_distribution_is_kept_for_the_same_scores_and_made_anew_for_others),
        cmocka_unit_test(the_normal_limit_is_close_where_it_takes_over),
        cmocka_unit_test(the_normal_limit_allows_for_the_steps),
        cmocka_unit_test(subsets_are_counted),
        cmocka_unit_test(rank_sums_have_the_tabled_probability),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

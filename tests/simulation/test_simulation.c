/* SPDX-License-Identifier: MIT */
/* A little of the simulation: few replicates, fixed seeds, bounds wide enough that only a mistake can cross them. */
#include "columns.h"
#include "fixture.h"
#include "histories.h"
#include "levels.h"
#include "pairs.h"
#include "sanitized.h"

enum { REPLICATES = SANITIZED ? 100 : 300 }; /* of a share of 95 % they leave a standard error of 2.2 and 1.3 points */

/* Four of them: what a share may be off. */
static const double SHARE_NEAR = SANITIZED ? 8.7 : 5;

static void ratios_are_covered_on_every_machine(void **state)
{
    (void)state;
    struct draws draws = {.seed = 1};
    for (int model = 0; model < NOISE_MODELS; model++) {
        struct tally tallies[PAIRS_METHODS] = {0};
        const struct pairs_study study = {&noise_models[model], NULL, 12, 4, 3};
        pairs_cover(&study, 3, REPLICATES, &draws, tallies);
        assert_near(tally_percent(&tallies[PAIRS_WINSORISED]), 95.5, SHARE_NEAR);
        assert_near(tally_percent(&tallies[PAIRS_SIGN]), 96.1, SHARE_NEAR);
        assert_int_equal(tallies[PAIRS_WINSORISED].open, 0);
    }
}

static void bursts_cost_winsorised_ranks_less_than_means(void **state)
{
    (void)state;
    struct draws draws = {.seed = 2};
    struct tally tallies[PAIRS_METHODS] = {0};
    const struct pairs_study study = {&noise_models[5], NULL, 20, 2, 1};
    pairs_cover(&study, 1, REPLICATES, &draws, tallies);
    assert_true(2 * tally_half_width(&tallies[PAIRS_WINSORISED]) < tally_half_width(&tallies[PAIRS_STUDENT]));
}

static void cloud_noise_leaves_at_most_1_4_percent_at_twenty_pairs(void **state)
{
    (void)state;
    struct draws draws = {.seed = 3};
    struct tally tallies[PAIRS_METHODS] = {0};
    const struct pairs_study study = {&noise_models[4], NULL, 20, 2, 1};
    pairs_cover(&study, 1, REPLICATES, &draws, tallies);
    assert_true(tally_half_width(&tallies[PAIRS_WINSORISED]) < 0.014);
}

static void medians_and_quantiles_are_covered_for_every_shape(void **state)
{
    (void)state;
    struct draws draws = {.seed = 4};
    for (int shape = 0; shape < COLUMNS_SHAPES; shape++) {
        const struct tally median = columns_median(&columns_shapes[shape], 15, REPLICATES, &draws);
        const struct tally tail = columns_quantile(&columns_shapes[shape], 0.9, 100, REPLICATES, &draws);
        assert_near(tally_percent(&median), 96.5, SHARE_NEAR);
        assert_near(tally_percent(&tail), 95.8, SHARE_NEAR);
    }
}

static void medians_of_a_session_are_covered(void **state)
{
    (void)state;
    struct draws draws = {.seed = 5};
    for (int model = 0; model < NOISE_MODELS; model++) {
        struct tally within = {0}, beyond = {0};
        columns_session(&noise_models[model], 15, REPLICATES, &draws, &within, &beyond);
        assert_true(tally_percent(&within) > 91);
    }
}

static void tests_keep_their_level_and_find_what_is_there(void **state)
{
    (void)state;
    struct draws draws = {.seed = 6};
    for (int model = 0; model < NOISE_MODELS; model++) {
        struct tally same[LEVELS_TESTS] = {0}, slower[LEVELS_TESTS] = {0};
        levels_pairs(&noise_models[model], 20, 1, REPLICATES, &draws, same);
        levels_pairs(&noise_models[model], 20, 1.5, 60, &draws, slower);
        for (int test = LEVELS_WINSORISED; test <= LEVELS_SIGN; test++) {
            assert_true(tally_percent(&same[test]) < 10);
            assert_true(tally_percent(&slower[test]) > 90);
        }
    }
}

static void equivalence_is_proven_where_it_holds_only(void **state)
{
    (void)state;
    struct draws draws = {.seed = 7};
    const struct tally equal = levels_equivalence(&noise_models[1], 20, 1, REPLICATES, &draws);
    const struct tally edge = levels_equivalence(&noise_models[1], 20, 1.03, REPLICATES, &draws);
    assert_true(tally_percent(&equal) > 95);
    assert_true(tally_percent(&edge) < 10);
}

static void families_keep_their_level(void **state)
{
    (void)state;
    struct draws draws = {.seed = 8};
    const struct levels_families families = levels_families(&noise_models[0], 10, 60, &draws);
    assert_true(tally_percent(&families.holm_any) < 17);
    assert_true(tally_percent(&families.holm_found) > 95);
    assert_true(families.bh_false_share < 0.1);
}

static void dependence_ruins_the_naive_mean_and_not_the_effective_one(void **state)
{
    (void)state;
    struct draws draws = {.seed = 9};
    struct tally tallies[HISTORIES_MEANS] = {0}, refused = {0};
    histories_mean(0.6, 200, REPLICATES, &draws, tallies, &refused);
    assert_true(tally_percent(&tallies[HISTORIES_NAIVE]) < 80);
    assert_true(tally_percent(&tallies[HISTORIES_EFFECTIVE]) > 88);
    assert_true(tally_percent(&tallies[HISTORIES_BATCHES]) > 86);
}

static void steps_are_found_beside_outliers_and_flat_histories_are_left_alone(void **state)
{
    (void)state;
    struct draws draws = {.seed = 10};
    const struct histories_changes flat = histories_changes(&histories_kinds[1], 100, 0, 100, &draws);
    const struct histories_changes step = histories_changes(&histories_kinds[1], 100, 0.02, 60, &draws);
    assert_true(tally_percent(&flat.any) <= 3);
    assert_true(tally_percent(&step.hit) >= 90);
}

static void modes_are_seen_where_there_are_two(void **state)
{
    (void)state;
    struct draws draws = {.seed = 11};
    const struct tally two = histories_modes(&columns_shapes[4], 100, 40, &draws);
    const struct tally one = histories_modes(&columns_shapes[3], 100, 40, &draws);
    assert_true(tally_percent(&two) > 90);
    assert_near(tally_percent(&one), 0, 0);
}

static void the_same_seed_counts_the_same(void **state)
{
    (void)state;
    struct draws here = {.seed = 12}, there = {.seed = 12};
    const struct tally first = columns_bootstrap(&columns_shapes[1], false, 10, 20, &here);
    const struct tally second = columns_bootstrap(&columns_shapes[1], false, 10, 20, &there);
    assert_int_equal(first.hits, second.hits);
    assert_near(first.half_widths, second.half_widths, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ratios_are_covered_on_every_machine),
        cmocka_unit_test(bursts_cost_winsorised_ranks_less_than_means),
        cmocka_unit_test(cloud_noise_leaves_at_most_1_4_percent_at_twenty_pairs),
        cmocka_unit_test(medians_and_quantiles_are_covered_for_every_shape),
        cmocka_unit_test(medians_of_a_session_are_covered),
        cmocka_unit_test(tests_keep_their_level_and_find_what_is_there),
        cmocka_unit_test(equivalence_is_proven_where_it_holds_only),
        cmocka_unit_test(families_keep_their_level),
        cmocka_unit_test(dependence_ruins_the_naive_mean_and_not_the_effective_one),
        cmocka_unit_test(steps_are_found_beside_outliers_and_flat_histories_are_left_alone),
        cmocka_unit_test(modes_are_seen_where_there_are_two),
        cmocka_unit_test(the_same_seed_counts_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

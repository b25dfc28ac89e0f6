/* SPDX-License-Identifier: MIT */
/* Families of tests, and the proof of equivalence. */
#include "multiple.h"

#include "equivalence.h"
#include "fixture.h"

/* The fifteen p values of the example in Benjamini & Hochberg 1995; adjusted ones by R 4.2.2, p.adjust. */
static const double family[] = {.0001, .0004, .0019, .0095, .0201, .0278, .0298, .0344,
                                .0459, .3240, .4262, .5719, .6528, .7590, 1};
enum { FAMILY = sizeof family / sizeof *family };

static size_t count_below(const double p[], double level)
{
    size_t below = 0;
    for (size_t i = 0; i < FAMILY; i++)
        below += p[i] <= level;
    return below;
}

static void the_published_family_keeps_three_by_holm_and_four_by_benjamini_and_hochberg(void **state)
{
    (void)state;
    double holm[FAMILY], bh[FAMILY];
    assert_int_equal(multiple_holm(family, FAMILY, holm), 0);
    assert_int_equal(multiple_benjamini_hochberg(family, FAMILY, bh), 0);
    assert_int_equal(count_below(holm, 0.05), 3);
    assert_int_equal(count_below(bh, 0.05), 4);
}

static void adjusted_p_values_are_those_of_r(void **state)
{
    (void)state;
    static const double holm[] = {.0015, .0056, .0247, .1140, .2211, .2780, .2780, .2780, .3213, 1, 1, 1, 1, 1, 1};
    static const double bh[] = {.0015,
                                .0030,
                                .0095,
                                .035625,
                                .0603,
                                .0638571428571429,
                                .0638571428571429,
                                .0645,
                                .0765,
                                .4860,
                                .5811818181818181,
                                .7148749999999999,
                                .7532307692307693,
                                .8132142857142857,
                                1};
    double adjusted[FAMILY];
    multiple_holm(family, FAMILY, adjusted);
    for (size_t i = 0; i < FAMILY; i++)
        assert_near(adjusted[i], holm[i], 1e-14);
    multiple_benjamini_hochberg(family, FAMILY, adjusted);
    for (size_t i = 0; i < FAMILY; i++)
        assert_near(adjusted[i], bh[i], 1e-14);
}

static void the_order_of_a_family_is_kept(void **state)
{
    (void)state;
    double turned[FAMILY], forward[FAMILY];
    for (size_t i = 0; i < FAMILY; i++)
        turned[i] = family[FAMILY - 1 - i];
    multiple_holm(turned, FAMILY, turned); /* in place */
    multiple_holm(family, FAMILY, forward);
    for (size_t i = 0; i < FAMILY; i++)
        assert_near(turned[i], forward[FAMILY - 1 - i], 0);
}

static void one_test_alone_keeps_its_p(void **state)
{
    (void)state;
    double p = 0.3;
    multiple_holm(&p, 1, &p);
    multiple_benjamini_hochberg(&p, 1, &p);
    assert_near(p, 0.3, 0);
}

/* Ten ratios around 1: one-sided p is 2^-10 where all lie inside of a bound. */
static void ratios_well_inside_the_margin_are_equivalent(void **state)
{
    (void)state;
    const double ratios[] = {0.99, 1.012, 1.001, 0.995, 1.003, 0.997, 1.008, 0.992, 1.004, 0.998};
    double logs[10];
    for (size_t i = 0; i < 10; i++)
        logs[i] = log(ratios[i]);
    assert_near(equivalence_test(logs, 10, 0.03).p, 1.0 / 1024, 1e-15);
    assert_true(equivalence_test(logs, 10, 0.005).p > 0.05);
}

static void a_proof_needs_both_sides(void **state)
{
    (void)state;
    const double logs[] = {0.05, 0.06, 0.051, 0.052, 0.053, 0.054};
    const struct equivalence test = equivalence_test(logs, 6, 0.03);
    assert_near(test.p_above, 1.0 / 64, 1e-15);
    assert_near(test.p_below, 1, 0);
    assert_near(test.p, 1, 0);
}

static void a_margin_must_be_a_share(void **state)
{
    (void)state;
    const double log_ratio = 0;
    assert_true(isnan(equivalence_test(&log_ratio, 1, 0).p));
    assert_true(isnan(equivalence_test(&log_ratio, 1, 1).p));
    assert_true(isnan(equivalence_test(&log_ratio, 0, 0.03).p));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_published_family_keeps_three_by_holm_and_four_by_benjamini_and_hochberg),
        cmocka_unit_test(adjusted_p_values_are_those_of_r),
        cmocka_unit_test(the_order_of_a_family_is_kept),
        cmocka_unit_test(one_test_alone_keeps_its_p),
        cmocka_unit_test(ratios_well_inside_the_margin_are_equivalent),
        cmocka_unit_test(a_proof_needs_both_sides),
        cmocka_unit_test(a_margin_must_be_a_share),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

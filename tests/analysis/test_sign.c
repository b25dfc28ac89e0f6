/* SPDX-License-Identifier: MIT */
/* The sign test. */
#include "sign.h"

#include "fixture.h"

/* Hollander & Wolfe 1973, example 3.4 (beak-clapping of embryos): 21 of 25 positive counts, P(B >= 21) = .0005 in table
 * A.2. */
static void twenty_one_of_twenty_five_have_their_tabled_p(void **state)
{
    (void)state;
    double differences[25];
    for (size_t i = 0; i < 25; i++)
        differences[i] = i < 21 ? 1 : -1;
    const struct sign test = sign_test(differences, 25, 0);
    assert_int_equal(test.positive, 21);
    assert_near(test.p_greater, 15276.0 / 33554432, 1e-15); /* C(25,4) + C(25,3) + … + 1 of 2^25 */
    assert_near(test.p, 2 * 15276.0 / 33554432, 1e-15);
}

static void values_at_the_shift_are_dropped_and_counted(void **state)
{
    (void)state;
    const double differences[] = {3, 4, 5, 3, 1};
    const struct sign test = sign_test(differences, 5, 3);
    assert_int_equal(test.zeros, 2);
    assert_int_equal(test.positive, 2);
    assert_int_equal(test.negative, 1);
    assert_near(test.p_greater, 0.5, 1e-15);
    assert_near(test.p_less, 0.875, 1e-15);
    assert_near(test.p, 1, 0);
}

static void nothing_has_no_p_and_zeros_have_one(void **state)
{
    (void)state;
    const double zeros[] = {0, 0};
    assert_true(isnan(sign_test(zeros, 0, 0).p));
    assert_near(sign_test(zeros, 2, 0).p, 1, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(twenty_one_of_twenty_five_have_their_tabled_p),
        cmocka_unit_test(values_at_the_shift_are_dropped_and_counted),
        cmocka_unit_test(nothing_has_no_p_and_zeros_have_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

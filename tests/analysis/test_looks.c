/* SPDX-License-Identifier: MIT */
#include "fixture.h"

#include <math.h>

#include "looks.h"

static void each_look_takes_half_as_many_pairs_again(void **state)
{
    (void)state;
    static const size_t wanted[][2] = {{0, 0},   {7, 0},   {8, 8},   {11, 8}, {12, 12},
                                       {17, 12}, {18, 18}, {39, 27}, {40, 40}};
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        assert_int_equal(looks_pairs(wanted[i][0]), wanted[i][1]);
}

static void all_looks_together_keep_the_level(void **state)
{
    (void)state;
    double sum = 0;
    for (size_t pairs = LOOKS_FIRST; pairs < 1000000; pairs = pairs * 3 / 2)
        sum += looks_level(pairs);
    assert_true(sum <= LOOKS_LEVEL);
    assert_near(sum, LOOKS_LEVEL, 1e-6);
}

static void the_first_look_can_prove_something(void **state)
{
    (void)state;
    assert_true(pow(0.5, LOOKS_FIRST) <= looks_level(LOOKS_FIRST));
    assert_near(looks_level(LOOKS_FIRST - 1), 0, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_look_takes_half_as_many_pairs_again),
        cmocka_unit_test(all_looks_together_keep_the_level),
        cmocka_unit_test(the_first_look_can_prove_something),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

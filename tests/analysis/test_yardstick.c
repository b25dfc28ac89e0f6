/* SPDX-License-Identifier: MIT */
#include "fixture.h"

#include <math.h>

#include "yardstick.h"

static void goetz_multiplies(void **state)
{
    (void)state;
    assert_int_equal(yardstick_goetz(0, 2), 2);
    assert_int_equal(yardstick_goetz(3, 4), 16);
    assert_int_equal(yardstick_goetz(0.1, 2), 3);
    assert_int_equal(yardstick_goetz(0.0002, 2), 2); /* no third worker for a wait of a microsecond */
    assert_int_equal(yardstick_goetz(1, 0.5), 1);
    assert_int_equal(yardstick_goetz(NAN, 2), 0);
    assert_int_equal(yardstick_goetz(1, NAN), 0);
}

/* One processor is the machine repairman's, 1 - B(N, w / c) of Erlang's loss formula: with w = c and two workers the
 * chances of 0, 1, 2 that are not waiting are 1 : 2 : 2, so that it is busy for 4/5 of the time; with three 1 : 3 : 6 :
 * 6, 15/16. */
static void one_processor_is_busy_as_erlang_says(void **state)
{
    (void)state;
    assert_int_equal(yardstick_queue(1, 1, 1 / 0.79 - 1), 2);
    assert_int_equal(yardstick_queue(1, 1, 1 / 0.81 - 1), 3);
    assert_int_equal(yardstick_queue(1, 1, 1 / 0.93 - 1), 3);
    assert_int_equal(yardstick_queue(1, 1, 1 / 0.94 - 1), 4);
}

static void a_queue_asks_for_more_than_goetz(void **state)
{
    (void)state;
    static const double waits[] = {1, 3, 9, 31};
    static const uint64_t wanted[] = {6, 11, 24, 69}; /* of 2 processors, from the chances summed one by one */
    for (size_t i = 0; i < sizeof waits / sizeof *waits; i++) {
        assert_int_equal(yardstick_queue(waits[i], 2, 0.05), wanted[i]);
        assert_true(wanted[i] > yardstick_goetz(waits[i], 2));
    }
}

static void work_that_never_waits_wants_the_processors(void **state)
{
    (void)state;
    assert_int_equal(yardstick_queue(0, 2, 0.05), 2);
    assert_int_equal(yardstick_queue(0, 64, 0.05), 61); /* within 5 % of all of them */
}

static void what_cannot_be_said_is_zero(void **state)
{
    (void)state;
    assert_int_equal(yardstick_queue(NAN, 2, 0.05), 0);
    assert_int_equal(yardstick_queue(1, NAN, 0.05), 0);
    assert_int_equal(yardstick_queue(1, 0.5, 0.05), 0);
    assert_int_equal(yardstick_queue(1e6, 2, 0.05), 0);
    assert_int_equal(yardstick_queue(1000, 3, 0.05) > 2800, 1); /* the sum overflows unless it is scaled */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(goetz_multiplies),
        cmocka_unit_test(one_processor_is_busy_as_erlang_says),
        cmocka_unit_test(a_queue_asks_for_more_than_goetz),
        cmocka_unit_test(work_that_never_waits_wants_the_processors),
        cmocka_unit_test(what_cannot_be_said_is_zero),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

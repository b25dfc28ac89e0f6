/* SPDX-License-Identifier: MIT */
/* Default widths by rule: items T1, P1 and Q3, and the table of every CPython's. */
#include "fixture.h"

#include "yoke/pool.h"

static void every_rule_follows_its_count(void **state)
{
    (void)state;
    const struct yoke_width_counts counts = {.online = 40, .affinity = 12, .quota = 2.5, .usable = 3};
    assert_int_equal(yoke_width("yoke", &counts), 3);
    assert_int_equal(yoke_width("yoke-io", &counts), 7);
    assert_int_equal(yoke_width("tutorial", &counts), 44);
    assert_int_equal(yoke_width("py32", &counts), 0); /* the argument was required */
    assert_int_equal(yoke_width("py35", &counts), 200);
    assert_int_equal(yoke_width("py38", &counts), 32);
    assert_int_equal(yoke_width("py313", &counts), 16);
    assert_int_equal(yoke_width("py32-process", &counts), 40);
    assert_int_equal(yoke_width("py38-process", &counts), 40);
    assert_int_equal(yoke_width("py313-process", &counts), 12);
    assert_int_equal(yoke_width("py27", &counts), 0);
}

static void the_counts_of_this_machine_fit_together(void **state)
{
    (void)state;
    struct yoke_width_counts counts;
    yoke_width_counts(&counts);
    assert_true(counts.online >= 1 && counts.affinity >= 1 && counts.usable >= 1);
    assert_true(counts.usable <= counts.affinity);
    assert_true(counts.quota <= 0 || counts.usable <= (unsigned)counts.quota + 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_rule_follows_its_count),
        cmocka_unit_test(the_counts_of_this_machine_fit_together),
    };
    return cmocka_run_group_tests_name("default widths", tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT */
/* The spin budget: what it is made of, and where there is none. */
#include "fixture.h"

#include "wakeup.h"

static void a_wake_up_takes_time(void **state)
{
    (void)state;
    struct wakeup wakeup = {0};
    assert_int_equal(wakeup_measure(&wakeup), 0);
    assert_true(wakeup.issue_ns > 0);
    assert_true(wakeup.latency_ns > 0);
}

static void nobody_spins_for_himself(void **state)
{
    (void)state;
    assert_int_equal(wakeup_spin_ns(1, 8), 0);
}

static void nobody_spins_where_workers_outnumber_processors(void **state)
{
    (void)state;
    assert_int_equal(wakeup_spin_ns(3, 2), 0);
    assert_int_equal(wakeup_spin_ns(2, 1), 0);
}

static void the_budget_is_a_wake_up_and_the_time_to_wake_the_others(void **state)
{
    (void)state;
    uint64_t two_ns = wakeup_spin_ns(2, 64), three_ns = wakeup_spin_ns(3, 64), nine_ns = wakeup_spin_ns(9, 64);
    uint64_t issue_ns = three_ns - two_ns;
    assert_in_range(two_ns - issue_ns, 5000, 50000);
    assert_int_equal(nine_ns, two_ns + 7 * issue_ns);
}

static void it_is_measured_once(void **state)
{
    (void)state;
    assert_int_equal(wakeup_spin_ns(2, 2), wakeup_spin_ns(2, 2));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_wake_up_takes_time),
        cmocka_unit_test(nobody_spins_for_himself),
        cmocka_unit_test(nobody_spins_where_workers_outnumber_processors),
        cmocka_unit_test(the_budget_is_a_wake_up_and_the_time_to_wake_the_others),
        cmocka_unit_test(it_is_measured_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

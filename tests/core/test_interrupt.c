/* SPDX-License-Identifier: MIT */
/* Signals to this very process, which come through where it waits, or are found pending where it does not. */
#include "interrupt.h"

#include <poll.h>
#include <signal.h>

#include "fixture.h"

static int setup(void **state)
{
    (void)state;
    interrupt_catch();
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    interrupt_release();
    return 0;
}

/* As the driver waits for a line. */
static void wait_once(void)
{
    const struct timespec none = {0};
    sigset_t nothing;
    sigemptyset(&nothing);
    ppoll(NULL, 0, &none, &nothing);
}

static void one_that_came_while_nothing_waited_counts_once(void **state)
{
    (void)state;
    raise(SIGINT);
    assert_int_equal(interrupt_level(), 1);
    wait_once();
    assert_int_equal(interrupt_level(), 1);
}

static void a_second_one_is_an_order_however_it_came(void **state)
{
    (void)state;
    for (int waiting = 0; waiting < 4; waiting++) {
        interrupt_catch();
        for (int i = 0; i < 2; i++) {
            raise(SIGINT);
            if (waiting >> i & 1)
                wait_once();
            assert_int_equal(interrupt_level(), i + 1);
        }
        interrupt_release();
    }
}

static void one_to_terminate_is_an_order_at_once(void **state)
{
    (void)state;
    raise(SIGTERM);
    assert_int_equal(interrupt_level(), 2);
    assert_int_equal(interrupt_signal(), SIGTERM);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(one_that_came_while_nothing_waited_counts_once, setup, teardown),
        cmocka_unit_test(a_second_one_is_an_order_however_it_came),
        cmocka_unit_test_setup_teardown(one_to_terminate_is_an_order_at_once, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

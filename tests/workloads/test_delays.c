/* SPDX-License-Identifier: MIT */
/* What is due first comes out first. */
#include "delays.h"

#include <stdlib.h>

#include "fixture.h"
#include "yoke/random.h"

static void delays_come_out_in_the_order_in_which_they_are_due(void **state)
{
    (void)state;
    enum { COUNT = 1000 };
    static uint64_t dues[COUNT];
    struct delays delays = {0};
    uint64_t last_ns = 0;
    for (unsigned i = 0; i < COUNT; i++) {
        dues[i] = yoke_random_upto(1, i, 300); /* many are due at the same time */
        assert_int_equal(delays_add(&delays, dues[i], &dues[i]), 0);
    }
    for (unsigned i = 0; i < COUNT; i++) {
        const uint64_t due_ns = delays.heap[0].due_ns;
        const uint64_t *what = delays_take(&delays);
        assert_int_equal(*what, due_ns);
        assert_true(due_ns >= last_ns);
        assert_int_not_equal(due_ns, UINT64_MAX); /* each once: */
        dues[what - dues] = UINT64_MAX;
        last_ns = due_ns;
    }
    assert_int_equal(delays.count, 0);
    free(delays.heap);
}

static void delays_can_be_added_between_those_that_come_out(void **state)
{
    (void)state;
    struct delays delays = {0};
    int first, second, third;
    assert_int_equal(delays_add(&delays, 20, &second), 0);
    assert_int_equal(delays_add(&delays, 10, &first), 0);
    assert_ptr_equal(delays_take(&delays), &first);
    assert_int_equal(delays_add(&delays, 30, &third), 0);
    assert_ptr_equal(delays_take(&delays), &second);
    assert_ptr_equal(delays_take(&delays), &third);
    free(delays.heap);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(delays_come_out_in_the_order_in_which_they_are_due),
        cmocka_unit_test(delays_can_be_added_between_those_that_come_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

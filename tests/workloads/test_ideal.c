/* SPDX-License-Identifier: MIT */
/* The least wall time of waits, by hand. */
#include "ideal.h"

#include "fixture.h"

static uint64_t listed_wait_ns(const struct yoke_work *work, uint64_t index)
{
    (void)work;
    return (const uint64_t[]){5, 3, 1, 4, 2}[index];
}

static void the_next_task_goes_to_the_worker_that_is_free_first(void **state)
{
    (void)state;
    const struct yoke_work work = {.task_count = 5};
    assert_int_equal(ideal_waits_ns(&work, listed_wait_ns, 1), 15);
    assert_int_equal(ideal_waits_ns(&work, listed_wait_ns, 2), 8); /* 5, 2 beside 3, 1, 4 */
    assert_int_equal(ideal_waits_ns(&work, listed_wait_ns, 3), 5); /* 5 beside 3, 2 beside 1, 4 */
    assert_int_equal(ideal_waits_ns(&work, listed_wait_ns, 5), 5);
    assert_int_equal(ideal_waits_ns(&work, listed_wait_ns, 100), 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_next_task_goes_to_the_worker_that_is_free_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

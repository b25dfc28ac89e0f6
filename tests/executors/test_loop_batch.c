/* SPDX-License-Identifier: MIT */
/* How long timers may be held back, in numbers. */
#include "fixture.h"

#include "loop_batch.h"

enum { MOST_NS = 5000000 };

/* A crowd of timers of one length that fall due in such a spacing. */
static struct loop_batch crowd(uint64_t duration_ns, uint64_t spacing_ns)
{
    struct loop_batch batch = {0};
    batch_add(&batch, duration_ns);
    for (uint64_t moment = 1; moment <= 200; moment++)
        batch_expired(&batch, moment * spacing_ns, 1);
    return batch;
}

static void before_anything_is_known_nothing_is_held_back(void **state)
{
    (void)state;
    const struct loop_batch batch = {0};
    assert_int_equal(batch_gap_ns(&batch, 1, MOST_NS), 0);
    assert_int_equal(batch_gap_ns(&batch, 100000, MOST_NS), 0);
}

static void few_short_sleeps_are_late_by_50_microseconds_at_most(void **state)
{
    (void)state;
    const struct loop_batch batch = crowd(5000000, 100000);
    assert_int_equal(batch_gap_ns(&batch, 1, MOST_NS), 50000);
    assert_int_equal(batch_gap_ns(&batch, 64, MOST_NS), 50000);
}

static void a_dense_crowd_waits_for_64_timers_and_no_longer(void **state)
{
    (void)state;
    const struct loop_batch batch = crowd(100000000, 1000);
    uint64_t gap_ns = batch_gap_ns(&batch, 50000, MOST_NS);
    assert_true(gap_ns <= 64 * 1000);
    assert_true(gap_ns >= 63 * 900); /* an average in whole numbers */
}

static void a_crowd_is_held_back_by_a_millisecond_at_most(void **state)
{
    (void)state;
    const struct loop_batch batch = crowd(5000000, 1000000);
    assert_int_equal(batch_gap_ns(&batch, 2000, MOST_NS), 100000);
    assert_int_equal(batch_gap_ns(&batch, 20000, MOST_NS), 1000000);
    assert_int_equal(batch_gap_ns(&batch, 1000000, MOST_NS), 1000000);
}

static void long_sleeps_are_held_back_by_a_part_of_their_length(void **state)
{
    (void)state;
    const struct loop_batch batch = crowd(UINT64_C(1) << 29, 1000000); /* half a second */
    assert_int_equal(batch_gap_ns(&batch, 100, MOST_NS), (UINT64_C(1) << 29) / 256);
    const struct loop_batch longer = crowd(UINT64_C(60000000000), 1000000);
    assert_int_equal(batch_gap_ns(&longer, 100, MOST_NS), MOST_NS);
    assert_int_equal(batch_gap_ns(&longer, 100, 1000), 1000);
}

static void one_short_sleep_among_long_ones_decides(void **state)
{
    (void)state;
    struct loop_batch batch = crowd(UINT64_C(60000000000), 1000000);
    uint8_t length = batch_add(&batch, 1000000);
    assert_int_equal(batch_gap_ns(&batch, 2, MOST_NS), 50000);
    batch_remove(&batch, length);
    assert_int_equal(batch_gap_ns(&batch, 1, MOST_NS), MOST_NS);
}

static void a_timer_of_any_length_can_be_added_and_removed(void **state)
{
    (void)state;
    struct loop_batch batch = {0};
    const uint64_t lengths[] = {0, 1, 2, 1000, INT64_MAX, UINT64_MAX};
    for (int index = 0; index < 6; index++)
        batch_remove(&batch, batch_add(&batch, lengths[index]));
    assert_int_equal(batch.present, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(before_anything_is_known_nothing_is_held_back),
        cmocka_unit_test(few_short_sleeps_are_late_by_50_microseconds_at_most),
        cmocka_unit_test(a_dense_crowd_waits_for_64_timers_and_no_longer),
        cmocka_unit_test(a_crowd_is_held_back_by_a_millisecond_at_most),
        cmocka_unit_test(long_sleeps_are_held_back_by_a_part_of_their_length),
        cmocka_unit_test(one_short_sleep_among_long_ones_decides),
        cmocka_unit_test(a_timer_of_any_length_can_be_added_and_removed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

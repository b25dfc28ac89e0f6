/* SPDX-License-Identifier: MIT */
/* Events that take turns on a made-up processor: what is believed, what is scaled, and from when. */
#include "counter_group.h"

#include "made_source.h"

static struct counter_group *group_of(const char *const names[], size_t count, bool multiplex)
{
    struct counter_group *group = NULL;
    const struct counter_wish wish = {.names = names, .name_count = count, .multiplex = multiplex};
    made_capacity = 1;
    assert_int_equal(counter_group_open_from(made_sources, MADE_SOURCES, &wish, &group, NULL), 0);
    return group;
}

static void nothing_takes_turns_unasked(void **state)
{
    (void)state;
    struct counter_group *group = group_of((const char *const[]){"A", "B"}, 2, false);
    assert_int_equal(counter_group_event(group, 0)->status, YOKE_COUNTER_OK);
    assert_true(counter_group_event(group, 1)->crowded);
    counter_group_close(group);
}

static void events_beyond_the_counters_take_turns_when_asked(void **state)
{
    (void)state;
    struct counter_group *group = group_of((const char *const[]){"A", "B", "C", "page-faults"}, 4, true);
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(counter_group_event(group, i)->status, YOKE_COUNTER_OK);
    assert_ptr_equal(group->sources[group->choices[0].source], &made_turns);
    assert_ptr_equal(group->sources[group->choices[3].source], &counter_software);
    counter_group_close(group);
}

static void an_event_that_does_not_count_alone_gets_no_turn(void **state)
{
    (void)state;
    made_lost = "B";
    struct counter_group *group = group_of((const char *const[]){"A", "B"}, 2, true);
    made_lost = "";
    assert_int_equal(counter_group_event(group, 0)->status, YOKE_COUNTER_OK);
    assert_int_equal(counter_group_event(group, 1)->status, YOKE_COUNTER_UNAVAILABLE);
    assert_string_equal(counter_group_event(group, 1)->reason, "this processor has none");
    counter_group_close(group);
}

static void a_count_is_scaled_by_the_share_of_time(void **state)
{
    (void)state;
    const struct counter_count earlier = {1000, 10000, 5000}, later = {1600, 14000, 6000};
    assert_int_equal(counter_count_between(&earlier, &later), 2400); /* 600 in 1000 of 4000 ns */
}

static void a_count_without_turns_is_not_scaled(void **state)
{
    (void)state;
    const struct counter_count earlier = {.value = 1000}, later = {.value = 1600};
    assert_int_equal(counter_count_between(&earlier, &later), 600);
}

static void an_event_that_never_had_its_turn_has_no_value(void **state)
{
    (void)state;
    const struct counter_count earlier = {1000, 10000, 5000}, later = {1000, 14000, 5000};
    assert_true(counter_count_between(&earlier, &later) == YOKE_MISSING);
}

static void a_set_that_is_renewed_counts_from_nothing_with_new_times(void **state)
{
    (void)state;
    struct counter_group *group = group_of((const char *const[]){"A"}, 1, true);
    struct counter_set *set;
    struct counter_count count;
    assert_int_equal(counter_set_start(group, &set, NULL), 0);
    made_renewals = 0;
    counter_set_renew(set);
    counter_set_read(set, &count);
    assert_int_equal(made_renewals, 1);
    assert_int_equal(count.value, 1000);
    assert_int_equal(count.enabled_ns, made_enabled_ns);
    assert_int_equal(count.running_ns, made_running_ns);
    counter_set_stop(set);
    counter_group_close(group);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_takes_turns_unasked),
        cmocka_unit_test(events_beyond_the_counters_take_turns_when_asked),
        cmocka_unit_test(an_event_that_does_not_count_alone_gets_no_turn),
        cmocka_unit_test(a_count_is_scaled_by_the_share_of_time),
        cmocka_unit_test(a_count_without_turns_is_not_scaled),
        cmocka_unit_test(an_event_that_never_had_its_turn_has_no_value),
        cmocka_unit_test(a_set_that_is_renewed_counts_from_nothing_with_new_times),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

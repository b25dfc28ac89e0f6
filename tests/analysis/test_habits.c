/* SPDX-License-Identifier: MIT */
#include "fixture.h"

#include <math.h>
#include <string.h>

#include "habits.h"

static uint64_t width_of(const struct yoke_cpus *cpus, const char *rule)
{
    struct recommend_habit habits[HABITS_MOST];
    const size_t count = habits_list(cpus, habits);
    for (size_t i = 0; i < count; i++)
        if (!strcmp(habits[i].rule, rule))
            return habits[i].workers;
    return 0;
}

static void rules_of_python_know_the_mask_since_3_13(void **state)
{
    (void)state;
    const struct yoke_cpus cpus = {.online = 64, .affinity = 8, .cpuset = 8, .quota = NAN};
    assert_int_equal(width_of(&cpus, "cpus"), 64);
    assert_int_equal(width_of(&cpus, "py35"), 320);
    assert_int_equal(width_of(&cpus, "py38"), 32);
    assert_int_equal(width_of(&cpus, "py313"), 12);
    assert_int_equal(width_of(&cpus, "pyprocess"), 8);
}

static void a_quota_is_known_to_java_and_to_go_since_1_25(void **state)
{
    (void)state;
    const struct yoke_cpus cpus = {.online = 16, .affinity = 16, .cpuset = 16, .quota = 2.5};
    assert_int_equal(width_of(&cpus, "go"), 16);
    assert_int_equal(width_of(&cpus, "go125"), 3);
    assert_int_equal(width_of(&cpus, "jdk"), 2);
    assert_int_equal(width_of(&cpus, "openmp"), 16);
    assert_int_equal(width_of(&cpus, "libuv"), 4);
}

static void half_a_processor_leaves_at_least_one_worker(void **state)
{
    (void)state;
    const struct yoke_cpus cpus = {.online = 4, .affinity = 4, .cpuset = 4, .quota = 0.5};
    assert_int_equal(width_of(&cpus, "jdk"), 1);
    assert_int_equal(width_of(&cpus, "go125"), 2);
    const struct yoke_cpus one = {.online = 2, .affinity = 1, .cpuset = 2, .quota = NAN};
    assert_int_equal(width_of(&one, "go125"), 1);
    assert_int_equal(width_of(&one, "jdk"), 1);
}

static void an_unknown_machine_has_no_habits(void **state)
{
    (void)state;
    const struct yoke_cpus cpus = {YOKE_MISSING, YOKE_MISSING, YOKE_MISSING, NAN, YOKE_MISSING, NULL};
    struct recommend_habit habits[HABITS_MOST];
    assert_int_equal(habits_list(&cpus, habits), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rules_of_python_know_the_mask_since_3_13),
        cmocka_unit_test(a_quota_is_known_to_java_and_to_go_since_1_25),
        cmocka_unit_test(half_a_processor_leaves_at_least_one_worker),
        cmocka_unit_test(an_unknown_machine_has_no_habits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

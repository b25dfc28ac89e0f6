/* SPDX-License-Identifier: MIT */
/* What can change while a run goes on, from made-up trees and from the machine at hand. */
#include "conditions.h"

#include "tree.h"

#define POLICY "/sys/devices/system/cpu/cpufreq/policy"

static void machine_write(const char *root)
{
    tree_write(root, POLICY "0/scaling_governor", "performance\n");
    tree_write(root, POLICY "1/scaling_governor", "performance\n");
    tree_write(root, POLICY "0/scaling_max_freq", "2400000\n");
    tree_write(root, POLICY "1/scaling_max_freq", "2400000\n");
    tree_write(root, "/sys/devices/system/cpu/intel_pstate/no_turbo", "1\n");
    tree_write(root, "/sys/devices/system/cpu/smt/active", "0\n");
    tree_write(root, "/sys/devices/system/clocksource/clocksource0/current_clocksource", "tsc\n");
    tree_write(root, "/sys/devices/system/cpu/online", "0-3\n");
    tree_write(root, "/proc/self/status", "Name:\tyoke\nCpus_allowed_list:\t0-2\n");
    tree_write(root, "/proc/self/cgroup", "0::/\n");
    tree_write(root, "/proc/self/mountinfo", "30 20 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n");
    tree_write(root, "/sys/fs/cgroup/cgroup.controllers", "cpu\n");
    tree_write(root, "/sys/fs/cgroup/cpu.max", "150000 100000\n");
}

static void every_condition_is_read_from_its_file(void **state)
{
    struct conditions read;
    machine_write(*state);
    conditions_read(*state, &read);
    assert_string_equal(read.values[CONDITION_GOVERNOR], "performance");
    assert_string_equal(read.values[CONDITION_FREQUENCY_LIMIT], "2400000 kHz");
    assert_string_equal(read.values[CONDITION_TURBO], "off");
    assert_string_equal(read.values[CONDITION_SMT], "off");
    assert_string_equal(read.values[CONDITION_CLOCK], "tsc");
    assert_string_equal(read.values[CONDITION_PROCESSORS], "0-2");
    assert_string_equal(read.values[CONDITION_QUOTA], "1.5 processors");
}

static void a_change_of_one_file_is_a_change_of_one_condition(void **state)
{
    static const struct {
        const char *path, *text;
        enum condition changed;
    } cases[] = {
        {POLICY "1/scaling_governor", "powersave\n", CONDITION_GOVERNOR},
        {POLICY "0/scaling_max_freq", "1200000\n", CONDITION_FREQUENCY_LIMIT},
        {"/sys/devices/system/cpu/intel_pstate/no_turbo", "0\n", CONDITION_TURBO},
        {"/sys/devices/system/cpu/smt/active", "1\n", CONDITION_SMT},
        {"/sys/devices/system/clocksource/clocksource0/current_clocksource", "hpet\n", CONDITION_CLOCK},
        {"/sys/devices/system/cpu/online", "0-1\n", CONDITION_PROCESSORS},
        {"/proc/self/status", "Name:\tyoke\nCpus_allowed_list:\t1-2\n", CONDITION_PROCESSORS},
        {"/sys/fs/cgroup/cpu.max", "max 100000\n", CONDITION_QUOTA},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct conditions before, after;
        machine_write(*state);
        conditions_read(*state, &before);
        tree_write(*state, cases[i].path, cases[i].text);
        conditions_read(*state, &after);
        for (enum condition k = 0; k < CONDITIONS; k++)
            if (condition_same(&before, &after, k) == (k == cases[i].changed))
                fail_msg("%s: %s is \"%s\" and was \"%s\"", cases[i].path, condition_name(k), after.values[k],
                         before.values[k]);
    }
}

static void what_the_kernel_does_not_say_is_empty(void **state)
{
    struct conditions read;
    conditions_read(*state, &read);
    assert_string_equal(read.values[CONDITION_GOVERNOR], "");
    assert_string_equal(read.values[CONDITION_CLOCK], "");
    assert_string_equal(read.values[CONDITION_QUOTA], "none");
}

static void this_machine_reads_the_same_twice(void **state)
{
    (void)state;
    struct conditions first, second;
    conditions_read("", &first);
    conditions_read("", &second);
    assert_true(condition_same(&first, &second, CONDITION_PROCESSORS));
    assert_true(strlen(first.values[CONDITION_PROCESSORS]) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_condition_is_read_from_its_file, tree_make, tree_remove),
        cmocka_unit_test_setup_teardown(a_change_of_one_file_is_a_change_of_one_condition, tree_make, tree_remove),
        cmocka_unit_test_setup_teardown(what_the_kernel_does_not_say_is_empty, tree_make, tree_remove),
        cmocka_unit_test(this_machine_reads_the_same_twice),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

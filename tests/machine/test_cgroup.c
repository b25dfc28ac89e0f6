/* SPDX-License-Identifier: MIT */
/* Control groups, found and read in made-up machines of version 1, version 2, both, and none. */
#include "cgroup.h"

#include <errno.h>
#include <math.h>

#include "tree.h"
#include "yoke/record.h"

#define MOUNTS_V1                                                                                                      \
    "22 27 0:21 / /proc rw,relatime - proc proc rw\n"                                                                  \
    "32 31 0:29 / /sys/fs/cgroup/cpu,cpuacct rw,relatime shared:9 - cgroup cgroup rw,cpu,cpuacct\n"                    \
    "34 31 0:31 / /sys/fs/cgroup/cpuset rw,relatime - cgroup cgroup rw,cpuset\n"
#define MOUNTS_V2 "28 22 0:25 / /sys/fs/cgroup rw,nosuid shared:4 - cgroup2 cgroup2 rw,nsdelegate\n"

static double quota_of(const char *root)
{
    struct cgroup_place place;
    assert_int_equal(cgroup_find(root, "cpu", &place), 0);
    return cgroup_quota(&place);
}

static void a_machine_without_cgroups_has_no_group(void **state)
{
    struct cgroup_place place;
    assert_int_equal(cgroup_find(*state, "cpu", &place), -ENOENT);
}

static void a_group_whose_hierarchy_is_not_mounted_is_not_found(void **state)
{
    struct cgroup_place place;
    tree_write(*state, "/proc/self/cgroup", "0::/\n");
    tree_write(*state, "/proc/self/mountinfo", "22 27 0:21 / /proc rw - proc proc rw\n");
    assert_int_equal(cgroup_find(*state, "cpu", &place), -ENOENT);
}

static void version_1_quota_is_quota_over_period(void **state)
{
    tree_write(*state, "/proc/self/cgroup", "4:memory:/box\n3:cpuset:/\n1:cpu,cpuacct:/box\n0::/\n");
    tree_write(*state, "/proc/self/mountinfo", MOUNTS_V1);
    tree_write(*state, "/sys/fs/cgroup/cpu,cpuacct/box/cpu.cfs_quota_us", "50000\n");
    tree_write(*state, "/sys/fs/cgroup/cpu,cpuacct/box/cpu.cfs_period_us", "100000\n");
    tree_write(*state, "/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us", "-1\n");
    tree_write(*state, "/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_period_us", "100000\n");
    assert_near(quota_of(*state), 0.5, 1e-12);
}

static void version_1_quota_of_minus_one_is_none(void **state)
{
    tree_write(*state, "/proc/self/cgroup", "1:cpu,cpuacct:/\n");
    tree_write(*state, "/proc/self/mountinfo", MOUNTS_V1);
    tree_write(*state, "/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us", "-1\n");
    tree_write(*state, "/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_period_us", "100000\n");
    assert_true(isnan(quota_of(*state)));
}

static void version_2_quota_is_read_from_cpu_max(void **state)
{
    tree_write(*state, "/proc/self/cgroup", "0::/user.slice/one.scope\n");
    tree_write(*state, "/proc/self/mountinfo", MOUNTS_V2);
    tree_write(*state, "/sys/fs/cgroup/user.slice/one.scope/cpu.max", "250000 100000\n");
    assert_near(quota_of(*state), 2.5, 1e-12);
}

static void version_2_max_is_no_quota(void **state)
{
    tree_write(*state, "/proc/self/cgroup", "0::/one\n");
    tree_write(*state, "/proc/self/mountinfo", MOUNTS_V2);
    tree_write(*state, "/sys/fs/cgroup/one/cpu.max", "max 100000\n");
    assert_true(isnan(quota_of(*state)));
}

static void the_tightest_quota_of_nested_groups_holds(void **state)
{
    tree_write(*state, "/proc/self/cgroup", "0::/a/b/c\n");
    tree_write(*state, "/proc/self/mountinfo", MOUNTS_V2);
    tree_write(*state, "/sys/fs/cgroup/a/cpu.max", "400000 100000\n");
    tree_write(*state, "/sys/fs/cgroup/a/b/cpu.max", "150000 100000\n");
    tree_write(*state, "/sys/fs/cgroup/a/b/c/cpu.max", "max 100000\n");
    assert_near(quota_of(*state), 1.5, 1e-12);
}

static void in_a_container_the_mount_shows_the_own_group_as_its_top(void **state)
{
    tree_write(*state, "/proc/self/cgroup", "1:cpu,cpuacct:/docker/0123abc\n");
    tree_write(*state, "/proc/self/mountinfo",
               "32 31 0:29 /docker/0123abc /sys/fs/cgroup/cpu ro - cgroup cgroup rw,cpu,cpuacct\n");
    tree_write(*state, "/sys/fs/cgroup/cpu/cpu.cfs_quota_us", "200000\n");
    tree_write(*state, "/sys/fs/cgroup/cpu/cpu.cfs_period_us", "100000\n");
    assert_near(quota_of(*state), 2.0, 1e-12);
}

static void a_group_outside_of_the_mount_falls_back_to_its_top(void **state)
{
    tree_write(*state, "/proc/self/cgroup", "0::/../other\n");
    tree_write(*state, "/proc/self/mountinfo", MOUNTS_V2);
    tree_write(*state, "/sys/fs/cgroup/cpu.max", "300000 100000\n");
    assert_near(quota_of(*state), 3.0, 1e-12);
}

static void a_controller_of_version_1_wins_over_the_unified_line(void **state)
{
    struct cgroup_place place;
    tree_write(*state, "/proc/self/cgroup", "0::/unified\n1:cpu,cpuacct:/legacy\n");
    tree_write(*state, "/proc/self/mountinfo", MOUNTS_V1 MOUNTS_V2);
    assert_int_equal(cgroup_find(*state, "cpu", &place), 0);
    assert_int_equal(place.version, 1);
    assert_string_equal(place.path, "/legacy");
}

static void cpuacct_alone_is_not_cpu(void **state)
{
    struct cgroup_place place;
    tree_write(*state, "/proc/self/cgroup", "2:cpuacct:/x\n");
    tree_write(*state, "/proc/self/mountinfo", "1 2 0:3 / /sys/fs/cgroup/cpuacct rw - cgroup cgroup rw,cpuacct\n");
    assert_int_equal(cgroup_find(*state, "cpu", &place), -ENOENT);
}

static void the_cpuset_is_counted_in_both_versions(void **state)
{
    struct cgroup_place place;
    tree_write(*state, "/proc/self/mountinfo", MOUNTS_V1 MOUNTS_V2);
    tree_write(*state, "/proc/self/cgroup", "3:cpuset:/half\n");
    tree_write(*state, "/sys/fs/cgroup/cpuset/half/cpuset.effective_cpus", "0-3,8\n");
    assert_int_equal(cgroup_find(*state, "cpuset", &place), 0);
    assert_int_equal(cgroup_cpuset_count(&place), 5);

    tree_write(*state, "/proc/self/cgroup", "0::/deep/down\n");
    tree_write(*state, "/sys/fs/cgroup/deep/cpuset.cpus.effective", "2-4\n"); /* "down" has no such controller */
    assert_int_equal(cgroup_find(*state, "cpuset", &place), 0);
    assert_int_equal(cgroup_cpuset_count(&place), 3);
}

static void a_group_without_a_cpuset_file_has_no_count(void **state)
{
    struct cgroup_place place;
    tree_write(*state, "/proc/self/mountinfo", MOUNTS_V2);
    tree_write(*state, "/proc/self/cgroup", "0::/\n");
    assert_int_equal(cgroup_find(*state, "cpuset", &place), 0);
    assert_true(cgroup_cpuset_count(&place) == YOKE_MISSING);
}

static void throttling_is_nanoseconds_in_version_1_and_microseconds_in_version_2(void **state)
{
    struct cgroup_place place;
    struct cgroup_throttling throttling;
    tree_write(*state, "/proc/self/mountinfo", MOUNTS_V1 MOUNTS_V2);
    tree_write(*state, "/proc/self/cgroup", "1:cpu,cpuacct:/box\n");
    tree_write(*state, "/sys/fs/cgroup/cpu,cpuacct/box/cpu.stat",
               "nr_periods 11\nnr_throttled 10\nthrottled_time 437000123\n");
    assert_int_equal(cgroup_find(*state, "cpu", &place), 0);
    cgroup_read_throttling(&place, &throttling);
    assert_int_equal(throttling.throttled_ns, 437000123);
    assert_int_equal(throttling.periods, 10);

    tree_write(*state, "/proc/self/cgroup", "0::/box/inner\n");
    tree_write(*state, "/sys/fs/cgroup/box/cpu.stat",
               "usage_usec 9\nnr_periods 14\nnr_throttled 13\nthrottled_usec 437\n");
    tree_write(*state, "/sys/fs/cgroup/box/inner/cpu.stat",
               "usage_usec 9\nnr_periods 4\nnr_throttled 1\nthrottled_usec 3\n");
    assert_int_equal(cgroup_find(*state, "cpu", &place), 0);
    cgroup_read_throttling(&place, &throttling);
    assert_int_equal(throttling.throttled_ns, 440000);
    assert_int_equal(throttling.periods, 14);
}

static void the_topmost_group_of_version_2_keeps_no_books_of_throttling(void **state)
{
    struct cgroup_place place;
    struct cgroup_throttling throttling;
    tree_write(*state, "/proc/self/mountinfo", MOUNTS_V2);
    tree_write(*state, "/proc/self/cgroup", "0::/\n");
    tree_write(*state, "/sys/fs/cgroup/cpu.stat", "usage_usec 9000\nuser_usec 5000\nsystem_usec 4000\n");
    assert_int_equal(cgroup_find(*state, "cpu", &place), 0);
    cgroup_read_throttling(&place, &throttling);
    assert_true(throttling.throttled_ns == YOKE_MISSING);
    assert_true(throttling.periods == YOKE_MISSING);
}

#define IN_TREE(test) cmocka_unit_test_setup_teardown(test, tree_make, tree_remove)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_TREE(a_machine_without_cgroups_has_no_group),
        IN_TREE(a_group_whose_hierarchy_is_not_mounted_is_not_found),
        IN_TREE(version_1_quota_is_quota_over_period),
        IN_TREE(version_1_quota_of_minus_one_is_none),
        IN_TREE(version_2_quota_is_read_from_cpu_max),
        IN_TREE(version_2_max_is_no_quota),
        IN_TREE(the_tightest_quota_of_nested_groups_holds),
        IN_TREE(in_a_container_the_mount_shows_the_own_group_as_its_top),
        IN_TREE(a_group_outside_of_the_mount_falls_back_to_its_top),
        IN_TREE(a_controller_of_version_1_wins_over_the_unified_line),
        IN_TREE(cpuacct_alone_is_not_cpu),
        IN_TREE(the_cpuset_is_counted_in_both_versions),
        IN_TREE(a_group_without_a_cpuset_file_has_no_count),
        IN_TREE(throttling_is_nanoseconds_in_version_1_and_microseconds_in_version_2),
        IN_TREE(the_topmost_group_of_version_2_keeps_no_books_of_throttling),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

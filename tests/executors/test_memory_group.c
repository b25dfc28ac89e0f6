/* SPDX-License-Identifier: MIT */
/* What control groups say of memory, from files made by hand. */
#include "fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "memory_group.h"

static char root[] = "/tmp/yoke-memory-group-XXXXXX";

static void file_write(const char *path, const char *text)
{
    char file[512];
    snprintf(file, sizeof file, "%s%s", root, path);
    for (char *slash = strchr(file + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        mkdir(file, 0700);
        *slash = '/';
    }
    FILE *stream = fopen(file, "w");
    assert_non_null(stream);
    fputs(text, stream);
    assert_int_equal(fclose(stream), 0);
}

static int root_make(void **state)
{
    (void)state;
    strcpy(root + sizeof root - 7, "XXXXXX");
    return mkdtemp(root) ? 0 : -1;
}

static int root_remove(void **state)
{
    (void)state;
    char command[64];
    snprintf(command, sizeof command, "rm -r %s", root);
    return system(command);
}

static void without_groups_there_is_no_limit_and_no_kill(void **state)
{
    (void)state;
    assert_true(memory_group_limit(root) == UINT64_MAX);
    assert_int_equal(memory_group_kills(root), 0);
}

static void the_tightest_limit_on_the_way_up_counts(void **state)
{
    (void)state;
    file_write("/proc/self/cgroup", "0::/a/b\n");
    file_write("/sys/fs/cgroup/a/b/memory.max", "max\n");
    assert_true(memory_group_limit(root) == UINT64_MAX);
    file_write("/sys/fs/cgroup/a/memory.max", "500000\n");
    assert_int_equal(memory_group_limit(root), 500000);
    file_write("/sys/fs/cgroup/a/b/memory.max", "700000\n");
    assert_int_equal(memory_group_limit(root), 500000);
    file_write("/sys/fs/cgroup/a/b/memory.max", "0\n");
    assert_int_equal(memory_group_limit(root), 0);
}

static void the_first_version_is_read_among_other_controllers(void **state)
{
    (void)state;
    file_write("/proc/self/cgroup", "8:pids:/x\n4:memory:/x/y\n1:cpu:/\n");
    file_write("/sys/fs/cgroup/memory/x/y/memory.limit_in_bytes", "4096\n");
    file_write("/sys/fs/cgroup/memory/x/y/memory.oom_control", "oom_kill_disable 0\nunder_oom 0\noom_kill 3\n");
    assert_int_equal(memory_group_limit(root), 4096);
    assert_int_equal(memory_group_kills(root), 3);
}

static void a_container_that_sees_its_group_as_the_root_finds_the_limit_there(void **state)
{
    (void)state;
    file_write("/proc/self/cgroup", "0::/outside/name\n");
    file_write("/sys/fs/cgroup/memory.max", "1000000\n");
    assert_int_equal(memory_group_limit(root), 1000000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(without_groups_there_is_no_limit_and_no_kill, root_make, root_remove),
        cmocka_unit_test_setup_teardown(the_tightest_limit_on_the_way_up_counts, root_make, root_remove),
        cmocka_unit_test_setup_teardown(the_first_version_is_read_among_other_controllers, root_make, root_remove),
        cmocka_unit_test_setup_teardown(a_container_that_sees_its_group_as_the_root_finds_the_limit_there, root_make,
                                        root_remove),
    };
    return cmocka_run_group_tests_name("memory group", tests, NULL, NULL);
}

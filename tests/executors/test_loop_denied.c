/* SPDX-License-Identifier: MIT */
/* The whole suite again where io_uring is denied: the test programs beside this one are run under a seccomp filter,
 * with the order that what they choose by themselves must be epoll. */
#include "fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "loop_denied.h"

/* Exit status of a child that could not install the filter. */
enum { NO_FILTER = 99 };

/* The path of a program in this one's folder. */
static void sibling_path(const char *name, char path[], size_t bytes)
{
    ssize_t length = readlink("/proc/self/exe", path, bytes - 1);
    assert_true(length > 0);
    path[length] = '\0';
    char *slash = strrchr(path, '/');
    assert_non_null(slash);
    snprintf(slash + 1, bytes - (size_t)(slash + 1 - path), "%s", name);
}

static void run_denied(const char *name)
{
    char path[4096];
    sibling_path(name, path, sizeof path);
    fflush(NULL);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        setenv("YOKE_TEST_CHOSEN_DRIVER", "epoll", 1);
        if (syscalls_deny(SYS_URING_SETUP, SYS_URING_REGISTER))
            _exit(NO_FILTER);
        execl(path, name, NULL);
        _exit(127);
    }
    int status = -1;
    assert_int_equal(waitpid(child, &status, 0), child);
    if (WIFEXITED(status) && WEXITSTATUS(status) == NO_FILTER) {
        print_message("no seccomp filter can be installed here\n");
        skip();
    }
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
}

static void loops_serve_sockets_without_io_uring(void **state)
{
    (void)state;
    run_denied("test_loop_sockets");
}

static void loops_serve_files_without_io_uring(void **state)
{
    (void)state;
    run_denied("test_loop_files");
}

static void loops_work_with_threads_without_io_uring(void **state)
{
    (void)state;
    run_denied("test_loop_threads");
}

static void the_executor_works_without_io_uring(void **state)
{
    (void)state;
    run_denied("test_coop");
}

static void the_executor_draws_from_sources_without_io_uring(void **state)
{
    (void)state;
    run_denied("test_coop_source");
}

static void the_executor_keeps_every_promise_without_io_uring(void **state)
{
    (void)state;
    run_denied("test_executor_contract");
}

static void both_forms_of_the_io_table_agree_without_io_uring(void **state)
{
    (void)state;
    run_denied("test_coop_differential");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(loops_serve_sockets_without_io_uring),
        cmocka_unit_test(loops_serve_files_without_io_uring),
        cmocka_unit_test(loops_work_with_threads_without_io_uring),
        cmocka_unit_test(the_executor_works_without_io_uring),
        cmocka_unit_test(the_executor_draws_from_sources_without_io_uring),
        cmocka_unit_test(the_executor_keeps_every_promise_without_io_uring),
        cmocka_unit_test(both_forms_of_the_io_table_agree_without_io_uring),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT */
/* A real child process: heard line by line, and ended with everything it left behind. */
#include "child.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "clock.h"
#include "fixture.h"

enum { DESCRIPTOR = 3 };

/* Far longer than any of this takes; only a hang reaches it. */
static const uint64_t PATIENCE_NS = 20000000000;

static uint64_t patience(void)
{
    return clock_now_ns() + PATIENCE_NS;
}

static struct child shell_start(const char *script, const struct yoke_setting *settings)
{
    struct child child;
    struct yoke_error error = {0};
    char shell[] = "/bin/sh", option[] = "-c", *text = strdup(script);
    char *const argv[] = {shell, option, text, NULL};
    if (child_start(&child, argv, settings, DESCRIPTOR, &error))
        fail_msg("%s", error.text);
    free(text);
    return child;
}

static void lines_come_one_by_one_and_then_the_end(void **state)
{
    (void)state;
    char *line = NULL;
    struct child child = shell_start("printf 'one\\ntw' >&3; printf 'o\\n\\nrest' >&3", NULL);
    assert_int_equal(child_read(&child, patience(), &line), CHILD_LINE);
    assert_string_equal(line, "one");
    assert_int_equal(child_read(&child, patience(), &line), CHILD_LINE);
    assert_string_equal(line, "two");
    assert_int_equal(child_read(&child, patience(), &line), CHILD_LINE);
    assert_string_equal(line, "");
    assert_int_equal(child_read(&child, patience(), &line), CHILD_END);
    const int status = child_finish(&child, patience());
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

static void the_wait_status_tells_how_it_ended(void **state)
{
    (void)state;
    char *line = NULL;
    struct child child = shell_start("exit 7", NULL);
    assert_int_equal(child_read(&child, patience(), &line), CHILD_END);
    assert_int_equal(WEXITSTATUS(child_finish(&child, patience())), 7);
    child = shell_start("kill -SEGV $$", NULL);
    assert_int_equal(child_read(&child, patience(), &line), CHILD_END);
    assert_int_equal(WTERMSIG(child_finish(&child, patience())), SIGSEGV);
}

static void a_silent_child_meets_the_deadline_and_is_ended(void **state)
{
    (void)state;
    char *line = NULL;
    struct child child = shell_start("sleep 1000", NULL);
    const pid_t pid = child.pid;
    assert_int_equal(child_read(&child, clock_now_ns() + 1000000, &line), CHILD_DEADLINE);
    assert_int_equal(child_finish(&child, 0), -1);
    assert_int_equal(kill(pid, 0), -1);
}

static void a_line_without_end_is_garbage(void **state)
{
    (void)state;
    char *line = NULL;
    struct child child = shell_start("exec cat /dev/zero | tr '\\0' x >&3", NULL);
    assert_int_equal(child_read(&child, patience(), &line), CHILD_GARBAGE);
    child_finish(&child, 0);
}

static void a_line_with_a_nul_is_garbage(void **state)
{
    (void)state;
    char *line = NULL;
    struct child child = shell_start("printf 'a\\0b\\n' >&3; sleep 1000", NULL);
    assert_int_equal(child_read(&child, patience(), &line), CHILD_GARBAGE);
    child_finish(&child, 0);
}

static void settings_replace_what_the_environment_says(void **state)
{
    (void)state;
    char *line = NULL;
    const struct yoke_setting settings[] = {{"YOKE_TEST_A", "new"}, {"YOKE_TEST_B", "b"}, {NULL, NULL}};
    setenv("YOKE_TEST_A", "old", 1);
    setenv("YOKE_TEST_AB", "kept", 1);
    struct child child = shell_start("echo $YOKE_TEST_A $YOKE_TEST_B $YOKE_TEST_AB >&3", settings);
    assert_int_equal(child_read(&child, patience(), &line), CHILD_LINE);
    assert_string_equal(line, "new b kept");
    child_finish(&child, patience());
}

static void standard_input_is_empty(void **state)
{
    (void)state;
    char *line = NULL;
    struct child child = shell_start("wc -c >&3", NULL);
    assert_int_equal(child_read(&child, patience(), &line), CHILD_LINE);
    assert_int_equal(atoi(line), 0);
    child_finish(&child, patience());
}

static void what_left_the_process_group_is_ended_too(void **state)
{
    (void)state;
    char *line = NULL;
    child_adopt_orphans();
    struct child child = shell_start("setsid sh -c 'echo $$ >&3; exec sleep 1000' & wait", NULL);
    assert_int_equal(child_read(&child, patience(), &line), CHILD_LINE);
    const pid_t stray = atoi(line);
    assert_true(stray > 1 && !kill(stray, 0));
    child_finish(&child, 0);
    assert_int_equal(kill(stray, 0), -1);
    assert_int_equal(errno, ESRCH);
    assert_int_equal(waitpid(-1, NULL, WNOHANG), 0); /* nobody is to be buried: the warden alone is left, and lives */
}

static void the_end_of_one_is_not_that_of_the_other(void **state)
{
    (void)state;
    char *line = NULL;
    child_adopt_orphans();
    struct child one = shell_start("read word <&3; exit 5", NULL);
    struct child other = shell_start("read word <&3; exit 6", NULL);
    assert_int_equal(child_finish(&one, 0), -1);
    assert_int_equal(kill(other.pid, 0), 0);
    assert_int_equal(write(other.descriptor, "go\n", 3), 3);
    assert_int_equal(child_read(&other, patience(), &line), CHILD_END);
    assert_int_equal(WEXITSTATUS(child_finish(&other, patience())), 6);
}

static void a_program_that_is_not_there_is_heard_as_an_exit(void **state)
{
    (void)state;
    struct child child;
    struct yoke_error error = {0};
    char path[] = "/no/such/program", *line = NULL;
    char *const argv[] = {path, NULL};
    assert_int_equal(child_start(&child, argv, NULL, DESCRIPTOR, &error), 0);
    assert_int_equal(child_read(&child, patience(), &line), CHILD_END);
    assert_int_equal(WEXITSTATUS(child_finish(&child, patience())), 127);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_come_one_by_one_and_then_the_end),
        cmocka_unit_test(the_wait_status_tells_how_it_ended),
        cmocka_unit_test(a_silent_child_meets_the_deadline_and_is_ended),
        cmocka_unit_test(a_line_without_end_is_garbage),
        cmocka_unit_test(a_line_with_a_nul_is_garbage),
        cmocka_unit_test(settings_replace_what_the_environment_says),
        cmocka_unit_test(standard_input_is_empty),
        cmocka_unit_test(what_left_the_process_group_is_ended_too),
        cmocka_unit_test(the_end_of_one_is_not_that_of_the_other),
        cmocka_unit_test(a_program_that_is_not_there_is_heard_as_an_exit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

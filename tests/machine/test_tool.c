/* SPDX-License-Identifier: MIT */
/* Asking a program for its version: one that answers, one that fails, one that hangs, and one that is not there. */
#include "tool.h"

#include <errno.h>
#include <sys/stat.h>

#include "tree.h"

enum { PLENTY_MS = 60000, SOON_MS = 50 };

/* Puts a shell script on PATH. */
static void script(const char *root, const char *name, const char *text)
{
    char path[2 * TREE_PATH_BYTES];
    tree_write(root, name, text);
    snprintf(path, sizeof path, "%s%s", root, name);
    assert_int_equal(chmod(path, 0755), 0);
    snprintf(path, sizeof path, "%s:/bin:/usr/bin", root);
    assert_int_equal(setenv("PATH", path, 1), 0);
}

static void the_first_line_of_the_answer_is_kept(void **state)
{
    char line[32];
    script(*state, "/painter", "#!/bin/sh\necho noise >&2\necho painter 5.4 $1\necho more\n");
    assert_int_equal(tool_ask("painter", "--version", PLENTY_MS, line, sizeof line), 0);
    assert_string_equal(line, "painter 5.4 --version");
}

static void a_long_answer_is_cut(void **state)
{
    char line[8];
    script(*state, "/talker", "#!/bin/sh\nfor i in 1 2 3 4 5 6 7 8 9; do echo 0123456789; done\n");
    assert_int_equal(tool_ask("talker", "", PLENTY_MS, line, sizeof line), 0);
    assert_string_equal(line, "0123456");
}

static void a_program_that_is_not_there_is_not_found(void **state)
{
    (void)state;
    char line[32];
    assert_int_equal(tool_ask("no-such-program-as-this", "--version", PLENTY_MS, line, sizeof line), -ENOENT);
}

static void a_program_that_fails_or_says_nothing_is_no_answer(void **state)
{
    char line[32];
    script(*state, "/failing", "#!/bin/sh\necho 1.0\nexit 3\n");
    assert_int_equal(tool_ask("failing", "--version", PLENTY_MS, line, sizeof line), -EIO);
    script(*state, "/silent", "#!/bin/sh\nexit 0\n");
    assert_int_equal(tool_ask("silent", "--version", PLENTY_MS, line, sizeof line), -EIO);
}

static void a_program_that_hangs_is_ended(void **state)
{
    char line[32];
    script(*state, "/hanging", "#!/bin/sh\nexec sleep 1000\n");
    assert_int_equal(tool_ask("hanging", "--version", SOON_MS, line, sizeof line), -ETIME);
    script(*state, "/mute", "#!/bin/sh\nexec sleep 1000 >/dev/null\n"); /* its output ends, it does not */
    assert_int_equal(tool_ask("mute", "--version", SOON_MS, line, sizeof line), -ETIME);
}

#define IN_TREE(test) cmocka_unit_test_setup_teardown(test, tree_make, tree_remove)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_TREE(the_first_line_of_the_answer_is_kept),
        IN_TREE(a_long_answer_is_cut),
        cmocka_unit_test(a_program_that_is_not_there_is_not_found),
        IN_TREE(a_program_that_fails_or_says_nothing_is_no_answer),
        IN_TREE(a_program_that_hangs_is_ended),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

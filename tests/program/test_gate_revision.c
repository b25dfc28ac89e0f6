/* SPDX-License-Identifier: MIT */
/* Sides that are revisions of a repository made here: built apart, once, and nothing of it left that git would know. */
#include "program.h"

/* A repository with a script that is "compiled"; its second commit fails when it runs. Whatever is built says so in ./built. */
#define REPOSITORY                                                                                                    \
    "export HERE=$PWD XDG_CACHE_HOME=$PWD/cache GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1; "                  \
    "export GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@b GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@b; mkdir -p repo/sub; cd repo/sub; " \
    "git init -q ..; printf 'echo \"$(basename \"$PWD\") old $*\" >>$HERE/log\\n' >prog.in; echo prog >../.gitignore; "  \
    "git add -A ..; git commit -qm one; printf 'echo \"new $*\" >>$HERE/log; exit 4\\n' >prog.in; git commit -qam two; "
#define ENTER                                                                                                         \
    "export HERE=$PWD XDG_CACHE_HOME=$PWD/cache; cd repo/sub; "
#define BUILD "(echo \\#!/bin/sh; cat prog.in) >prog; chmod +x prog; echo $PWD >>$HERE/built"
#define FEW " -e serial --tasks 1 --iterations 1 --quiet "
#define GATE YOKE " gate --build '" BUILD "'" FEW
#define LEFT "git worktree list | wc -l; find $HERE/cache -name tree -o -name '*.aside' | wc -l; "

static void a_revision_is_built_apart_once_and_git_knows_nothing_of_it(void **state)
{
    (void)state;
    struct program program;
    program_begin(&program);
    program_run(&program, REPOSITORY BUILD "; : >$HERE/built; " GATE "--base-ref HEAD~1 --candidate './prog x' -o $HERE/one");
    program_expect_exit(&program, 1);
    program_expect(program.out, "base HEAD~1 (");
    program_expect(program.out, "candidate: command: task 0, ./prog, ended with exit status 4");
    program_run(&program, ENTER GATE "--base-ref HEAD~1 --base './prog y' -o $HERE/two");
    program_expect_exit(&program, 1);
    program_run(&program, ENTER LEFT "wc -l <$HERE/built; git status --short; grep -c old $HERE/log >/dev/null; sort -u $HERE/log");
    assert_non_null(strstr(program.out, "1\n1\n1\n")); /* one worktree: the user's; one tree in the cache; one build */
    program_expect(program.out, "new x\nnew y\n");
    program_end(&program);
}

static void a_command_runs_where_the_user_stands_in_that_revision(void **state)
{
    (void)state;
    struct program program;
    program_begin(&program);
    program_run(&program, REPOSITORY GATE "--base-ref HEAD~1 --candidate-ref HEAD~1 --base './prog x' --budget 30s -o $HERE/out");
    program_run(&program, "sort -u log; wc -l <built");
    assert_string_equal(program.out, "sub old x\n1\n");
    program_end(&program);
}

static void a_program_of_the_library_finds_itself_in_the_revision(void **state)
{
    (void)state;
    struct program program;
    program_begin(&program);
    program_run(&program, REPOSITORY "cp " YOKE_WORSE " prog; ./prog gate lies -e serial --tasks 8 --iterations 1 --quiet --base-ref HEAD~1 --build 'cp " YOKE_FAULTY
                          " prog' -o $HERE/out");
    program_expect_exit(&program, 1);
    program_expect(program.out, "candidate: wrong answer: task 3");
    program_end(&program);
}

static void what_does_not_build_exits_1_with_the_end_of_its_output(void **state)
{
    (void)state;
    struct program program;
    program_begin(&program);
    program_run(&program, REPOSITORY BUILD "; " YOKE " gate --candidate './prog x' --base-ref HEAD --build 'echo no such compiler >&2; "
                          "exit 9' -o $HERE/out" FEW "; status=$?; " LEFT "ls $HERE/out $HERE/log 2>/dev/null; exit $status");
    program_expect_exit(&program, 1);
    program_expect(program.err, "  | no such compiler\n");
    program_expect(program.err, "does not build: \"echo no such compiler");
    program_expect(program.err, "ended with exit status 9; all it said is in ");
    assert_string_equal(program.out, "1\n0\n");
    program_end(&program);
}

/* Waits until the build runs. */
#define STUCK " gate --candidate './prog x' --base-ref HEAD --build 'echo $$ >$HERE/pid; exec sleep 1000' -o $HERE/out" FEW
#define AFTER_START PROGRAM_AWAIT("[ -s $HERE/pid ]")

/* Waits until the build runs no more; one that is dead and that nobody has buried yet does not count. */
#define BUILD_LIVES "ps -o stat= -p $(cat $HERE/pid) | grep -q '^[^Z]'"
#define AFTER_END PROGRAM_AWAIT("! " BUILD_LIVES) BUILD_LIVES " && echo alive; "

static void ctrl_c_while_building_leaves_nothing(void **state)
{
    (void)state;
    struct program program;
    program_begin(&program);
    program_run(&program, REPOSITORY BUILD "; set -m; env --default-signal=INT " YOKE STUCK "& gate=$!; " AFTER_START
                          "kill -INT $gate; wait $gate; status=$?; " LEFT "ls -A $HERE/cache/yoke/builds | grep -v lock; "
                          "kill -0 $(cat $HERE/pid) 2>/dev/null && echo alive; exit $status");
    program_expect_exit(&program, 130);
    program_expect(program.err, "interrupted while building HEAD");
    assert_string_equal(program.out, "1\n0\n");
    program_end(&program);
}

static void a_killed_gate_ends_its_build_and_the_next_clears_what_it_left(void **state)
{
    (void)state;
    struct program program;
    program_begin(&program);
    program_run(&program, REPOSITORY BUILD "; set -m; " YOKE STUCK "& gate=$!; " AFTER_START "kill -KILL $gate; wait $gate; " AFTER_END
                          "git worktree list | wc -l; "
                          "rm $HERE/pid; env --default-signal=INT " YOKE STUCK "& gate=$!; " AFTER_START
                          "kill -INT $gate; wait $gate; " LEFT);
    assert_string_equal(program.out, "2\n1\n0\n");
    program_end(&program);
}

static void two_gates_at_once_build_a_revision_once(void **state)
{
    (void)state;
    struct program program;
    program_begin(&program);
    program_run(&program, REPOSITORY BUILD "; : >$HERE/built; for i in 1 2 3; do " GATE
                          "--base-ref HEAD --candidate './prog x' -o $HERE/$i >/dev/null & done; wait; wc -l <$HERE/built; " LEFT);
    assert_string_equal(program.out, "1\n1\n1\n");
    program_end(&program);
}

static void the_cache_keeps_the_eight_used_last(void **state)
{
    (void)state;
    struct program program;
    program_begin(&program);
    program_run(&program, REPOSITORY BUILD "; for i in 1 2 3 4 5 6 7 8 9 10; do " YOKE " gate --base-ref HEAD --candidate ./prog -o $HERE/$i "
                          "--build '" BUILD "; : '$i" FEW ">/dev/null; done; git worktree list | wc -l; cd $HERE/cache/yoke/builds; "
                          "ls -d *.lock | wc -l; ls -d */tree | wc -l");
    assert_string_equal(program.out, "1\n8\n8\n");
    program_end(&program);
}

static void what_names_no_revision_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *arguments, *says;
    } cases[] = {
        {"--base-ref nowhere --candidate ./prog", "this repository has no commit \"nowhere\": fetch it first"},
        {"--base-ref=--all --candidate ./prog", "this repository has no commit \"--all\""},
        {"--base ./prog --candidate ./prog --build make", "--build builds revisions: name one with --base-ref"},
        {"--base-ref HEAD --control --candidate-ref HEAD --base ./prog", "leave out --candidate-ref"},
        {"spin --base-ref HEAD", "does not lie below"},
        {"--base-ref HEAD --candidate './prog'", "No such file"},
    };
    struct program program;
    program_begin(&program);
    program_run(&program, REPOSITORY BUILD);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char script[1024];
        snprintf(script, sizeof script, ENTER YOKE " gate -o $HERE/out %s" FEW "; status=$?; ls $HERE/out $HERE/log 2>/dev/null; exit $status",
                 cases[i].arguments);
        program_run(&program, script);
        program_expect_exit(&program, 2);
        program_expect(program.err, cases[i].says);
        assert_string_equal(program.out, "");
    }
    program_run(&program, "export XDG_CACHE_HOME=$PWD/cache GIT_CEILING_DIRECTORIES=/tmp; " YOKE " gate --base-ref HEAD --base true" FEW);
    program_expect_exit(&program, 2);
    program_expect(program.err, "is in no working tree of git");
    program_end(&program);
}

int main(void)
{
    if (system("git --version >/dev/null 2>&1")) {
        print_message("skipped: there is no git here\n");
        return 77;
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_revision_is_built_apart_once_and_git_knows_nothing_of_it),
        cmocka_unit_test(a_command_runs_where_the_user_stands_in_that_revision),
        cmocka_unit_test(a_program_of_the_library_finds_itself_in_the_revision),
        cmocka_unit_test(what_does_not_build_exits_1_with_the_end_of_its_output),
        cmocka_unit_test(ctrl_c_while_building_leaves_nothing),
        cmocka_unit_test(a_killed_gate_ends_its_build_and_the_next_clears_what_it_left),
        cmocka_unit_test(two_gates_at_once_build_a_revision_once),
        cmocka_unit_test(the_cache_keeps_the_eight_used_last),
        cmocka_unit_test(what_names_no_revision_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

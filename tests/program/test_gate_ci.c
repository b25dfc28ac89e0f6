/* SPDX-License-Identifier: MIT */
/* The gate as CI and git use it: the script of examples/ci, and a search for the commit that made it slower. */
#include <stdbool.h>

#include "program.h"

/* A repository whose script counts to the number in ./steps; `git` is nobody's, and nothing is cached at home. */
#define REPOSITORY                                                                                                    \
    "export HERE=$PWD YOKE=" YOKE " XDG_CACHE_HOME=$PWD/cache GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1; "    \
    "export GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@b GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@b; "                    \
    "mkdir repo; cd repo; git init -q -b main .; printf '/prog\\n/gate\\n/results\\n' >.gitignore; "                  \
    "printf '(echo \"#!/bin/sh\"; echo \"i=0; while [ \\\\$i -lt $(cat steps) ]; do i=\\\\$((i+1)); done\") >prog; chmod +x prog\\n' >build; "
#define COMMIT(name, steps) "echo " steps " >steps; git add -A; git commit -qm " name "; git tag " name "; "
#define FEW " -e serial --tasks 1 --iterations 1 --quiet"

static bool machine_is_unfit(const struct program *program, int expected)
{
    const bool unfit = program->exit != expected && (strstr(program->out, "rejected") || strstr(program->out, "inconclusive"));
    if (unfit)
        print_message("skipped: this machine disturbs nearly every pair just now\n");
    return unfit;
}

/* Ten times the work is slower by more than half whatever the machine does; the commit in the middle, where the search begins, does not build. */
static void git_bisect_run_finds_the_commit_that_made_it_slower(void **state)
{
    (void)state;
    struct program program;
    program_begin(&program);
    program_run(&program, REPOSITORY COMMIT("c0", "2000") COMMIT("c1", "2001") COMMIT("c2", "2002")
                          "cp build keep; echo 'echo broken >&2; exit 1' >build; " COMMIT("c3", "2003") "mv keep build; "
                          COMMIT("c4", "2004") COMMIT("c5", "40000") COMMIT("c6", "40001")
                          "git bisect start c6 c0 >/dev/null; git bisect run " YOKE " gate --bisect --base-ref c0 --candidate-ref HEAD "
                          "--build 'sh ./build' --base ./prog --metric cpu --tolerance 50%" FEW " >$HERE/said; status=$?; cat $HERE/said; echo; "
                          "git log -1 --format=%s refs/bisect/bad; git for-each-ref --format='%(subject)' 'refs/bisect/skip*' | grep -x c3; "
                          "git worktree list | wc -l; exit $status");
    if (machine_is_unfit(&program, 0)) {
        program_end(&program);
        skip();
    }
    program_expect_exit(&program, 0);
    program_expect(program.out, "is the first bad commit");
    program_expect(program.out, "\nc5\nc3\n1\n"); /* what does not build was skipped, and only the user's working tree is left */
    program_end(&program);
}

static void the_example_script_passes_on_what_the_gate_says(void **state)
{
    (void)state;
    struct program program;
    program_begin(&program);
    program_run(&program, REPOSITORY COMMIT("before", "2000") "git checkout -q -b change; " COMMIT("after", "40000")
                          "export GATE_BUILD='sh ./build' GATE_BENCH=./prog GITHUB_ACTIONS=true GITHUB_STEP_SUMMARY=$HERE/summary; "
                          "sh " PROJECT_FOLDER "/examples/ci/gate.sh main");
    if (machine_is_unfit(&program, 3)) {
        program_end(&program);
        skip();
    }
    program_expect_exit(&program, 3);
    program_expect(program.err, "gate.sh: slower, proven");
    program_expect(program.err, "::error title=yoke gate::Gate failed");
    program_run(&program, "ls repo/gate/junit.xml repo/gate/result.json; grep -c 'Gate failed' summary");
    assert_string_equal(program.out, "repo/gate/junit.xml\nrepo/gate/result.json\n1\n");
    program_run(&program, "cd repo; export YOKE=" YOKE " XDG_CACHE_HOME=$PWD/../cache; "
                          "GATE_BUILD='sh ./build' GATE_BENCH='sh -c false' sh " PROJECT_FOLDER "/examples/ci/gate.sh main; ls -d gate-*");
    program_expect(program.out, "gate-2\n"); /* the first one's results are still there */
    program_end(&program);
}

static void the_example_script_tells_what_is_broken_from_what_is_slow(void **state)
{
    (void)state;
    struct program program;
    program_begin(&program);
    program_run(&program, REPOSITORY COMMIT("before", "2000") "export GATE_BUILD='exit 4' GATE_BENCH=./prog; "
                          "sh " PROJECT_FOLDER "/examples/ci/gate.sh main; status=$?; ls gate; exit $status");
    program_expect_exit(&program, 1);
    program_expect(program.err, "gate.sh: the candidate does not build");
    program_run(&program, "cd repo; sh " PROJECT_FOLDER "/examples/ci/gate.sh nowhere");
    program_expect_exit(&program, 2);
    program_expect(program.err, "fetch nowhere with its history first");
    program_end(&program);
}

static void the_workflow_files_are_yaml_and_run_that_script(void **state)
{
    (void)state;
    struct program program;
    program_begin(&program);
    program_run(&program, "/usr/bin/python3 -c 'import yaml' 2>/dev/null || exit 77; cd " PROJECT_FOLDER "/examples/ci; /usr/bin/python3 -c \""
                          "import yaml\n"
                          "hub, lab = (yaml.safe_load(open(name)) for name in ('github-actions.yml', 'gitlab-ci.yml'))\n"
                          "print([s['run'] for s in hub['jobs']['gate']['steps'] if s.get('name') == 'Gate'][0])\n"
                          "print(lab['gate']['script'][0])\n"
                          "print(lab['gate']['artifacts']['reports']['junit'])\"");
    if (program.exit == 77) {
        print_message("skipped: this Python has no YAML\n");
        program_end(&program);
        skip();
    }
    program_expect_exit(&program, 0);
    assert_string_equal(program.out, "sh ci/gate.sh \"origin/$GITHUB_BASE_REF\"\nsh ci/gate.sh \"$CI_MERGE_REQUEST_DIFF_BASE_SHA\"\n"
                                     "gate/junit.xml\n");
    program_end(&program);
}

int main(void)
{
    if (system("git --version >/dev/null 2>&1")) {
        print_message("skipped: there is no git here\n");
        return 77;
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(git_bisect_run_finds_the_commit_that_made_it_slower),
        cmocka_unit_test(the_example_script_passes_on_what_the_gate_says),
        cmocka_unit_test(the_example_script_tells_what_is_broken_from_what_is_slow),
        cmocka_unit_test(the_workflow_files_are_yaml_and_run_that_script),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

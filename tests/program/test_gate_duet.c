/* SPDX-License-Identifier: MIT */
/* Gates whose sides run at the same time. Which way agrees better is the machine's affair: asked for here is that both
 * were tried, that everything was put where it belongs, and that nothing is left behind. */
#include "program.h"

#define NEEDS_TWO "[ $(nproc) -ge 2 ] || exit 77; "

/* A gate of this program against itself that ends soon, whatever it finds out. */
#define GATE                                                                                                           \
    YOKE " gate spin -p iterations=20k --tasks 10 --iterations 1 -e serial --base " YOKE                               \
         " --duet --budget 60s -o out --quiet "

/* On one processor nothing runs side by side. */
static void two_processors_or_skip(struct program *program)
{
    if (program->exit != 77)
        return;
    print_message("skipped: this machine has one processor\n");
    program_end(program);
    skip();
}

static void a_duet_that_cannot_be_is_refused_before_anything_runs(void **state)
{
    (void)state;
    static const struct {
        const char *before, *arguments, *says;
    } cases[] = {
        {"", "spin -e serial --baseline old.json", "with --baseline there are no two sides"},
        {"", "--from old.json", "with --from there are no two sides"},
        {"taskset -c $(taskset -cp $$ | sed 's/.*[:,-] *//') ", "spin -e serial --base " YOKE,
         "needs two processors for every worker"},
        {"", "spin -e pthread -w 4096 --base " YOKE, "needs two processors for every worker"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct program program;
        char script[1024];
        program_begin(&program);
        snprintf(script, sizeof script, "%s" YOKE " gate %s --duet; status=$?; ls -d results 2>/dev/null; exit $status",
                 cases[i].before, cases[i].arguments);
        program_run(&program, script);
        program_expect_exit(&program, 2);
        program_expect(program.err, cases[i].says);
        assert_string_equal(program.out, "");
        program_end(&program);
    }
}

static void both_ways_are_tried_and_what_was_found_is_in_the_record(void **state)
{
    (void)state;
    struct program program;
    program_begin(&program);
    program_run(
        &program, NEEDS_TWO GATE
        ">said; status=$?; [ $status = 0 ] || [ $status = 3 ] || [ $status = 6 ] || exit 1; "
        "grep -c '\"duet_spread\":[0-9]' out/result.json; grep -c '\"alone_spread\":[0-9]' out/result.json; " YOKE
        " gate --from out/result.json --json >again.json; cmp again.json out/result.json && echo same; "
        "python3 -c 'import json; a, b = json.load(open(\"out/result.json\"))[\"cells\"]; "
        "p, q = a[\"pairing\"], b[\"pairing\"]; "
        "print(a[\"places\"] == b[\"places\"], p.pop(\"places\") != q.pop(\"places\"), p == q)'");
    two_processors_or_skip(&program);
    program_expect_exit(&program, 0);
    assert_string_equal(program.out, "2\n2\nsame\nTrue True True\n");
    program_end(&program);
}

/* Commands that meet each other, which only sides of a duet do, stay for ever. */
static void a_killed_gate_leaves_neither_side_behind(void **state)
{
    (void)state;
    struct program program;
    program_begin(&program);
    program_run(
        &program, NEEDS_TWO
        "mkdir old new; cat >old/prog <<'END'\n#!/bin/sh\n"
        "mkdir lock 2>/dev/null && { sleep 0.2; rmdir lock; exit 0; }\nsleep 1000 & echo $$ $! >pids; wait\nEND\n"
        "chmod +x old/prog; cp old/prog new/prog; " YOKE
        " gate --base ./old/prog --candidate ./new/prog -e serial --tasks 1 --iterations 1 --duet -o out --quiet & "
        "yoke=$!; " PROGRAM_AWAIT(
            "[ -s pids ]") "test -s pids || echo never met; ps -o pid= --ppid $yoke >cells; "
                           "kill -KILL $yoke; wait $yoke; living() { ps -o stat= -p $(cat pids cells | tr '\\n ' ,, | "
                           "tr -s , | sed 's/^,//; s/,$//') | grep '^[^Z]'; }; " PROGRAM_AWAIT(
                               "! living >/dev/null") "living; true");
    two_processors_or_skip(&program);
    assert_string_equal(program.out, "");
    program_end(&program);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_duet_that_cannot_be_is_refused_before_anything_runs),
        cmocka_unit_test(both_ways_are_tried_and_what_was_found_is_in_the_record),
        cmocka_unit_test(a_killed_gate_leaves_neither_side_behind),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

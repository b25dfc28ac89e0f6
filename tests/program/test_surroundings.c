/* SPDX-License-Identifier: MIT */
/* What the program is started with: streams that are closed or lead nowhere, and limits of the shell. Each costs at
 * most one sentence, and no file. */
#include "program.h"

#define RUN       YOKE " run spin -e serial,pthread -w 1 --blocks 1 --tasks 4 -p iterations=1000 -o out"
#define FILES_ALL "plan.json\nreport.html\nresult.json\n"

/* All that a run leaves is there and whole, and no message went into any of it. */
static void expect_files(struct program *program)
{
    program_run(program, "ls out | grep -v charts; " YOKE " check out/result.json >/dev/null 2>&1 && " YOKE
                         " run out/plan.json --dry-run >/dev/null");
    program_expect_exit(program, 0);
    assert_string_equal(program->out, FILES_ALL);
}

static void no_file_gets_the_number_of_a_closed_stream(void **state)
{
    struct program *program = *state;
    static const struct {
        const char *streams;
        int exit;
    } cases[] = {{"<&-", 0}, {"2>&-", 0}, {"<&- 2>&-", 0}, {">&-", 1}, {"<&- >&- 2>&-", 1}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char script[512];
        snprintf(script, sizeof script, "rm -rf out; " RUN " %s", cases[i].streams);
        program_run(program, script);
        program_expect_exit(program, cases[i].exit);
        expect_files(program);
    }
    program_run(program, YOKE " help >&-");
    program_expect_exit(program, 1);
    assert_string_equal(program->err, "yoke: cannot write to standard output\n");
}

/* The reader has left when the first line comes: head and less do that. */
static void a_reader_that_leaves_ends_the_program_by_sigpipe_after_all_is_saved(void **state)
{
    struct program *program = *state;
    program_run(program,
                "mkfifo pipe; (: <pipe) & exec 3>pipe; wait; { " RUN " --quiet; echo $? >status; } >&3; cat status");
    assert_string_equal(program->out, "141\n");
    assert_null(strstr(program->err, "yoke:"));
    expect_files(program);
    program_run(program, "(: <pipe) & exec 3>pipe; wait; { " YOKE " help; echo $? >status; } >&3; cat status");
    assert_string_equal(program->out, "141\n");
    assert_string_equal(program->err, "");
}

static void nobody_listening_to_the_progress_costs_nothing(void **state)
{
    struct program *program = *state;
    program_run(program, "mkfifo pipe; (: <pipe) & exec 3>pipe; wait; " RUN " 2>&3");
    program_expect_exit(program, 0);
    expect_files(program);
}

static void a_stack_that_is_too_small_is_said(void **state)
{
    struct program *program = *state;
    static const unsigned kib[] = {32, 64, 100};
    for (size_t i = 0; i < sizeof kib / sizeof kib[0]; i++) {
        char script[256], sentence[128];
        snprintf(script, sizeof script, "ulimit -s %u; exec " RUN, kib[i]);
        program_run(program, script);
        program_expect_exit(program, 1);
        snprintf(sentence, sizeof sentence, "yoke: the stack is limited to %u KiB, and ", kib[i]);
        program_expect(program->err, sentence);
    }
}

/* The limit of the shell meets the writer the same way as a full disk. */
static void a_report_that_does_not_fit_says_why_and_leaves_nothing(void **state)
{
    struct program *program = *state;
    program_run(program, RUN " --quiet >run && ulimit -f 8 && " YOKE " report out/result.json --to html -o page.html");
    program_expect_exit(program, 1);
    program_expect(program->err, "page.html: File too large\n");
    program_run(program, "ls");
    assert_string_equal(program->out, "out\nrun\n");
}

static void too_few_descriptors_to_start_a_process_are_said(void **state)
{
    struct program *program = *state;
    program_run(program, "exec 3>&- 4>&-; ulimit -n 5; exec " RUN " --quiet");
    program_expect_exit(program, 1);
    program_expect(program->err, "yoke: cannot start ");
    program_expect(program->err, ": Too many open files\n");
    program_expect(program->out, "This run could not go on: cannot start ");
    program_run(program, "grep -o '\"\\(stopped_by\\|complete\\|exit\\)\": [^,]*' out/result.json");
    assert_string_equal(program->out, "\"stopped_by\": \"failure\"\n\"complete\": false\n\"exit\": 1\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(no_file_gets_the_number_of_a_closed_stream, program_setup, program_teardown),
        cmocka_unit_test_setup_teardown(a_reader_that_leaves_ends_the_program_by_sigpipe_after_all_is_saved,
                                        program_setup, program_teardown),
        cmocka_unit_test_setup_teardown(nobody_listening_to_the_progress_costs_nothing, program_setup,
                                        program_teardown),
        cmocka_unit_test_setup_teardown(a_stack_that_is_too_small_is_said, program_setup, program_teardown),
        cmocka_unit_test_setup_teardown(a_report_that_does_not_fit_says_why_and_leaves_nothing, program_setup,
                                        program_teardown),
        cmocka_unit_test_setup_teardown(too_few_descriptors_to_start_a_process_are_said, program_setup,
                                        program_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT */
/* Profiles of the program: of a workload whose hot function is known. Skipped, visibly, where the kernel permits no sampling. */
#include "program.h"

#include <stdbool.h>
#include <string.h>

/* A refusal must be a sentence in the record, and the run must have gone on. */
static bool was_refused(struct program *program)
{
    program_run(program, "grep -o '\"profile\":{\"reason\":\"[^\"]*\"' out/result.json | head -1");
    if (!*program->out)
        return false;
    print_message("no profile here: %s\n", program->out);
    return true;
}

static void the_hot_function_of_every_executor_has_more_than_half_of_the_samples(void **state)
{
    struct program *program = *state;
    program_run(program, YOKE " run cpu_sum_squares -w 2 -e serial,pthread,fork --blocks 1 --iterations 1 --quiet --profile -o out >table");
    program_expect_exit(program, 0);
    if (was_refused(program))
        skip();
    program_run(program, YOKE " report out/result.json --to folded >folded && for executor in serial pthread fork; do "
                              "awk -v e=\"executor=$executor/\" 'index($0, e) { all += $NF; if ($0 ~ /;sum_squares_task( |;)/) hot += $NF } "
                              "END { if (!(all >= 10 && hot > all / 2)) { print e, hot, all; exit 1 } }' folded || exit 1; done");
    program_expect_exit(program, 0);
}

static void what_was_measured_is_what_it_was_without_a_profile(void **state)
{
    struct program *program = *state;
    program_run(program, YOKE " run cpu_sum_squares -w 1 -e serial --blocks 3 --reserve 0% --iterations 2 --quiet --profile -o out >table && " YOKE " check out/result.json --json | cmp - out/result.json");
    program_expect_exit(program, 0);
    program_run(program, "grep -o '\"iteration\":' out/result.json | wc -l");
    assert_string_equal(program->out, "6\n"); /* 3 blocks of 2: the profiled runs are no samples */
}

static void where_sampling_is_not_permitted_the_run_goes_on_and_says_why_there_is_no_profile(void **state)
{
    struct program *program = *state;
    program_run(program, FORBID_SAMPLING " " YOKE " run spin --tasks 100 -w 1,2 -e pthread --blocks 1 --quiet --profile -o out");
    if (program->exit == 77) {
        print_message("this machine cannot forbid a program to sample\n");
        skip();
    }
    program_expect_exit(program, 0);
    program_expect(program->out, "no-profile: the kernel does not permit sampling (perf_event_open: Operation not permitted;");
    program_run(program, "grep -o '\"profile\":{\"reason\":\"the kernel does not permit' out/result.json | wc -l; ls out/charts | grep -c flame");
    assert_string_equal(program->out, "2\n0\n");
}

static void flame_graphs_lie_among_the_charts_and_stand_on_the_page(void **state)
{
    struct program *program = *state;
    program_run(program, YOKE " run cpu_sum_squares -w 1,2 -e pthread --blocks 1 --iterations 1 --quiet --profile -o out >table");
    program_expect_exit(program, 0);
    if (was_refused(program))
        skip();
    program_run(program, "ls out/charts | grep -c '^flame-cpu_sum_squares-pthread-[12].svg$'; "
                         "grep -o 'sum_squares_task takes [0-9]* % of the processor time' out/report.html | wc -l");
    assert_string_equal(program->out, "2\n2\n");
}

static void a_record_without_profiles_says_so(void **state)
{
    struct program *program = *state;
    program_run(program, YOKE " run null --tasks 10 -w 1 -e serial --blocks 1 --quiet -o out >table && " YOKE
                              " report out/result.json --to folded");
    program_expect_exit(program, 0);
    assert_string_equal(program->out, "");
    program_expect(program->err, "no profiles; run with --profile");
}

/* Whether the change is proven depends on what else the machine does: then there is nothing to explain, which is said. */
static void a_gate_explains_what_grew_where_something_became_slower(void **state)
{
    struct program *program = *state;
    program_run(program, YOKE_WORSE " gate paced -e serial --tasks 8 --iterations 1 --metric cpu --budget 60s --explain -q --base " YOKE_FAULTY
                                    " -o out >table; echo $?; cat table");
    if (strncmp(program->out, "3\n", 2)) {
        print_message("nothing was proven to be slower on this machine now: exit %.2s", program->out);
        skip();
    }
    if (was_refused(program))
        skip();
    program_run(program, "cat table; grep -c 'From the base to this the processor time of a task grows' out/report.html; "
                         "ls out/charts | grep '^flame-'; " YOKE " check out/result.json --json | cmp - out/result.json");
    program_expect_exit(program, 0);
    program_expect(program->out, "paced_task (");
    program_expect(program->out, "flame-paced_executor=serial_workers=1_side=base.svg\nflame-paced_executor=serial_workers=1_side=candidate.svg");
}

/* What is unchanged is not run once more. */
static void a_gate_that_found_no_change_has_nothing_to_explain(void **state)
{
    struct program *program = *state;
    program_run(program, YOKE_FAULTY " gate good -e serial --tasks 8 --iterations 1 --budget 1s --explain -q --base " YOKE_FAULTY
                                     " -o out >table; grep -c regressed table; grep -c '\"stack_function\":\\[[0-9]' out/result.json");
    if (strncmp(program->out, "0\n", 2))
        skip();
    assert_string_equal(program->out, "0\n0\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_hot_function_of_every_executor_has_more_than_half_of_the_samples,
                                        program_setup, program_teardown),
        cmocka_unit_test_setup_teardown(what_was_measured_is_what_it_was_without_a_profile, program_setup,
                                        program_teardown),
        cmocka_unit_test_setup_teardown(
            where_sampling_is_not_permitted_the_run_goes_on_and_says_why_there_is_no_profile, program_setup,
            program_teardown),
        cmocka_unit_test_setup_teardown(flame_graphs_lie_among_the_charts_and_stand_on_the_page, program_setup,
                                        program_teardown),
        cmocka_unit_test_setup_teardown(a_record_without_profiles_says_so, program_setup, program_teardown),
        cmocka_unit_test_setup_teardown(a_gate_explains_what_grew_where_something_became_slower, program_setup,
                                        program_teardown),
        cmocka_unit_test_setup_teardown(a_gate_that_found_no_change_has_nothing_to_explain, program_setup,
                                        program_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

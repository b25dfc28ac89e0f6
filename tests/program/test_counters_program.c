/* SPDX-License-Identifier: MIT */
/* Counters as people meet them: what is counted has a value everywhere, and what is not has a reason everywhere. */
#include "program.h"

#define SMALL " run spin -e serial -w 1 --blocks 1 --tasks 4 -p iterations=1000 --quiet -o out "

static void the_page_on_counters_names_every_group(void **state)
{
    struct program *program = *state;
    program_run(program, YOKE " help counters");
    program_expect_exit(program, 0);
    static const char *const words[] = {"ipc", "cache", "branch", "faults", "energy", "PAPI_TOT_INS", "--multiplex"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        program_expect(program->out, words[i]);
}

static void a_mistyped_group_is_refused_at_the_plan_with_the_right_one(void **state)
{
    struct program *program = *state;
    program_run(program, YOKE " plan spin --counters ipc,fautls");
    program_expect_exit(program, 2);
    program_expect(program->err, "Did you mean faults?");
    assert_string_equal(program->out, "");
}

static void what_the_kernel_counts_is_in_every_report(void **state)
{
    struct program *program = *state;
    program_run(program,
                YOKE SMALL "--counters faults,switches --format csv && grep -q '\"page-faults\"' out/result.json");
    program_expect_exit(program, 0);
    program_expect(program->out, "page-faults=");
    program_expect(program->out, "page-faults/task=");
    program_run(program, YOKE " check out/result.json");
    program_expect(program->out, "page-faults");
}

/* Energy and a processor's counters together: hardly a machine of continuous integration has both. */
static void a_machine_without_a_required_counter_is_refused_before_anything_runs(void **state)
{
    struct program *program = *state;
    program_run(program, YOKE SMALL "--counters page-faults,ipc,energy --require-counters");
    if (program->exit == 0) {
        print_message("skipped: this machine counts all of them\n");
        skip();
    }
    program_expect_exit(program, 6);
    program_expect(program->err, "has no value here and --require-counters asks for one: ");
    program_expect(program->err, "; remedy: ");
    assert_string_equal(program->out, "");
    program_run(program, "ls out");
    assert_int_not_equal(program->exit, 0);
}

static void required_counters_that_count_are_measured(void **state)
{
    struct program *program = *state;
    program_run(program, YOKE SMALL "--counters page-faults,task-clock --require-counters");
    program_expect_exit(program, 0);
}

#define IN_A_FOLDER(test) cmocka_unit_test_setup_teardown(test, program_setup, program_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_A_FOLDER(the_page_on_counters_names_every_group),
        IN_A_FOLDER(a_mistyped_group_is_refused_at_the_plan_with_the_right_one),
        IN_A_FOLDER(what_the_kernel_counts_is_in_every_report),
        IN_A_FOLDER(a_machine_without_a_required_counter_is_refused_before_anything_runs),
        IN_A_FOLDER(required_counters_that_count_are_measured),
    };
    return cmocka_run_group_tests_name("counters program", tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT */
/* A session of the program on a machine that changes under it. */
#include "program.h"

/* Runs blocks until the record tells of the change that is made to the driver's own mask after its first block. */
static void a_processor_that_is_taken_away_voids_the_blocks_from_then_on(void **state)
{
    struct program *program = *state;
    program_run(program,
                "test $(nproc) -gt 1 && command -v taskset >/dev/null || exit 77\n"
                "first=$(taskset -pc $$ | sed 's/.*: *//; s/[-,].*//')\n" YOKE
                " run io_sleep -p longest=1ms --tasks 2 -e serial -w 1 --pin none --blocks 100000 --quiet -o out >table &\n"
                "yoke=$!\n" PROGRAM_AWAIT("[ -s out/result.json ]")
                "taskset -pc $first $yoke >/dev/null\n" PROGRAM_AWAIT("grep -q '\"condition\"' out/result.json")
                "kill -TERM $yoke; wait $yoke");
    if (program->exit == 77) {
        print_message("this takes two processors and taskset\n");
        skip();
    }
    program_expect_exit(program, 143);
    program_run(program, "grep -EA1 '^\"changes' out/result.json; grep -o '\"code\":\"machine-changed\"' out/result.json; "
                         "grep -o '\"usable\":false,\"reject_reason\":\"[^\"]*\"' out/result.json | head -1");
    program_expect(program->out, "{\"condition\":\"processors\"");
    program_expect(program->out, "\"usable\":false,\"reject_reason\":\"the machine's processors changed");
    program_expect(program->out, "\"code\":\"machine-changed\"");
    program_run(program, YOKE " check out/result.json --json >again.json 2>note; cmp again.json out/result.json");
    program_expect_exit(program, 0);
}

static void a_rejected_session_is_said_aloud_and_is_not_clean(void **state)
{
    struct program *program = *state;
    program_run(program, YOKE " run spin -e serial --blocks 1 --quiet -p iterations=1000 --tasks 4 -o out >/dev/null && "
                              "sed -e 's/\"clock_source\":\"[^\"]*\",//' -e 's/\"machine\": *{/&\"clock_source\":\"jiffies\",/' "
                              "out/result.json >odd.json && " YOKE
                              " check odd.json --strict >table");
    program_expect_exit(program, 4);
    program_expect(program->err, "REJECTED  the clock source is jiffies, which loses time");
    program_run(program, YOKE " check odd.json --json");
    program_expect_exit(program, 0);
    program_expect(program->out, "\"rejected\": \"the clock source is jiffies");
}

static void a_machine_that_does_not_meet_what_is_required_runs_nothing(void **state)
{
    struct program *program = *state;
    program_run(program, YOKE " run spin -e serial -o out --require cpus=1,cpus=100000; status=$?; ls; exit $status");
    program_expect_exit(program, 6);
    program_expect(program->err, "--require cpus=100000 is not met: ");
    assert_null(strstr(program->out, "out"));
    program_run(program, YOKE " run spin -e serial -o out --blocks 1 -p iterations=1000 --tasks 4 --require cpus=1,pinned");
    program_expect_exit(program, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_processor_that_is_taken_away_voids_the_blocks_from_then_on, program_setup,
                                        program_teardown),
        cmocka_unit_test_setup_teardown(a_machine_that_does_not_meet_what_is_required_runs_nothing, program_setup,
                                        program_teardown),
        cmocka_unit_test_setup_teardown(a_rejected_session_is_said_aloud_and_is_not_clean, program_setup,
                                        program_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

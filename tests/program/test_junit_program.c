/* SPDX-License-Identifier: MIT */
/* JUnit files, of the report and of the gate itself, against the schema that their readers have in common: junit.xsd.
 */
#include "made_gate.h"
#include "program.h"

#define VALIDATE "xmllint --nonet --noout --schema " PROJECT_FOLDER "/tests/program/junit.xsd "

/* A gate of four cells: worse, the same, not known, and one whose names are full of
 * markup. */
static void pairs_put(struct program *program, const char *expired)
{
    static const struct made_cell cells[] = {
        {"spin/executor=serial/workers=1", 1.08, 0.004, 90, false},
        {"spin/executor=fork/workers=1", 1, 0.004, 90, false},
        {"io_sleep/executor=serial/workers=1", 1, 0.4, 90, false},
        {"]]>&lt;<a b='\"'>\x01\x1b[31m\xff`|</testcase>", 1.08, 0.004, 90, false}};
    char path[128];
    struct yoke_error error = {0};
    struct record *record = made_gate(cells, 4, "wall", MADE_BY_COIN);
    record->facts.gate.expired = expired;
    record->facts.machine.hostname = "<&\"'\x02>";
    snprintf(path, sizeof path, "%s/made.json", program->folder);
    assert_int_equal(record_save(&record->facts, path, &error), 0);
    record_free(record);
}

static void xmllint_needed(struct program *program)
{
    program_run(program, "command -v xmllint");
    if (!program->exit)
        return;
    program_end(program);
    print_message("skipped: xmllint (libxml2-utils) is not installed\n");
    skip();
}

static void verdicts_of_every_kind_are_of_the_common_schema(void **state)
{
    (void)state;
    static const char *const expired[] = {NULL, "the acceptance \"safer\" of <spin*> ended & is over"};
    for (size_t i = 0; i < 2; i++) {
        struct program program;
        program_begin(&program);
        xmllint_needed(&program);
        pairs_put(&program, expired[i]);
        program_run(&program, YOKE " gate --from made.json --format junit >gate.xml; " VALIDATE "gate.xml");
        program_expect_exit(&program, 0);
        program_run(&program, YOKE " report made.json --to junit >report.xml; cmp report.xml gate.xml && /usr/bin/python3 " PROJECT_FOLDER
                                   "/tests/program/junit_read.py report.xml");
        program_expect_exit(&program, 0);
        assert_string_equal(program.out,
                            i ? "tests 5 failures 3 errors 0 skipped 1\n" : "tests 4 failures 2 errors 0 skipped 1\n");
        program_end(&program);
    }
}

static void the_file_beside_a_gate_and_a_run_without_verdicts_are_too(void **state)
{
    (void)state;
    struct program program;
    program_begin(&program);
    xmllint_needed(&program);
    program_run(&program, YOKE " run spin --tasks 2 -e serial -w 1 --blocks 1 -q -o run >/dev/null 2>&1; " YOKE
                               " report run/result.json --to junit >run.xml; " VALIDATE "run.xml");
    program_expect_exit(&program, 0);
    program_run(&program,
                YOKE_WORSE " gate breaks -e serial --tasks 8 --iterations 1 --metric cpu --base " YOKE_FAULTY
                            " -o out -q >/dev/null 2>&1; grep -c '<error' out/junit.xml; " VALIDATE "out/junit.xml");
    program_expect_exit(&program, 0);
    assert_string_equal(program.out, "1\n");
    program_end(&program);
}

/* A schema that took anything would prove nothing. */
static void the_schema_refuses_what_readers_stumble_over(void **state)
{
    (void)state;
    static const char *const edits[] = {
        "s/time=\"[0-9.]*\"/time=\"1e-3\"/",    "s/ tests=\"4\"//",
        "s/failures=\"2\"/failures=\"-2\"/",    "s/:00\" host/:00Z\" host/",
        "s/<failure type=\"[a-z]*\"/<failure/", "s/<system-out>/<failed>/; s/system-out>/failed>/",
        "s/name=\"spin[^\"]*\"/name=\"same\"/", "s/<skipped /<error type=\"x\" message=\"y\"\\/><skipped /",
    };
    struct program program;
    program_begin(&program);
    xmllint_needed(&program);
    pairs_put(&program, NULL);
    program_run(&program, YOKE " report made.json --to junit >good.xml; " VALIDATE "good.xml");
    program_expect_exit(&program, 0);
    for (size_t i = 0; i < sizeof edits / sizeof *edits; i++) {
        char script[1024];
        snprintf(script, sizeof script,
                 "sed '%s' good.xml >bad.xml; cmp -s bad.xml good.xml && exit 99; " VALIDATE "bad.xml",
                 edits[i]);
        program_run(&program, script);
        if (program.exit != 3) /* xmllint: it does not validate */
            fail_msg("%s: exit %d, %s", edits[i], program.exit, program.err);
    }
    program_end(&program);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(verdicts_of_every_kind_are_of_the_common_schema),
        cmocka_unit_test(the_file_beside_a_gate_and_a_run_without_verdicts_are_too),
        cmocka_unit_test(the_schema_refuses_what_readers_stumble_over),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

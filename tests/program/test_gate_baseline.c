/* SPDX-License-Identifier: MIT */
/* A gate against a stored result: what it refuses, and what it says of itself. */
#include "made_gate.h"
#include "program.h"

static const char MEASURE[] = YOKE_FAULTY " run good -e serial --tasks 8 --iterations 1 --blocks 12 -o base --quiet >said; ";

static void record_put(struct program *program, struct record *record, const char *name)
{
    char path[128];
    struct yoke_error error = {0};
    snprintf(path, sizeof path, "%s/%s", program->folder, name);
    assert_int_equal(record_save(&record->facts, path, &error), 0);
}

/* The result ./base/result.json, as if another kernel had run and another number of processors been there. */
static void elsewhere_put(struct program *program)
{
    char path[128];
    struct record *record = NULL;
    struct yoke_error error = {0};
    snprintf(path, sizeof path, "%s/base/result.json", program->folder);
    assert_int_equal(record_load(path, &record, &error), 0);
    record->facts.machine.kernel = "1.2.3-other";
    record->facts.machine.topology.pus += 64;
    record->facts.fingerprint = "00112233aabbccdd";
    record_put(program, record, "elsewhere.json");
    record_free(record);
}

static void a_baseline_of_another_machine_is_refused_with_what_differs(void **state)
{
    (void)state;
    struct program program;
    program_begin(&program);
    program_run(&program, MEASURE);
    elsewhere_put(&program);
    program_run(&program, YOKE_FAULTY " gate good -e serial --baseline elsewhere.json -o out");
    program_expect_exit(&program, 6);
    program_expect(program.err, "kernel: the baseline's \"1.2.3-other\", here \"");
    program_expect(program.err, "another machine, which differs in pus, kernel: measure both sides here");
    program_run(&program, "ls -d out");
    assert_string_equal(program.out, "");
    program_end(&program);
}

static void what_cannot_be_held_against_it_is_refused_before_anything_runs(void **state)
{
    (void)state;
    static const struct {
        const char *arguments;
        int status;
        const char *says;
    } cases[] = {
        {"good -e serial --baseline made.json", 2, "is the record of a gate"},
        {"good -e serial --baseline nowhere.json", 2, "nowhere.json"},
        {"good -e serial --baseline base/result.json --control", 2, "stands for the base"},
        {"good -e serial --baseline base/result.json --anytime", 2, "leave out --anytime"},
        {"--from base/result.json --baseline base/result.json", 2, "leave out --from"},
        {"good -e serial --tasks 9 --baseline base/result.json", 5, "the baseline was measured with --tasks 8: good/"},
        {"slow -e serial --tasks 8 --baseline base/result.json", 5, "the baseline has no such cell: slow/"},
    };
    struct program program;
    program_begin(&program);
    program_run(&program, MEASURE);
    struct record *made = made_gate(&(struct made_cell){"good/executor=serial/workers=1", 1, 0.004, 12, false}, 1, "wall", MADE_BY_COIN);
    record_put(&program, made, "made.json");
    record_free(made);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char script[512];
        snprintf(script, sizeof script, YOKE_FAULTY " gate %s; status=$?; ls -d results 2>&-; exit $status", cases[i].arguments);
        program_run(&program, script);
        program_expect_exit(&program, cases[i].status);
        program_expect(program.err, cases[i].says);
        assert_string_equal(program.out, "");
    }
    program_end(&program);
}

static void stored_records_decide_again_with_the_same_bytes_and_the_status_of_their_verdict(void **state)
{
    (void)state;
    static const struct {
        double ratio, song;
        int status;
        const char *says;
    } cases[] = {
        {1, 1, 0, "unchanged: within"},
        {1.08, 1, 3, "regressed: by at least"},
        {1.08, 1.08, 6, "it is the machine that changed"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct program program;
        program_begin(&program);
        const struct made_cell cell = {"good/executor=serial/workers=1", cases[i].ratio, 0.004, 40, false};
        struct record *record = made_gate_stored(&cell, 20, cases[i].song);
        record_put(&program, record, "stored.json");
        record_free(record);
        program_run(&program, YOKE " gate --from stored.json");
        program_expect_exit(&program, cases[i].status);
        program_expect(program.out, cases[i].says);
        program_expect(program.out, "weaker design: a stored baseline, no pairs");
        program_run(&program, YOKE " gate --from stored.json --json >again.json; cmp stored.json again.json && echo same");
        assert_string_equal(program.out, "same\n");
        program_end(&program);
    }
}

/* The candidate alone is started, as often as the baseline was per start; a wrong answer is no slowness here either. */
static void only_the_candidate_is_measured_and_failing_is_not_slower(void **state)
{
    (void)state;
    struct program program;
    program_begin(&program);
    program_run(&program, YOKE_FAULTY " run lies -e serial --tasks 8 --iterations 3 --blocks 12 -o base --quiet >said; "
                          YOKE_WORSE " gate lies -e serial --metric cpu --baseline base/result.json -o out --quiet");
    if (strstr(program.out, "too few undisturbed starts")) {
        print_message("skipped: this machine disturbs every start just now\n");
        program_end(&program);
        skip();
    }
    program_expect_exit(&program, 1);
    program_expect(program.out, "candidate: wrong answer: task 3");
    program_run(&program, "grep -c '\"side\": *\"base\"' out/result.json; grep -c '\"purpose\": *\"gate\"' out/result.json; "
                          "grep -o '\"rule\": *\"stored\"' out/result.json | wc -l");
    assert_string_equal(program.out, "1\n1\n1\n");
    program_end(&program);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_baseline_of_another_machine_is_refused_with_what_differs),
        cmocka_unit_test(what_cannot_be_held_against_it_is_refused_before_anything_runs),
        cmocka_unit_test(stored_records_decide_again_with_the_same_bytes_and_the_status_of_their_verdict),
        cmocka_unit_test(only_the_candidate_is_measured_and_failing_is_not_slower),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

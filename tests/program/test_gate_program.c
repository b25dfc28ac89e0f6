/* SPDX-License-Identifier: MIT */
/* The verb gate as CI meets it: what it exits with, what it says, what it leaves behind. Verdicts come from made records, which
 * no machine can disturb; what is measured here are sides that fail. */
#include "made_gate.h"
#include "program.h"

enum { EXIT_REFUSED = 6 };

/* A gate of yoke_faulty against yoke_worse on one workload, in ./out. */
#define GATE(workload, more)                                                                                          \
    YOKE_WORSE " gate " workload " -e serial --tasks 8 --iterations 1 --metric cpu --base " YOKE_FAULTY " -o out " more

/* The other way round: what is broken is the base. */
#define BACKWARDS(workload, more)                                                                                     \
    YOKE_FAULTY " gate " workload " -e serial --tasks 8 --iterations 1 --metric cpu --base " YOKE_WORSE " -o out " more

static void record_put(struct program *program, struct record *record, const char *name)
{
    char path[128];
    struct yoke_error error = {0};
    snprintf(path, sizeof path, "%s/%s", program->folder, name);
    assert_int_equal(record_save(&record->facts, path, &error), 0);
    record_free(record);
}

static void made_put(struct program *program, const char *name, double ratio, double noise, enum made_orders orders)
{
    const struct made_cell cell = {"spin/executor=serial/workers=1", ratio, noise, 90, false};
    record_put(program, made_gate(&cell, 1, "wall", orders), name);
}

static void stored_pairs_give_the_exit_status_of_their_verdict(void **state)
{
    (void)state;
    struct program program;
    program_begin(&program);
    made_put(&program, "same.json", 1, 0.004, MADE_BY_COIN);
    made_put(&program, "slower.json", 1.08, 0.004, MADE_BY_COIN);
    made_put(&program, "unsure.json", 1, 0.4, MADE_BY_COIN);
    made_put(&program, "fixed.json", 1, 0.004, MADE_BASE_FIRST);
    static const struct {
        const char *arguments;
        int status;
        const char *says;
    } cases[] = {
        {"same.json", 0, "unchanged: within"},
        {"slower.json", 3, "regressed: by at least"},
        {"unsure.json", 0, "would have been found"},
        {"unsure.json --strict", 4, "Gate undecided"},
        {"fixed.json", EXIT_REFUSED, "no coin does that"},
        {"same.json --bisect", 0, "Gate passed"},
        {"slower.json --bisect", 1, "Gate failed"},
        {"unsure.json --bisect", 125, "Gate undecided"},
        {"fixed.json --bisect", 125, "confounded"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char script[512];
        snprintf(script, sizeof script, YOKE " gate --from %s", cases[i].arguments);
        program_run(&program, script);
        program_expect_exit(&program, cases[i].status);
        program_expect(program.out, cases[i].says);
    }
    program_end(&program);
}

static void deciding_again_gives_the_same_bytes(void **state)
{
    (void)state;
    struct program program;
    program_begin(&program);
    made_put(&program, "slower.json", 1.04, 0.02, MADE_BY_COIN);
    program_run(&program, YOKE " gate --from slower.json --json >again.json; cmp slower.json again.json && echo same");
    program_expect(program.out, "same");
    program_end(&program);
}

static void a_request_that_cannot_be_a_gate_is_refused_before_anything_runs(void **state)
{
    (void)state;
    static const struct {
        const char *arguments;
        int status;
        const char *says;
    } cases[] = {
        {"good", 2, "gate against what?"},
        {"good --base ./nowhere", 2, "nowhere"},
        {"good --base " YOKE_FAULTY " --metric ''", 2, "--metric"},
        {"good --base " YOKE_FAULTY " --filter nothing=here", 5, "leaves no cell"},
        {"good --base " YOKE_FAULTY " --bisect --filter nothing=here", 128, "leaves no cell"},
        {"--from plan.json", 2, "plan.json"},
        {"--from old.json -o out", 2, "leave out -o (files: yoke report old.json)"},
        {"--from old.json good", 2, "leave out good"},
        {"--from old.json --metric wall", 2, "leave out --metric"},
        {"good --base " YOKE_FAULTY " --policy gate-bad.json", 2, "gate-bad.json:1:"},
    };
    struct program program;
    program_begin(&program);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char script[1024];
        snprintf(script, sizeof script,
                 "echo '{\"cells\": [{\"match\": \"*\", \"tolerance\": 5}]}' >gate-bad.json; " YOKE_FAULTY " gate %s; status=$?; "
                 "ls -d results out 2>/dev/null; exit $status",
                 cases[i].arguments);
        program_run(&program, script);
        program_expect_exit(&program, cases[i].status);
        program_expect(program.err, cases[i].says);
        assert_string_equal(program.out, "");
    }
    program_end(&program);
}

static void a_side_that_fails_is_not_called_slower(void **state)
{
    (void)state;
    static const struct {
        const char *script, *says;
    } cases[] = {
        {GATE("lies", ""), "candidate: wrong answer: task 3"},
        {GATE("breaks", ""), "candidate: the cell process was ended by signal 6"},
        {GATE("sticks", "--limit 5s"), "candidate: not done within the limit of 5s"},
        {GATE("babbles", ""), "candidate: the cell process spoke garbage"},
        {BACKWARDS("lies", ""), "base: wrong answer: task 3"},
        {BACKWARDS("breaks", ""), "base: the cell process was ended by signal 6"},
        {BACKWARDS("sticks", "--limit 5s"), "base: not done within the limit of 5s"},
        {BACKWARDS("babbles", ""), "base: the cell process spoke garbage"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct program program;
        program_begin(&program);
        program_run(&program, cases[i].script);
        program_expect_exit(&program, 1);
        program_expect(program.out, cases[i].says);
        program_expect(program.out, "Measuring failed");
        program_run(&program, "/usr/bin/python3 " PROJECT_FOLDER "/tests/program/junit_read.py out/junit.xml; "
                              "grep -c '\"exit\": 1,' out/result.json");
        assert_string_equal(program.out, "tests 1 failures 0 errors 1 skipped 0\n1\n");
        program_end(&program);
    }
}

/* Waits until the record shows pairs. */
#define AFTER_SOME_PAIRS PROGRAM_AWAIT("[ -s out/result.json ]")

static void a_candidate_that_disappears_costs_the_cell_and_keeps_the_pairs(void **state)
{
    (void)state;
    struct program program;
    program_begin(&program);
    program_run(&program, "cp " YOKE_WORSE " new; " YOKE_FAULTY " gate slow -e serial --tasks 8 --iterations 1 --metric cpu --base "
                          YOKE_FAULTY " --candidate ./new -o out --quiet & pid=$!; " AFTER_SOME_PAIRS
                          "rm new; wait $pid; status=$?; grep -c '\"block\": *0' out/result.json; exit $status");
    program_expect_exit(&program, 1);
    program_expect(program.out, "disappeared while it was measured");
    assert_null(strstr(program.out, "\n0\n"));
    program_end(&program);
}

static void ctrl_c_keeps_the_pairs_and_exits_130(void **state)
{
    (void)state;
    struct program program;
    program_begin(&program);
    program_run(&program, "set -m; env --default-signal=INT " YOKE_FAULTY " gate slow -e serial --tasks 8 --iterations 1 --metric cpu "
                          "--control -o out --quiet >shown & pid=$!; " AFTER_SOME_PAIRS
                          "kill -INT $pid; wait $pid; status=$?; grep -c '\"complete\": false' out/result.json; "
                          YOKE " gate --from out/result.json >again; echo $?; pgrep -g $pid; exit $status");
    program_expect_exit(&program, 130);
    assert_string_equal(program.out, "1\n130\n");
    program_end(&program);
}

/* Half more work is found on any machine that lets a few pairs through; one that disturbs all of them says so. */
static void more_work_is_found_and_told_to_the_ci_service(void **state)
{
    (void)state;
    struct program program;
    program_begin(&program);
    program_run(&program, "echo before >step; export GITHUB_ACTIONS=true GITHUB_STEP_SUMMARY=$PWD/step; " GATE("paced", ""));
    if (program.exit == EXIT_REFUSED) {
        print_message("skipped: this machine disturbs every pair just now\n");
        program_end(&program);
        skip();
    }
    program_expect_exit(&program, 3);
    program_expect(program.out, "regressed");
    program_expect(program.err, "::error title=yoke gate::Gate failed");
    program_run(&program, "head -1 step; grep -c '### Gate failed' step; grep -c '<failure' out/junit.xml; ls out/charts/gate.gp");
    assert_string_equal(program.out, "before\n1\n1\nout/charts/gate.gp\n");
    program_end(&program);
}

static void an_accepted_regression_passes_until_its_day(void **state)
{
    (void)state;
    static const struct {
        const char *until;
        int status;
    } cases[] = {{"2999-12-31", 0}, {"2026-01-01", 3}};
    for (size_t i = 0; i < 2; i++) {
        char script[1024];
        struct program program;
        program_begin(&program);
        snprintf(script, sizeof script,
                 "echo '{\"cells\": [{\"match\": \"paced*\", \"accept\": {\"reason\": \"safer\", \"until\": \"%s\"}}, "
                 "{\"match\": \"pacd*\"}]}' >gate.json; "
                 "mkdir -p a/b; cd a/b; " GATE("paced", ""), cases[i].until);
        program_run(&program, script);
        if (program.exit == EXIT_REFUSED) {
            print_message("skipped: this machine disturbs every pair just now\n");
            program_end(&program);
            skip();
        }
        program_expect_exit(&program, cases[i].status);
        program_expect(program.out, cases[i].status ? "regressed" : "accepted: safer");
        if (cases[i].status)
            program_expect(program.out, "ended on 2026-01-01");
        program_expect(program.err, "gate.json: \"pacd*\" holds for no cell of this plan");
        program_end(&program);
    }
}

/* Nothing got worse, and yet it fails: every report has to say why, and a service that counts failures to find one. */
static void an_acceptance_that_is_over_fails_a_gate_in_which_nothing_got_worse(void **state)
{
    (void)state;
    static const struct made_cell cell = {"spin/executor=serial/workers=1", 1, 0.004, 90, false};
    struct record *record = made_gate(&cell, 1, "wall", MADE_BY_COIN);
    struct program program;
    program_begin(&program);
    record->facts.gate.expired = "the acceptance \"safer\" of spin* ended on 2026-01-01: renew or remove it in gate.json";
    record_put(&program, record, "over.json");
    program_run(&program, YOKE " gate --from over.json");
    program_expect_exit(&program, 3);
    program_expect(program.out, "Gate failed: the acceptance \"safer\" of spin* ended on 2026-01-01");
    static const struct {
        const char *script, *says;
    } reports[] = {
        {"--format junit >j; /usr/bin/python3 " PROJECT_FOLDER "/tests/program/junit_read.py j", "tests 2 failures 1 errors 0 skipped 0"},
        {"--format summary", "exit 3: an acceptance is over"},
        {"--format annotations", "::error title=yoke gate::Gate failed: the acceptance"},
    };
    for (size_t i = 0; i < sizeof reports / sizeof *reports; i++) {
        char script[512];
        snprintf(script, sizeof script, YOKE " gate --from over.json %s", reports[i].script);
        program_run(&program, script);
        program_expect(program.out, reports[i].says);
    }
    program_end(&program);
}

/* A page that is nearly full takes the answer alone, one that is full nothing; what is there stays. */
static void a_summary_that_has_no_room_leaves_the_answer(void **state)
{
    (void)state;
    static const struct {
        size_t before;
        const char *tail, *note;
    } cases[] = {{900 * 1024 - 600, "The whole summary is too long for this page: out/summary.md", ""},
                 {900 * 1024 - 20, "before", "it would be too long"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char script[1024];
        struct program program;
        program_begin(&program);
        snprintf(script, sizeof script,
                 "head -c %zu /dev/zero | tr '\\0' 'x' >step; echo before >>step; export GITHUB_STEP_SUMMARY=$PWD/step; "
                 GATE("lies", "") " >/dev/null; tail -1 step", cases[i].before);
        program_run(&program, script);
        program_expect(program.out, cases[i].tail);
        program_expect(program.err, cases[i].note);
        program_end(&program);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stored_pairs_give_the_exit_status_of_their_verdict),
        cmocka_unit_test(deciding_again_gives_the_same_bytes),
        cmocka_unit_test(a_request_that_cannot_be_a_gate_is_refused_before_anything_runs),
        cmocka_unit_test(a_side_that_fails_is_not_called_slower),
        cmocka_unit_test(a_candidate_that_disappears_costs_the_cell_and_keeps_the_pairs),
        cmocka_unit_test(ctrl_c_keeps_the_pairs_and_exits_130),
        cmocka_unit_test(more_work_is_found_and_told_to_the_ci_service),
        cmocka_unit_test(an_accepted_regression_passes_until_its_day),
        cmocka_unit_test(an_acceptance_that_is_over_fails_a_gate_in_which_nothing_got_worse),
        cmocka_unit_test(a_summary_that_has_no_room_leaves_the_answer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

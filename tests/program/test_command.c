/* SPDX-License-Identifier: MIT */
/* The program as people meet it: good requests, bad requests, and machines that lack something. */
#include "program.h"

#define QUICK " --blocks 1 --quiet -p iterations=1000 --tasks 4 "

static void one_json_document_on_stdout_that_the_schema_accepts(void **state)
{
    struct program *program = *state;
    program_run(program, YOKE " run spin -w 1,2 --blocks 6 -p iterations=1000 --tasks 4 -o out --json >document.json && "
                         "cmp document.json out/result.json");
    program_expect_exit(program, 0);
    if (access("/usr/bin/python3", X_OK) || system("/usr/bin/python3 -c 'import jsonschema' 2>/dev/null")) {
        print_message("not validated: python3-jsonschema is not installed\n");
        skip();
    }
    program_run(program, "/usr/bin/python3 - " YOKE_SCHEMA " document.json <<'END'\n"
                         "import json, jsonschema, sys\n"
                         "schema, record = (json.load(open(name)) for name in sys.argv[1:])\n"
                         "jsonschema.Draft202012Validator.check_schema(schema)\n"
                         "jsonschema.Draft202012Validator(schema).validate(record)\n"
                         "for cell in record['cells']:\n"
                         "    assert cell['status'] == 'ok', cell['reason']\n"
                         "    assert len({sample['process'] for sample in cell['samples']}) >= 6\n"
                         "    disturbed = {sample['process'] for sample in cell['samples'] if 'disturbed' in sample}\n"
                         "    for sample in cell['samples']:\n"
                         "        assert sample['verified'] and not sample['crashed']\n"
                         "        assert sample['usable'] or sample['process'] in disturbed\n" /* a start is set aside as a whole */
                         "        assert sample['wall_ns'] > 0 and sample['cpu_ns'] > 0\n"
                         "        assert len(sample['busy_ns']) == cell['workers'] and sum(sample['tasks']) == 4\n"
                         "        assert all(('value' in c) != ('reason' in c) for c in sample['counters'].values())\n"
                         "        assert sample['counters']['task-clock']['status'] == 'ok'\n"
                         "END\n");
    program_expect_exit(program, 0);
}

static void bad_requests_end_with_status_2_and_one_sentence_and_run_nothing(void **state)
{
    struct program *program = *state;
    static const struct {
        const char *arguments, *sentence;
    } cases[] = {
        {"run spim", "Did you mean spin?"},
        {"run spin -e pthred", "Did you mean pthread?"},
        {"run spin -p iteration=5", "Did you mean iterations?"},
        {"run spin -w 0", "workers must be 1 to"},
        {"run spin -w 8..1", "runs backwards"},
        {"run spin -w 1..0", "the upper end must be at least 1"},
        {"tune spin --efficiency 0", "write --efficiency 80%"},
        {"run spin -w 1..x", "must be a count or a range"},
        {"run spin -p iterations=2T", "iterations must be 0 to 1T"},
        {"run io_sleep -p longest=16k", "16k is not a duration"},
        {"run io_sleep -p longest=5", "needs a unit"},
        {"run spin -o /proc/nowhere", "cannot make the results folder"},
        {"run spin --dry-run -o /dev/null/nowhere", "cannot make the results folder"},
        {"run spin --counters PAPI_NONSENSE", "PAPI_NONSENSE"},
        {"run spin --pin 0,4000", "processor 4000 is not allowed here"},
        {"run spin --bloks 3", "Did you mean --blocks?"},
        {"run spin --format chart", "chart"},
        {"rum spin", "Did you mean run?"},
        {"run", "what should run?"},
        {"run ./missing.json", "No such file"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char script[512];
        snprintf(script, sizeof script, YOKE " %s; status=$?; ls results 2>/dev/null; exit $status", cases[i].arguments);
        program_run(program, script);
        program_expect_exit(program, 2);
        program_expect(program->err, cases[i].sentence);
        assert_true(strncmp(program->err, "yoke: ", 6) == 0);
        assert_string_equal(program->out, "");
    }
}

static void bad_plans_are_refused_with_line_and_column(void **state)
{
    struct program *program = *state;
    static const struct {
        const char *make, *sentence;
    } cases[] = {
        {"printf '{\\n  \"workload\": \"spin\",\\n  \"workers\" 3\\n}' >plan.json", "plan.json:3:"},
        {"printf '{\"workload\": \"spin\",\\n \"worker\": 3}' >plan.json", "plan.json:2:2: "},
        {"printf '{\"workload\": \"spin\", \"workers\": {}}' >plan.json", "plan.json:1:"},
        {"printf '{\"workload\": \"spin\", \"workers\": \"8 cores\"}' >plan.json", "not \"8 cores\""},
        {"head -c 2000000 /dev/urandom >plan.json", "plan.json"},
        {": >plan.json", "empty"},
        {"rm plan.json; mkfifo plan.json", "nobody writes into"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char script[512];
        snprintf(script, sizeof script, "%s; " YOKE " run plan.json; status=$?; ls results 2>/dev/null; exit $status",
                 cases[i].make);
        program_run(program, script);
        program_expect_exit(program, 2);
        program_expect(program->err, cases[i].sentence);
        assert_string_equal(program->out, "");
    }
}

static void a_printed_plan_runs_again(void **state)
{
    struct program *program = *state;
    program_run(program, YOKE " plan spin -w 1..4x2 -e serial,pthread -p iterations=1000 --seed 5 --blocks 1 >plan.json && " YOKE
                              " plan plan.json >again.json && cmp plan.json again.json && " YOKE
                              " run plan.json --quiet -o out >/dev/null && " YOKE " run out/plan.json --dry-run");
    program_expect_exit(program, 0);
    program_expect(program->out, "spin/iterations=1000/executor=pthread/workers=4");
    program_expect(program->out, "4 cells x 1 blocks");
}

static void results_are_never_overwritten(void **state)
{
    struct program *program = *state;
    program_run(program, YOKE " run spin -e serial -o out" QUICK ">/dev/null && " YOKE " run spin -e serial -o out" QUICK);
    program_expect_exit(program, 2);
    program_expect(program->err, "out/result.json");
    program_run(program, "mkdir mine && echo '// my own' >mine/plan.json; " YOKE " run spin -e serial -o mine" QUICK);
    program_expect_exit(program, 2);
    program_expect(program->err, "mine/plan.json");
    program_run(program, "cat mine/plan.json");
    assert_string_equal(program->out, "// my own\n");
}

static void of_two_runs_into_one_folder_the_second_is_refused(void **state)
{
    struct program *program = *state;
    program_run(program, YOKE " run spin -e serial -o out" QUICK ">/dev/null & " YOKE " run spin -e serial -o out" QUICK
                              ">/dev/null; second=$?; wait $!; first=$?; echo $((first + second))");
    assert_string_equal(program->out, "2\n"); /* one 0, one 2 */
}

static void children_that_were_there_before_are_left_alone(void **state)
{
    struct program *program = *state;
    program_run(program, "bash -c 'sleep 300 & echo $! >sleeper; exec " YOKE " run spin -e serial -o out" QUICK
                         "' >/dev/null; kill $(cat sleeper) && echo it was alive");
    program_expect(program->out, "it was alive");
}

static void a_run_that_ignores_hang_ups_outlives_one(void **state)
{
    struct program *program = *state;
    program_run(program, "nohup " YOKE " run io_sleep -p longest=50ms --tasks 8 -e serial --blocks 2 --quiet -o out >/dev/null & "
                         PROGRAM_AWAIT("[ -s out/plan.json ]")
                         "kill -HUP $!; wait $!");
    program_expect_exit(program, 0);
}

static void without_gnuplot_data_and_script_are_left_and_one_sentence_says_how_to_draw(void **state)
{
    struct program *program = *state;
    program_run(program, "PATH=/nowhere " YOKE " run spin -w 1,2 -e serial,pthread -o out" QUICK ">/dev/null");
    program_expect_exit(program, 0);
    program_expect(program->err, "gnuplot");
    program_run(program, "ls out/charts");
    program_expect(program->out, "speedup-spin.gp");
    program_expect(program->out, "speedup-spin.csv");
    assert_null(strstr(program->out, ".png"));
}

static void one_allowed_processor_is_enough(void **state)
{
    struct program *program = *state;
    program_run(program, "taskset -c 0 true || exit 77; taskset -c 0 " YOKE " run spin -w 1,2 -o out --json" QUICK);
    if (program->exit == 77) {
        print_message("processor 0 is not allowed here\n");
        skip();
    }
    program_expect_exit(program, 0);
    program_expect(program->out, "\"usable\":1");
    program_expect(program->out, "more-workers-than-processors");
}

static void the_c_locale_gets_ascii_and_a_pipe_gets_no_control_characters(void **state)
{
    struct program *program = *state;
    program_run(program, "LC_ALL=C TERM=xterm " YOKE " run spin -w 1,2 -o out --blocks 6 -p iterations=1000");
    program_expect_exit(program, 0);
    for (const char *at = program->out; *at; at++)
        assert_true(((unsigned char)*at >= 32 && (unsigned char)*at < 127) || *at == '\n');
    for (const char *at = program->err; *at; at++)
        assert_true(((unsigned char)*at >= 32 && (unsigned char)*at < 127) || *at == '\n');
}

static void colour_comes_only_when_it_is_wanted(void **state)
{
    struct program *program = *state;
    program_run(program, "TERM=dumb " YOKE " run spin -w 1,2 -o a" QUICK "| cat");
    assert_null(strchr(program->out, '\033'));
    program_run(program, "NO_COLOR=1 " YOKE " run spin -w 1,2 -o b --color always" QUICK);
    assert_non_null(strchr(program->out, '\033'));
    program_run(program, "FORCE_COLOR=1 " YOKE " run spin -w 1,2 -o c --color never" QUICK);
    assert_null(strchr(program->out, '\033'));
}

static void a_read_only_folder_is_no_hindrance_with_results_elsewhere(void **state)
{
    struct program *program = *state;
    program_run(program, "mkdir here there && chmod 555 here && cd here && " YOKE " run spin -e serial -o ../there/out" QUICK
                         ">/dev/null && ls ../there/out");
    program_expect_exit(program, 0);
    program_expect(program->out, "result.json");
}

static void standard_output_that_is_full_is_a_failure(void **state)
{
    struct program *program = *state;
    program_run(program, "test -w /dev/full || exit 77; " YOKE " run spin -e serial -o out --json" QUICK ">/dev/full");
    if (program->exit == 77)
        skip();
    program_expect_exit(program, 1);
}

static void a_record_checked_again_gives_the_same_bytes(void **state)
{
    struct program *program = *state;
    program_run(program, YOKE " run spin -w 1,2 --blocks 6 --quiet -p iterations=1000 --tasks 4 -o out >/dev/null && " YOKE
                              " check out/result.json --json >again.json 2>note && cmp again.json out/result.json");
    program_expect_exit(program, 0);
    program_run(program, YOKE " check out/result.json --strict >table");
    program_expect_exit(program, 4); /* samples of some microseconds are too short */
    program_expect(program->err, "carry a warning");
    program_run(program, YOKE " check");
    program_expect_exit(program, 2);
    program_run(program, "echo '{\"schema\": 1}' >bad.json; " YOKE " check bad.json");
    program_expect_exit(program, 2);
    program_expect(program->err, "yoke: bad.json: the schema is");
}

static void every_executor_tells_how_long_single_tasks_took(void **state)
{
    struct program *program = *state;
    program_run(program, YOKE " run spin -w 2 --blocks 1 --quiet -p iterations=1000 --tasks 40 --latency on -o out --json");
    program_expect_exit(program, 0);
    size_t cells = 0;
    for (const char *at = program->out; (at = strstr(at, "\"latency\":{\"n\":")); at++)
        cells++;
    assert_true(cells >= 3); /* serial, pthread, fork, and what else there is */
}

static void numbers_left_open_are_chosen_before_the_first_block(void **state)
{
    struct program *program = *state;
    program_run(program, YOKE " run spin -e serial --blocks 1 --quiet -p iterations=100 --iterations auto -o out --json");
    program_expect_exit(program, 0);
    program_expect(program->out, "\"how\":\"calibrated\"");
    program_expect(program->out, "\"floor_from\":\"");
    program_run(program, YOKE " run out/plan.json --dry-run");
    program_expect(program->out, "calibrated tasks");
}

static void the_warm_up_study_leaves_its_runs_and_its_verdict(void **state)
{
    struct program *program = *state;
    program_run(program, YOKE " run spin -e serial" QUICK "--warmup-study -o out --json");
    program_expect_exit(program, 0);
    size_t starts = 0;
    for (const char *at = program->out; (at = strstr(at, "\"time_ns\":[")) != NULL; at++)
        starts++;
    assert_int_equal(starts, 10);
    program_expect(program->out, "\"warmup\":{\"class\":\"");
    program_run(program, YOKE " check out/result.json --json >again.json 2>note; cmp again.json out/result.json");
    program_expect_exit(program, 0);
    program_run(program, YOKE " run spin --warmup-study=on --dry-run");
    program_expect_exit(program, 2);
    program_expect(program->err, "--warmup-study takes no value");
}

static void every_verb_says_something(void **state)
{
    struct program *program = *state;
    static const char *const verbs[] = {"", "help", "--help", "--version", "list", "topo", "doctor", "help run", "help schema",
                                        "help plan-schema", "help exit-codes", "help units", "help sweeps",
                                        "help workload spin", "help executor fork", "plan spin", "doctor --json"};
    for (size_t i = 0; i < sizeof verbs / sizeof verbs[0]; i++) {
        char script[256];
        snprintf(script, sizeof script, YOKE " %s", verbs[i]);
        program_run(program, script);
        program_expect_exit(program, 0);
        assert_true(strlen(program->out) > 10);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(one_json_document_on_stdout_that_the_schema_accepts, program_setup,
                                        program_teardown),
        cmocka_unit_test_setup_teardown(bad_requests_end_with_status_2_and_one_sentence_and_run_nothing, program_setup,
                                        program_teardown),
        cmocka_unit_test_setup_teardown(bad_plans_are_refused_with_line_and_column, program_setup, program_teardown),
        cmocka_unit_test_setup_teardown(a_printed_plan_runs_again, program_setup, program_teardown),
        cmocka_unit_test_setup_teardown(results_are_never_overwritten, program_setup, program_teardown),
        cmocka_unit_test_setup_teardown(of_two_runs_into_one_folder_the_second_is_refused, program_setup,
                                        program_teardown),
        cmocka_unit_test_setup_teardown(children_that_were_there_before_are_left_alone, program_setup,
                                        program_teardown),
        cmocka_unit_test_setup_teardown(a_run_that_ignores_hang_ups_outlives_one, program_setup, program_teardown),
        cmocka_unit_test_setup_teardown(without_gnuplot_data_and_script_are_left_and_one_sentence_says_how_to_draw,
                                        program_setup, program_teardown),
        cmocka_unit_test_setup_teardown(one_allowed_processor_is_enough, program_setup, program_teardown),
        cmocka_unit_test_setup_teardown(the_c_locale_gets_ascii_and_a_pipe_gets_no_control_characters, program_setup,
                                        program_teardown),
        cmocka_unit_test_setup_teardown(colour_comes_only_when_it_is_wanted, program_setup, program_teardown),
        cmocka_unit_test_setup_teardown(a_read_only_folder_is_no_hindrance_with_results_elsewhere, program_setup,
                                        program_teardown),
        cmocka_unit_test_setup_teardown(standard_output_that_is_full_is_a_failure, program_setup, program_teardown),
        cmocka_unit_test_setup_teardown(a_record_checked_again_gives_the_same_bytes, program_setup, program_teardown),
        cmocka_unit_test_setup_teardown(every_executor_tells_how_long_single_tasks_took, program_setup,
                                        program_teardown),
        cmocka_unit_test_setup_teardown(numbers_left_open_are_chosen_before_the_first_block, program_setup,
                                        program_teardown),
        cmocka_unit_test_setup_teardown(the_warm_up_study_leaves_its_runs_and_its_verdict, program_setup,
                                        program_teardown),
        cmocka_unit_test_setup_teardown(every_verb_says_something, program_setup, program_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

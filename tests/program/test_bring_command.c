/* SPDX-License-Identifier: MIT */
/* A command of the user's own, run by the program on every executor. */
#include "program.h"

/* The executors of this build that run two workers at once, and how many there are with `serial`. */
#if OPENMP_HERE
#define PARALLEL "pthread,openmp,fork,coop"
#define EXECUTORS "5"
#else
#define PARALLEL "pthread,fork,coop"
#define EXECUTORS "4"
#endif

/* One visit, into the folder "out" anew. */
#define QUICK "quick() { rm -rf out; " YOKE " run --quiet --blocks 1 --reserve 0% --warmup 0 -o out \"$@\"; }; "
#define PYTHON "/usr/bin/python3 -c 'import json, sys; record = json.load(open(\"out/result.json\"))\n"

static void what_a_process_used_is_in_the_sample_on_every_executor(void **state)
{
    struct program *program = *state;
    program_need_python();
    program_run(program, QUICK "quick -e all -w 2 -- " APPETITE " 30 64 >/dev/null && " PYTHON
                                    "for cell in record[\"cells\"]:\n"
                                    "    assert cell[\"status\"] == \"ok\", cell[\"reason\"]\n"
                                    "    assert cell[\"tasks\"] == 2 and cell[\"command\"] == [\"" APPETITE "\", \"30\", \"64\"]\n"
                                    "    for sample in cell[\"samples\"]:\n"
                                    "        assert sample[\"cpu_ns\"] >= 2 * 30e6, (cell[\"name\"], sample[\"cpu_ns\"])\n"
                                    "        assert sample[\"cpu_ns\"] == sum(sample[\"worker_cpu_ns\"])\n"
                                    "        assert 64 << 20 <= sample[\"max_rss_bytes\"] < 1 << 30\n"
                                    "        assert sample[\"verified\"]\n"
                                    "assert len(record[\"cells\"]) == " EXECUTORS "'");
    program_expect_exit(program, 0);
}

/* A process smaller than the one that started it: the kernel's number for it is the starter's, and no number at all. */
static void a_resident_set_that_is_not_known_is_absent(void **state)
{
    struct program *program = *state;
    program_need_python();
    program_run(program, QUICK "quick -- " APPETITE " 0 0 >/dev/null && " PYTHON
                                    "for sample in record[\"cells\"][0][\"samples\"]:\n"
                                    "    assert \"max_rss_bytes\" not in sample'");
    program_expect_exit(program, 0);
}

/* One reads what the other writes: alone, either would wait for ever. */
static void processes_run_at_the_same_time_on_every_executor_that_can(void **state)
{
    struct program *program = *state;
    program_run(program, "mkfifo fifo; " QUICK
                         "quick -e " PARALLEL " -w 2 --limit 20s --shell "
                         "'if mkdir role 2>/dev/null; then read x <fifo; rmdir role; else echo go >fifo; fi'");
    program_expect_exit(program, 0);
    program_run(program, QUICK "quick -e coop -w 1 --tasks 2 --limit 20s --shell "
                         "'if mkdir role 2>/dev/null; then read x <fifo; rmdir role; else echo go >fifo; fi'");
    program_expect_exit(program, 0);
}

static void input_and_output_are_what_was_asked_for(void **state)
{
    struct program *program = *state;
    program_run(program, "printf 'b\\na\\n' >in; printf 'a\\nb\\n' >right; : >empty; digest=$(sha256sum <right); " QUICK
                         "quick --stdin in --expect-output right -- sort && "
                         "quick --stdin in --expect-output sha256:${digest%% *} -e coop -w 2 -- sort && "
                         "quick --expect-output empty -- cat && quick --expect-exit 7 -- sh -c 'exit 7'");
    program_expect_exit(program, 0);
}

static void parameters_are_swept(void **state)
{
    struct program *program = *state;
    program_run(program, QUICK "quick -p n=1,2 -p end=sh,bash --expect-exit 0 -- sh -c 'test {n}{end} = 2sh -o {n} -gt 0'");
    program_expect_exit(program, 0);
    program_run(program, "grep -o 'n=[12]/end=[a-z]*' out/result.json | sort -u | wc -l");
    program_expect(program->out, "4");
}

static void what_goes_wrong_is_one_sentence_and_status_1(void **state)
{
    struct program *program = *state;
    static const struct {
        const char *arguments, *sentence;
    } cases[] = {
        {"-- false", "failed: command: task 0, false, ended with exit status 1, not 0"},
        {"-- ls ./missing", "ended with exit status 2, not 0: ls: cannot access './missing'"},
        {"--shell 'kill -KILL $$'", "was ended by signal 9 (Killed)"},
        {"-e fork -w 1 --shell 'kill -SEGV $$'", "was ended by signal 11 (Segmentation fault)"},
        {"--expect-output /etc/hostname -- echo", "wrong answer: command: the output of task 0, echo, differs from"},
        {"--expect-output sha256:00 -- echo", "wants 64 hexadecimal digits"},
        {"--limit 100ms -- sleep 60", "not done within the limit of 100ms"},
        {"--expect-output sha256:$(printf x | sha256sum | cut -c1-64) -- echo", "has a digest that begins with"},
        {"-- ./broken", "could not be run: Exec format error"},
    };
    program_run(program, "printf '\\177ELFbroken' >broken; chmod +x broken");
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char script[512];
        snprintf(script, sizeof script, "%squick %s", QUICK, cases[i].arguments);
        program_run(program, script);
        program_expect_exit(program, 1);
        program_expect(program->out, cases[i].sentence);
    }
}

static void a_program_that_is_not_there_is_a_usage_error(void **state)
{
    struct program *program = *state;
    program_run(program, YOKE " run -- surely-no-such-program; status=$?; ls results 2>/dev/null; exit $status");
    program_expect_exit(program, 2);
    program_expect(program->err, "yoke: no program \"surely-no-such-program\" along PATH\n");
    assert_string_equal(program->out, "");
    program_run(program, QUICK "quick -p n=1,2 -- ./missing-{n}");
    program_expect_exit(program, 2);
    program_expect(program->err, "no program \"./missing-1\"");
    program_run(program, "for option in --stdin --expect-output; do " YOKE
                         " run $option ./missing -- cat; echo $?; done; ls results");
    assert_string_equal(program->out, "2\n2\n");
    program_expect(program->err, "--stdin: cannot read \"./missing\": No such file");
    program_expect(program->err, "--expect-output: cannot read \"./missing\": No such file");
}

static void a_command_has_the_users_environment_and_no_descriptor_of_ours(void **state)
{
    struct program *program = *state;
#if OPENMP_HERE
    program_run(program, "export OMP_WAIT_POLICY=active; unset OMP_DYNAMIC; " QUICK "quick -e openmp -w 2 --shell "
                         "'test \"$OMP_WAIT_POLICY\" = active && test -z \"$OMP_DYNAMIC\"'");
    program_expect_exit(program, 0);
#else
    print_message("not looked at: the environment of OpenMP's runtime; this build is without OpenMP\n");
#endif
    /* the fourth is the listing's own */
    program_run(program, "printf '0\\n1\\n2\\n3\\n' >four; " QUICK "quick -e all -w 2 --expect-output four -- ls /proc/self/fd");
    program_expect_exit(program, 0);
}

static void nothing_is_left_behind_by_a_command_that_would_stay(void **state)
{
    struct program *program = *state;
    program_run(program, QUICK "quick -e pthread -w 2 --shell 'sleep 4321 & echo $! >>pids' && "
                                    "for pid in $(cat pids); do test ! -e /proc/$pid || exit 9; done");
    program_expect_exit(program, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_a_process_used_is_in_the_sample_on_every_executor, program_setup,
                                        program_teardown),
        cmocka_unit_test_setup_teardown(a_resident_set_that_is_not_known_is_absent, program_setup, program_teardown),
        cmocka_unit_test_setup_teardown(processes_run_at_the_same_time_on_every_executor_that_can, program_setup,
                                        program_teardown),
        cmocka_unit_test_setup_teardown(input_and_output_are_what_was_asked_for, program_setup, program_teardown),
        cmocka_unit_test_setup_teardown(parameters_are_swept, program_setup, program_teardown),
        cmocka_unit_test_setup_teardown(what_goes_wrong_is_one_sentence_and_status_1, program_setup, program_teardown),
        cmocka_unit_test_setup_teardown(a_program_that_is_not_there_is_a_usage_error, program_setup, program_teardown),
        cmocka_unit_test_setup_teardown(a_command_has_the_users_environment_and_no_descriptor_of_ours, program_setup,
                                        program_teardown),
        cmocka_unit_test_setup_teardown(nothing_is_left_behind_by_a_command_that_would_stay, program_setup,
                                        program_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

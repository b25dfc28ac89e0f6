/* SPDX-License-Identifier: MIT */
/* A workload that misbehaves costs its own cell: the others complete, the bad one says what happened, the exit status is 1,
 * and no process is left. */
#include "program.h"

/* A plan of a good and a bad workload on one executor; 2 workers, 2 blocks. What is left afterwards is looked for in the
 * session, which the run is alone in; the dead that nobody has collected yet do not count, burying them is up to the
 * system's first process. */
static void faulty_run(struct program *program, const char *workload, const char *executor, const char *more)
{
    char script[1024];
    program_begin(program);
    snprintf(script, sizeof script,
             "cat >plan.json <<'END'\n"
             "{\"name\": \"faults\", \"executors\": \"%s\", \"workers\": \"2\", \"blocks\": 2,\n"
             " \"studies\": [{\"workload\": \"good\"}, {\"workload\": \"%s\"}]}\n"
             "END\n"
             "setsid --wait sh -c 'echo $$ >session; exec %s run plan.json -o out --json %s'\n"
             "status=$?; pgrep -r R,S,D,T -s $(cat session) >left && echo left a process >&2; exit $status",
             executor, workload, YOKE_FAULTY, more);
    program_run(program, script);
    assert_null(strstr(program->err, "left a process"));
}

/* Are there 2 verified samples of the good cell and a failed cell that says `reason`? */
static void only_the_bad_cell_failed(const struct program *program, const char *executor, const char *reason)
{
    char name[128];
    program_expect_exit(program, 1);
    snprintf(name, sizeof name, "{\"name\":\"good/executor=%s/workers=%d\"", executor, strcmp(executor, "serial") ? 2 : 1);
    const char *good = strstr(program->out, name);
    assert_non_null(good);
    const char *bad = strstr(good, "\"status\":\"failed\"");
    assert_non_null(bad);
    assert_true(strstr(good, "\"status\":\"ok\"") < bad);
    program_expect(bad, reason);
    program_expect(program->out, "\"complete\": true");
}

static void misbehaviour_in_a_thread_costs_the_cell(void **state)
{
    (void)state;
    static const struct {
        const char *workload, *reason;
    } cases[] = {
        {"segfaults", "ended by signal 11"}, {"aborts", "ended by signal 6"},          {"exits", "exited with status 0"},
        {"wrong", "wrong answer: task 3"},   {"fails", "task 3 failed: No space left"}, {"setup_fails", "the disk is imaginary"},
    };
    static const char *const executors[] = {"serial", "pthread"};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        for (size_t k = 0; k < 2; k++) {
            struct program program;
            faulty_run(&program, cases[i].workload, executors[k], "");
            only_the_bad_cell_failed(&program, executors[k], cases[i].reason);
            program_end(&program);
        }
}

static void misbehaviour_in_a_forked_worker_is_a_failed_sample_that_names_the_task(void **state)
{
    (void)state;
    static const struct {
        const char *workload, *reason;
    } cases[] = {
        {"segfaults", "was ended by signal 11"}, {"aborts", "was ended by signal 6"}, {"exits", "exited with status 0"},
        {"wrong", "wrong answer: task 3"},       {"fails", "task 3 failed: No space"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct program program;
        faulty_run(&program, cases[i].workload, "fork", "");
        only_the_bad_cell_failed(&program, "fork", cases[i].reason);
        program_expect(program.out, "task 3");
        program_end(&program);
    }
}

static void what_sleeps_for_ever_is_ended_at_its_limit(void **state)
{
    (void)state;
    static const char *const executors[] = {"serial", "pthread", "fork"};
    for (size_t i = 0; i < 3; i++) {
        struct program program;
        faulty_run(&program, "hangs", executors[i], "--limit 5s"); /* which the good one keeps on a busy machine too */
        only_the_bad_cell_failed(&program, executors[i], "within the limit of 5s");
        program_end(&program);
    }
}

static void a_workload_that_prints_does_not_spoil_the_document(void **state)
{
    (void)state;
    struct program program;
    faulty_run(&program, "chatters", "serial", "");
    program_expect_exit(&program, 0);
    assert_true(program.out[0] == '{');
    assert_null(strstr(program.out, "noise on stdout"));
    program_expect(program.err, "noise on stdout");
    program_end(&program);
}

/* Waits for the record to show up: then the first block is done and the second runs. */
#define AFTER_ONE_BLOCK PROGRAM_AWAIT("[ -s out/result.json ]")
/* A shell lets its background jobs ignore Ctrl-C, and so would the program. */
#define RUN_SLOWLY "env --default-signal=INT " YOKE_FAULTY " run slow -e pthread,fork -w 2 --blocks 1000 --limit 30s -o out --quiet & pid=$!; "

static void an_interrupted_run_leaves_a_valid_record_and_no_process(void **state)
{
    (void)state;
    struct program program;
    program_begin(&program);
    program_run(&program, "set -m; " RUN_SLOWLY AFTER_ONE_BLOCK
                          "kill -INT $pid; wait $pid; status=$?; grep -c '\"complete\": false' out/result.json; "
                          "grep -c '\"exit\": 130' out/result.json; ls out/*.part 2>/dev/null; pgrep -g $pid; "
                          "exit $status");
    program_expect_exit(&program, 130);
    assert_string_equal(strchr(program.out, '\0') - 4, "1\n1\n");
    program_end(&program);
}

static void a_killed_driver_leaves_no_process(void **state)
{
    (void)state;
    struct program program;
    program_begin(&program);
    program_run(&program, "cat >go.sh <<'END'\n" RUN_SLOWLY "echo $pid >pid; " AFTER_ONE_BLOCK "kill -KILL $pid; wait $pid\nEND\n"
                          "setsid --wait sh -c 'echo $$ >session; . ./go.sh'; "
                          PROGRAM_AWAIT("! pgrep -r R,S,D,T -s $(cat session) >/dev/null")
                          "test -s out/result.json || echo no record; pgrep -r R,S,D,T -s $(cat session) -a; true");
    assert_string_equal(program.out, "");
    program_end(&program);
}

/* What a command started does not ask to die with us; the warden sees to it. */
static void a_killed_driver_ends_what_it_measured(void **state)
{
    (void)state;
    static const char *const executors[] = {"serial", "pthread", "fork", "coop"};
    for (size_t i = 0; i < 4; i++) {
        struct program program;
        char script[1024];
        program_begin(&program);
        snprintf(script, sizeof script,
                 YOKE " run -e %s --tasks 1 --blocks 1 -o out --quiet --shell 'sleep 1000 & echo $$ $! >pids; wait; true' & yoke=$!; "
                 PROGRAM_AWAIT("[ -s pids ]") "test -s pids || echo not started; "
                 "kill -KILL $yoke; wait $yoke; living() { ps -o stat= -p $(tr ' ' , <pids) | grep '^[^Z]'; }; "
                 PROGRAM_AWAIT("! living >/dev/null") "living",
                 executors[i]);
        program_run(&program, script);
        assert_string_equal(program.out, "");
        program_end(&program);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(misbehaviour_in_a_thread_costs_the_cell),
        cmocka_unit_test(misbehaviour_in_a_forked_worker_is_a_failed_sample_that_names_the_task),
        cmocka_unit_test(what_sleeps_for_ever_is_ended_at_its_limit),
        cmocka_unit_test(a_workload_that_prints_does_not_spoil_the_document),
        cmocka_unit_test(an_interrupted_run_leaves_a_valid_record_and_no_process),
        cmocka_unit_test(a_killed_driver_leaves_no_process),
        cmocka_unit_test(a_killed_driver_ends_what_it_measured),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

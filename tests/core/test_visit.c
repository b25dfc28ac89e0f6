/* SPDX-License-Identifier: MIT */
/* The driver's half of the protocol, against cell processes that behave and many that do not: shell scripts, each a real
 * process that is started, heard and ended. */
#include "visit.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cell_script.h"
#include "fixture.h"

#define HELLO "read job <&3; echo '{\"type\":\"hello\",\"protocol\":1,\"executor_details\":\"shell\"}' >&3; "

static const struct yoke_workload workload = {.name = "w"};
static const struct yoke_executor executor = {.name = "e"};
static const struct yoke_schedule schedule = {.name = "s"};

/* One visit of one cell by a script, and what became of it. */
struct trial {
    char path[64];
    struct record *record;
    struct yoke_cell *facts;
    enum visit_outcome outcome;
};

static int never_stop(void *own)
{
    (void)own;
    return 0;
}

static struct trial trial_run_at(const char *script, uint64_t limit_ns, uint64_t rate_mhz)
{
    struct trial trial = {.path = "/tmp/yoke-visit-XXXXXX", .record = record_new()};
    const int descriptor = mkstemp(trial.path);
    dprintf(descriptor, "#!/bin/sh\n%s\n", script);
    fchmod(descriptor, 0755);
    close(descriptor);
    const struct plan plan = {.iterations = 1, .limit_ns = limit_ns, .arrivals = rate_mhz ? "poisson" : NULL};
    char name[] = "w/executor=e";
    const struct cell cell = {.name = name,
                              .workload = &workload,
                              .executor = &executor,
                              .schedule = &schedule,
                              .workers = 1,
                              .chunk = 1,
                              .task_count = 1,
                              .rate_mhz = rate_mhz};
    const struct visit visit = {.plan = &plan,
                                .cell = &cell,
                                .program = trial.path,
                                .usable_cpus = 1,
                                .block = 4,
                                .order = 2,
                                .stop_wanted = never_stop};
    struct yoke_error error = {0};
    assert_int_equal(record_make_cells(trial.record, 1), 0);
    trial.facts = trial.record->facts.cells;
    if (visit_run(&visit, trial.record, trial.facts, &trial.outcome, &error))
        fail_msg("%s", error.text);
    return trial;
}

static struct trial trial_run(const char *script, uint64_t limit_ns)
{
    return trial_run_at(script, limit_ns, 0);
}

static void trial_end(struct trial *trial)
{
    unlink(trial->path);
    record_free(trial->record);
}

static const uint64_t PATIENCE_NS = 30000000000;

static void a_good_visit_adds_its_samples_with_block_and_order(void **state)
{
    (void)state;
    struct trial trial = trial_run(HELLO SAMPLE SAMPLE DONE, PATIENCE_NS);
    assert_int_equal(trial.outcome, VISIT_DONE);
    assert_int_equal(trial.facts->status, YOKE_CELL_OK);
    assert_string_equal(trial.facts->executor_details, "shell");
    assert_int_equal(trial.facts->sample_count, 2);
    assert_int_equal(trial.facts->samples[1].block, 4);
    assert_int_equal(trial.facts->samples[1].order, 2);
    assert_int_equal(trial.facts->samples[1].wall_ns, 5);
    trial_end(&trial);
}

static void the_assignment_names_the_cell(void **state)
{
    (void)state;
    struct trial trial = trial_run("read job <&3; case $job in *'\"workload\":\"w\"'*'\"executor\":\"e\"'*) " SAMPLE DONE
                                   ";; esac", PATIENCE_NS);
    assert_int_equal(trial.outcome, VISIT_DONE);
    trial_end(&trial);
}

static void misbehaviour_costs_the_cell_and_says_why(void **state)
{
    (void)state;
    static const struct {
        const char *script, *reason;
    } cases[] = {
        {HELLO "kill -SEGV $$", "ended by signal 11 (Segmentation fault)"},
        {HELLO "kill -KILL $$", "ended by signal 9 (Killed)"},
        {HELLO SAMPLE "exit 3", "exited with status 3 before it was done"},
        {"exit 127", "could not be executed"},
        {HELLO "exit 127", "exited with status 127 before it was done"},
        {HELLO "exit 0", "exited with status 0 before it was done"},
        {"read job <&3; echo 'Hello, world!' >&3", "spoke garbage: \"Hello, world!\""},
        {"read job <&3; echo '{\"type\":\"nonsense\"}' >&3", "spoke garbage"},
        {"read job <&3; printf '\\0\\n' >&3; sleep 1000", "spoke garbage: a line that is no text"},
        {"read job <&3; echo '{\"type\":\"hello\",\"protocol\":2}' >&3", "another version of the protocol"},
        {HELLO "echo '{\"type\":\"sample\"}' >&3", "without a sample"},
        {HELLO DONE, "had sent no sample"},
        {HELLO "echo '{\"type\":\"ready\"}' >&3; read word <&3", "spoke garbage"}, /* it is alone, and would wait for ever */
        {HELLO "echo '{\"type\":\"failed\",\"reason\":\"no disk\"}' >&3", "no disk"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct trial trial = trial_run(cases[i].script, PATIENCE_NS);
        assert_int_equal(trial.outcome, VISIT_FAILED);
        assert_int_equal(trial.facts->status, YOKE_CELL_FAILED);
        if (!strstr(trial.facts->reason, cases[i].reason))
            fail_msg("\"%s\" does not say \"%s\"", trial.facts->reason, cases[i].reason);
        trial_end(&trial);
    }
}

static void one_that_leaves_out_the_arrivals_of_an_open_loop_is_told_from_one_that_keeps_up(void **state)
{
    (void)state;
    struct trial older = trial_run_at(HELLO SAMPLE DONE, PATIENCE_NS, 1000);
    assert_int_equal(older.outcome, VISIT_FAILED);
    assert_non_null(strstr(older.facts->reason, "knows no open loops"));
    trial_end(&older);
    struct trial newer = trial_run_at(
        HELLO "echo '{\"type\":\"sample\",\"samples\":[{\"block\":0,\"process\":9,\"wall_ns\":5,\"last_due_ns\":4,"
              "\"crashed\":false,\"verified\":true,\"usable\":true}]}' >&3; " DONE, PATIENCE_NS, 1000);
    assert_int_equal(newer.outcome, VISIT_DONE);
    trial_end(&newer);
}

static void a_hanging_cell_process_is_ended_at_its_limit(void **state)
{
    (void)state;
    struct trial trial = trial_run(HELLO "sleep 1000 & sleep 1000", 200000000);
    assert_int_equal(trial.outcome, VISIT_FAILED);
    assert_non_null(strstr(trial.facts->reason, "within the limit of 200ms"));
    trial_end(&trial);
}

static void an_unusable_sample_is_kept_and_fails_the_cell_with_its_reason(void **state)
{
    (void)state;
    struct trial trial = trial_run(HELLO "echo '{\"type\":\"sample\",\"samples\":[{\"block\":0,\"process\":9,"
                                         "\"crashed\":true,\"verified\":false,\"usable\":false,"
                                         "\"reject_reason\":\"task 7 died\"}]}' >&3; sleep 1000", PATIENCE_NS);
    assert_int_equal(trial.outcome, VISIT_FAILED);
    assert_string_equal(trial.facts->reason, "task 7 died");
    assert_int_equal(trial.facts->sample_count, 1);
    trial_end(&trial);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_good_visit_adds_its_samples_with_block_and_order),
        cmocka_unit_test(the_assignment_names_the_cell),
        cmocka_unit_test(misbehaviour_costs_the_cell_and_says_why),
        cmocka_unit_test(one_that_leaves_out_the_arrivals_of_an_open_loop_is_told_from_one_that_keeps_up),
        cmocka_unit_test(a_hanging_cell_process_is_ended_at_its_limit),
        cmocka_unit_test(an_unusable_sample_is_kept_and_fails_the_cell_with_its_reason),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

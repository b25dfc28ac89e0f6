/* SPDX-License-Identifier: MIT */
/* Two visits side by side: cell processes that are shell scripts say when they are ready, and write down when they were
 * told to go on. */
#include "visit.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cell_script.h"
#include "fixture.h"

#define OLD_HELLO "read job <&3; echo '{\"type\":\"hello\",\"protocol\":1}' >&3; "
#define HELLO     "read job <&3; echo '{\"type\":\"hello\",\"protocol\":1,\"in_step\":true}' >&3; "
#define READY     "echo '{\"type\":\"ready\"}' >&3; read word <&3; "

static const struct yoke_workload workload = {.name = "w"};
static const struct yoke_executor executor = {.name = "e"};
static const struct yoke_schedule schedule = {.name = "s"};

/* Far more than any of this takes, but the last: see there. */
static const uint64_t LIMIT_NS = 3500000000;

/* Two scripts of one folder, which they find as $0's, and what became of their visits. */
struct trial {
    char folder[32], paths[2][48];
    struct record *record;
    struct yoke_cell *facts[2];
    enum visit_outcome outcomes[2];
};

static void script_put(const char *path, const char *script)
{
    FILE *file = fopen(path, "we");
    assert_non_null(file);
    fprintf(file, "#!/bin/sh\ncd ${0%%/*}\n%s\n", script);
    assert_int_equal(fclose(file), 0);
    assert_int_equal(chmod(path, 0755), 0);
}

static int never_stop(void *own)
{
    (void)own;
    return 0;
}

static struct trial trial_run(const char *first, const char *second, bool together)
{
    struct trial trial = {.folder = "/tmp/yoke-step-XXXXXX", .record = record_new()};
    const struct plan plan = {.iterations = 1, .limit_ns = LIMIT_NS};
    char name[] = "w/executor=e";
    const struct cell cell = {.name = name,
                              .workload = &workload,
                              .executor = &executor,
                              .schedule = &schedule,
                              .workers = 1,
                              .chunk = 1,
                              .task_count = 1};
    uint64_t places[2] = {3, 5};
    struct visit visits[2];
    struct yoke_error error = {0};
    assert_non_null(mkdtemp(trial.folder));
    assert_int_equal(record_make_cells(trial.record, 2), 0);
    for (size_t i = 0; i < 2; i++) {
        snprintf(trial.paths[i], sizeof trial.paths[i], "%s/%zu", trial.folder, i);
        script_put(trial.paths[i], i ? second : first);
        trial.facts[i] = &trial.record->facts.cells[i];
        visits[i] = (struct visit){.plan = &plan,
                                   .cell = &cell,
                                   .program = trial.paths[i],
                                   .usable_cpus = 1,
                                   .order = i,
                                   .places = &places[i],
                                   .place_count = 1,
                                   .in_step = true,
                                   .stop_wanted = never_stop};
    }
    if (visit_run_pair(visits, together, trial.record, trial.facts, trial.outcomes, &error))
        fail_msg("%s", error.text);
    return trial;
}

static void trial_end(struct trial *trial)
{
    char script[64];
    snprintf(script, sizeof script, "rm -rf %s", trial->folder);
    assert_int_equal(system(script), 0);
    record_free(trial->record);
}

static bool is_there(const struct trial *trial, const char *name)
{
    char path[64];
    snprintf(path, sizeof path, "%s/%s", trial->folder, name);
    return !access(path, F_OK);
}

static void together_neither_goes_on_before_both_are_ready(void **state)
{
    (void)state;
    /* a mark as soon as it is ready, and another when it goes on without the other's first one */
#define IN_STEP(own, other) ": >ready-" own "; " READY "[ -e ready-" other " ] || : >early-" own "; "
    struct trial trial = trial_run(HELLO IN_STEP("a", "b") SAMPLE READY DONE,
                                   HELLO "sleep 0.3; " IN_STEP("b", "a") SAMPLE READY DONE, true);
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(trial.outcomes[i], VISIT_DONE);
        assert_int_equal(trial.facts[i]->status, YOKE_CELL_OK);
        assert_int_equal(trial.facts[i]->sample_count, 1);
        assert_int_equal(trial.facts[i]->samples[0].order, i);
    }
    assert_true(is_there(&trial, "ready-a") && is_there(&trial, "ready-b"));
    assert_false(is_there(&trial, "early-a") || is_there(&trial, "early-b"));
    trial_end(&trial);
}

static void by_turns_one_runs_at_a_time_and_goes_first_every_other_time(void **state)
{
    (void)state;
#define STEP(own, other)                                                                                               \
    READY ": >runs-" own "; printf " own " >>order; sleep 0.05; [ ! -e runs-" other " ] || : >both; rm runs-" own "; "
    struct trial trial =
        trial_run(HELLO STEP("a", "b") STEP("a", "b") SAMPLE STEP("a", "b") SAMPLE STEP("a", "b") DONE,
                  HELLO STEP("b", "a") STEP("b", "a") SAMPLE STEP("b", "a") SAMPLE STEP("b", "a") DONE, false);
    char order[16] = "", path[64];
    snprintf(path, sizeof path, "%s/order", trial.folder);
    FILE *file = fopen(path, "re");
    assert_non_null(file);
    assert_non_null(fgets(order, sizeof order, file));
    fclose(file);
    assert_string_equal(order, "abbaabba");
    assert_false(is_there(&trial, "both"));
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(trial.outcomes[i], VISIT_DONE);
        assert_int_equal(trial.facts[i]->sample_count, 2);
    }
    trial_end(&trial);
}

static void each_is_told_its_own_places_and_to_wait(void **state)
{
    (void)state;
    static const char *const script =
        "read job <&3; echo '{\"type\":\"hello\",\"protocol\":1,\"in_step\":true}' >&3; " READY
        "echo \"$job\" >job-${0##*/}; " SAMPLE DONE;
    struct trial trial = trial_run(script, script, true);
    assert_int_equal(trial.outcomes[0], VISIT_DONE);
    char command[256];
    snprintf(command, sizeof command,
             "cd %s; grep -q '\"in_step\": *true' job-0 && grep -q '\"places\": *\\[ *3 *\\]' job-0 && "
             "grep -q '\"places\": *\\[ *5 *\\]' job-1",
             trial.folder);
    assert_int_equal(system(command), 0);
    trial_end(&trial);
}

static void what_befalls_one_ends_the_other(void **state)
{
    (void)state;
    static const struct {
        const char *script, *reason;
    } cases[] = {
        {HELLO READY "kill -SEGV $$", "ended by signal 11"},
        {HELLO "exit 4", "exited with status 4"},
        {HELLO READY "echo '{\"type\":\"failed\",\"reason\":\"no disk\"}' >&3", "no disk"},
        {HELLO READY "echo what >&3", "spoke garbage"},
    };
    static const char *const good = HELLO READY "echo $$ >pid; " SAMPLE READY "exec sleep 1000";
    for (size_t i = 0; i < 4 * sizeof cases / sizeof *cases; i++) {
        const size_t bad = i % 2, together = i / 2 % 2;
        const char *script = cases[i / 4].script;
        struct trial trial = trial_run(bad ? good : script, bad ? script : good, together);
        assert_int_equal(trial.outcomes[bad], VISIT_FAILED);
        assert_non_null(strstr(trial.facts[bad]->reason, cases[i / 4].reason));
        assert_int_equal(trial.outcomes[!bad], VISIT_STOPPED);
        assert_int_equal(trial.facts[!bad]->status, YOKE_CELL_OK);
        char command[96];
        snprintf(command, sizeof command, "! kill -0 $(cat %s/pid 2>/dev/null) 2>/dev/null", trial.folder);
        assert_int_equal(system(command), 0);
        trial_end(&trial);
    }
}

static void a_program_that_cannot_wait_is_told_from_one_that_fails(void **state)
{
    (void)state;
    for (size_t old = 0; old < 2; old++) {
        static const char *const older = OLD_HELLO SAMPLE DONE, *const newer = HELLO READY SAMPLE READY DONE;
        struct trial trial = trial_run(old ? newer : older, old ? older : newer, false);
        assert_int_equal(trial.outcomes[old], VISIT_OUT_OF_STEP);
        for (size_t i = 0; i < 2; i++) {
            assert_int_equal(trial.facts[i]->status, YOKE_CELL_OK);
            assert_int_equal(trial.facts[i]->sample_count, 0);
        }
        trial_end(&trial);
    }
}

/* While one side is listened to, what the other says waits in its socket as far as there is room. */
static void samples_larger_than_a_socket_arrive_whole(void **state)
{
    (void)state;
    static const char *const script = HELLO READY
        "echo '{\"type\":\"sample\",\"samples\":[{\"block\":0,\"process\":9,\"wall_ns\":5,\"crashed\":false,"
        "\"verified\":true,\"usable\":true,\"busy_ns\":['$(seq -s, 200000)']}]}' >&3; " READY DONE;
    struct trial trial = trial_run(script, script, true);
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(trial.outcomes[i], VISIT_DONE);
        assert_int_equal(trial.facts[i]->samples[0].busy_count, 200000);
        assert_int_equal(trial.facts[i]->samples[0].busy_ns[199999], 200000);
    }
    trial_end(&trial);
}

/* Left alone it would never be told to go on, and be measured for ever without a pair. */
static void one_that_is_not_done_with_the_other_has_failed(void **state)
{
    (void)state;
    for (size_t bad = 0; bad < 2; bad++) {
        static const char *const scripts[2] = {HELLO READY SAMPLE DONE, HELLO READY SAMPLE READY "exec sleep 1000"};
        struct trial trial = trial_run(scripts[!bad], scripts[bad], true);
        assert_int_equal(trial.outcomes[!bad], VISIT_DONE);
        assert_int_equal(trial.outcomes[bad], VISIT_FAILED);
        assert_string_equal(trial.facts[bad]->reason, "the cell process wanted to go on when the other side was done");
        trial_end(&trial);
    }
}

static void a_program_that_cannot_be_executed_is_told_of(void **state)
{
    (void)state;
    struct trial trial = trial_run(HELLO READY SAMPLE DONE, "exit 127", true);
    assert_int_equal(trial.outcomes[1], VISIT_FAILED);
    assert_non_null(strstr(trial.facts[1]->reason, "could not be executed"));
    trial_end(&trial);
}

/* Four seconds in all, of which either side has two, and a limit between the two. */
static void waiting_for_the_other_is_not_its_own_time(void **state)
{
    (void)state;
    static const char *const script = HELLO READY "sleep 1; " SAMPLE READY "sleep 1; " DONE;
    struct trial trial = trial_run(script, script, false);
    assert_int_equal(trial.outcomes[0], VISIT_DONE);
    assert_int_equal(trial.outcomes[1], VISIT_DONE);
    trial_end(&trial);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(together_neither_goes_on_before_both_are_ready),
        cmocka_unit_test(by_turns_one_runs_at_a_time_and_goes_first_every_other_time),
        cmocka_unit_test(each_is_told_its_own_places_and_to_wait),
        cmocka_unit_test(what_befalls_one_ends_the_other),
        cmocka_unit_test(samples_larger_than_a_socket_arrive_whole),
        cmocka_unit_test(one_that_is_not_done_with_the_other_has_failed),
        cmocka_unit_test(a_program_that_cannot_wait_is_told_from_one_that_fails),
        cmocka_unit_test(a_program_that_cannot_be_executed_is_told_of),
        cmocka_unit_test(waiting_for_the_other_is_not_its_own_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

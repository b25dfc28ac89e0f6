/* SPDX-License-Identifier: MIT */
/* Calibration with cell processes that are shell scripts, each task of which takes a known time. */
#include "calibration.h"

#include "fixture.h"
#include "tryout_program.h"

/* Says hello, as many samples as it was asked for, each of TASK_NS a task, and goodbye. */
#define NUMBER(key) "$(echo \"$job\" | sed 's/.*\"" key "\":\\([0-9]*\\).*/\\1/')"
#define SCRIPT(TASK_NS)                                                                                               \
    "read job <&3; echo '{\"type\":\"hello\",\"protocol\":1}' >&3; tasks=" NUMBER("tasks") "; runs=" NUMBER("iterations") \
    "; while [ $runs -gt 0 ]; do runs=$((runs - 1)); echo '{\"type\":\"sample\",\"samples\":[{\"block\":0,\"process\":9," \
    "\"wall_ns\":'$((tasks * " TASK_NS "))',\"crashed\":false,\"verified\":true,\"usable\":true}]}' >&3; done; "       \
    "echo '{\"type\":\"done\"}' >&3"

static const struct yoke_workload workload = {.name = "w", .default_tasks = 64};
static const struct yoke_executor serial = {.name = "serial"}, threads = {.name = "threads", .capabilities = YOKE_PARALLEL};
static const struct yoke_schedule schedule = {.name = "s"};

enum { CELLS = 4 };

/* Three cells of open size and equal work, and one of a size that is fixed. */
struct trial {
    char path[TRYOUT_PROGRAM_BYTES];
    struct record *record;
    struct cell cells[CELLS];
};

static struct trial trial_of_starts(const char *script, uint64_t iterations, uint64_t start_most_ns)
{
    struct trial trial = {.record = record_new()};
    static char name[] = "cell";
    tryout_program_write(trial.path, script);
    for (size_t i = 0; i < CELLS; i++)
        trial.cells[i] = (struct cell){.name = name, .workload = &workload, .executor = i == 1 ? &serial : &threads,
                                       .schedule = &schedule, .workers = i == 1 ? 1 : (unsigned)i + 2, .chunk = 1,
                                       .task_count = i == 3 ? 7 : 0, .warmup = 1, .iterations = iterations};
    const struct plan plan = {.iterations = iterations, .warmup = 1, .limit_ns = 60000000000};
    assert_int_equal(record_make_cells(trial.record, CELLS), 0);
    trial.record->facts.cells[1].name = "the serial one";
    const struct tryout tryout = {.plan = &plan, .cells = trial.cells, .cell_count = CELLS, .record = trial.record,
                                            .program = trial.path, .usable_cpus = 2, .start_most_ns = start_most_ns,
                                            .stop_wanted = tryout_never_stops};
    struct yoke_error error = {0};
    if (calibration_run(&tryout, &error))
        fail_msg("%s", error.text);
    return trial;
}

static struct trial trial_run(const char *script, uint64_t iterations)
{
    return trial_of_starts(script, iterations, 0);
}

static void trial_end(struct trial *trial)
{
    unlink(trial->path);
    record_free(trial->record);
}

static void cells_of_equal_work_share_the_number_their_baseline_needs(void **state)
{
    (void)state;
    struct trial trial = trial_run(SCRIPT("10000"), 2);
    for (size_t i = 0; i < 3; i++) {
        const struct yoke_cell *facts = &trial.record->facts.cells[i];
        assert_int_equal(trial.cells[i].task_count, 2048); /* 20 ms: twice the floor of 2 x 5 ms */
        assert_int_equal(facts->tasks, 2048);
        assert_string_equal(facts->calibration.how, "calibrated");
        assert_string_equal(facts->calibration.cell, "the serial one");
        assert_int_equal(facts->calibration.floor_ns, 10000000);
        assert_int_equal(facts->calibration.tasks_least, 16);
        assert_int_equal(facts->calibration.run_ns, 20480000);
        assert_int_equal(facts->sample_count, 0);
    }
    trial_end(&trial);
}

static void a_fixed_number_is_left_alone(void **state)
{
    (void)state;
    struct trial trial = trial_run(SCRIPT("10000"), 2);
    assert_int_equal(trial.cells[3].task_count, 7);
    assert_string_equal(trial.record->facts.cells[3].calibration.how, "fixed");
    assert_null(trial.record->facts.cells[3].calibration.cell);
    trial_end(&trial);
}

static void iterations_are_chosen_for_fixed_numbers_too(void **state)
{
    (void)state;
    struct trial trial = trial_run(SCRIPT("10000"), 0);
    for (size_t i = 0; i < CELLS; i++)
        assert_int_equal(trial.record->facts.cells[i].iterations, 8); /* starts that never differ */
    trial_end(&trial);
}

static void a_start_has_as_many_samples_as_fit_into_it(void **state)
{
    (void)state;
    struct trial trial = trial_of_starts(SCRIPT("10000"), 0, 50000000);
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(trial.record->facts.cells[i].iterations, 2); /* of 20.48 ms */
    assert_int_equal(trial.record->facts.cells[3].iterations, 4);     /* of 70 us: more would add little */
    trial_end(&trial);
    trial = trial_of_starts(SCRIPT("10000"), 0, 1000000);
    assert_int_equal(trial.record->facts.cells[0].iterations, 1);
    assert_int_equal(trial.cells[0].warmup, 0); /* it is longer than a start */
    assert_int_equal(trial.cells[3].warmup, 1);
    trial_end(&trial);
}

static void a_workload_that_cannot_be_tried_keeps_its_own_number(void **state)
{
    (void)state;
    struct trial trial = trial_run("read job <&3; echo '{\"type\":\"failed\",\"reason\":\"no disk\"}' >&3", 2);
    assert_int_equal(trial.cells[0].task_count, 64);
    assert_string_equal(trial.record->facts.cells[0].calibration.how, "failed");
    assert_string_equal(trial.record->facts.cells[0].calibration.reason, "no disk");
    assert_int_equal(trial.record->facts.cells[0].status, YOKE_CELL_OK); /* its visits will say so themselves */
    trial_end(&trial);
}

static void a_number_too_large_for_the_workload_falls_back_to_the_last_good_one(void **state)
{
    (void)state;
    struct trial trial = trial_run("read job <&3; tasks=" NUMBER("tasks") "; if [ $tasks -gt 64 ]; then "
                                   "echo '{\"type\":\"failed\",\"reason\":\"too many\"}' >&3; exit; fi\n"
                                   "runs=" NUMBER("iterations") "; while [ $runs -gt 0 ]; do runs=$((runs - 1)); "
                                   "echo '{\"type\":\"sample\",\"samples\":[{\"block\":0,\"process\":9,\"wall_ns\":'$tasks',"
                                   "\"crashed\":false,\"verified\":true,\"usable\":true}]}' >&3; done; "
                                   "echo '{\"type\":\"done\"}' >&3", 2);
    assert_int_equal(trial.cells[0].task_count, 64);
    assert_string_equal(trial.record->facts.cells[0].calibration.how, "calibrated");
    assert_string_equal(trial.record->facts.cells[0].calibration.reason, "too many");
    trial_end(&trial);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_of_equal_work_share_the_number_their_baseline_needs),
        cmocka_unit_test(a_fixed_number_is_left_alone),
        cmocka_unit_test(iterations_are_chosen_for_fixed_numbers_too),
        cmocka_unit_test(a_start_has_as_many_samples_as_fit_into_it),
        cmocka_unit_test(a_workload_that_cannot_be_tried_keeps_its_own_number),
        cmocka_unit_test(a_number_too_large_for_the_workload_falls_back_to_the_last_good_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

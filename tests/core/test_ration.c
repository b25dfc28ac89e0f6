/* SPDX-License-Identifier: MIT */
/* What a run that chooses its cells makes of a plan, with cell processes that are shell scripts and say how long a task
 * took. */
#include "ration.h"

#include "cell_script.h"
#include "clock.h"
#include "fixture.h"
#include "tryout_program.h"

#define TOOK(WALL_NS, CPU_NS)                                                                                          \
    "echo '{\"type\":\"sample\",\"samples\":[{\"block\":0,\"process\":9,\"wall_ns\":" WALL_NS ",\"cpu_ns\":" CPU_NS    \
    ",\"crashed\":false,\"verified\":true,\"usable\":true}]}' >&3; "
#define SCRIPT(SAYS) "read job <&3; echo '{\"type\":\"hello\",\"protocol\":1}' >&3; " SAYS DONE

#define SECOND "1000000000"
#define WAITS  TOOK(SECOND, "1000000")

static const struct yoke_workload workload = {.name = "w", .default_tasks = 1};
static const struct yoke_executor serial = {.name = "serial"}, pool = {.name = "pool", .capabilities = YOKE_PARALLEL},
                                  loop = {.name = "loop", .capabilities = YOKE_PARALLEL | YOKE_PARKS_IO};
static const struct yoke_schedule schedule = {.name = "s"};
static const struct plan_open all_open = {true, true, true}, tasks_open = {.tasks = true};

enum { WIDTHS = 5, CELLS = 1 + 2 * WIDTHS, POOL = 1, LOOP = 1 + WIDTHS };
static const unsigned widths[WIDTHS] = {1, 2, 7, 16, 64};

/* One serial cell, then those of a pool, then those of an event loop. */
struct trial {
    char path[TRYOUT_PROGRAM_BYTES];
    struct record *record;
    struct cell cells[CELLS];
};

static void cell_make(struct trial *trial, size_t index, const struct plan_open *open)
{
    static char name[] = "cell";
    struct yoke_cell *facts = &trial->record->facts.cells[index];
    const struct yoke_executor *executor = index < POOL ? &serial : index < LOOP ? &pool : &loop;
    trial->cells[index] = (struct cell){.name = name,
                                        .workload = &workload,
                                        .executor = executor,
                                        .open = open,
                                        .schedule = &schedule,
                                        .chunk = 1,
                                        .task_count = 64,
                                        .warmup = 1,
                                        .iterations = 1,
                                        .workers = index < POOL ? 1 : widths[(index - POOL) % WIDTHS]};
    facts->name = executor->name;
    facts->workload = workload.name;
    facts->executor = executor->name;
    facts->workers = trial->cells[index].workers;
    facts->tasks = 64;
}

static struct trial trial_make(const char *script, const struct plan_open *open)
{
    struct trial trial = {.record = record_new()};
    tryout_program_write(trial.path, script);
    assert_int_equal(record_make_cells(trial.record, CELLS), 0);
    for (size_t i = 0; i < CELLS; i++)
        cell_make(&trial, i, open);
    return trial;
}

static void trial_ration(struct trial *trial, enum ration_spares spares)
{
    const struct plan plan = {.iterations = 1, .warmup = 1, .limit_ns = 60000000000, .budget_ns = 55000000000};
    const struct tryout tryout = {.plan = &plan,
                                  .cells = trial->cells,
                                  .cell_count = CELLS,
                                  .record = trial->record,
                                  .program = trial->path,
                                  .usable_cpus = 2,
                                  .spares = spares,
                                  .origin_ns = clock_now_ns(),
                                  .stop_wanted = tryout_never_stops};
    struct yoke_error error = {0};
    if (ration_run(&tryout, &error))
        fail_msg("%s", error.text);
}

static struct trial trial_run(const char *script, const struct plan_open *open, enum ration_spares spares)
{
    struct trial trial = trial_make(script, open);
    trial_ration(&trial, spares);
    return trial;
}

static void trial_end(struct trial *trial)
{
    unlink(trial->path);
    record_free(trial->record);
}

static void expect_unchanged(const struct trial *trial)
{
    for (size_t i = 0; i < CELLS; i++) {
        assert_int_equal(trial->cells[i].task_count, 64);
        assert_int_equal(trial->cells[i].warmup, 1);
        assert_int_equal(trial->record->facts.cells[i].status, YOKE_CELL_OK);
        assert_null(trial->record->facts.cells[i].calibration.how);
    }
}

static void where_a_task_takes_long_there_is_less_of_what_nobody_asked_for(void **state)
{
    (void)state;
    struct trial trial = trial_run(SCRIPT(TOOK(SECOND, SECOND)), &all_open, RATION_WIDTHS);
    for (size_t i = 0; i < CELLS; i++) {
        const struct yoke_cell *facts = &trial.record->facts.cells[i];
        const bool kept = i >= POOL && i < LOOP && facts->workers <= 2;
        assert_int_equal(facts->status, kept ? YOKE_CELL_OK : YOKE_CELL_SKIPPED);
        assert_int_equal(facts->tasks, 2); /* a second each, on two processors */
        assert_int_equal(trial.cells[i].task_count, 2);
        assert_int_equal(trial.cells[i].warmup, 0);
    }
    const struct yoke_calibration *calibration = &trial.record->facts.cells[POOL].calibration;
    assert_string_equal(calibration->how, "rationed");
    assert_string_equal(calibration->cell, "pool");
    assert_string_equal(calibration->untried, "serial, loop; more than 2 workers");
    assert_int_equal(calibration->task_ns, 1000000000);
    assert_int_equal(calibration->narrowest, YOKE_MISSING);
    trial_end(&trial);
}

static void what_is_not_run_anyway_keeps_its_reason(void **state)
{
    (void)state;
    struct trial trial = trial_make(SCRIPT(TOOK(SECOND, SECOND)), &all_open);
    struct yoke_cell *failed = &trial.record->facts.cells[LOOP], *skipped = failed + 1, *left_out = failed + 2;
    failed->status = YOKE_CELL_FAILED;
    skipped->status = YOKE_CELL_SKIPPED;
    failed->reason = skipped->reason = "no disk";
    trial_ration(&trial, RATION_WIDTHS);
    assert_int_equal(failed->status, YOKE_CELL_FAILED);
    assert_string_equal(failed->reason, "no disk");
    assert_string_equal(skipped->reason, "no disk");
    assert_false(ration_left_out(failed));
    assert_false(ration_left_out(skipped));
    assert_true(ration_left_out(left_out));
    assert_false(ration_left_out(&trial.record->facts.cells[POOL]));
    trial_end(&trial);
}

static void of_work_that_waits_the_narrow_widths_are_put_off(void **state)
{
    (void)state;
    struct trial trial = trial_run(SCRIPT(WAITS), &all_open, RATION_WIDTHS);
    const struct yoke_cell *facts = &trial.record->facts.cells[POOL];
    for (size_t i = 0; i < WIDTHS; i++) {
        assert_int_equal(facts[i].tasks, 64);
        assert_int_equal(facts[i].calibration.narrowest, 16);
        assert_int_equal(facts[i].status, widths[i] == 7 ? YOKE_CELL_SKIPPED : YOKE_CELL_OK);
    }
    assert_string_equal(facts->calibration.untried,
                        "serial, loop; widths that the last round of 64 tasks slows by more than 5 %");
    trial_end(&trial);
}

static void what_was_asked_for_is_not_left_out(void **state)
{
    (void)state;
    struct trial trial = trial_run(SCRIPT(WAITS), &tasks_open, RATION_WIDTHS);
    for (size_t i = 0; i < CELLS; i++) {
        assert_int_equal(trial.record->facts.cells[i].status, YOKE_CELL_OK);
        assert_int_equal(trial.cells[i].task_count, 64);
        assert_int_equal(trial.cells[i].warmup, 0);
    }
    assert_null(trial.record->facts.cells[POOL].calibration.untried);
    trial_end(&trial);
}

static void nor_where_only_one_study_of_the_work_asked(void **state)
{
    (void)state;
    struct trial trial = trial_make(SCRIPT(TOOK(SECOND, SECOND)), &all_open);
    for (size_t i = LOOP; i < CELLS; i++)
        trial.cells[i].open = &tasks_open;
    trial_ration(&trial, RATION_WIDTHS);
    for (size_t i = 0; i < CELLS; i++) {
        assert_int_equal(trial.record->facts.cells[i].status, i < POOL ? YOKE_CELL_SKIPPED : YOKE_CELL_OK);
        assert_int_equal(trial.record->facts.cells[i].tasks, 64);
    }
    assert_string_equal(trial.record->facts.cells[POOL].calibration.untried, "serial");
    trial_end(&trial);
}

/* A task waits so long that there is time to begin with one worker where there is only one work. */
static void several_works_share_the_time(void **state)
{
    (void)state;
    static const struct plan_open nothing_open = {0};
    static const struct plan_open *const others[] = {&all_open, &nothing_open};
    struct trial trial = trial_make(SCRIPT(TOOK("250000000", "1000000")), &all_open);
    trial_ration(&trial, RATION_WIDTHS);
    assert_int_equal(trial.record->facts.cells[POOL].calibration.narrowest, YOKE_MISSING);
    trial_end(&trial);
    for (size_t k = 0; k < sizeof others / sizeof *others; k++) {
        trial = trial_make(SCRIPT(TOOK("250000000", "1000000")), &all_open);
        for (size_t i = LOOP; i < CELLS; i++) {
            trial.record->facts.cells[i].workload = "v";
            trial.cells[i].open = others[k];
        }
        trial_ration(&trial, RATION_WIDTHS);
        const struct yoke_cell *facts = trial.record->facts.cells;
        assert_int_equal(facts[POOL].calibration.narrowest, 2);
        assert_int_equal(facts[LOOP].calibration.narrowest, others[k]->widths ? 2 : YOKE_MISSING);
        assert_int_equal(facts[LOOP].tasks, 64);
        trial_end(&trial);
    }
}

static void nothing_changes_where_there_is_time(void **state)
{
    (void)state;
    struct trial trial = trial_run(SCRIPT(TOOK("1000000", "1000000")), &all_open, RATION_WIDTHS);
    expect_unchanged(&trial);
    trial_end(&trial);
}

static void nor_where_nothing_may(void **state)
{
    (void)state;
    static const struct plan_open nothing_open = {0};
    struct trial trial = trial_run(SCRIPT(WAITS), &all_open, RATION_NOTHING);
    expect_unchanged(&trial);
    trial_end(&trial);
    trial = trial_run(SCRIPT(WAITS), &nothing_open, RATION_WIDTHS);
    expect_unchanged(&trial);
    trial_end(&trial);
}

/* Programs are read from the disk the first time. */
static void a_task_that_was_only_slow_the_first_time_takes_no_long(void **state)
{
    (void)state;
    struct trial trial = trial_run(SCRIPT("if [ -e \"$0.warm\" ]; then " TOOK("1000000", "1000000") "else " TOOK(
                                       SECOND, "1000000") ": >\"$0.warm\"; fi; "),
                                   &all_open, RATION_WIDTHS);
    char warm[80];
    snprintf(warm, sizeof warm, "%s.warm", trial.path);
    assert_int_equal(unlink(warm), 0);
    expect_unchanged(&trial);
    trial_end(&trial);
}

static void work_that_cannot_be_tried_stays_as_it_is(void **state)
{
    (void)state;
    struct trial trial =
        trial_run("read job <&3; echo '{\"type\":\"failed\",\"reason\":\"no disk\"}' >&3", &all_open, RATION_WIDTHS);
    expect_unchanged(&trial); /* its visits will say why */
    trial_end(&trial);
    trial = trial_run(SCRIPT("echo '{\"type\":\"sample\",\"samples\":[{\"block\":0,\"process\":9,\"wall_ns\":" SECOND
                             ",\"crashed\":false,\"verified\":true,\"usable\":true}]}' >&3; "),
                      &all_open, RATION_WIDTHS);
    expect_unchanged(&trial);
    trial_end(&trial);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(where_a_task_takes_long_there_is_less_of_what_nobody_asked_for),
        cmocka_unit_test(what_is_not_run_anyway_keeps_its_reason),
        cmocka_unit_test(of_work_that_waits_the_narrow_widths_are_put_off),
        cmocka_unit_test(what_was_asked_for_is_not_left_out),
        cmocka_unit_test(nor_where_only_one_study_of_the_work_asked),
        cmocka_unit_test(several_works_share_the_time),
        cmocka_unit_test(nothing_changes_where_there_is_time),
        cmocka_unit_test(nor_where_nothing_may),
        cmocka_unit_test(a_task_that_was_only_slow_the_first_time_takes_no_long),
        cmocka_unit_test(work_that_cannot_be_tried_stays_as_it_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT */
/* Baselines, speedups and warnings, on records made by hand. */
#include "analysis.h"

#include "fixture.h"
#include "made_record.h"
#include "speedup.h"
#include "works.h"

static struct record *record;
static struct yoke_cell *cells;

/* cell0: serial; cell1: pthread × 1; cell2: pthread × 2. */
static int setup(void **state)
{
    (void)state;
    record = made_record(3);
    cells = record->facts.cells;
    cells[0].executor = "serial";
    cells[0].serial = true;
    cells[2].workers = 2;
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    record_free(record);
    return 0;
}

static void samples_make(struct yoke_cell *cell, uint64_t blocks, uint64_t first_ns, uint64_t step_ns)
{
    for (uint64_t block = 0; block < blocks; block++)
        made_sample(record, cell, block, first_ns + block * step_ns);
}

static void speedup_is_taken_within_blocks_so_drift_cancels(void **state)
{
    (void)state;
    samples_make(&cells[0], 8, 10000000, 1000000); /* the machine slows down by 10 % a block */
    samples_make(&cells[2], 8, 5000000, 500000);
    assert_int_equal(analysis_run(record), 0);
    assert_string_equal(cells[2].baseline, "cell0");
    assert_near(cells[2].speedup.value, 2, 1e-12);
    assert_near(cells[2].speedup.low, 2, 1e-12);
    assert_near(cells[2].speedup.high, 2, 1e-12);
    assert_near(cells[2].efficiency.value, 1, 1e-12);
}

static void the_serial_cell_is_the_baseline_even_if_one_worker_is_faster(void **state)
{
    (void)state;
    samples_make(&cells[0], 6, 11000000, 0);
    samples_make(&cells[1], 6, 10000000, 0);
    samples_make(&cells[2], 6, 5000000, 0);
    assert_int_equal(analysis_run(record), 0);
    assert_string_equal(cells[1].baseline, "cell0");
    assert_near(cells[2].speedup.value, 2.2, 1e-12);
}

static void twice_the_work_in_the_same_time_is_twice_as_fast(void **state)
{
    (void)state;
    for (size_t i = 0; i < 3; i++) {
        cells[i].scale = "work";
        cells[i].tasks = 100 * cells[i].workers;
    }
    samples_make(&cells[0], 6, 10000000, 0);
    samples_make(&cells[2], 6, 10000000, 0);
    assert_int_equal(analysis_run(record), 0);
    assert_string_equal(cells[2].baseline, "cell0");
    assert_near(cells[2].speedup.value, 2, 1e-12);
    assert_near(cells[2].efficiency.value, 1, 1e-12);
    assert_true(isnan(cells[2].serial_share.value)); /* Karp and Flatt ask about given work */
}

static void work_that_grows_is_other_work_than_work_that_does_not(void **state)
{
    (void)state;
    cells[2].scale = "work";
    cells[2].tasks = 200;
    samples_make(&cells[0], 6, 10000000, 0);
    samples_make(&cells[2], 6, 10000000, 0);
    assert_int_equal(analysis_run(record), 0);
    assert_null(cells[2].baseline);
}

static void without_a_serial_time_one_worker_is_the_baseline(void **state)
{
    (void)state;
    samples_make(&cells[1], 6, 10000000, 0);
    samples_make(&cells[2], 6, 5000000, 0);
    assert_int_equal(analysis_run(record), 0);
    assert_string_equal(cells[2].baseline, "cell1");
}

static void other_work_is_no_baseline(void **state)
{
    (void)state;
    struct yoke_setting_value param = {.name = "iterations", .value = 5};
    cells[2].params = &param;
    cells[2].param_count = 1;
    samples_make(&cells[0], 6, 10000000, 0);
    samples_make(&cells[2], 6, 5000000, 0);
    assert_int_equal(analysis_run(record), 0);
    assert_null(cells[2].baseline);
    assert_true(isnan(cells[2].speedup.value));
}

static void another_word_is_other_work(void **state)
{
    (void)state;
    struct yoke_setting_value round = {.name = "shape", .value = YOKE_MISSING, .word = "round"};
    struct yoke_setting_value square = {.name = "shape", .value = YOKE_MISSING, .word = "square"};
    struct yoke_cell left = {.workload = "w", .params = &round, .param_count = 1};
    struct yoke_cell right = {.workload = "w", .params = &square, .param_count = 1};
    assert_false(works_same(&left, &right));
    square.word = "round";
    assert_true(works_same(&left, &right));
    square.word = NULL;
    assert_false(works_same(&left, &right));
}

static void blocks_without_a_partner_do_not_enter_the_ratio(void **state)
{
    (void)state;
    samples_make(&cells[0], 6, 10000000, 0);
    samples_make(&cells[2], 6, 5000000, 0);
    made_sample(record, &cells[2], 77, 1);
    assert_int_equal(analysis_run(record), 0);
    assert_near(cells[2].speedup.high, 2, 1e-12);
}

static bool has_warning(const struct yoke_cell *cell, const char *code)
{
    for (size_t i = 0; i < cell->warning_count; i++)
        if (!strcmp(cell->warnings[i].code, code))
            return true;
    return false;
}

static void five_processes_are_warned_of_and_six_are_not(void **state)
{
    (void)state;
    samples_make(&cells[0], 5, 10000000, 1);
    samples_make(&cells[1], 6, 10000000, 1);
    assert_int_equal(analysis_run(record), 0);
    assert_true(has_warning(&cells[0], "few-samples"));
    assert_false(has_warning(&cells[1], "few-samples"));
}

static void short_samples_are_warned_of(void **state)
{
    (void)state;
    samples_make(&cells[0], 6, 4000000, 1);
    samples_make(&cells[1], 6, 6000000, 1);
    assert_int_equal(analysis_run(record), 0);
    assert_true(has_warning(&cells[0], "short-samples"));
    assert_false(has_warning(&cells[1], "short-samples"));
}

static void more_workers_than_processors_are_warned_of_in_cpu_bound_cells_only(void **state)
{
    (void)state;
    record->facts.machine.cpus.usable = 1;
    assert_int_equal(analysis_run(record), 0);
    assert_true(has_warning(&cells[2], "more-workers-than-processors"));
    cells[2].bound = "io";
    assert_int_equal(analysis_run(record), 0);
    assert_false(has_warning(&cells[2], "more-workers-than-processors"));
}

static void an_event_loop_that_was_hogged_is_warned_of_where_tasks_wait(void **state)
{
    (void)state;
    samples_make(&cells[1], 6, 10000000, 1);
    cells[1].bound = "io";
    for (size_t i = 0; i < cells[1].sample_count; i++)
        cells[1].samples[i].turns =
            (struct yoke_turn_facts){.slices = 10, .stall_ns = 100000000, .longest_ns = 5000000 + i};
    assert_int_equal(analysis_run(record), 0);
    assert_false(has_warning(&cells[1], "hogged-loop"));
    cells[1].samples[2].turns.stalls = 2;
    cells[1].samples[3].turns.stalls = 1;
    cells[1].samples[3].turns.longest_ns = 250000000;
    assert_int_equal(analysis_run(record), 0);
    assert_true(has_warning(&cells[1], "hogged-loop"));
    for (size_t i = 0; i < cells[1].warning_count; i++)
        if (!strcmp(cells[1].warnings[i].code, "hogged-loop"))
            assert_non_null(strstr(cells[1].warnings[i].evidence,
                                   "3 slices of tasks kept an event loop for longer than 100 ms, the longest 250 ms"));
    cells[1].bound = "cpu";
    assert_int_equal(analysis_run(record), 0);
    assert_false(has_warning(&cells[1], "hogged-loop"));
    cells[1].bound = "io";
    cells[1].samples[2].noise.steal_ns = cells[1].samples[3].noise.steal_ns = 5000000; /* half of it */
    assert_int_equal(analysis_run(record), 0);
    assert_false(has_warning(&cells[1], "hogged-loop"));
}

static void a_sanitized_build_is_warned_of(void **state)
{
    (void)state;
    record->facts.yoke.build.sanitizers = "";
    record->facts.yoke.build.type = "Release";
    assert_int_equal(analysis_run(record), 0);
    assert_int_equal(record->facts.warning_count, 0);
    record->facts.yoke.build.sanitizers = "address";
    assert_int_equal(analysis_run(record), 0);
    assert_int_equal(record->facts.warning_count, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(speedup_is_taken_within_blocks_so_drift_cancels, setup, teardown),
        cmocka_unit_test_setup_teardown(the_serial_cell_is_the_baseline_even_if_one_worker_is_faster, setup, teardown),
        cmocka_unit_test_setup_teardown(without_a_serial_time_one_worker_is_the_baseline, setup, teardown),
        cmocka_unit_test_setup_teardown(twice_the_work_in_the_same_time_is_twice_as_fast, setup, teardown),
        cmocka_unit_test_setup_teardown(work_that_grows_is_other_work_than_work_that_does_not, setup, teardown),
        cmocka_unit_test_setup_teardown(other_work_is_no_baseline, setup, teardown),
        cmocka_unit_test(another_word_is_other_work),
        cmocka_unit_test_setup_teardown(blocks_without_a_partner_do_not_enter_the_ratio, setup, teardown),
        cmocka_unit_test_setup_teardown(five_processes_are_warned_of_and_six_are_not, setup, teardown),
        cmocka_unit_test_setup_teardown(short_samples_are_warned_of, setup, teardown),
        cmocka_unit_test_setup_teardown(more_workers_than_processors_are_warned_of_in_cpu_bound_cells_only, setup, teardown),
        cmocka_unit_test_setup_teardown(an_event_loop_that_was_hogged_is_warned_of_where_tasks_wait, setup, teardown),
        cmocka_unit_test_setup_teardown(a_sanitized_build_is_warned_of, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

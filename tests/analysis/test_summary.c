/* SPDX-License-Identifier: MIT */
/* From samples to summaries, on records made by hand. */
#include "summary.h"

#include "fixture.h"
#include "made_record.h"

static struct record *record;
static struct yoke_cell *cell;

static int setup(void **state)
{
    (void)state;
    record = made_record(1);
    cell = record->facts.cells;
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    record_free(record);
    return 0;
}

static void samples_of_one_process_count_once(void **state)
{
    (void)state;
    for (uint64_t block = 0; block < 6; block++)
        for (uint64_t iteration = 0; iteration < 3; iteration++)
            made_sample(record, cell, block, 100 + block + 10 * iteration);
    assert_int_equal(summary_compute(cell), 0);
    assert_int_equal(cell->wall_ns.n, 6);
}

static void a_cpu_bound_process_is_its_shortest_sample(void **state)
{
    (void)state;
    made_sample(record, cell, 0, 130);
    made_sample(record, cell, 0, 110);
    made_sample(record, cell, 0, 180);
    assert_int_equal(summary_compute(cell), 0);
    assert_near(cell->wall_ns.median, 110, 0);
}

static void an_io_bound_process_is_its_median_sample(void **state)
{
    (void)state;
    cell->bound = "io";
    made_sample(record, cell, 0, 130);
    made_sample(record, cell, 0, 110);
    made_sample(record, cell, 0, 180);
    assert_int_equal(summary_compute(cell), 0);
    assert_near(cell->wall_ns.median, 130, 0);
}

static void processes_in_two_heaps_have_two_modes(void **state)
{
    (void)state;
    for (uint64_t block = 0; block < 20; block++)
        made_sample(record, cell, block, (block % 5 < 3 ? 1000 : 1300) + 7 * block % 11);
    assert_int_equal(summary_compute(cell), 0);
    assert_true(yoke_modes_two(&cell->wall_modes));
    assert_near(cell->wall_modes.lower, 1005, 6);
    assert_near(cell->wall_modes.upper, 1305, 6);
    assert_near(cell->wall_modes.lower_share, 0.6, 1e-9);
    assert_true(cell->wall_modes.p < 0.01);
}

static void processes_in_one_heap_have_no_modes(void **state)
{
    (void)state;
    for (uint64_t block = 0; block < 20; block++)
        made_sample(record, cell, block, 1000 + 7 * block % 41);
    assert_int_equal(summary_compute(cell), 0);
    assert_false(yoke_modes_two(&cell->wall_modes));
}

static void one_process_in_twenty_is_no_mode(void **state)
{
    (void)state;
    for (uint64_t block = 0; block < 20; block++)
        made_sample(record, cell, block, (block ? 1000 : 1300) + 7 * block % 41);
    assert_int_equal(summary_compute(cell), 0);
    assert_false(yoke_modes_two(&cell->wall_modes));
}

static void unusable_samples_are_left_out(void **state)
{
    (void)state;
    made_sample(record, cell, 0, 100);
    made_sample(record, cell, 1, 5)->usable = false;
    assert_int_equal(summary_compute(cell), 0);
    assert_int_equal(cell->wall_ns.n, 1);
    assert_near(cell->wall_ns.min, 100, 0);
}

static void six_processes_have_an_interval_and_five_have_none(void **state)
{
    (void)state;
    for (uint64_t block = 0; block < 5; block++)
        made_sample(record, cell, block, 100 + block);
    assert_int_equal(summary_compute(cell), 0);
    assert_true(isnan(cell->wall_ns.low));
    made_sample(record, cell, 5, 105);
    assert_int_equal(summary_compute(cell), 0);
    assert_near(cell->wall_ns.low, 100, 0);
    assert_near(cell->wall_ns.high, 105, 0);
    assert_near(cell->wall_ns.confidence, 0.96875, 1e-9);
}

static void a_rate_is_tasks_per_second_and_its_interval_the_times_turned_round(void **state)
{
    (void)state;
    for (uint64_t block = 0; block < 7; block++)
        made_sample(record, cell, block, 1000000000 + block * 100000000);
    assert_int_equal(summary_compute(cell), 0);
    assert_near(cell->rate.value, 100 / 1.3, 1e-9);
    assert_near(cell->rate.low, 100 / 1.6, 1e-9);
    assert_near(cell->rate.high, 100 / 1.0, 1e-9);
}

static void imbalance_is_the_longest_busy_time_over_the_mean(void **state)
{
    (void)state;
    uint64_t busy_ns[] = {100, 300};
    struct yoke_sample *sample = made_sample(record, cell, 0, 300);
    sample->busy_ns = busy_ns;
    sample->busy_count = 2;
    assert_int_equal(summary_compute(cell), 0);
    assert_near(cell->imbalance, 1.5, 1e-12);
}

static void overhead_is_what_an_empty_task_takes(void **state)
{
    (void)state;
    struct yoke_sample *sample = made_sample(record, cell, 0, 1500);
    assert_int_equal(summary_compute(cell), 0);
    assert_true(isnan(cell->overhead_ns_per_task));
    sample->dispatch_ns = 3;
    assert_int_equal(summary_compute(cell), 0);
    assert_near(cell->overhead_ns_per_task, 3, 1e-12);
    assert_near(cell->overhead_share, 0.2, 1e-12);
    cell->empty = true;
    assert_int_equal(summary_compute(cell), 0);
    assert_near(cell->overhead_ns_per_task, 15, 1e-12);
}

static void a_cell_without_samples_has_no_numbers(void **state)
{
    (void)state;
    assert_int_equal(summary_compute(cell), 0);
    assert_int_equal(cell->wall_ns.n, 0);
    assert_true(isnan(cell->wall_ns.median) && isnan(cell->rate.value) && isnan(cell->wall_ns.max));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(samples_of_one_process_count_once, setup, teardown),
        cmocka_unit_test_setup_teardown(a_cpu_bound_process_is_its_shortest_sample, setup, teardown),
        cmocka_unit_test_setup_teardown(an_io_bound_process_is_its_median_sample, setup, teardown),
        cmocka_unit_test_setup_teardown(processes_in_two_heaps_have_two_modes, setup, teardown),
        cmocka_unit_test_setup_teardown(processes_in_one_heap_have_no_modes, setup, teardown),
        cmocka_unit_test_setup_teardown(one_process_in_twenty_is_no_mode, setup, teardown),
        cmocka_unit_test_setup_teardown(unusable_samples_are_left_out, setup, teardown),
        cmocka_unit_test_setup_teardown(six_processes_have_an_interval_and_five_have_none, setup, teardown),
        cmocka_unit_test_setup_teardown(a_rate_is_tasks_per_second_and_its_interval_the_times_turned_round, setup, teardown),
        cmocka_unit_test_setup_teardown(imbalance_is_the_longest_busy_time_over_the_mean, setup, teardown),
        cmocka_unit_test_setup_teardown(overhead_is_what_an_empty_task_takes, setup, teardown),
        cmocka_unit_test_setup_teardown(a_cell_without_samples_has_no_numbers, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

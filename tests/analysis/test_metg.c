/* SPDX-License-Identifier: MIT */
/* METG(50 %) on made curves and made records. */
#include "made_record.h"

#include "metg.h"

static double task_ns;

static void a_curve_crosses_between_two_sizes_on_a_logarithmic_scale(void **state)
{
    (void)state;
    struct metg_point points[] = {{1000, 0.9}, {10, 0.1}, {100, 0.4}, {10000, 1.0}};
    assert_int_equal(metg_cross(points, 4, 0.5, &task_ns), METG_CROSSED);
    assert_near(task_ns, 100 * pow(10, 0.2), 1e-9); /* a fifth of the way from 0.4 to 0.9 */
}

static void an_overhead_of_so_much_a_task_gives_just_that(void **state)
{
    (void)state;
    struct metg_point points[40];
    for (size_t i = 0; i < 40; i++) {
        points[i].task_ns = pow(10, (double)i / 10);
        points[i].efficiency = points[i].task_ns / (points[i].task_ns + 73);
    }
    assert_int_equal(metg_cross(points, 40, 0.5, &task_ns), METG_CROSSED);
    assert_near(task_ns, 73, 0.1);
}

static void what_falls_back_has_not_crossed_yet(void **state)
{
    (void)state;
    struct metg_point points[] = {{1, 0.6}, {10, 0.3}, {100, 0.7}};
    assert_int_equal(metg_cross(points, 3, 0.5, &task_ns), METG_CROSSED);
    assert_near(task_ns, 10 * pow(10, 0.5), 1e-9);
}

static void all_above_is_below_the_smallest(void **state)
{
    (void)state;
    struct metg_point points[] = {{7, 0.5}, {70, 0.7}};
    assert_int_equal(metg_cross(points, 2, 0.5, &task_ns), METG_BELOW);
    assert_near(task_ns, 7, 0);
}

static void the_largest_below_is_not_reached(void **state)
{
    (void)state;
    struct metg_point points[] = {{7, 0.9}, {70, 0.49}};
    assert_int_equal(metg_cross(points, 2, 0.5, &task_ns), METG_ABOVE);
    assert_near(task_ns, 70, 0);
}

enum { SIZES = 5, TASKS = 100 };

/* A serial cell and one of 2 pthread workers for every size 10^1 .. 10^5 ns; efficiencies as given, +- 0.1. */
static struct record *made_sweep(const double efficiencies[SIZES])
{
    struct record *record = made_record(2 * SIZES);
    for (size_t i = 0; i < 2 * (size_t)SIZES; i++) {
        struct yoke_cell *cell = &record->facts.cells[i];
        const double size = pow(10, 1 + (double)(i / 2)), efficiency = efficiencies[i / 2];
        cell->params = record_alloc(record, sizeof *cell->params);
        cell->params[0] = (struct yoke_setting_value){.name = "iterations", .value = (uint64_t)size};
        cell->param_count = 1;
        cell->tasks = TASKS;
        cell->serial = i % 2 == 0;
        cell->baseline = record->facts.cells[i - i % 2].name;
        cell->wall_ns.median = size * TASKS;
        if (i % 2 == 0) {
            cell->executor = "serial";
            continue;
        }
        cell->workers = 2;
        cell->efficiency = (struct yoke_estimate){efficiency, efficiency - 0.1, efficiency + 0.1};
    }
    return record;
}

static void a_sweep_gives_a_value_with_its_interval(void **state)
{
    (void)state;
    struct record *record = made_sweep((const double[]){0.1, 0.3, 0.7, 0.9, 0.95});
    assert_int_equal(metg_compute(record), 0);
    assert_int_equal(record->facts.metg_count, 1);
    const struct yoke_metg *metg = record->facts.metg;
    assert_int_equal(metg->status, YOKE_METG_OK);
    assert_null(metg->reason);
    assert_string_equal(metg->executor, "pthread");
    assert_string_equal(metg->parameter, "iterations");
    assert_int_equal(metg->workers, 2);
    assert_int_equal(metg->sizes, SIZES);
    assert_near(metg->value_ns, 100 * pow(10, 0.5), 1e-6);
    assert_near(metg->low_ns, 100 * pow(10, 0.25), 1e-6);
    assert_near(metg->high_ns, 100 * pow(10, 0.75), 1e-6);
    record_free(record);
}

static void an_open_interval_of_one_cell_opens_that_side(void **state)
{
    (void)state;
    struct record *record = made_sweep((const double[]){0.1, 0.3, 0.7, 0.9, 0.95});
    record->facts.cells[1].efficiency.low = NAN;
    assert_int_equal(metg_compute(record), 0);
    assert_near(record->facts.metg->value_ns, 100 * pow(10, 0.5), 1e-6);
    assert_near(record->facts.metg->low_ns, 100 * pow(10, 0.25), 1e-6);
    assert_true(isnan(record->facts.metg->high_ns));
    record_free(record);
}

static void a_bound_that_does_not_cross_is_open(void **state)
{
    (void)state;
    struct record *record = made_sweep((const double[]){0.45, 0.55, 0.55, 0.55, 0.55});
    assert_int_equal(metg_compute(record), 0);
    assert_int_equal(record->facts.metg->status, YOKE_METG_OK);
    assert_true(isnan(record->facts.metg->low_ns));
    assert_true(isnan(record->facts.metg->high_ns));
    record_free(record);
}

static void below_the_smallest_is_said_and_no_value_guessed(void **state)
{
    (void)state;
    struct record *record = made_sweep((const double[]){0.65, 0.7, 0.8, 0.9, 1});
    assert_int_equal(metg_compute(record), 0);
    const struct yoke_metg *metg = record->facts.metg;
    assert_int_equal(metg->status, YOKE_METG_BELOW);
    assert_true(isnan(metg->value_ns) && isnan(metg->low_ns));
    assert_near(metg->high_ns, 10, 1e-9);
    assert_near(metg->smallest_ns, 10, 1e-9);
    assert_string_equal(metg->reason, "all sizes reach 50 % of ideal, the smallest takes 10 ns a task");
    record_free(record);
}

static void not_reached_is_said_and_no_value_guessed(void **state)
{
    (void)state;
    struct record *record = made_sweep((const double[]){0.1, 0.2, 0.3, 0.3, 0.35});
    assert_int_equal(metg_compute(record), 0);
    const struct yoke_metg *metg = record->facts.metg;
    assert_int_equal(metg->status, YOKE_METG_NOT_REACHED);
    assert_true(isnan(metg->value_ns) && isnan(metg->high_ns));
    assert_near(metg->low_ns, 100000, 1e-6);
    assert_near(metg->largest_ns, 100000, 1e-6);
    assert_string_equal(metg->reason, "the largest size, 1e+05 ns a task, does not reach 50 % of ideal");
    record_free(record);
}

static void not_reached_for_sure_or_only_perhaps_is_told_apart(void **state)
{
    (void)state;
    struct record *record = made_sweep((const double[]){0.1, 0.2, 0.3, 0.35, 0.45});
    assert_int_equal(metg_compute(record), 0);
    assert_int_equal(record->facts.metg->status, YOKE_METG_NOT_REACHED);
    assert_near(record->facts.metg->low_ns, 10000 * pow(10, 0.5), 1e-6); /* between 0.45 and 0.55 */
    assert_true(isnan(record->facts.metg->high_ns));
    record_free(record);
}

static void expect_none(struct record *record)
{
    assert_int_equal(metg_compute(record), 0);
    assert_int_equal(record->facts.metg_count, 0);
    record_free(record);
}

static const double usual[SIZES] = {0.1, 0.3, 0.7, 0.9, 0.95};

static void without_a_serial_baseline_there_is_none(void **state)
{
    (void)state;
    struct record *record = made_sweep(usual);
    for (size_t i = 0; i < record->facts.cell_count; i += 2)
        record->facts.cells[i].serial = false;
    expect_none(record);
}

static void two_swept_parameters_give_none(void **state)
{
    (void)state;
    struct record *record = made_sweep(usual);
    for (size_t i = 0; i < record->facts.cell_count; i++) {
        struct yoke_cell *cell = &record->facts.cells[i];
        struct yoke_setting_value *params = record_alloc(record, 2 * sizeof *params);
        params[0] = cell->params[0];
        params[1] = (struct yoke_setting_value){.name = "other", .value = i / 4};
        cell->params = params;
        cell->param_count = 2;
    }
    expect_none(record);
}

static void too_few_sizes_give_none(void **state)
{
    (void)state;
    struct record *record = made_sweep(usual);
    record->facts.cell_count = 6;
    expect_none(record);
}

static void work_that_waits_has_none(void **state)
{
    (void)state;
    struct record *record = made_sweep(usual);
    for (size_t i = 0; i < record->facts.cell_count; i++)
        record->facts.cells[i].bound = "io";
    expect_none(record);
}

static void cells_that_failed_leave_a_gap(void **state)
{
    (void)state;
    struct record *record = made_sweep(usual);
    record->facts.cells[9].efficiency = (struct yoke_estimate){NAN, NAN, NAN};
    assert_int_equal(metg_compute(record), 0);
    assert_int_equal(record->facts.metg->sizes, SIZES - 1);
    assert_near(record->facts.metg->value_ns, 100 * pow(10, 0.5), 1e-6);
    assert_true(isnan(record->facts.metg->low_ns) && isnan(record->facts.metg->high_ns));
    record_free(record);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_curve_crosses_between_two_sizes_on_a_logarithmic_scale),
        cmocka_unit_test(an_overhead_of_so_much_a_task_gives_just_that),
        cmocka_unit_test(what_falls_back_has_not_crossed_yet),
        cmocka_unit_test(all_above_is_below_the_smallest),
        cmocka_unit_test(the_largest_below_is_not_reached),
        cmocka_unit_test(a_sweep_gives_a_value_with_its_interval),
        cmocka_unit_test(an_open_interval_of_one_cell_opens_that_side),
        cmocka_unit_test(a_bound_that_does_not_cross_is_open),
        cmocka_unit_test(below_the_smallest_is_said_and_no_value_guessed),
        cmocka_unit_test(not_reached_is_said_and_no_value_guessed),
        cmocka_unit_test(not_reached_for_sure_or_only_perhaps_is_told_apart),
        cmocka_unit_test(without_a_serial_baseline_there_is_none),
        cmocka_unit_test(two_swept_parameters_give_none),
        cmocka_unit_test(too_few_sizes_give_none),
        cmocka_unit_test(work_that_waits_has_none),
        cmocka_unit_test(cells_that_failed_leave_a_gap),
    };
    return cmocka_run_group_tests_name("metg", tests, NULL, NULL);
}

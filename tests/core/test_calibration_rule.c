/* SPDX-License-Identifier: MIT */
/* How many tasks and samples: against workloads whose tasks take a known time. */
#include "calibration_rule.h"

#include <math.h>

#include "draws.h"
#include "fixture.h"

static const struct calibration_rule usual = {
    .own = 64, .least = 8, .most = 1000000000, .floor_ns = 5e6, .margin = CALIBRATION_MARGIN, .cap_ns = 2e8, .limit_ns = 1e10};

/* Follows the rule on tasks that take `task_ns` each, and `fixed_ns` once; fails when it does not come to an end. */
static uint64_t calibrated(const struct calibration_rule *rule, double task_ns, double fixed_ns)
{
    uint64_t tried = calibration_first(rule);
    for (int i = 0; i < 12; i++) {
        const uint64_t next = calibration_next(rule, tried, (double)tried * task_ns + fixed_ns);
        if (next == tried)
            return tried;
        tried = next;
    }
    fail_msg("no end for tasks of %g ns", task_ns);
    return 0;
}

static void a_workloads_own_number_is_kept_when_it_fits(void **state)
{
    (void)state;
    for (double task_ns = 2e5; task_ns < 3e6; task_ns *= 1.3)
        assert_int_equal(calibrated(&usual, task_ns, 0), 64);
}

static void short_tasks_are_multiplied_until_a_run_is_long_enough(void **state)
{
    (void)state;
    for (double task_ns = 0.5; task_ns < 7e4; task_ns *= 1.7) {
        const double took_ns = task_ns * (double)calibrated(&usual, task_ns, 0);
        assert_in_range(took_ns, usual.floor_ns, 8 * usual.floor_ns);
    }
}

static void long_tasks_are_fewer_but_never_too_few_for_the_widest_cell(void **state)
{
    (void)state;
    assert_int_equal(calibrated(&usual, 2e7, 0), 8);
    assert_int_equal(calibrated(&usual, 5e8, 0), 8);
    struct calibration_rule wide = usual;
    wide.least = 100;
    assert_int_equal(calibrated(&wide, 1e6, 0), 128);
}

static void the_limit_of_a_visit_stands_above_all(void **state)
{
    (void)state;
    assert_int_equal(calibrated(&usual, 4e9, 0), 2);
    assert_int_equal(calibrated(&usual, 4e10, 0), 1);
}

static void what_a_run_costs_at_once_does_not_pass_for_tasks(void **state)
{
    (void)state;
    const uint64_t tasks = calibrated(&usual, 100, 1e5);
    assert_true(100 * (double)tasks + 1e5 >= usual.floor_ns);
}

static void no_more_tasks_are_taken_than_memory_holds(void **state)
{
    (void)state;
    struct calibration_rule small = usual;
    small.most = 300;
    assert_int_equal(calibrated(&small, 10, 0), 256);
}

static void the_floor_is_the_greatest_of_the_three(void **state)
{
    (void)state;
    const char *from;
    assert_near(calibration_floor_ns(1, 25, &from), 5e6, 1e-9);
    assert_string_equal(from, "5 ms");
    assert_near(calibration_floor_ns(4e6, 25, &from), 4e9, 1e-9);
    assert_string_equal(from, "clock step");
    assert_near(calibration_floor_ns(1, 5e4, &from), 1e7, 1e-9);
    assert_string_equal(from, "clock read");
}

enum { STARTS = 400, RUNS = 4 };

/* The best count for starts of 2 ms beside runs of 1 ms whose logarithms vary by `within` inside a start and by `between`
 * from start to start. */
static uint64_t best_count(double within, double between)
{
    static double times_ns[STARTS * RUNS];
    struct draws draws = {.seed = 7};
    for (size_t i = 0; i < STARTS; i++) {
        const double level = between * draws_normal(&draws);
        for (size_t k = 0; k < RUNS; k++)
            times_ns[i * RUNS + k] = 1e6 * exp(level + within * draws_normal(&draws));
    }
    return calibration_iterations(times_ns, STARTS, RUNS, 2e6);
}

static void iterations_follow_the_two_variances(void **state)
{
    (void)state;
    assert_int_equal(best_count(0.01, 0.10), 1);
    assert_int_equal(best_count(0.02, 0.01), 3); /* sqrt(2 * 4) = 2.8 */
    assert_int_equal(best_count(0.05, 0.001), CALIBRATION_ITERATIONS_MOST);
    assert_int_equal(best_count(0.01, 0), CALIBRATION_ITERATIONS_MOST);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_workloads_own_number_is_kept_when_it_fits),
        cmocka_unit_test(short_tasks_are_multiplied_until_a_run_is_long_enough),
        cmocka_unit_test(long_tasks_are_fewer_but_never_too_few_for_the_widest_cell),
        cmocka_unit_test(the_limit_of_a_visit_stands_above_all),
        cmocka_unit_test(what_a_run_costs_at_once_does_not_pass_for_tasks),
        cmocka_unit_test(no_more_tasks_are_taken_than_memory_holds),
        cmocka_unit_test(the_floor_is_the_greatest_of_the_three),
        cmocka_unit_test(iterations_follow_the_two_variances),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

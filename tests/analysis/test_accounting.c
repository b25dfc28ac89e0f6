/* SPDX-License-Identifier: MIT */
/* Where the time went, on samples made by hand. */
#include "accounting.h"

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

/* One sample of one worker that was busy for 1000 ns. */
static void sample_add(uint64_t cpu_ns, uint64_t delay_ns)
{
    static uint64_t busy_ns[] = {1000};
    struct yoke_sample *sample = made_sample(record, cell, cell->sample_count, 1000);
    sample->worker_cpu_ns = record_alloc(record, sizeof(uint64_t));
    sample->worker_delay_ns = record_alloc(record, sizeof(uint64_t));
    sample->busy_ns = busy_ns;
    sample->worker_cpu_ns[0] = cpu_ns;
    sample->worker_delay_ns[0] = delay_ns;
    sample->busy_count = sample->worker_cpu_count = sample->worker_delay_count = 1;
}

static void blocked_is_what_is_neither_cpu_nor_delay(void **state)
{
    (void)state;
    sample_add(600, 100);
    assert_int_equal(accounting_compute(cell), 0);
    assert_near(cell->accounting.cpu, 0.6, 1e-12);
    assert_near(cell->accounting.delay, 0.1, 1e-12);
    assert_near(cell->accounting.blocked, 0.3, 1e-12);
}

static void the_shares_are_medians_over_samples(void **state)
{
    (void)state;
    sample_add(900, 0);
    sample_add(500, 0);
    sample_add(950, 0);
    assert_int_equal(accounting_compute(cell), 0);
    assert_near(cell->accounting.cpu, 0.9, 1e-12);
}

static void waiting_for_a_processor_does_not_make_work_io_bound(void **state)
{
    (void)state;
    sample_add(100, 895);
    assert_int_equal(accounting_compute(cell), 0);
    assert_string_equal(cell->measured_bound, "cpu");
}

static void mostly_blocked_work_is_io_bound_and_half_of_it_mixed(void **state)
{
    (void)state;
    sample_add(20, 0);
    assert_int_equal(accounting_compute(cell), 0);
    assert_string_equal(cell->measured_bound, "io");
    cell->sample_count = 0;
    sample_add(500, 0);
    assert_int_equal(accounting_compute(cell), 0);
    assert_string_equal(cell->measured_bound, "mixed");
}

static void without_the_kernels_word_on_delay_nothing_is_claimed(void **state)
{
    (void)state;
    sample_add(500, YOKE_MISSING);
    assert_int_equal(accounting_compute(cell), 0);
    assert_true(isnan(cell->accounting.blocked));
    assert_null(cell->measured_bound);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(blocked_is_what_is_neither_cpu_nor_delay, setup, teardown),
        cmocka_unit_test_setup_teardown(the_shares_are_medians_over_samples, setup, teardown),
        cmocka_unit_test_setup_teardown(waiting_for_a_processor_does_not_make_work_io_bound, setup, teardown),
        cmocka_unit_test_setup_teardown(mostly_blocked_work_is_io_bound_and_half_of_it_mixed, setup, teardown),
        cmocka_unit_test_setup_teardown(without_the_kernels_word_on_delay_nothing_is_claimed, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

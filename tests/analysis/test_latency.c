/* SPDX-License-Identifier: MIT */
/* Percentiles from buckets. */
#include "latency.h"

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

/* Adds a sample with tasks of 1 … `longest` ns, `each` of them in every bucket. */
static struct yoke_sample *sample_add(uint64_t longest, uint64_t each)
{
    struct yoke_sample *sample = made_sample(record, cell, cell->sample_count, 1000);
    sample->latency_ns = record_alloc(record, longest * sizeof(uint64_t));
    sample->latency_count = record_alloc(record, longest * sizeof(uint64_t));
    for (uint64_t i = 0; i < longest; i++) {
        sample->latency_ns[i] = i + 1;
        sample->latency_count[i] = each;
    }
    sample->latency_ns_count = sample->latency_count_count = longest;
    sample->latency_max_ns = longest;
    return sample;
}

static void percentiles_are_ranks_of_all_tasks_of_all_samples(void **state)
{
    (void)state;
    sample_add(1000, 2);
    sample_add(1000, 1);
    assert_int_equal(latency_compute(cell), 0);
    assert_int_equal(cell->latency.n, 3000);
    assert_near(cell->latency.p50_ns.value, 500, 0);
    assert_near(cell->latency.p90_ns.value, 900, 0);
    assert_near(cell->latency.p99_ns.value, 990, 0);
    assert_near(cell->latency.p99_9_ns.value, 999, 0);
    assert_int_equal(cell->latency.max_ns, 1000);
}

static void intervals_enclose_their_percentile(void **state)
{
    (void)state;
    sample_add(1000, 1);
    assert_int_equal(latency_compute(cell), 0);
    assert_true(cell->latency.p90_ns.low < 900 && cell->latency.p90_ns.high > 900);
    assert_near(cell->latency.p50_ns.high - cell->latency.p50_ns.low, 62, 2); /* 2 x 1.96 x sqrt(1000 / 4) */
}

static void a_tail_of_too_few_tasks_is_open(void **state)
{
    (void)state;
    sample_add(100, 1);
    assert_int_equal(latency_compute(cell), 0);
    assert_true(!isnan(cell->latency.p50_ns.high));
    assert_true(isnan(cell->latency.p99_ns.high));
    assert_true(isnan(cell->latency.p99_9_ns.high));
}

static void unusable_samples_do_not_count(void **state)
{
    (void)state;
    sample_add(10, 1);
    sample_add(1000, 1)->usable = false;
    assert_int_equal(latency_compute(cell), 0);
    assert_int_equal(cell->latency.n, 10);
    assert_int_equal(cell->latency.max_ns, 10);
}

static void without_records_nothing_is_claimed(void **state)
{
    (void)state;
    made_sample(record, cell, 0, 1000);
    assert_int_equal(latency_compute(cell), 0);
    assert_true(cell->latency.n == YOKE_MISSING && isnan(cell->latency.p50_ns.value));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(percentiles_are_ranks_of_all_tasks_of_all_samples, setup, teardown),
        cmocka_unit_test_setup_teardown(intervals_enclose_their_percentile, setup, teardown),
        cmocka_unit_test_setup_teardown(a_tail_of_too_few_tasks_is_open, setup, teardown),
        cmocka_unit_test_setup_teardown(unusable_samples_do_not_count, setup, teardown),
        cmocka_unit_test_setup_teardown(without_records_nothing_is_claimed, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

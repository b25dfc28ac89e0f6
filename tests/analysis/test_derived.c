/* SPDX-License-Identifier: MIT */
/* What counters mean, on samples made by hand. */
#include "derived.h"

#include <math.h>

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

/* Adds an event to a sample; YOKE_MISSING: it has no value there. */
static void counter_add(struct yoke_sample *sample, const char *name, uint64_t value)
{
    struct yoke_counter *grown = record_alloc(record, (sample->counter_count + 1) * sizeof *grown);
    for (size_t i = 0; i < sample->counter_count; i++)
        grown[i] = sample->counters[i];
    grown[sample->counter_count++] = (struct yoke_counter){
        .name = name,
        .status = value == YOKE_MISSING ? YOKE_COUNTER_UNAVAILABLE : YOKE_COUNTER_OK,
        .value = value,
        .running_share = NAN,
        .reason = value == YOKE_MISSING ? "none here" : NULL,
    };
    sample->counters = grown;
}

static struct yoke_sample *counted_sample(uint64_t block, uint64_t instructions, uint64_t cycles)
{
    struct yoke_sample *sample = made_sample(record, cell, block, 1000);
    if (instructions)
        counter_add(sample, "PAPI_TOT_INS", instructions);
    if (cycles)
        counter_add(sample, "PAPI_TOT_CYC", cycles);
    return sample;
}

static const struct yoke_derived *derived(const char *name)
{
    assert_int_equal(derived_compute(record, cell), 0);
    for (size_t i = 0; i < cell->derived_count; i++)
        if (!strcmp(cell->derived[i].name, name))
            return &cell->derived[i];
    return NULL;
}

static void a_ratio_is_the_median_over_processes_with_its_exact_interval(void **state)
{
    (void)state;
    for (uint64_t i = 0; i < 7; i++)
        counted_sample(i, 1000 + 100 * i, 1000);
    const struct yoke_derived *ipc = derived("ipc");
    assert_near(ipc->value, 1.3, 1e-12);
    assert_near(ipc->low, 1.0, 1e-12);
    assert_near(ipc->high, 1.6, 1e-12);
    assert_near(ipc->confidence, 1 - 2.0 / 128, 1e-12);
    assert_int_equal(ipc->n, 7);
    assert_true(isnan(ipc->running_share));
}

static void one_process_gives_the_ratio_of_its_sums(void **state)
{
    (void)state;
    counted_sample(0, 100, 1000);
    counted_sample(0, 900, 1000);
    const struct yoke_derived *ipc = derived("ipc");
    assert_near(ipc->value, 0.5, 1e-12);
    assert_int_equal(ipc->n, 1);
    assert_true(isnan(ipc->low) && isnan(ipc->high));
}

static void parts_counted_in_different_samples_form_no_ratio(void **state)
{
    (void)state;
    counted_sample(0, 100, 0);
    counted_sample(1, 0, 1000);
    assert_null(derived("ipc"));
    assert_near(derived("PAPI_TOT_INS/task")->value, 1.0, 1e-12);
    assert_near(derived("PAPI_TOT_CYC/task")->value, 10.0, 1e-12);
}

static void passes_give_each_quantity_its_own_processes(void **state)
{
    (void)state;
    for (uint64_t i = 0; i < 4; i++) {
        struct yoke_sample *sample = i % 2 ? made_sample(record, cell, i, 1000) : counted_sample(i, 2000, 1000);
        if (i % 2) {
            counter_add(sample, "PAPI_BR_MSP", 3);
            counter_add(sample, "PAPI_BR_INS", 100);
        }
    }
    assert_int_equal(derived("ipc")->n, 2);
    assert_near(derived("branch-miss-rate")->value, 0.03, 1e-12);
    assert_int_equal(derived("branch-miss-rate")->n, 2);
}

static void samples_that_are_not_usable_count_for_nothing(void **state)
{
    (void)state;
    counted_sample(0, 1000, 1000);
    counted_sample(1, 9000, 1000)->usable = false;
    assert_near(derived("ipc")->value, 1.0, 1e-12);
    assert_int_equal(derived("ipc")->n, 1);
}

static void nothing_is_derived_from_what_was_not_counted(void **state)
{
    (void)state;
    counter_add(made_sample(record, cell, 0, 1000), "PAPI_TOT_INS", YOKE_MISSING);
    assert_null(derived("ipc"));
    assert_int_equal(cell->derived_count, 0);
}

static void an_event_is_given_a_task_and_an_operation(void **state)
{
    (void)state;
    cell->operation = "addition";
    cell->operations = 500;
    counter_add(made_sample(record, cell, 0, 1000), "page-faults", 0);
    counter_add(made_sample(record, cell, 1, 1000), "page-faults", 50);
    assert_near(derived("page-faults/task")->value, 0.25, 1e-12);
    assert_near(derived("page-faults/operation")->value, 0.05, 1e-12);
}

static void energy_over_wall_time_is_power(void **state)
{
    (void)state;
    counter_add(made_sample(record, cell, 0, 2000000000), "energy-pkg", 30000000); /* 30 J in 2 s */
    assert_near(derived("watts")->value, 15.0, 1e-9);
}

static void what_was_multiplexed_tells_the_least_share(void **state)
{
    (void)state;
    for (uint64_t i = 0; i < 2; i++) {
        struct yoke_sample *sample = counted_sample(i, 1000, 500);
        sample->counters[1].status = YOKE_COUNTER_SCALED;
        sample->counters[1].running_share = i ? 0.25 : 0.5;
    }
    assert_near(derived("ipc")->running_share, 0.25, 1e-12);
}

static void computing_again_gives_the_same(void **state)
{
    (void)state;
    counted_sample(0, 1000, 1000);
    derived("ipc");
    const size_t count = cell->derived_count;
    counted_sample(1, 3000, 1000);
    assert_near(derived("ipc")->value, 2.0, 1e-12);
    assert_int_equal(cell->derived_count, count);
}

#define ON_A_CELL(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_A_CELL(a_ratio_is_the_median_over_processes_with_its_exact_interval),
        ON_A_CELL(one_process_gives_the_ratio_of_its_sums),
        ON_A_CELL(parts_counted_in_different_samples_form_no_ratio),
        ON_A_CELL(passes_give_each_quantity_its_own_processes),
        ON_A_CELL(samples_that_are_not_usable_count_for_nothing),
        ON_A_CELL(nothing_is_derived_from_what_was_not_counted),
        ON_A_CELL(an_event_is_given_a_task_and_an_operation),
        ON_A_CELL(energy_over_wall_time_is_power),
        ON_A_CELL(what_was_multiplexed_tells_the_least_share),
        ON_A_CELL(computing_again_gives_the_same),
    };
    return cmocka_run_group_tests_name("derived", tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT */
/* Curves over the number of workers, found in a record and given their laws. */
#include "made_record.h"

#include <math.h>

#include "scaling.h"

enum { STARTS = 6 };

/* Cells of `executor` at 1, 2, 4, … workers with six processes each, of which the time follows Amdahl with a serial
 * share of 0.1, give or take half a percent. */
static void curve_make(struct record *record, size_t first, size_t widths, const char *executor)
{
    static const double wobble[STARTS] = {1, 1.005, 0.995, 1.002, 0.998, 1.001};
    for (size_t i = 0; i < widths; i++) {
        struct yoke_cell *cell = &record->facts.cells[first + i];
        cell->executor = executor;
        cell->workers = 1u << i;
        const double share = 0.1 + 0.9 / (double)cell->workers;
        for (size_t block = 0; block < STARTS; block++)
            made_sample(record, cell, block, (uint64_t)(1e8 * share * wobble[(block + i) % STARTS]));
    }
}

static void a_curve_gets_its_laws_the_best_first(void **state)
{
    (void)state;
    struct record *record = made_record(5);
    curve_make(record, 0, 5, "pthread");
    assert_int_equal(scaling_compute(record), 0);
    assert_int_equal(record->facts.model_count, 4); /* and the USL without bounds */
    const struct yoke_model *best = record->facts.models;
    assert_string_equal(best->law, "amdahl");
    assert_true(best->chosen && !record->facts.models[1].chosen && !record->facts.models[2].chosen);
    assert_true(best->aicc <= record->facts.models[1].aicc);
    const struct yoke_model *unbound = &record->facts.models[3];
    assert_true(unbound->unconstrained && !unbound->chosen && !best->unconstrained);
    assert_string_equal(unbound->law, "usl");
    assert_true(isfinite(unbound->alpha.low) && isfinite(unbound->beta.low) && isfinite(unbound->beta.high));
    assert_int_equal(best->widths, 5);
    assert_int_equal(best->starts, 5 * STARTS);
    assert_true(best->alpha.low < 0.1 && 0.1 < best->alpha.high);
    assert_near(best->gamma.value, 1000, 10); /* 100 tasks in 0.1 s */
    assert_string_equal(best->executor, "pthread");
    record_free(record);
}

static void work_that_grows_is_fitted_by_gustafson(void **state)
{
    (void)state;
    static const double wobble[STARTS] = {1, 1.005, 0.995, 1.002, 0.998, 1.001};
    struct record *record = made_record(5);
    for (size_t i = 0; i < 5; i++) {
        struct yoke_cell *cell = &record->facts.cells[i];
        cell->scale = "work";
        cell->workers = 1u << i;
        cell->tasks = 100 * cell->workers;
        const double n = (double)cell->workers, gain = n - 0.2 * (n - 1);
        for (size_t block = 0; block < STARTS; block++)
            made_sample(record, cell, block, (uint64_t)(1e8 * n / gain * wobble[(block + i) % STARTS]));
    }
    assert_int_equal(scaling_compute(record), 0);
    const struct yoke_model *best = record->facts.models;
    assert_string_equal(best->law, "gustafson");
    assert_int_equal(best->widths, 5);
    assert_true(best->alpha.low < 0.2 && 0.2 < best->alpha.high);
    record_free(record);
}

static void executors_make_curves_of_their_own(void **state)
{
    (void)state;
    struct record *record = made_record(8);
    curve_make(record, 0, 4, "pthread");
    curve_make(record, 4, 4, "fork");
    assert_int_equal(scaling_compute(record), 0);
    size_t chosen = 0;
    for (size_t i = 0; i < record->facts.model_count; i++)
        chosen += record->facts.models[i].chosen;
    assert_int_equal(chosen, 2);
    assert_false(scaling_same_curve(&record->facts.cells[0], &record->facts.cells[4]));
    assert_true(scaling_same_curve(&record->facts.cells[0], &record->facts.cells[3]));
    record_free(record);
}

static void too_few_widths_say_so(void **state)
{
    (void)state;
    struct record *record = made_record(3);
    curve_make(record, 0, 3, "pthread");
    assert_int_equal(scaling_compute(record), 0);
    assert_int_equal(record->facts.model_count, 1);
    assert_null(record->facts.models->law);
    assert_false(record->facts.models->chosen);
    assert_string_equal(record->facts.models->reason,
                        "3 different numbers of workers were measured, a law needs 4: add widths with -w");
    record_free(record);
}

static void one_width_is_no_curve(void **state)
{
    (void)state;
    struct record *record = made_record(2);
    curve_make(record, 0, 1, "pthread");
    curve_make(record, 1, 1, "serial");
    record->facts.cells[1].serial = true;
    assert_int_equal(scaling_compute(record), 0);
    assert_int_equal(record->facts.model_count, 0);
    assert_null(record->facts.models);
    record_free(record);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_curve_gets_its_laws_the_best_first),
        cmocka_unit_test(executors_make_curves_of_their_own),
        cmocka_unit_test(work_that_grows_is_fitted_by_gustafson),
        cmocka_unit_test(too_few_widths_say_so),
        cmocka_unit_test(one_width_is_no_curve),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

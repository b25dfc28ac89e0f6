/* SPDX-License-Identifier: MIT */
/* Cells sorted into studies and series. */
#include "study.h"

#include "fixture.h"
#include "fixture_record.h"

static void cells_of_one_workload_and_one_parameter_value_are_one_study(void **state)
{
    (void)state;
    struct fixture *fixture = fixture_sweep();
    struct study_list list;
    assert_int_equal(study_list_init(&list, &fixture->record), 0);
    assert_int_equal(list.count, 2);
    assert_int_equal(list.studies[0].first->params[0].value, 5000000);
    assert_int_equal(list.studies[0].cell_count, 7);
    assert_int_equal(list.studies[1].first->params[0].value, 1000000);
    assert_int_equal(list.studies[1].cell_count, 3);
    study_list_release(&list);
    fixture_free(fixture);
}

static void different_numbers_of_tasks_are_different_work(void **state)
{
    (void)state;
    struct fixture *fixture = fixture_cpu();
    fixture->cells[3].tasks = 21;
    struct study_list list;
    assert_int_equal(study_list_init(&list, &fixture->record), 0);
    assert_int_equal(list.count, 2);
    study_list_release(&list);
    fixture_free(fixture);
}

static void a_series_runs_from_few_workers_to_many(void **state)
{
    (void)state;
    struct fixture *fixture = fixture_new(false);
    static const uint64_t workers[] = {8, 1, 64, 2};
    for (size_t i = 0; i < 4; i++)
        fixture_cell(fixture, "spin", "pthread", workers[i]);
    struct study_list list;
    assert_int_equal(study_list_init(&list, &fixture->record), 0);
    assert_int_equal(list.studies[0].series_count, 1);
    static const uint64_t sorted[] = {1, 2, 8, 64};
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(list.studies[0].series[0].cells[i]->workers, sorted[i]);
    study_list_release(&list);
    fixture_free(fixture);
}

static void a_series_is_named_by_what_varies_and_nothing_else(void **state)
{
    (void)state;
    struct fixture *fixture = fixture_new(false);
    for (size_t i = 0; i < 3; i++)
        fixture_cell(fixture, "spin", i < 2 ? "pthread" : "fork", 2);
    fixture->cells[1].schedule = "static";
    fixture->cells[1].chunk = YOKE_MISSING;
    struct study_list list;
    assert_int_equal(study_list_init(&list, &fixture->record), 0);
    assert_int_equal(list.studies[0].series_count, 3);
    assert_string_equal(list.studies[0].series[0].name, "pthread dynamic");
    assert_string_equal(list.studies[0].series[1].name, "pthread static");
    assert_string_equal(list.studies[0].series[2].name, "fork dynamic");
    assert_false(list.studies[0].placement_varies);
    study_list_release(&list);
    fixture_free(fixture);
}

static void the_baseline_is_the_cell_that_the_others_name(void **state)
{
    (void)state;
    struct fixture *fixture = fixture_sweep();
    struct study_list list;
    assert_int_equal(study_list_init(&list, &fixture->record), 0);
    assert_ptr_equal(list.studies[0].baseline, &fixture->cells[0]);
    assert_ptr_equal(list.studies[1].baseline, &fixture->cells[7]);
    study_list_release(&list);
    fixture_free(fixture);
}

static void a_baseline_that_is_not_in_the_record_is_none(void **state)
{
    (void)state;
    struct fixture *fixture = fixture_cpu();
    for (size_t i = 0; i < fixture->record.cell_count; i++)
        fixture->cells[i].baseline = "elsewhere";
    struct study_list list;
    assert_int_equal(study_list_init(&list, &fixture->record), 0);
    assert_null(list.studies[0].baseline);
    study_list_release(&list);
    fixture_free(fixture);
}

static void a_parameter_reads_as_in_the_name_of_the_cell(void **state)
{
    (void)state;
    char text[64];
    struct fixture *fixture = fixture_io();
    study_param_text(text, sizeof text, &fixture->cells[0], 0);
    assert_string_equal(text, "20ms");
    fixture->cells[0].name = "io_sleep/longest_wait=20ms/executor=serial";
    study_param_text(text, sizeof text, &fixture->cells[0], 0);
    assert_string_equal(text, "20000000");
    fixture_free(fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_of_one_workload_and_one_parameter_value_are_one_study),
        cmocka_unit_test(different_numbers_of_tasks_are_different_work),
        cmocka_unit_test(a_series_runs_from_few_workers_to_many),
        cmocka_unit_test(a_series_is_named_by_what_varies_and_nothing_else),
        cmocka_unit_test(the_baseline_is_the_cell_that_the_others_name),
        cmocka_unit_test(a_baseline_that_is_not_in_the_record_is_none),
        cmocka_unit_test(a_parameter_reads_as_in_the_name_of_the_cell),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

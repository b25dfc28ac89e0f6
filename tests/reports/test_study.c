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

static void different_words_are_different_work(void **state)
{
    (void)state;
    struct fixture *fixture = fixture_cpu();
    struct study_list list;
    char text[32];
    for (size_t i = 0; i < fixture->record.cell_count; i++)
        fixture->cells[i].params[0] =
            (struct yoke_setting_value){.name = "shape", .value = YOKE_MISSING, .word = i == 3 ? "square" : "round"};
    assert_int_equal(study_list_init(&list, &fixture->record), 0);
    assert_int_equal(list.count, 2);
    study_param_text(text, sizeof text, &fixture->cells[3], 0);
    assert_string_equal(text, "square");
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

static void chunks_are_named_whatever_schedule_comes_first(void **state)
{
    (void)state;
    static const struct {
        const char *executor, *schedule, *name;
        uint64_t chunk;
    } cells[] = {
        {"serial", "static", "serial static", YOKE_MISSING},
        {"pthread", "static", "pthread static", YOKE_MISSING},
        {"pthread", "dynamic", "pthread dynamic,1", 1},
        {"pthread", "dynamic", "pthread dynamic,7", 7},
        {"pthread", "factoring", "pthread factoring", YOKE_MISSING},
        {"pthread", "steal", "pthread steal,1", 1},
    };
    struct fixture *fixture = fixture_new(false);
    struct study_list list;
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        struct yoke_cell *cell = fixture_cell(fixture, "null", cells[i].executor, 1);
        cell->schedule = cells[i].schedule;
        cell->chunk = cells[i].chunk;
    }
    assert_int_equal(study_list_init(&list, &fixture->record), 0);
    assert_true(list.studies[0].chunk_varies);
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
        assert_string_equal(list.studies[0].series[i].name, cells[i].name);
    study_list_release(&list);
    fixture_free(fixture);
}

static void schedules_with_one_chunk_each_need_no_chunk_in_their_names(void **state)
{
    (void)state;
    struct fixture *fixture = fixture_new(false);
    struct study_list list;
    for (size_t i = 0; i < 3; i++)
        fixture_cell(fixture, "spin", i < 2 ? "pthread" : "openmp", 2);
    fixture->cells[1].schedule = "guided";
    fixture->cells[1].chunk = 4;
    fixture->cells[2].chunk = YOKE_MISSING; /* the same schedule, which takes no chunk there */
    assert_int_equal(study_list_init(&list, &fixture->record), 0);
    assert_false(list.studies[0].chunk_varies);
    assert_string_equal(list.studies[0].series[0].name, "pthread dynamic");
    study_list_release(&list);
    fixture_free(fixture);
}

/* Checks what is said of a record's baseline; frees the record. */
static void assert_baseline(struct fixture *fixture, const char *text, const char *lack)
{
    struct study_list list;
    char buffer[128];
    assert_int_equal(study_list_init(&list, &fixture->record), 0);
    study_baseline_text(buffer, sizeof buffer, &list.studies[0]);
    assert_string_equal(buffer, text);
    const char *said = study_serial_lack(&list.studies[0]);
    assert_string_equal(said ? said : "", lack);
    study_list_release(&list);
    fixture_free(fixture);
}

static void a_serial_cell_that_failed_is_told_from_one_nobody_asked_for(void **state)
{
    (void)state;
    assert_baseline(fixture_cpu(), "serial", "");
    assert_baseline(fixture_without_serial(), "one pthread worker", "");
    assert_baseline(fixture_serial_failed(), "one pthread worker", "the serial cell failed");
    struct fixture *fixture = fixture_serial_failed();
    for (size_t i = 0; i < fixture->record.cell_count; i++)
        fixture->cells[i].baseline = NULL;
    assert_baseline(fixture, "", "the serial cell failed");
    fixture = fixture_without_serial();
    for (size_t i = 0; i < fixture->record.cell_count; i++)
        fixture->cells[i].baseline = NULL;
    assert_baseline(fixture, "", "there is no serial cell");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_of_one_workload_and_one_parameter_value_are_one_study),
        cmocka_unit_test(different_numbers_of_tasks_are_different_work),
        cmocka_unit_test(different_words_are_different_work),
        cmocka_unit_test(a_series_runs_from_few_workers_to_many),
        cmocka_unit_test(a_series_is_named_by_what_varies_and_nothing_else),
        cmocka_unit_test(the_baseline_is_the_cell_that_the_others_name),
        cmocka_unit_test(a_baseline_that_is_not_in_the_record_is_none),
        cmocka_unit_test(a_parameter_reads_as_in_the_name_of_the_cell),
        cmocka_unit_test(chunks_are_named_whatever_schedule_comes_first),
        cmocka_unit_test(schedules_with_one_chunk_each_need_no_chunk_in_their_names),
        cmocka_unit_test(a_serial_cell_that_failed_is_told_from_one_nobody_asked_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

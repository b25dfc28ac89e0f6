/* SPDX-License-Identifier: MIT */
/* Scripts and data of charts, byte by byte, and when there is no chart. */
#include "chart_script.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "chart_data.h"
#include "fixture.h"
#include "fixture_record.h"
#include "golden.h"

/* Writes the script, or the data, of the record's first study. */
static void chart_write(struct golden *golden, const struct fixture *fixture, bool data)
{
    struct study_list list;
    struct chart chart;
    struct yoke_error error = {.text = ""};
    assert_int_equal(study_list_init(&list, &fixture->record), 0);
    assert_int_equal(chart_init(&chart, &list.studies[0], &error), 0);
    golden_open(golden);
    if (data)
        chart_data_write(&chart, golden->stream);
    else
        chart_script_write(&chart, "speedup-test", golden->stream);
    chart_release(&chart);
    study_list_release(&list);
}

static void compare(struct fixture *fixture, const char *name)
{
    struct golden golden;
    chart_write(&golden, fixture, false);
    golden_check(&golden, "speedup-%s.gp", name);
    chart_write(&golden, fixture, true);
    golden_check(&golden, "speedup-%s.csv", name);
    fixture_free(fixture);
}

static void two_workers_give_this_script_and_this_data(void **state)
{
    (void)state;
    compare(fixture_cpu(), "cpu");
}

static void waits_give_this_script_and_this_data(void **state)
{
    (void)state;
    compare(fixture_io(), "io");
}

static void smt_gives_this_script_and_this_data(void **state)
{
    (void)state;
    compare(fixture_smt(), "smt");
}

static void hundreds_of_workers_give_this_script_and_this_data(void **state)
{
    (void)state;
    compare(fixture_wide(), "wide");
}

static void twelve_series_give_this_script_and_this_data(void **state)
{
    (void)state;
    compare(fixture_many(), "many");
}

static void failed_cells_give_this_script_and_this_data(void **state)
{
    (void)state;
    compare(fixture_troubled(), "troubled");
}

static void hostile_texts_give_this_script_and_this_data(void **state)
{
    (void)state;
    compare(fixture_hostile(), "hostile");
}

static void the_same_record_gives_the_same_bytes(void **state)
{
    (void)state;
    struct fixture *fixture = fixture_smt();
    struct golden first, second;
    chart_write(&first, fixture, false);
    chart_write(&second, fixture, false);
    golden_close(&first);
    golden_close(&second);
    assert_string_equal(first.text, second.text);
    golden_free(&first);
    golden_free(&second);
    fixture_free(fixture);
}

/* Checks that there is no chart, and that the sentence holds `why`. */
static void assert_no_chart(struct fixture *fixture, const char *why)
{
    struct study_list list;
    struct chart chart;
    struct yoke_error error = {.text = ""};
    assert_int_equal(study_list_init(&list, &fixture->record), 0);
    assert_int_equal(chart_init(&chart, &list.studies[0], &error), -ENODATA);
    if (!strstr(error.text, why))
        fail_msg("\"%s\" does not say \"%s\"", error.text, why);
    study_list_release(&list);
    fixture_free(fixture);
}

static void one_worker_makes_no_chart(void **state)
{
    (void)state;
    assert_no_chart(fixture_one_worker(), "-w 1,2");
}

static void without_a_baseline_there_is_no_chart(void **state)
{
    (void)state;
    struct fixture *fixture = fixture_without_serial();
    for (size_t i = 0; i < fixture->record.cell_count; i++)
        fixture->cells[i].baseline = NULL;
    assert_no_chart(fixture, "no serial cell");
}

static void when_all_else_failed_there_is_no_chart(void **state)
{
    (void)state;
    struct fixture *fixture = fixture_cpu();
    for (size_t i = 1; i < fixture->record.cell_count; i++)
        fixture->cells[i].speedup.value = NAN;
    assert_no_chart(fixture, "no other cell");
}

static void more_series_than_a_picture_holds_are_left_out_and_counted(void **state)
{
    (void)state;
    struct fixture *fixture = fixture_new(true);
    struct yoke_cell *serial = fixture_cell(fixture, "spin", "serial", 1);
    fixture_measure(fixture, serial, serial, 1e8, 0.01);
    for (int i = 0; i < CHART_SERIES_MOST + 3; i++)
        fixture_measure(fixture, fixture_cell(fixture, "spin", fixture_text(fixture, "executor_%d", i), 4), serial, 3e7,
                        0.01);
    struct golden golden;
    chart_write(&golden, fixture, false);
    golden_close(&golden);
    assert_non_null(strstr(golden.text, "N = 24\n"));
    assert_non_null(strstr(golden.text, "3 more series are in the data file"));
    golden_free(&golden);
    fixture_free(fixture);
}

static void a_failed_serial_cell_is_the_reason_for_no_chart(void **state)
{
    (void)state;
    struct fixture *fixture = fixture_serial_failed();
    for (size_t i = 0; i < fixture->record.cell_count; i++)
        fixture->cells[i].baseline = NULL;
    assert_no_chart(fixture, "the serial cell failed");
}

static void no_serial_cell_gives_this_script_and_this_data(void **state)
{
    (void)state;
    compare(fixture_without_serial(), "own");
}

static void the_table_leaves_out_an_executor_that_all_series_share(void **state)
{
    (void)state;
    struct fixture *fixture = fixture_without_serial();
    struct golden golden;
    for (size_t i = 0; i < fixture->record.cell_count; i++) {
        fixture->cells[i].schedule = i < 3 ? "dynamic" : "trapezoid";
        fixture->cells[i].executor = "pthread";
    }
    chart_write(&golden, fixture, false);
    golden_close(&golden);
    assert_non_null(strstr(golden.text, "\nNAME[2] = 'pthread trapezoid'"));
    assert_non_null(strstr(golden.text, "\nROW_NAME[2] = 'trapezoid'"));
    golden_free(&golden);
    fixture_free(fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_workers_give_this_script_and_this_data),
        cmocka_unit_test(waits_give_this_script_and_this_data),
        cmocka_unit_test(smt_gives_this_script_and_this_data),
        cmocka_unit_test(hundreds_of_workers_give_this_script_and_this_data),
        cmocka_unit_test(twelve_series_give_this_script_and_this_data),
        cmocka_unit_test(failed_cells_give_this_script_and_this_data),
        cmocka_unit_test(hostile_texts_give_this_script_and_this_data),
        cmocka_unit_test(the_same_record_gives_the_same_bytes),
        cmocka_unit_test(one_worker_makes_no_chart),
        cmocka_unit_test(without_a_baseline_there_is_no_chart),
        cmocka_unit_test(when_all_else_failed_there_is_no_chart),
        cmocka_unit_test(more_series_than_a_picture_holds_are_left_out_and_counted),
        cmocka_unit_test(a_failed_serial_cell_is_the_reason_for_no_chart),
        cmocka_unit_test(no_serial_cell_gives_this_script_and_this_data),
        cmocka_unit_test(the_table_leaves_out_an_executor_that_all_series_share),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

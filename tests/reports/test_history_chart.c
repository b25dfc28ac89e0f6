/* SPDX-License-Identifier: MIT */
/* Charts of histories: script and data byte by byte, and that gnuplot draws them. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "drawing.h"
#include "history.h"
#include "history_script.h"
#include "history_sheet.h"
#include "made_history.h"

extern const struct yoke_report yoke_report_history;

/* The first series got worse, the second got better after it had been worse, the third did not change. */
static struct record *history_make(void)
{
    const struct made_history made[] = {{1, 60, 36, 0.02, 0.05}, {2, 90, 30, 0.04, 0}, {3, 40, 0, 0, 0.05}};
    struct record *record = made_history_record(made, 3);
    struct history_sum sum;
    record->facts.machine.hostname = "build-1";
    record->facts.complete = true;
    for (size_t i = 60; i < 90; i++) {
        struct yoke_history_point *point = &record->facts.history[1].points[i];
        point->value *= 0.93;
        point->low = point->value - 0.004;
        point->high = point->value + 0.004;
    }
    record->facts.history[1].metric = "wall";
    record->facts.history[2].cell = "io_sleep/executor=`rm -rf`'s/workers=2";
    assert_int_equal(history_judge(record, &history_rules_default, &sum), 0);
    return record;
}

static void compare(struct history_chart *chart, const char *name)
{
    struct golden golden;
    golden_open(&golden);
    history_script_write(chart, "history-test", golden.stream);
    golden_check(&golden, "history-%s.gp", name);
    golden_open(&golden);
    history_data_write(chart, golden.stream);
    golden_check(&golden, "history-%s.csv", name);
}

static void a_series_that_got_worse_gives_this_script_and_this_data(void **state)
{
    (void)state;
    struct record *record = history_make();
    compare(&(struct history_chart){&record->facts, &record->facts.history[0]}, "worse");
    record_free(record);
}

static void a_known_step_and_one_for_the_better_give_this_script_and_this_data(void **state)
{
    (void)state;
    struct record *record = history_make();
    struct yoke_history_series *series = &record->facts.history[1];
    assert_int_equal(series->step_count, 2);
    series->steps[0].known = true;
    compare(&(struct history_chart){&record->facts, series}, "better");
    record_free(record);
}

static void absolute_times_are_shown_against_their_first_level(void **state)
{
    (void)state;
    struct record *record = history_make();
    struct yoke_history_series *series = &record->facts.history[2];
    for (size_t i = 0; i < series->point_count; i++) {
        series->points[i].value *= 2500;
        series->points[i].low = series->points[i].high = NAN;
    }
    series->level *= 2500;
    series->base = NULL;
    series->unit = "ns/task";
    series->state = YOKE_HISTORY_ABSOLUTE;
    compare(&(struct history_chart){&record->facts, series}, "absolute");
    record_free(record);
}

/* As few and noisy pairs give it: intervals much wider than the points spread, one of them wild; and one wild point. */
static struct record *noisy_make(void)
{
    const struct made_history made = {4, 18, 9, 0.06, 0};
    struct record *record = made_history_record(&made, 1);
    struct history_sum sum;
    struct yoke_history_point *points = record->facts.history[0].points;
    for (size_t i = 0; i < made.count; i++) {
        points[i].low = points[i].value - 0.015;
        points[i].high = points[i].value + (i == 5 ? 0.4 : 0.02);
    }
    points[12].value *= 1.4;
    points[12].low = 1.05;
    points[12].high = 1.6;
    record->facts.complete = true;
    assert_int_equal(history_judge(record, &history_rules_default, &sum), 0);
    return record;
}

static void intervals_give_this_script_and_this_data(void **state)
{
    (void)state;
    struct record *record = noisy_make();
    compare(&(struct history_chart){&record->facts, &record->facts.history[0]}, "intervals");
    record_free(record);
}

static void the_axis_has_room_for_intervals_but_not_for_wild_ones(void **state)
{
    (void)state;
    struct record *record = noisy_make();
    const struct yoke_history_series *series = &record->facts.history[0];
    struct history_sheet sheet;
    history_sheet_init(&sheet, series);
    assert_int_equal(sheet.outside, 1);
    assert_int_equal(sheet.cut, 1);
    for (size_t i = 0; i < series->point_count; i++) {
        assert_int_equal(history_edge(&sheet, history_per_cent(&sheet, series->points[i].value)), i == 12);
        assert_int_equal(history_edge(&sheet, history_per_cent(&sheet, series->points[i].low)), 0);
        assert_int_equal(history_edge(&sheet, history_per_cent(&sheet, series->points[i].high)), i == 5 || i == 12);
    }
    assert_true(sheet.axis.high < 15);
    record_free(record);
}

static void gnuplot_draws_each_without_a_warning(void **state)
{
    (void)state;
    struct drawing drawing;
    drawing_needs_gnuplot();
    struct record *record = history_make();
    drawing_open(&drawing);
    drawing_write(&drawing, &yoke_report_history, &record->facts);
    drawing_expect(&drawing, 3);
    drawing_close(&drawing);
    record_free(record);
}

/* As a record from a stranger may have it. */
static void a_series_that_contradicts_itself_has_no_chart(void **state)
{
    (void)state;
    struct drawing drawing;
    struct record *record = history_make();
    record->facts.history[0].steps[0].at = 1000;
    record->facts.history[1].steps[1].at = 0;
    record->facts.history[2].points[3].value = NAN;
    drawing_open(&drawing);
    drawing_write(&drawing, &yoke_report_history, &record->facts);
    assert_int_equal(drawing_count(&drawing, ".gp"), 0);
    drawing_close(&drawing);
    record_free(record);
}

static void of_many_series_those_that_changed_are_drawn(void **state)
{
    (void)state;
    enum { SERIES = 20 };
    struct drawing drawing;
    struct made_history made[SERIES];
    struct history_sum sum;
    for (uint64_t i = 0; i < SERIES; i++)
        made[i] = (struct made_history){i, 40, 20, i == SERIES - 1 ? 0.05 : 0, 0};
    struct record *record = made_history_record(made, SERIES);
    record->facts.history[SERIES - 1].cell = "last";
    assert_int_equal(history_judge(record, &history_rules_default, &sum), 0);
    drawing_open(&drawing);
    drawing_write(&drawing, &yoke_report_history, &record->facts);
    assert_int_equal(drawing_count(&drawing, ".gp"), 12);
    assert_non_null(strstr(drawing_notes(&drawing), "charts of 8 series are left out"));
    assert_true(folder_has(drawing.charts, "history-cpu-last.gp"));
    drawing_close(&drawing);
    record_free(record);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_series_that_got_worse_gives_this_script_and_this_data),
        cmocka_unit_test(a_known_step_and_one_for_the_better_give_this_script_and_this_data),
        cmocka_unit_test(absolute_times_are_shown_against_their_first_level),
        cmocka_unit_test(intervals_give_this_script_and_this_data),
        cmocka_unit_test(the_axis_has_room_for_intervals_but_not_for_wild_ones),
        cmocka_unit_test(gnuplot_draws_each_without_a_warning),
        cmocka_unit_test(a_series_that_contradicts_itself_has_no_chart),
        cmocka_unit_test(of_many_series_those_that_changed_are_drawn),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT */
/* Charts of histories: script and data byte by byte, and that gnuplot draws them. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "folder.h"
#include "gnuplot_run.h"
#include "golden.h"
#include "history.h"
#include "history_script.h"
#include "made_history.h"
#include "yoke/report.h"

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
    char file[64];
    golden_open(&golden);
    history_script_write(chart, "history-test", golden.stream);
    snprintf(file, sizeof file, "history-%s.gp", name);
    golden_check(&golden, file);
    golden_open(&golden);
    history_data_write(chart, golden.stream);
    snprintf(file, sizeof file, "history-%s.csv", name);
    golden_check(&golden, file);
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

/* Writes the report; returns how many pictures of that ending there are. */
static size_t report(struct record *record, const char *folder, const char *ending, char **notes)
{
    char charts[FOLDER_PATH_BYTES + 16];
    struct golden said;
    struct yoke_error error = {.text = ""};
    golden_open(&said);
    const struct yoke_target target = {.folder = folder, .notes = said.stream, .utf8 = true};
    assert_int_equal(yoke_report_history.write(&record->facts, &target, &error), 0);
    golden_close(&said);
    snprintf(charts, sizeof charts, "%s/charts", folder);
    *notes = said.text;
    return access(charts, F_OK) ? 0 : folder_count(charts, ending);
}

static void gnuplot_draws_each_without_a_warning(void **state)
{
    (void)state;
    char program[512], folder[FOLDER_PATH_BYTES], *notes;
    if (gnuplot_find(program, sizeof program)) {
        print_message("skipped: gnuplot is not installed\n");
        skip();
    }
    folder_make(folder);
    struct record *record = history_make();
    assert_int_equal(report(record, folder, ".png", &notes), 3);
    assert_string_equal(notes, "");
    free(notes);
    record_free(record);
    folder_remove(folder);
}

/* As a record from a stranger may have it. */
static void a_series_that_contradicts_itself_has_no_chart(void **state)
{
    (void)state;
    char folder[FOLDER_PATH_BYTES], *notes;
    folder_make(folder);
    struct record *record = history_make();
    record->facts.history[0].steps[0].at = 1000;
    record->facts.history[1].steps[1].at = 0;
    record->facts.history[2].points[3].value = NAN;
    assert_int_equal(report(record, folder, ".gp", &notes), 0);
    free(notes);
    record_free(record);
    folder_remove(folder);
}

static void of_many_series_those_that_changed_are_drawn(void **state)
{
    (void)state;
    enum { SERIES = 20 };
    char folder[FOLDER_PATH_BYTES], *notes;
    struct made_history made[SERIES];
    struct history_sum sum;
    for (uint64_t i = 0; i < SERIES; i++)
        made[i] = (struct made_history){i, 40, 20, i == SERIES - 1 ? 0.05 : 0, 0};
    folder_make(folder);
    struct record *record = made_history_record(made, SERIES);
    record->facts.history[SERIES - 1].cell = "last";
    assert_int_equal(history_judge(record, &history_rules_default, &sum), 0);
    assert_int_equal(report(record, folder, ".gp", &notes), 12);
    assert_non_null(strstr(notes, "charts of 8 series are left out"));
    free(notes);
    notes = NULL;
    char charts[FOLDER_PATH_BYTES + 16];
    snprintf(charts, sizeof charts, "%s/charts", folder);
    assert_true(folder_has(charts, "history-cpu-last.gp"));
    record_free(record);
    folder_remove(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_series_that_got_worse_gives_this_script_and_this_data),
        cmocka_unit_test(a_known_step_and_one_for_the_better_give_this_script_and_this_data),
        cmocka_unit_test(absolute_times_are_shown_against_their_first_level),
        cmocka_unit_test(gnuplot_draws_each_without_a_warning),
        cmocka_unit_test(a_series_that_contradicts_itself_has_no_chart),
        cmocka_unit_test(of_many_series_those_that_changed_are_drawn),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

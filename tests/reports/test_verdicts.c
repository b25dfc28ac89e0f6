/* SPDX-License-Identifier: MIT */
/* What a gate's verdicts look like, byte by byte: for the terminal, for CI services, as a chart. And that gnuplot draws
 * it. */
#include "made_gate.h"

#include <stdio.h>
#include <stdlib.h>

#include "drawing.h"
#include "forest_script.h"

extern const struct yoke_report yoke_report_verdicts, yoke_report_summary, yoke_report_junit, yoke_report_annotations,
    yoke_report_forest;

/* One of each: worse, better, the same, not known, broken with a reason that is markup everywhere, and worse as
 * accepted. */
static struct record *one_of_each(void)
{
    static const struct made_cell cells[] = {
        {"spin/executor=serial/workers=1", 1.08, 0.004, 18, false},
        {"spin/executor=fork/workers=1", 0.92, 0.004, 18, false},
        {"io_sleep/executor=coop/workers=1", 1, 0.004, 12, false},
        {"io_sleep/executor=fork/workers=1", 1, 0.4, 90, false},
        {"cpu_sort/executor=serial/workers=1", 1, 0.004, 3, false},
        {"cpu_sort/executor=fork/workers=1", 1.05, 0.004, 18, false},
    };
    struct record *record = made_gate_cells(cells, 6, MADE_BY_COIN);
    struct gate_suite suite = gate_suite_begin(gate_profile_find("default"), false);
    const struct gate_metric wall = gate_metric_named("wall");
    record->facts.cells[9].status = YOKE_CELL_FAILED;
    record->facts.cells[9].reason = "task 3: <a href=\"x\"> & 100 %, `rm -rf`\n::error::*not* |this|";
    for (size_t i = 0; i < 6; i++)
        assert_int_equal(gate_suite_add(&suite, &record->facts, i, &wall, &(struct gate_margins){0.01, 0.03},
                                        i == 5 ? "sorts stably now (until 2027-01-31)" : NULL),
                         0);
    gate_suite_update(&suite, &record->facts);
    assert_int_equal(gate_suite_settle(&suite, record), 0);
    record->facts.exit = gate_exit(&record->facts);
    gate_suite_release(&suite);
    return record;
}

static void compare(const struct yoke_report *report, const struct yoke_record *record, const char *name)
{
    struct golden golden;
    struct yoke_error error = {.text = ""};
    golden_open(&golden);
    const struct yoke_target target = {.stream = golden.stream, .notes = golden.stream, .utf8 = true, .width = 120};
    assert_int_equal(report->write(record, &target, &error), 0);
    golden_check(&golden, "%s", name);
}

static void one_of_each_gives_these_reports(void **state)
{
    (void)state;
    struct record *record = one_of_each();
    compare(&yoke_report_verdicts, &record->facts, "verdicts.txt");
    compare(&yoke_report_summary, &record->facts, "verdicts-summary.md");
    compare(&yoke_report_junit, &record->facts, "verdicts-junit.xml");
    compare(&yoke_report_annotations, &record->facts, "verdicts-annotations.txt");
    record_free(record);
}

static void a_stored_baseline_is_called_the_weaker_design_in_each(void **state)
{
    (void)state;
    struct record *record =
        made_gate_stored(&(struct made_cell){"spin/executor=serial/workers=1", 1.08, 0.004, 40, false}, 20, 1);
    compare(&yoke_report_verdicts, &record->facts, "verdicts-stored.txt");
    compare(&yoke_report_summary, &record->facts, "verdicts-stored-summary.md");
    record_free(record);
}

static void contains(const struct yoke_report *report, const struct yoke_record *record, const char *part)
{
    struct golden golden;
    struct yoke_error error = {.text = ""};
    golden_open(&golden);
    const struct yoke_target target = {.stream = golden.stream, .notes = golden.stream, .utf8 = true};
    assert_int_equal(report->write(record, &target, &error), 0);
    golden_close(&golden);
    if (!strstr(golden.text, part))
        fail_msg("\"%s\" is not in\n%s", part, golden.text);
    golden_free(&golden);
}

static void a_control_tells_the_noise_floor(void **state)
{
    (void)state;
    static const struct made_cell cells[] = {{"spin/executor=serial/workers=1", 1, 0.004, 12, false},
                                             {"spin/executor=fork/workers=1", 1, 0.04, 90, false},
                                             {"io_sleep/executor=coop/workers=1", 1, 0.01, 90, false}};
    struct record *record = made_gate(cells, 3, "wall", MADE_BY_COIN);
    record->facts.gate.purpose = "control";
    contains(&yoke_report_verdicts, &record->facts, "found here in 19 of 20 suites (median of 3), one of ");
    contains(&yoke_report_verdicts, &record->facts, " % in the noisiest, spin/executor=fork/workers=1 wall");
    contains(&yoke_report_summary, &record->facts, "noise floor: a slow-down of ");
    for (size_t i = 0; i < 3; i++)
        record->facts.verdicts[i].detectable = NAN;
    contains(&yoke_report_verdicts, &record->facts, "noise floor: not known from so few undisturbed pairs");
    record_free(record);
}

static void one_of_each_gives_this_forest_and_this_data(void **state)
{
    (void)state;
    struct record *record = one_of_each();
    struct forest_chart chart;
    struct golden golden;
    struct drawing drawing;
    size_t bytes;
    golden_open(&golden);
    assert_int_equal(forest_chart_init(&chart, &record->facts), 0);
    forest_script_write(&chart, "gate", golden.stream);
    golden_check(&golden, "verdicts-forest.gp");
    forest_chart_release(&chart);
    drawing_open(&drawing);
    drawing_write(&drawing, &yoke_report_forest, &record->facts); /* its notes may lack gnuplot */
    char *data = folder_read(drawing.charts, "gate.csv", &bytes);
    golden_open(&golden);
    fputs(data, golden.stream);
    golden_check(&golden, "verdicts-forest.csv");
    free(data);
    drawing_close(&drawing);
    record_free(record);
}

static void gnuplot_draws_it_without_a_warning(void **state)
{
    (void)state;
    struct drawing drawing;
    drawing_needs_gnuplot();
    struct record *record = one_of_each();
    drawing_open(&drawing);
    drawing_write(&drawing, &yoke_report_forest, &record->facts);
    drawing_expect(&drawing, 1);
    assert_true(folder_has(drawing.charts, "gate.gp"));
    drawing_close(&drawing);
    record_free(record);
}

static void a_record_without_verdicts_has_no_forest_and_no_folder_for_it(void **state)
{
    (void)state;
    struct drawing drawing;
    struct record *record = made_record(1);
    drawing_open(&drawing);
    drawing_write(&drawing, &yoke_report_forest, &record->facts);
    assert_int_equal(folder_count(drawing.folder, ""), 0);
    drawing_close(&drawing);
    record_free(record);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_of_each_gives_these_reports),
        cmocka_unit_test(a_stored_baseline_is_called_the_weaker_design_in_each),
        cmocka_unit_test(a_control_tells_the_noise_floor),
        cmocka_unit_test(one_of_each_gives_this_forest_and_this_data),
        cmocka_unit_test(gnuplot_draws_it_without_a_warning),
        cmocka_unit_test(a_record_without_verdicts_has_no_forest_and_no_folder_for_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

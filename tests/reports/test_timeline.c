/* SPDX-License-Identifier: MIT */
/* Timelines: what becomes of traces, byte by byte, and that gnuplot draws it. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "drawing.h"
#include "fixture.h"
#include "fixture_trace.h"
#include "timeline_cell.h"
#include "timeline_finding.h"
#include "timeline_script.h"

extern const struct yoke_report yoke_report_timeline;

/* Makes the timeline of the fixture's first `count` cells. */
static void timeline_make(struct timeline *timeline, struct fixture *fixture, size_t count, const char *folder)
{
    const struct yoke_cell *cells[8];
    struct yoke_error error = {.text = ""};
    for (size_t i = 0; i < count; i++)
        cells[i] = &fixture->cells[i];
    assert_int_equal(timeline_init(timeline, &fixture->record, cells, count, folder, timeline_pixels, &error), 0);
}

static void compare(struct fixture *(*make)(const char *), size_t count, const char *name)
{
    char folder[FOLDER_PATH_BYTES];
    struct timeline timeline;
    struct golden golden;
    folder_make(folder);
    struct fixture *fixture = make(folder);
    timeline_make(&timeline, fixture, count, folder);
    golden_open(&golden);
    timeline_script_write(&timeline, "timeline-test", golden.stream);
    golden_check(&golden, "timeline-%s.gp", name);
    golden_open(&golden);
    timeline_data_write(&timeline, golden.stream);
    golden_check(&golden, "timeline-%s.csv", name);
    timeline_release(&timeline);
    fixture_free(fixture);
    folder_remove(folder);
}

static void equal_pieces_of_work_give_this_script_and_this_data(void **state)
{
    (void)state;
    compare(fixture_timeline_cpu, 4, "cpu");
}

static void sleeps_give_this_script_and_this_data(void **state)
{
    (void)state;
    compare(fixture_timeline_sleep, 4, "sleep");
}

static void a_straggler_gives_this_script_and_this_data(void **state)
{
    (void)state;
    compare(fixture_timeline_late, 1, "late");
}

static void gnuplot_draws_each_without_a_warning(void **state)
{
    (void)state;
    struct fixture *(*const makers[])(const char *) = {fixture_timeline_cpu, fixture_timeline_sleep,
                                                       fixture_timeline_late};
    const size_t pictures[] = {5, 5, 1};
    drawing_needs_gnuplot();
    for (size_t i = 0; i < sizeof makers / sizeof *makers; i++) {
        struct drawing drawing;
        drawing_open(&drawing);
        struct fixture *fixture = makers[i](drawing.folder);
        drawing_write(&drawing, &yoke_report_timeline, &fixture->record);
        drawing_expect(&drawing, pictures[i]);
        drawing_close(&drawing);
        fixture_free(fixture);
    }
}

static void without_traces_there_is_no_picture_and_nothing_is_said(void **state)
{
    (void)state;
    struct drawing drawing;
    struct fixture *fixture = fixture_cpu();
    drawing_open(&drawing);
    drawing_write(&drawing, &yoke_report_timeline, &fixture->record);
    assert_string_equal(drawing_notes(&drawing), "");
    assert_int_equal(folder_count(drawing.folder, ""), 0);
    drawing_close(&drawing);
    fixture_free(fixture);
}

static void a_trace_that_is_gone_costs_its_picture_and_is_said(void **state)
{
    (void)state;
    struct drawing drawing;
    char path[FOLDER_PATH_BYTES + 16];
    drawing_open(&drawing);
    struct fixture *fixture = fixture_timeline_late(drawing.folder);
    snprintf(path, sizeof path, "%s/c0.tasks", drawing.folder);
    assert_int_equal(unlink(path), 0);
    drawing_write(&drawing, &yoke_report_timeline, &fixture->record);
    assert_int_equal(drawing_count(&drawing, ""), 0);
    assert_non_null(strstr(drawing_notes(&drawing), "c0.tasks"));
    drawing_close(&drawing);
    fixture_free(fixture);
}

static void a_task_that_others_wait_for_is_called_out(void **state)
{
    (void)state;
    char folder[FOLDER_PATH_BYTES], text[1024];
    struct timeline timeline;
    folder_make(folder);
    struct fixture *fixture = fixture_timeline_late(folder);
    timeline_make(&timeline, fixture, 1, folder);
    assert_int_equal(timeline.cells->last, 2);
    timeline_finding_write(text, sizeof text, &timeline);
    assert_non_null(strstr(text, "Seven workers sit idle for the last "));
    assert_non_null(strstr(text, "while task 35 ends"));
    timeline_release(&timeline);
    fixture_free(fixture);
    folder_remove(folder);
}

static void tasks_that_take_turns_lie_in_rows_of_their_own(void **state)
{
    (void)state;
    struct trace_task tasks[] = {{.index = 0, .ended_ns = 90},
                                 {.index = 1, .started_ns = 10, .ended_ns = 50},
                                 {.index = 2, .started_ns = 60, .ended_ns = 100}};
    const struct timeline_scale scale = {.end_ns = 100, .span_ns = 1, .bin_count = 10};
    struct timeline_lane lane;
    assert_int_equal(timeline_lane_init(&lane, &scale, tasks, 3, true), 0);
    assert_int_equal(lane.rows, 2);
    assert_int_equal(lane.span_count, 3);
    assert_int_equal(lane.spans[0].row, 0);
    assert_int_equal(lane.spans[1].row, 1);
    assert_int_equal(lane.spans[2].row, 1);
    assert_near(lane.busy_ns, 100, 1e-9);
    assert_near(lane.task_ns, 170, 1e-9);
    timeline_lane_release(&lane);
}

static void short_tasks_become_shares_that_keep_their_time(void **state)
{
    (void)state;
    enum { COUNT = 1000 };
    struct trace_task tasks[COUNT];
    const struct timeline_scale scale = {.end_ns = 4000, .span_ns = 20, .bin_count = 16};
    struct timeline_lane lane;
    double task = 0, queue = 0;
    for (uint64_t i = 0; i < COUNT; i++)
        tasks[i] = (struct trace_task){.index = i, .started_ns = 4 * i + 1, .ended_ns = 4 * i + 4};
    assert_int_equal(timeline_lane_init(&lane, &scale, tasks, COUNT, false), 0);
    assert_int_equal(lane.span_count, 0);
    for (size_t i = 0; i < scale.bin_count; i++) {
        task += (double)lane.bins[i].task * 250;
        queue += (double)lane.bins[i].queue * 250;
    }
    assert_near(task, 3000, 0.1);
    assert_near(queue, 1000, 0.1);
    assert_near(lane.queue_ns, 1000, 1e-9);
    timeline_lane_release(&lane);
}

static void what_was_not_there_to_be_started_was_not_waited_for(void **state)
{
    (void)state;
    struct trace_task tasks[] = {{.index = 0, .ended_ns = 100},
                                 {.index = 1, .queued_ns = 350, .started_ns = 400, .ended_ns = 500}};
    const struct timeline_scale scale = {.end_ns = 500, .span_ns = 1, .bin_count = 10};
    struct timeline_lane lane;
    assert_int_equal(timeline_lane_init(&lane, &scale, tasks, 2, false), 0);
    assert_near(lane.queue_ns, 50, 1e-9);
    timeline_lane_release(&lane);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equal_pieces_of_work_give_this_script_and_this_data),
        cmocka_unit_test(sleeps_give_this_script_and_this_data),
        cmocka_unit_test(a_straggler_gives_this_script_and_this_data),
        cmocka_unit_test(gnuplot_draws_each_without_a_warning),
        cmocka_unit_test(without_traces_there_is_no_picture_and_nothing_is_said),
        cmocka_unit_test(a_trace_that_is_gone_costs_its_picture_and_is_said),
        cmocka_unit_test(a_task_that_others_wait_for_is_called_out),
        cmocka_unit_test(tasks_that_take_turns_lie_in_rows_of_their_own),
        cmocka_unit_test(short_tasks_become_shares_that_keep_their_time),
        cmocka_unit_test(what_was_not_there_to_be_started_was_not_waited_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

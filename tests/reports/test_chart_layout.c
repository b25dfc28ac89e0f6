/* SPDX-License-Identifier: MIT */
/* Where things stand in a chart: nothing is cut off, marks of one worker count stay together. */
#include "chart_layout.h"

#include <math.h>

#include "chart_text.h"
#include "fixture.h"
#include "fixture_record.h"

/* Lays out the chart of the record's first study; frees the record. Returns how many series it has. */
static size_t layout_of(struct chart_layout *layout, struct fixture *fixture)
{
    struct study_list list;
    struct chart chart;
    struct yoke_error error = {.text = ""};
    assert_int_equal(study_list_init(&list, &fixture->record), 0);
    assert_int_equal(chart_init(&chart, &list.studies[0], &error), 0);
    chart_layout_make(layout, &chart, 1, 1, 0);
    const size_t series = chart.series_count;
    chart_release(&chart);
    study_list_release(&list);
    fixture_free(fixture);
    return series;
}

/* pthread on 1 .. 1024 workers, each doubling `factor` times as fast. */
static struct fixture *fixture_doubling(double factor)
{
    struct fixture *fixture = fixture_new(false);
    struct yoke_cell *serial = fixture_cell(fixture, "null", "serial", 1);
    fixture_measure(fixture, serial, serial, 1e3, 0.01);
    for (unsigned i = 0; i <= 10; i++)
        fixture_measure(fixture, fixture_cell(fixture, "null", "pthread", 1u << i), serial, 1e3 / pow(factor, i), 0.01);
    return fixture;
}

static void the_panel_begins_right_of_its_longest_tick(void **state)
{
    (void)state;
    static const double factors[] = {1.9, 0.55, 0.3};
    for (size_t i = 0; i < sizeof factors / sizeof *factors; i++) {
        struct chart_layout layout;
        layout_of(&layout, fixture_doubling(factors[i]));
        for (size_t tick = 0; tick < layout.speedups.tick_count; tick++) {
            char label[CHART_TICK_BYTES];
            chart_axis_ratio_label(label, &layout.speedups, layout.speedups.ticks[tick]);
            assert_true(layout.speedup.left - 14 - 12.2 * chart_text_ems(label, false) >= 10);
        }
    }
}

static void short_ticks_leave_the_panel_where_it_was(void **state)
{
    (void)state;
    struct chart_layout layout;
    layout_of(&layout, fixture_cpu());
    assert_near(layout.speedup.left, 66, 1e-9);
}

/* `count` executors on 1 and 2 workers. */
static struct fixture *fixture_crowd(int count)
{
    struct fixture *fixture = fixture_new(false);
    struct yoke_cell *serial = fixture_cell(fixture, "spin", "serial", 1);
    fixture_measure(fixture, serial, serial, 1e8, 0.01);
    for (int i = 0; i < 2 * count; i++)
        fixture_measure(fixture,
                        fixture_cell(fixture, "spin", fixture_text(fixture, "executor_%d", i / 2), i % 2 ? 2 : 1),
                        serial, i % 2 ? 6e7 : 1e8, 0.01);
    return fixture;
}

static void marks_of_one_worker_count_stay_together(void **state)
{
    (void)state;
    for (int count = 2; count <= 24; count++) {
        struct chart_layout layout;
        assert_int_equal(layout_of(&layout, fixture_crowd(count)), count);
        assert_true(layout.dodge_left * (count - 1) <= 64 + 1e-9);
        assert_true(layout.dodge_right * (count - 1) <= 64 + 1e-9);
        assert_true(layout.dodge_left <= 9 && (layout.dodge_left <= 0 || layout.dodge_left >= 5));
    }
}

static void ten_series_still_stand_side_by_side(void **state)
{
    (void)state;
    struct chart_layout layout;
    layout_of(&layout, fixture_crowd(10));
    assert_true(layout.dodge_left > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_panel_begins_right_of_its_longest_tick),
        cmocka_unit_test(short_ticks_leave_the_panel_where_it_was),
        cmocka_unit_test(marks_of_one_worker_count_stay_together),
        cmocka_unit_test(ten_series_still_stand_side_by_side),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

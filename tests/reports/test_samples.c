/* SPDX-License-Identifier: MIT */
/* Samples charts: which cells they show, where dots stand, script and data byte by byte, and that gnuplot draws them.
 */
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "drawing.h"
#include "fixture.h"
#include "fixture_record.h"
#include "samples_rows.h"
#include "samples_script.h"

extern const struct yoke_report yoke_report_samples;

/* The rows of the record's first study; returns what samples_rows_init did. */
static int rows_make(struct samples_rows *rows, const struct fixture *fixture, struct study_list *list)
{
    assert_int_equal(study_list_init(list, &fixture->record), 0);
    return samples_rows_init(rows, &list->studies[0]);
}

/* The last cell has two heaps, and one process far out. */
static struct fixture *fixture_modes(void)
{
    struct fixture *fixture = fixture_cpu();
    struct yoke_cell *cell = &fixture->cells[fixture->record.cell_count - 1];
    for (size_t i = 0; i < cell->sample_count; i++)
        cell->samples[i].wall_ns = (uint64_t)cell->wall_ns.median + (i % 3 == 0 ? 9000000 : 0) + 10000 * i;
    cell->samples[5].wall_ns *= 9;
    cell->wall_modes =
        (struct yoke_modes){.lower = 52e6, .upper = 61e6, .lower_share = 0.6, .upper_share = 0.4, .p = 0.001};
    return fixture;
}

static void compare(struct fixture *fixture, const char *name)
{
    struct golden golden;
    struct samples_rows rows;
    struct study_list list;
    assert_int_equal(rows_make(&rows, fixture, &list), 0);
    golden_open(&golden);
    samples_script_write(&rows, "samples-test", golden.stream);
    golden_check(&golden, "samples-chart-%s.gp", name);
    golden_open(&golden);
    samples_data_write(&rows, golden.stream);
    golden_check(&golden, "samples-chart-%s.csv", name);
    samples_rows_release(&rows);
    study_list_release(&list);
    fixture_free(fixture);
}

static void two_heaps_give_this_script_and_this_data(void **state)
{
    (void)state;
    compare(fixture_modes(), "modes");
}

static void hostile_texts_give_this_script_and_this_data(void **state)
{
    (void)state;
    compare(fixture_hostile(), "hostile");
}

static void dots_of_a_row_do_not_hide_each_other(void **state)
{
    (void)state;
    struct fixture *fixture = fixture_cpu();
    struct samples_rows rows;
    struct study_list list;
    for (size_t i = 0; i < fixture->cells[0].sample_count / 2; i++) /* five equal times */
        fixture->cells[0].samples[i].wall_ns = fixture->cells[0].samples[0].wall_ns;
    assert_int_equal(rows_make(&rows, fixture, &list), 0);
    for (size_t r = 0; r < rows.count; r++)
        for (size_t i = 0; i < rows.rows[r].count; i++)
            for (size_t k = 0; k < i; k++) {
                const struct samples_dot *left = &rows.rows[r].dots[i], *right = &rows.rows[r].dots[k];
                assert_true(left->at != right->at || left->offset != right->offset);
                assert_true(fabs(left->offset) <= 1);
            }
    samples_rows_release(&rows);
    study_list_release(&list);
    fixture_free(fixture);
}

static void few_dots_far_out_are_cut_to_the_axis_and_counted(void **state)
{
    (void)state;
    struct fixture *fixture = fixture_modes();
    struct samples_rows rows;
    struct study_list list;
    assert_int_equal(rows_make(&rows, fixture, &list), 0);
    assert_int_equal(rows.beyond, 1);
    assert_true(rows.high < 200);
    samples_rows_release(&rows);
    study_list_release(&list);
    fixture_free(fixture);
}

static void the_cell_with_two_heaps_is_shown_and_the_steadiest_left_out(void **state)
{
    (void)state;
    struct fixture *fixture = fixture_many();
    struct samples_rows rows;
    struct study_list list;
    struct yoke_cell *last = &fixture->cells[fixture->record.cell_count - 1];
    last->wall_modes = (struct yoke_modes){.lower = 1e6, .upper = 2e6, .lower_share = 0.5, .upper_share = 0.5};
    assert_int_equal(rows_make(&rows, fixture, &list), 0);
    assert_int_equal(rows.count, SAMPLES_ROWS_MOST);
    assert_int_equal(rows.left_out, fixture->record.cell_count - SAMPLES_ROWS_MOST);
    assert_ptr_equal(rows.rows[rows.count - 1].cell, last);
    char finding[512];
    samples_finding_write(finding, sizeof finding, &rows);
    assert_non_null(strstr(finding, "has two modes: 50 % of its processes take 1.00 ms longer"));
    samples_rows_release(&rows);
    study_list_release(&list);
    fixture_free(fixture);
}

static void two_processes_a_cell_make_no_chart(void **state)
{
    (void)state;
    struct fixture *fixture = fixture_cpu();
    struct samples_rows rows;
    struct study_list list;
    for (size_t i = 0; i < fixture->record.cell_count; i++)
        fixture->cells[i].sample_count = 2;
    assert_int_equal(rows_make(&rows, fixture, &list), -ENODATA);
    study_list_release(&list);
    fixture_free(fixture);
}

static void gnuplot_draws_each_without_a_warning(void **state)
{
    (void)state;
    struct fixture *(*const makers[])(void) = {fixture_modes, fixture_hostile, fixture_many, fixture_wide,
                                               fixture_one_worker};
    drawing_needs_gnuplot();
    for (size_t i = 0; i < sizeof makers / sizeof *makers; i++) {
        struct drawing drawing;
        struct fixture *fixture = makers[i]();
        drawing_open(&drawing);
        drawing_write(&drawing, &yoke_report_samples, &fixture->record);
        drawing_expect(&drawing, 1);
        drawing_close(&drawing);
        fixture_free(fixture);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_heaps_give_this_script_and_this_data),
        cmocka_unit_test(hostile_texts_give_this_script_and_this_data),
        cmocka_unit_test(dots_of_a_row_do_not_hide_each_other),
        cmocka_unit_test(few_dots_far_out_are_cut_to_the_axis_and_counted),
        cmocka_unit_test(the_cell_with_two_heaps_is_shown_and_the_steadiest_left_out),
        cmocka_unit_test(two_processes_a_cell_make_no_chart),
        cmocka_unit_test(gnuplot_draws_each_without_a_warning),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

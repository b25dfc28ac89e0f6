/* SPDX-License-Identifier: MIT */
/* What every report of list.def must do: a new one is tested by being listed. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "fixture.h"
#include "fixture_record.h"
#include "folder.h"
#include "golden.h"
#include "yoke/catalogue.h"

/* Writes a record with a report; returns what it wrote into its stream, to be freed with golden_free. */
static int report_write(const struct yoke_report *report, const struct fixture *fixture, struct golden *out)
{
    char folder[FOLDER_PATH_BYTES];
    struct golden notes;
    struct yoke_error error = {.text = ""};
    folder_make(folder);
    golden_open(out);
    golden_open(&notes);
    const struct yoke_target target = {.stream = out->stream, .folder = folder, .notes = notes.stream, .width = 80};
    const int status = report->write(&fixture->record, &target, &error);
    if (status)
        print_error("%s: %s\n", report->name, error.text);
    golden_close(out);
    golden_close(&notes);
    golden_free(&notes);
    folder_remove(folder);
    return status;
}

static void every_report_has_a_name_a_summary_and_a_writer(void **state)
{
    (void)state;
    assert_non_null(yoke_reports[0]);
    for (size_t i = 0; yoke_reports[i]; i++) {
        const struct yoke_report *report = yoke_reports[i];
        assert_int_equal(strspn(report->name, "abcdefghijklmnopqrstuvwxyz0123456789_"), strlen(report->name));
        assert_true(strlen(report->name) > 0);
        assert_true(strlen(report->summary) > 0);
        assert_null(strchr(report->summary, '\n'));
        assert_non_null(report->write);
        if (report->file)
            assert_null(strchr(report->file, '/'));
        for (size_t j = 0; j < i; j++)
            assert_string_not_equal(report->name, yoke_reports[j]->name);
    }
}

static void every_report_takes_a_record_without_cells(void **state)
{
    (void)state;
    for (size_t i = 0; yoke_reports[i]; i++) {
        struct fixture *fixture = fixture_new(false);
        struct golden out;
        assert_int_equal(report_write(yoke_reports[i], fixture, &out), 0);
        golden_free(&out);
        fixture_free(fixture);
    }
}

static void every_report_takes_cells_without_a_number(void **state)
{
    (void)state;
    for (size_t i = 0; yoke_reports[i]; i++) {
        struct fixture *fixture = fixture_new(false);
        struct golden out;
        for (uint64_t workers = 1; workers <= 2; workers++) {
            struct yoke_cell *cell = fixture_cell(fixture, "spin", "pthread", workers);
            cell->status = YOKE_CELL_FAILED;
            cell->schedule = cell->placement = cell->bound = NULL;
        }
        assert_int_equal(report_write(yoke_reports[i], fixture, &out), 0);
        golden_free(&out);
        fixture_free(fixture);
    }
}

static void no_report_lets_a_control_character_through_to_the_terminal(void **state)
{
    (void)state;
    for (size_t i = 0; yoke_reports[i]; i++) {
        if (yoke_reports[i]->file)
            continue; /* a file holds the data as they are */
        struct fixture *fixture = fixture_hostile();
        struct golden out;
        assert_int_equal(report_write(yoke_reports[i], fixture, &out), 0);
        for (const char *at = out.text; *at; at++)
            assert_true(*at == '\n' || (unsigned char)*at >= ' ');
        golden_free(&out);
        fixture_free(fixture);
    }
}

/* So that reports of profiles have something to say. */
static void profile_add(struct yoke_cell *cell)
{
    static struct yoke_profile_function functions[] = {{"task", "yoke", 90, 90}, {"main", "yoke", 10, 100}};
    static uint64_t function[] = {1, 0}, caller[] = {0, 1}, samples[] = {10, 90};
    cell->profile = (struct yoke_profile){.samples = 100, .lost = 0, .rate_hz = 997, .scope = "all", .runs = 1, .wall_ns = 1e6,
        .functions = functions, .function_count = 2, .stack_function = function, .stack_function_count = 2,
        .stack_caller = caller, .stack_caller_count = 2, .stack_samples = samples, .stack_samples_count = 2};
}

static void every_report_writes_the_same_twice(void **state)
{
    (void)state;
    for (size_t i = 0; yoke_reports[i]; i++) {
        struct fixture *fixture = fixture_troubled();
        struct golden first, second;
        profile_add(&fixture->cells[0]);
        if (yoke_reports[i]->kind == YOKE_REPORT_TEXT) {
            assert_int_equal(report_write(yoke_reports[i], fixture, &first), 0);
            assert_int_equal(report_write(yoke_reports[i], fixture, &second), 0);
            assert_true(first.bytes > 0);
            assert_string_equal(first.text, second.text);
            golden_free(&first);
            golden_free(&second);
        }
        fixture_free(fixture);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_report_has_a_name_a_summary_and_a_writer),
        cmocka_unit_test(every_report_takes_a_record_without_cells),
        cmocka_unit_test(every_report_takes_cells_without_a_number),
        cmocka_unit_test(no_report_lets_a_control_character_through_to_the_terminal),
        cmocka_unit_test(every_report_writes_the_same_twice),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT */
/* The terminal table: golden at several widths, and what must hold at every width. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "fixture.h"
#include "fixture_record.h"
#include "golden.h"
#include "text.h"
#include "yoke/report.h"

extern const struct yoke_report yoke_report_table;

static void table_print(struct golden *golden, struct fixture *fixture, unsigned width, bool utf8, bool color)
{
    struct yoke_error error = {.text = ""};
    golden_open(golden);
    const struct yoke_target target = {
        .stream = golden->stream, .notes = stderr, .width = width, .utf8 = utf8, .color = color};
    assert_int_equal(yoke_report_table.write(&fixture->record, &target, &error), 0);
    fixture_free(fixture);
}

static void compare(struct fixture *fixture, unsigned width, bool utf8, const char *name)
{
    struct golden golden;
    table_print(&golden, fixture, width, utf8, false);
    golden_check(&golden, "%s", name);
}

static void table_fits_40_columns(void **state)
{
    (void)state;
    compare(fixture_troubled(), 40, true, "table-troubled-40.txt");
}

static void table_fits_80_columns(void **state)
{
    (void)state;
    compare(fixture_troubled(), 80, true, "table-troubled-80.txt");
    compare(fixture_io(), 80, false, "table-io-80-ascii.txt");
}

static void table_fits_120_columns(void **state)
{
    (void)state;
    compare(fixture_troubled(), 120, true, "table-troubled-120.txt");
    compare(fixture_cpu(), 120, true, "table-cpu-120.txt");
}

static void table_without_a_limit_shows_everything(void **state)
{
    (void)state;
    compare(fixture_io(), 0, true, "table-io.txt");
    compare(fixture_io(), 0, false, "table-io-ascii.txt");
    compare(fixture_troubled(), 0, false, "table-troubled-ascii.txt");
    compare(fixture_sweep(), 0, true, "table-sweep.txt");
}

static void hostile_texts_are_shown_and_do_nothing(void **state)
{
    (void)state;
    compare(fixture_hostile(), 100, true, "table-hostile-100.txt");
    compare(fixture_hostile(), 100, false, "table-hostile-100-ascii.txt");
}

static void numbers_of_two_modes_carry_their_mark(void **state)
{
    (void)state;
    struct fixture *fixture = fixture_cpu();
    struct golden golden;
    const size_t cells = fixture->record.cell_count;
    fixture->cells[0].wall_modes =
        (struct yoke_modes){5e7, 6e7, 0.6, 0.4, 0.001}; /* the baseline: every speedup is of it */
    table_print(&golden, fixture, 0, true, false);
    golden_close(&golden);
    size_t marks = 0;
    for (const char *at = golden.text; (at = strchr(at, '*')) != NULL; at++)
        marks++;
    assert_int_equal(marks, 2 + cells - 1); /* its time twice, and the other speedups */
    golden_free(&golden);
}

/* 5e6 squares and 8e6 bytes in 104.2 ms are 48 and 77 million a second. */
static void rates_follow_from_facts_and_time(void **state)
{
    (void)state;
    struct fixture *fixture = fixture_cpu();
    struct golden golden;
    fixture->cells[0].operation = "square";
    fixture->cells[0].operations = 5e6;
    fixture->cells[0].bytes = 8e6;
    table_print(&golden, fixture, 0, true, false);
    golden_close(&golden);
    assert_non_null(strstr(golden.text, "  squares/s  bytes/s  "));
    assert_non_null(strstr(golden.text, "48.0M    76.8M"));
    golden_free(&golden);
    fixture = fixture_cpu();
    fixture->cells[0].operations = 5e6;
    fixture->cells[0].arrivals = "poisson"; /* these decide how much is done */
    table_print(&golden, fixture, 0, true, false);
    golden_close(&golden);
    assert_null(strstr(golden.text, "operations/s"));
    golden_free(&golden);
}

static void color_is_there_only_when_asked_for(void **state)
{
    (void)state;
    struct golden golden;
    table_print(&golden, fixture_troubled(), 120, true, true);
    golden_check(&golden, "table-troubled-120-color.txt");
}

static void no_line_is_wider_than_the_terminal(void **state)
{
    (void)state;
    struct fixture *(*const makers[])(void) = {fixture_cpu, fixture_io, fixture_smt, fixture_many, fixture_troubled};
    for (size_t i = 0; i < sizeof makers / sizeof *makers; i++)
        for (unsigned width = 30; width <= 200; width += 7) {
            struct golden golden;
            table_print(&golden, makers[i](), width, width % 2, false);
            golden_close(&golden);
            char *rest = golden.text;
            for (char *line; (line = strsep(&rest, "\n")) != NULL;)
                if (text_columns(line) > width)
                    fail_msg("record %zu at width %u: \"%s\"", i, width, line);
            golden_free(&golden);
        }
}

static void the_ascii_twin_holds_only_ascii(void **state)
{
    (void)state;
    struct fixture *(*const makers[])(void) = {fixture_io, fixture_troubled, fixture_hostile};
    for (size_t i = 0; i < sizeof makers / sizeof *makers; i++) {
        struct golden golden;
        table_print(&golden, makers[i](), 0, false, false);
        golden_close(&golden);
        for (const char *at = golden.text; *at; at++)
            assert_in_range((unsigned char)*at, *at == '\n' ? '\n' : ' ', '~');
        golden_free(&golden);
    }
}

static void a_full_disk_is_an_error_with_a_sentence(void **state)
{
    (void)state;
    FILE *full = fopen("/dev/full", "we");
    if (!full) {
        print_message("skipped: this system has no /dev/full\n");
        skip();
    }
    setvbuf(full, NULL, _IONBF, 0);
    struct fixture *fixture = fixture_cpu();
    struct yoke_error error = {.text = ""};
    const struct yoke_target target = {.stream = full, .notes = stderr, .utf8 = true};
    assert_int_equal(yoke_report_table.write(&fixture->record, &target, &error), -EIO);
    assert_string_not_equal(error.text, "");
    fclose(full);
    fixture_free(fixture);
}

/* Does the table of the record hold the text? Frees the record. */
static void assert_says(struct fixture *fixture, unsigned width, const char *text, bool expected)
{
    struct golden golden;
    table_print(&golden, fixture, width, true, false);
    golden_close(&golden);
    if ((strstr(golden.text, text) != NULL) != expected)
        fail_msg("\"%s\" is %s:\n%s", text, expected ? "missing" : "there", golden.text);
    golden_free(&golden);
}

static struct fixture *without_baseline(struct fixture *fixture)
{
    for (size_t i = 0; i < fixture->record.cell_count; i++)
        fixture->cells[i].baseline = NULL;
    return fixture;
}

static void a_failed_serial_cell_is_not_called_absent(void **state)
{
    (void)state;
    assert_says(fixture_serial_failed(), 0, "baseline pthread × 1, 50.4 ms (the serial cell failed) ·", true);
    assert_says(without_baseline(fixture_serial_failed()), 0, "nothing to compare with: the serial cell failed ·",
                true);
    assert_says(without_baseline(fixture_without_serial()), 0,
                "nothing to compare with: there is no serial cell (add serial to -e) ·", true);
    assert_says(fixture_without_serial(), 0, "baseline pthread × 1, 50.4 ms ·", true);
}

static void percentiles_of_too_few_tasks_are_not_shown(void **state)
{
    (void)state;
    compare(fixture_latency(), 0, true, "table-latency.txt");
}

static void without_a_width_what_is_equal_everywhere_is_said_once(void **state)
{
    (void)state;
    struct fixture *fixture = fixture_cpu();
    for (size_t i = 0; i < fixture->record.cell_count; i++) {
        fixture->cells[i].imbalance = 1.001;
        fixture->cells[i].cpu_per_wall = i == 3 ? 0.5 : 1;
    }
    assert_says(fixture, 0, "\n  everywhere: imbalance 1.00\n", true);
    fixture = fixture_cpu();
    fixture->cells[3].imbalance = 1.5;
    assert_says(fixture, 0, "everywhere", false);
    fixture = fixture_cpu();
    for (size_t i = 0; i < fixture->record.cell_count; i++)
        fixture->cells[i].imbalance = 1;
    assert_says(fixture, 200, "everywhere", false); /* a terminal has room, or ranks */
    fixture = fixture_cpu();
    fixture->record.cell_count = 1; /* one row agrees with itself about everything */
    assert_says(fixture, 0, "everywhere", false);
}

static void cells_that_were_not_measured_do_not_disagree(void **state)
{
    (void)state;
    struct fixture *fixture = fixture_troubled();
    for (size_t i = 0; i < fixture->record.cell_count; i++)
        if (fixture->cells[i].sample_count)
            fixture->cells[i].imbalance = 1;
    assert_says(fixture, 0, "everywhere: imbalance 1.00 · context-switches 16.5 · page-faults 34.6k\n", true);
}

/* A record that says how it ended. */
static struct fixture *fixture_ended(const char *by, uint64_t blocks, uint64_t repeated, double precision)
{
    struct fixture *fixture = fixture_cpu();
    for (size_t i = 0; i < fixture->record.cell_count; i++)
        fixture->cells[i].starts = 15;
    fixture->record.stopped_by = by;
    fixture->record.blocks_done = blocks;
    fixture->record.repeated_visits = repeated;
    fixture->record.plan.precision = precision;
    return fixture;
}

static void the_foot_says_how_the_run_ended(void **state)
{
    (void)state;
    assert_says(
        fixture_ended("precision", 10, 35, 0.01), 0,
        "\n\n10 blocks, 35 of 105 visits repeated because they were disturbed; ended when the precision asked for "
        "(1 %) was reached\n",
        true);
    assert_says(fixture_ended("blocks", 10, 1, NAN), 0, ", 1 of 105 visits repeated because it was disturbed;", true);
    assert_says(fixture_ended("blocks", 1, 0, NAN), 0, "\n1 block, no visit repeated; ended as planned\n", true);
    assert_says(fixture_ended("blocks", 30, 0, 0.02), 0, "; ended there without the precision asked for (2 %)\n", true);
    assert_says(fixture_ended("signal", 3, YOKE_MISSING, NAN), 0, "\n3 blocks; ended by a signal\n", true);
    struct fixture *fixture = fixture_ended("failure", 2, 0, NAN);
    fixture->record.failure = "cannot start yoke: Resource temporarily unavailable";
    assert_says(fixture, 0,
                "\n2 blocks, no visit repeated; ended by a failure\nThis run could not go on: cannot start yoke: Resource "
                "temporarily unavailable. The numbers are of what was measured until then.\n",
                true);
    fixture = fixture_ended("budget", 4, 0, NAN);
    fixture->record.plan.budget_ns = 90000000000;
    assert_says(fixture, 0, "; ended when the time of 90.0 s was up\n", true);
    assert_says(fixture_cpu(), 0, "blocks", false);
}

/* cpu_sum_squares in which `count` cells were measured as io-bound. */
static struct fixture *fixture_bound(size_t count)
{
    struct fixture *fixture = fixture_cpu();
    for (size_t i = 0; i < fixture->record.cell_count; i++)
        fixture->cells[i].measured_bound = i < count ? "io" : "cpu";
    return fixture;
}

static void the_head_says_when_work_is_bound_by_something_else(void **state)
{
    (void)state;
    assert_says(fixture_bound(7), 0, "20 tasks · says cpu-bound, measured io · baseline", true);
    assert_says(fixture_bound(3), 0, "· says cpu-bound, measured io in 3 of 7 cells ·", true);
    assert_says(fixture_bound(0), 0, "says", false);
    struct fixture *fixture = fixture_bound(3);
    fixture->cells[1].measured_bound = "mixed";
    assert_says(fixture, 0, "· says cpu-bound, measured otherwise in 3 of 7 cells ·", true);
    fixture = fixture_bound(7);
    for (size_t i = 0; i < fixture->record.cell_count; i++)
        fixture->cells[i].bound = "memory"; /* no clock can contradict that */
    assert_says(fixture, 0, "says", false);
}

static void one_of_a_kind_is_singular(void **state)
{
    (void)state;
    struct fixture *fixture = fixture_cpu();
    for (size_t i = 0; i < fixture->record.cell_count; i++) {
        fixture->cells[i].tasks = 1;
        fixture->cells[i].wall_ns.n = 1;
    }
    assert_says(fixture, 0, "  1 task · baseline serial × 1, 104 ms · median of 1 process, 95 % intervals ·", true);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(table_fits_40_columns),
        cmocka_unit_test(table_fits_80_columns),
        cmocka_unit_test(table_fits_120_columns),
        cmocka_unit_test(table_without_a_limit_shows_everything),
        cmocka_unit_test(hostile_texts_are_shown_and_do_nothing),
        cmocka_unit_test(rates_follow_from_facts_and_time),
        cmocka_unit_test(numbers_of_two_modes_carry_their_mark),
        cmocka_unit_test(color_is_there_only_when_asked_for),
        cmocka_unit_test(no_line_is_wider_than_the_terminal),
        cmocka_unit_test(the_ascii_twin_holds_only_ascii),
        cmocka_unit_test(a_full_disk_is_an_error_with_a_sentence),
        cmocka_unit_test(a_failed_serial_cell_is_not_called_absent),
        cmocka_unit_test(percentiles_of_too_few_tasks_are_not_shown),
        cmocka_unit_test(without_a_width_what_is_equal_everywhere_is_said_once),
        cmocka_unit_test(cells_that_were_not_measured_do_not_disagree),
        cmocka_unit_test(the_foot_says_how_the_run_ended),
        cmocka_unit_test(the_head_says_when_work_is_bound_by_something_else),
        cmocka_unit_test(one_of_a_kind_is_singular),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT */
/* CSV and Markdown. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "csv_text.h"
#include "fixture.h"
#include "fixture_record.h"
#include "golden.h"
#include "yoke/report.h"

extern const struct yoke_report yoke_report_csv;
extern const struct yoke_report yoke_report_jsonl;
extern const struct yoke_report yoke_report_markdown;

static void compare(const struct yoke_report *report, struct fixture *fixture, const char *name)
{
    struct golden golden;
    struct yoke_error error = {.text = ""};
    golden_open(&golden);
    const struct yoke_target target = {.stream = golden.stream, .notes = stderr, .utf8 = true};
    assert_int_equal(report->write(&fixture->record, &target, &error), 0);
    fixture_free(fixture);
    golden_check(&golden, "%s", name);
}

static void csv_has_one_line_a_sample(void **state)
{
    (void)state;
    compare(&yoke_report_csv, fixture_cpu(), "samples-cpu.csv");
}

static void markdown_has_one_table_a_study(void **state)
{
    (void)state;
    compare(&yoke_report_markdown, fixture_sweep(), "report-sweep.md");
    compare(&yoke_report_markdown, fixture_hostile(), "report-hostile.md");
}

static void a_csv_field_with_commas_quotes_or_line_breaks_is_quoted(void **state)
{
    (void)state;
    struct golden golden;
    golden_open(&golden);
    csv_text(golden.stream, "plain");
    csv_text(golden.stream, "a,b");
    csv_text(golden.stream, "say \"so\"");
    csv_text(golden.stream, "two\nlines");
    csv_text(golden.stream, NULL);
    golden_close(&golden);
    assert_string_equal(golden.text, "plain,\"a,b\",\"say \"\"so\"\"\",\"two\nlines\",,");
    golden_free(&golden);
}

static void a_csv_field_is_no_formula_and_whole_utf8(void **state)
{
    (void)state;
    struct golden golden;
    golden_open(&golden);
    csv_text(golden.stream, "=cmd|' /C calc'!A0");
    csv_text(golden.stream, "@SUM(1,2)");
    csv_text(golden.stream, "a=b");
    csv_text(golden.stream, "\xff\xc3");
    golden_close(&golden);
    assert_string_equal(golden.text, "'=cmd|' /C calc'!A0,\"'@SUM(1,2)\",a=b,\xEF\xBF\xBD\xEF\xBF\xBD,");
    golden_free(&golden);
}

static void jsonl_has_one_line_a_sample(void **state)
{
    (void)state;
    struct golden golden;
    struct yoke_error error = {.text = ""};
    struct fixture *fixture = fixture_cpu();
    static const char begins[] = "{\"cell\":\"cpu_sum_squares/n=5000000/executor=";
    size_t samples = 0, lines = 0;
    for (size_t i = 0; i < fixture->record.cell_count; i++)
        samples += fixture->record.cells[i].sample_count;
    golden_open(&golden);
    const struct yoke_target target = {.stream = golden.stream, .notes = stderr, .utf8 = true};
    assert_int_equal(yoke_report_jsonl.write(&fixture->record, &target, &error), 0);
    golden_close(&golden);
    for (const char *at = golden.text; *at; at = strchr(at, '\n') + 1, lines++)
        assert_int_equal(strncmp(at, begins, sizeof begins - 1), 0);
    assert_int_equal(lines, samples);
    assert_non_null(strstr(golden.text, "\"params\":{\"n\":5000000"));
    assert_non_null(strstr(golden.text, "\"sample\":{\"block\":0"));
    golden_free(&golden);
    fixture_free(fixture);
}

static void what_was_not_measured_is_an_empty_field(void **state)
{
    (void)state;
    struct golden golden;
    golden_open(&golden);
    csv_count(golden.stream, YOKE_MISSING);
    csv_count(golden.stream, 0);
    csv_real(golden.stream, NAN);
    csv_real(golden.stream, 123456789012.0);
    golden_close(&golden);
    assert_string_equal(golden.text, ",0,,123456789012,");
    golden_free(&golden);
}

/* Counts the fields of each line of a CSV text, honouring quotes. */
static void every_line_of_a_hostile_csv_has_as_many_fields_as_its_head(void **state)
{
    (void)state;
    struct golden golden;
    struct yoke_error error = {.text = ""};
    struct fixture *fixture = fixture_hostile();
    golden_open(&golden);
    const struct yoke_target target = {.stream = golden.stream, .notes = stderr, .utf8 = true};
    assert_int_equal(yoke_report_csv.write(&fixture->record, &target, &error), 0);
    golden_close(&golden);
    size_t fields = 1, expected = 0, lines = 0;
    bool quoted = false;
    for (const char *at = golden.text; *at; at++) {
        quoted ^= *at == '"';
        if (quoted || (*at != ',' && *at != '\n'))
            continue;
        if (*at == ',') {
            fields++;
            continue;
        }
        expected = expected ? expected : fields;
        assert_int_equal(fields, expected);
        fields = 1;
        lines++;
    }
    assert_int_equal(lines, 1 + 7 * 10);
    golden_free(&golden);
    fixture_free(fixture);
}

static void markdown_shows_latencies_and_says_once_what_is_equal(void **state)
{
    (void)state;
    struct fixture *fixture = fixture_latency();
    for (size_t i = 0; i < fixture->record.cell_count; i++)
        fixture->cells[i].imbalance = 1;
    compare(&yoke_report_markdown, fixture, "report-latency.md");
}

static void markdown_says_one_task(void **state)
{
    (void)state;
    struct golden golden;
    struct yoke_error error = {.text = ""};
    struct fixture *fixture = fixture_serial_failed();
    for (size_t i = 0; i < fixture->record.cell_count; i++)
        fixture->cells[i].tasks = 1;
    golden_open(&golden);
    const struct yoke_target target = {.stream = golden.stream, .notes = stderr, .utf8 = true};
    assert_int_equal(yoke_report_markdown.write(&fixture->record, &target, &error), 0);
    golden_close(&golden);
    assert_non_null(strstr(golden.text, "\n1 task, "));
    assert_non_null(strstr(golden.text, "baseline pthread × 1, 50.4 ms (the serial cell failed)"));
    golden_free(&golden);
    fixture_free(fixture);
}

/* The field of that column in the first line below the head that starts with `cell`; to be freed. */
static char *field_read(const char *csv, const char *cell, const char *column)
{
    size_t index = 0;
    const char *line = strstr(csv, cell), *at = strstr(csv, column);
    assert_non_null(line);
    assert_non_null(at);
    for (; at > csv; at--)
        index += at[-1] == ',';
    for (; index > 0; line++)
        index -= *line == ',';
    return strndup(line, strcspn(line, ",\n"));
}

static void csv_has_the_percentiles_that_a_sample_has_the_tasks_for(void **state)
{
    (void)state;
    static const char pthread[] = "cpu_sum_squares/n=5000000/executor=pthread/workers=1";
    static const char serial[] = "cpu_sum_squares/n=5000000/executor=serial/workers=1";
    static const struct {
        const char *cell, *column, *value;
    } expected[] = {
        {pthread, "task_p50_ns", "1000000"}, {pthread, "task_p99_ns", "1000000"}, {pthread, "task_p99_9_ns", "5000000"},
        {pthread, "task_max_ns", "9100000"}, {serial, "task_p50_ns", "5000000"},  {serial, "task_p99_ns", ""},
        {serial, "task_p99_9_ns", ""},       {serial, "task_max_ns", "9100000"},  {serial, "usable", "true"},
    };
    struct golden golden;
    struct yoke_error error = {.text = ""};
    struct fixture *fixture = fixture_latency();
    golden_open(&golden);
    const struct yoke_target target = {.stream = golden.stream, .notes = stderr, .utf8 = true};
    assert_int_equal(yoke_report_csv.write(&fixture->record, &target, &error), 0);
    golden_close(&golden);
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        char *field = field_read(golden.text, expected[i].cell, expected[i].column);
        assert_string_equal(field, expected[i].value);
        free(field);
    }
    golden_free(&golden);
    fixture_free(fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(csv_has_one_line_a_sample),
        cmocka_unit_test(markdown_has_one_table_a_study),
        cmocka_unit_test(a_csv_field_with_commas_quotes_or_line_breaks_is_quoted),
        cmocka_unit_test(a_csv_field_is_no_formula_and_whole_utf8),
        cmocka_unit_test(jsonl_has_one_line_a_sample),
        cmocka_unit_test(what_was_not_measured_is_an_empty_field),
        cmocka_unit_test(every_line_of_a_hostile_csv_has_as_many_fields_as_its_head),
        cmocka_unit_test(markdown_shows_latencies_and_says_once_what_is_equal),
        cmocka_unit_test(markdown_says_one_task),
        cmocka_unit_test(csv_has_the_percentiles_that_a_sample_has_the_tasks_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

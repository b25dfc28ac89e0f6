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
extern const struct yoke_report yoke_report_markdown;

static void compare(const struct yoke_report *report, struct fixture *fixture, const char *name)
{
    struct golden golden;
    struct yoke_error error = {.text = ""};
    golden_open(&golden);
    const struct yoke_target target = {.stream = golden.stream, .notes = stderr, .utf8 = true};
    assert_int_equal(report->write(&fixture->record, &target, &error), 0);
    fixture_free(fixture);
    golden_check(&golden, name);
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(csv_has_one_line_a_sample),
        cmocka_unit_test(markdown_has_one_table_a_study),
        cmocka_unit_test(a_csv_field_with_commas_quotes_or_line_breaks_is_quoted),
        cmocka_unit_test(what_was_not_measured_is_an_empty_field),
        cmocka_unit_test(every_line_of_a_hostile_csv_has_as_many_fields_as_its_head),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

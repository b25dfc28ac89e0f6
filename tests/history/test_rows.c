/* SPDX-License-Identifier: MIT */
/* Rows in files: what comes back, and what is refused with which words. */
#include <errno.h>
#include <stdlib.h>

#include "made_row.h"

#define CSV_HEAD "time,commit,cell,metric,value\n"
#define CSV_ROW  "2026-11-22T10:00:00Z,abc,spin,cpu,1.02\n"

static int read_text(const char *text, size_t length, struct collected *collected, struct yoke_error *error)
{
    FILE *stream = length ? fmemopen((void *)(uintptr_t)text, length, "r") : fopen("/dev/null", "r");
    assert_non_null(stream);
    *error = (struct yoke_error){.text = ""};
    collect_begin(collected);
    const int status = rows_read(stream, "f", collect, collected, error);
    collect_end(collected);
    fclose(stream);
    return status;
}

static void rows_come_back_as_they_were_in_both_formats(void **state)
{
    (void)state;
    struct history_row rows[] = {made_row("abc", 1.0 / 3), made_row("=1+1", 2), made_row("'quoted \"x\", y", 1e-300)};
    rows[1].base = rows[1].host = rows[1].unit = NULL;
    rows[1].low = rows[1].median = NAN;
    rows[2].cell = "größe/a,b=\"c\"";
    struct collected wanted;
    collect_begin(&wanted);
    for (size_t i = 0; i < 3; i++)
        collect(&wanted, &rows[i], NULL);
    collect_end(&wanted);
    for (int format = ROWS_JSONL; format <= ROWS_CSV; format++) {
        char *text = NULL;
        size_t bytes = 0;
        struct collected got;
        struct yoke_error error;
        FILE *stream = open_memstream(&text, &bytes);
        assert_int_equal(rows_write_head((enum rows_format)format, stream), 0);
        for (size_t i = 0; i < 3; i++)
            assert_int_equal(rows_write((enum rows_format)format, &rows[i], stream), 0);
        fclose(stream);
        assert_int_equal(read_text(text, bytes, &got, &error), 0);
        assert_string_equal(got.text, wanted.text);
        free(got.text);
        free(text);
    }
    free(wanted.text);
}

static void a_field_that_a_spreadsheet_would_run_is_made_a_text(void **state)
{
    (void)state;
    const struct history_row row = made_row("=cmd", 1);
    struct collected written;
    collect_begin(&written);
    collect(&written, &row, NULL);
    collect_end(&written);
    assert_non_null(strstr(written.text, ",'=cmd,"));
    free(written.text);
}

static void columns_stand_in_any_order_and_unknown_ones_are_passed_over(void **state)
{
    (void)state;
    static const char text[] = "\xEF\xBB\xBFvalue,mood,cell,time,metric,commit\r\n\r\n1.5,fine,spin,2026-11-22T10:00:00Z,cpu,abc\r\n";
    struct collected got;
    struct yoke_error error;
    assert_int_equal(read_text(text, sizeof text - 1, &got, &error), 0);
    assert_string_equal(got.text, "2026-11-22T10:00:00Z,abc,,,spin,cpu,,,1.5,,,\n");
    free(got.text);
}

static void what_is_no_row_is_refused_with_its_place(void **state)
{
    (void)state;
    static const struct {
        const char *text, *says;
    } cases[] = {
        {"time,commit,cell,metric\n", "f:1: no column value"},
        {"time,time,commit,cell,metric,value\n", "f:1: two columns are called time"},
        {CSV_HEAD "2026-11-22T10:00:00Z,abc,spin,cpu\n", "f:2: 4 columns, where the head has 5"},
        {CSV_HEAD CSV_ROW "2026-11-22T10:00:00Z,abc,spin,cpu,fast\n", "f:3: value is \"fast\""},
        {CSV_HEAD "2026-11-22T10:00:00Z,abc,spin,cpu,0x1p3\n", "f:2: value is \"0x1p3\""},
        {CSV_HEAD "2026-11-22T10:00:00Z,abc,spin,cpu,-1\n", "f:2: the value is -1"},
        {CSV_HEAD "2026-11-22T10:00:00Z,abc,spin,cpu,1e999\n", "f:2: value is \"1e999\""},
        {CSV_HEAD "2026-11-22,abc,spin,cpu,1\n", "f:2: the time is \"2026-11-22\""},
        {CSV_HEAD "2026-02-30T10:00:00Z,abc,spin,cpu,1\n", "f:2: the time is"},
        {CSV_HEAD "2026-13-22T10:00:00Z,abc,spin,cpu,1\n", "f:2: the time is"},
        {CSV_HEAD "2026-11-22T10:00:00Z,,spin,cpu,1\n", "f:2: no commit"},
        {CSV_HEAD "2026-11-22T10:00:00Z,\"abc,spin,cpu,1\n", "f:2: a quote that does not end"},
        {CSV_HEAD "2026-11-22T10:00:00Z,\"abc\"\"\n", "f:2: a quote that does not end"},
        {CSV_HEAD "2026-11-22T10:00:00Z,\"abc\"d,spin,cpu,1\n", "f:2: a quote that does not end, or something behind one"},
        {CSV_HEAD "2026-11-22T10:00:00Z,a\tc,spin,cpu,1\n", "f:2: a control character in the commit"},
        {"{\"time\": \"2026-11-22T10:00:00Z\"}\n", "f:1: row"},
        {"{\"time\": 3}\n", "f:1: row"},
        {"{\n", "f:1: row: not JSON"},
        {"{\"time\":\"2026-11-22T10:00:00Z\",\"commit\":\"a\",\"cell\":\"c\",\"metric\":\"m\",\"value\":1,\"low\":2}\n",
         "f:1: the value 1 is not in its interval"},
        {CSV_HEAD, "f holds no results"},
        {"\n\n", "f holds no results"},
        {"", "f holds no results"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct collected got;
        struct yoke_error error;
        assert_true(read_text(cases[i].text, strlen(cases[i].text), &got, &error) < 0);
        if (!strstr(error.text, cases[i].says))
            fail_msg("case %zu says: %s", i, error.text);
        free(got.text);
    }
}

static void a_nul_and_a_line_without_end_are_refused(void **state)
{
    (void)state;
    static const char nul[] = "time,commit\0,cell,metric,value\n";
    struct collected got;
    struct yoke_error error;
    char *long_line = malloc(ROWS_LINE_MOST + 10);
    assert_non_null(long_line);
    memset(long_line, 'x', ROWS_LINE_MOST + 10);
    assert_int_equal(read_text(nul, sizeof nul - 1, &got, &error), -EINVAL);
    assert_non_null(strstr(error.text, "f:1: a NUL"));
    free(got.text);
    assert_int_equal(read_text(long_line, ROWS_LINE_MOST + 10, &got, &error), -EINVAL);
    assert_non_null(strstr(error.text, "f:1: a line of more than"));
    free(got.text);
    free(long_line);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_come_back_as_they_were_in_both_formats),
        cmocka_unit_test(a_field_that_a_spreadsheet_would_run_is_made_a_text),
        cmocka_unit_test(columns_stand_in_any_order_and_unknown_ones_are_passed_over),
        cmocka_unit_test(what_is_no_row_is_refused_with_its_place),
        cmocka_unit_test(a_nul_and_a_line_without_end_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

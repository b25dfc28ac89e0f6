/* SPDX-License-Identifier: MIT */
/* The verb stats: what it reads, what it refuses, what it says. */
#include "stats_command.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "fake_catalogue.h"
#include "fixture.h"
#include "options.h"
#include "stats_findings.h"
#include "stats_table.h"

/* Reads `text`; returns the sentence, empty when it is right. */
static const char *reading_of(const char *text, size_t length, struct stats_table *table)
{
    static struct yoke_error error;
    error = (struct yoke_error){0};
    FILE *stream = fmemopen((void *)(uintptr_t)text, length, "r");
    assert_non_null(stream);
    const int status = stats_table_read(stream, "here", table, &error);
    assert_true(!status == !error.text[0]);
    fclose(stream);
    return error.text;
}

static void numbers_are_read_in_every_spelling(void **state)
{
    (void)state;
    const char text[] = "# times\n1\n\n  -2.5\t\r\n+.5e3 # a remark\n7.\n1E-2";
    const double expected[] = {1, -2.5, 500, 7, 0.01};
    struct stats_table table;
    assert_string_equal(reading_of(text, sizeof text - 1, &table), "");
    assert_int_equal(table.column_count, 1);
    assert_int_equal(table.row_count, 5);
    assert_memory_equal(table.columns[0], expected, sizeof expected);
    stats_table_release(&table);
}

static void two_columns_are_read_in_step(void **state)
{
    (void)state;
    const char text[] = "1 2\n3\t4\n";
    struct stats_table table;
    assert_string_equal(reading_of(text, sizeof text - 1, &table), "");
    assert_int_equal(table.column_count, 2);
    assert_int_equal(table.row_count, 2);
    assert_near(table.columns[1][1], 4, 0);
    stats_table_release(&table);
}

static void what_is_no_table_of_numbers_is_refused_by_line(void **state)
{
    (void)state;
    static const struct {
        const char *text, *sentence;
    } refusals[] = {
        {"1\nabc\n", "here, line 2: \"abc\" is no number"},
        {"1\n\n1,5\n", "here, line 3: \"1,5\" has a comma: write decimal points, and blanks between columns"},
        {"12ms\n", "here, line 1: \"12ms\" has a unit: write the number alone"},
        {"nan\n", "here, line 1: \"nan\" is no number"},
        {"0x10\n", "here, line 1: \"0x10\" is no number"},
        {"1e\n", "here, line 1: \"1e\" is no number"},
        {".\n", "here, line 1: \".\" is no number"},
        {"1-2\n", "here, line 1: \"1-2\" is no number"},
        {"1\n-1e999\n", "here, line 2: -1e999 is too large a number: the largest is about 1.8e308"},
        {"1 2 3\n", "here, line 1: more than two columns; write one, or two to compare"},
        {"1 2\n3\n", "here, line 2: 1 number where the lines above have 2"},
        {"1\n2 3\n", "here, line 2: 2 numbers where the lines above have 1"},
    };
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
        struct stats_table table;
        assert_string_equal(reading_of(refusals[i].text, strlen(refusals[i].text), &table), refusals[i].sentence);
        assert_int_equal(table.row_count, 0);
    }
}

static void bytes_that_are_no_text_are_refused(void **state)
{
    (void)state;
    struct stats_table table;
    assert_string_equal(reading_of("1\n\0002\n", 5, &table), "here, line 2: a byte of value 0: this is no text");
}

static void ten_thousand_rows_are_kept(void **state)
{
    (void)state;
    char *text = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&text, &size);
    for (int i = 0; i < 10000; i++)
        fprintf(stream, "%d %d\n", i, -i);
    fclose(stream);
    struct stats_table table;
    assert_string_equal(reading_of(text, size, &table), "");
    assert_int_equal(table.row_count, 10000);
    assert_near(table.columns[0][9999] + table.columns[1][9999], 0, 0);
    stats_table_release(&table);
    free(text);
}

/* Runs the verb on a file below tests/analysis/strd; `text` is to be freed. */
static int command_run(const char *name, bool json, char **text, struct yoke_error *error)
{
    char path[512];
    size_t size;
    snprintf(path, sizeof path, "%s/analysis/strd/%s", TESTS_FOLDER, name);
    *text = NULL;
    FILE *stream = open_memstream(text, &size);
    const struct stats_options options = {path, 0.03, json, stream};
    const int status = stats_command(&options, error);
    fclose(stream);
    return status;
}

static void a_column_is_described_with_its_certified_figures(void **state)
{
    (void)state;
    struct yoke_error error = {0};
    char *text;
    assert_int_equal(command_run("Lew.txt", false, &text, &error), YOKE_EXIT_DONE);
    assert_non_null(strstr(text, "values            200, from -579 to 300\n"));
    assert_non_null(strstr(text, "mean              -177.435 ["));
    assert_non_null(strstr(text, "sd                277.3322\n"));
    assert_non_null(strstr(text, "lag-1             -0.3073048\n"));
    assert_non_null(strstr(text, "p99               too few: needs 299 values; above "));
    assert_non_null(strstr(text, "modes             two: "));
    free(text);
}

static void json_is_one_document_with_the_same_figures(void **state)
{
    (void)state;
    struct yoke_error error = {0};
    char *text, *again;
    assert_int_equal(command_run("Mavro.txt", true, &text, &error), YOKE_EXIT_DONE);
    assert_int_equal(command_run("Mavro.txt", true, &again, &error), YOKE_EXIT_DONE);
    assert_memory_equal(text, "{\"schema\":\"yoke-stats/1\",\"columns\":[{\"n\":50,", 44);
    assert_non_null(strstr(text, "\"lag_1\":0.93798918343"));
    assert_non_null(strstr(text, "\"needs\":299}"));
    assert_ptr_equal(strchr(text, '\n'), text + strlen(text) - 1);
    assert_string_equal(text, again);
    free(text);
    free(again);
}

static void what_cannot_be_read_is_a_usage_error(void **state)
{
    (void)state;
    struct yoke_error error = {0};
    char *text;
    assert_int_equal(command_run("Missing.txt", false, &text, &error), YOKE_EXIT_USAGE);
    assert_non_null(strstr(error.text, "Missing.txt: No such file or directory"));
    assert_string_equal(text, "");
    free(text);
}

static void nothing_to_describe_has_an_exit_code_of_its_own(void **state)
{
    (void)state;
    char path[] = "/tmp/yoke-stats-XXXXXX";
    struct yoke_error error = {0};
    const int file = mkstemp(path);
    assert_true(file >= 0 && write(file, "# nothing\n", 10) == 10);
    close(file);
    const struct stats_options options = {path, 0.03, false, stdout};
    assert_int_equal(stats_command(&options, &error), YOKE_EXIT_NOTHING);
    assert_non_null(strstr(error.text, " holds no numbers"));
    unlink(path);
}

static void two_columns_are_compared_by_every_method(void **state)
{
    (void)state;
    const double first[] = {10, 12, 9, 14, 11, 13, 10.5, 12.5},
                 second[] = {10.1, 12.2, 9.05, 14.3, 11.1, 13.2, 10.6, 12.6};
    struct column columns[2];
    struct pairing pairing;
    char *text = NULL;
    size_t size;
    assert_int_equal(column_describe(first, 8, &columns[0]), 0);
    assert_int_equal(column_describe(second, 8, &columns[1]), 0);
    assert_int_equal(pairing_describe(first, second, 8, 0.05, &pairing), 0);
    FILE *stream = open_memstream(&text, &size);
    stats_write_text(&(struct stats_findings){columns, 2, &pairing}, stream);
    assert_int_equal(stats_write_json(&(struct stats_findings){columns, 2, &pairing}, stream), 0);
    fclose(stream);
    assert_non_null(strstr(text, "second column / first, 8 pairs\nratio             1.0"));
    assert_non_null(strstr(text, "p 0.0078 winsorised signed-rank, 0.0078 Wilcoxon, 0.0078 sign;")); /* 2 / 2^8 */
    assert_non_null(strstr(text, "within 5 %        proven (p 0.0039); at 95 % not below +"));
    assert_non_null(strstr(text, "\"comparison\":{\"pairs\":8,\"ratios\":true,"));
    free(text);
    column_release(&columns[0]);
    column_release(&columns[1]);
}

static void values_that_are_not_positive_are_compared_by_difference(void **state)
{
    (void)state;
    const double first[] = {-1, 3, -5, 0, 2, 1}, second[] = {0, 5, -2, 4, 7, 7};
    struct pairing pairing;
    assert_int_equal(pairing_describe(first, second, 6, 0.03, &pairing), 0);
    assert_false(pairing.ratios);
    assert_near(pairing.median.value, 3.5, 0); /* of 1 2 3 4 5 6 */
    assert_near(pairing.winsorised.interval.low, 1, 0);
    assert_near(pairing.winsorised.interval.high, 6, 0);
    assert_true(isnan(pairing.equivalence.p));
}

static int parse(const char *first, const char *second, const char *third, struct options *options,
                 struct request_errors *errors)
{
    char *const arguments[] = {(char *)(uintptr_t) "stats", (char *)(uintptr_t)first, (char *)(uintptr_t)second,
                               (char *)(uintptr_t)third};
    *errors = (struct request_errors){0};
    options_release(options);
    *options = (struct options){.catalogue = &fake_catalogue, .request = NULL};
    return options_parse(options, 1 + !!first + !!second + !!third, arguments, errors);
}

static double margin_of(const struct options *options)
{
    return ((const struct stats_settings *)options->settings)->margin;
}

static void the_command_line_names_a_file_and_a_margin(void **state)
{
    (void)state;
    struct options options = {0};
    struct request_errors errors;
    assert_int_equal(parse("-", NULL, NULL, &options, &errors), 0);
    assert_string_equal(options.verb->name, "stats");
    assert_string_equal(options.arguments[0], "-");
    assert_near(margin_of(&options), 0.03, 1e-15);
    assert_int_equal(parse("x.txt", "--margin", "1.5%", &options, &errors), 0);
    assert_near(margin_of(&options), 0.015, 1e-15);
    assert_int_equal(parse(NULL, NULL, NULL, &options, &errors), -EINVAL);
    assert_string_equal(errors.errors[0].error.text, "stats of what? Name a file of numbers, or - for standard input");
    options_release(&options);
}

static void a_margin_without_its_sign_is_refused(void **state)
{
    (void)state;
    static const char *const margins[] = {"3", "0.03", "0%", "100%", "x%", "nan%", "3%%"};
    for (size_t i = 0; i < sizeof margins / sizeof *margins; i++) {
        struct options options = {0};
        struct request_errors errors;
        char expected[120];
        assert_int_equal(parse("-", "--margin", margins[i], &options, &errors), -EINVAL);
        snprintf(expected, sizeof expected, "--margin: \"%s\" is no share between 0%% and 100%%: write --margin 3%%",
                 margins[i]);
        assert_string_equal(errors.errors[0].error.text, expected);
        options_release(&options);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_read_in_every_spelling),
        cmocka_unit_test(two_columns_are_read_in_step),
        cmocka_unit_test(what_is_no_table_of_numbers_is_refused_by_line),
        cmocka_unit_test(bytes_that_are_no_text_are_refused),
        cmocka_unit_test(ten_thousand_rows_are_kept),
        cmocka_unit_test(a_column_is_described_with_its_certified_figures),
        cmocka_unit_test(json_is_one_document_with_the_same_figures),
        cmocka_unit_test(what_cannot_be_read_is_a_usage_error),
        cmocka_unit_test(nothing_to_describe_has_an_exit_code_of_its_own),
        cmocka_unit_test(two_columns_are_compared_by_every_method),
        cmocka_unit_test(values_that_are_not_positive_are_compared_by_difference),
        cmocka_unit_test(the_command_line_names_a_file_and_a_margin),
        cmocka_unit_test(a_margin_without_its_sign_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

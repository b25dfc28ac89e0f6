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
    golden_check(&golden, name);
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(table_fits_40_columns),
        cmocka_unit_test(table_fits_80_columns),
        cmocka_unit_test(table_fits_120_columns),
        cmocka_unit_test(table_without_a_limit_shows_everything),
        cmocka_unit_test(hostile_texts_are_shown_and_do_nothing),
        cmocka_unit_test(color_is_there_only_when_asked_for),
        cmocka_unit_test(no_line_is_wider_than_the_terminal),
        cmocka_unit_test(the_ascii_twin_holds_only_ascii),
        cmocka_unit_test(a_full_disk_is_an_error_with_a_sentence),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

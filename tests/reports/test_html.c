/* SPDX-License-Identifier: MIT */
/* The page, from records made by hand. Its rules as a whole: tests/program/test_html_program.c. */
#include <stdlib.h>
#include <string.h>

#include "fixture.h"
#include "fixture_record.h"
#include "golden.h"
#include "yoke/report.h"

extern const struct yoke_report yoke_report_html;

/* The page of the record, which is freed, without charts; to be given to golden_free. */
static struct golden page_of(struct fixture *fixture)
{
    struct golden golden;
    struct yoke_error error = {.text = ""};
    golden_open(&golden);
    const struct yoke_target target = {.stream = golden.stream, .notes = stderr, .charts = "/proc/self/fdinfo"};
    assert_int_equal(yoke_report_html.write(&fixture->record, &target, &error), 0);
    golden_close(&golden);
    fixture_free(fixture);
    return golden;
}

static void expect(const struct golden *page, const char *text)
{
    if (!strstr(page->text, text))
        fail_msg("the page has no %s", text);
}

static void the_verdict_and_the_finding_come_first(void **state)
{
    (void)state;
    struct golden page = page_of(fixture_cpu());
    const char *tag = strstr(page.text, "<span class=\"tag better\">measured</span>"), *table = strstr(page.text, "<table>");
    assert_non_null(tag);
    assert_non_null(table);
    assert_true(tag < table);
    golden_free(&page);
}

static void what_went_wrong_is_said_before_the_numbers(void **state)
{
    (void)state;
    struct golden page = page_of(fixture_troubled());
    const char *warnings = strstr(page.text, "<h2 id=\"warnings\">"), *cells = strstr(page.text, "<h2 id=\"cells\">");
    expect(&page, "<span class=\"tag worse\">failed</span>");
    expect(&page, "This run was interrupted");
    expect(&page, "Remedy: ");
    expect(&page, "Not counted: ");
    assert_non_null(warnings);
    assert_non_null(cells);
    assert_true(warnings < cells);
    golden_free(&page);
}

static void several_studies_have_an_overview_that_leads_to_each(void **state)
{
    (void)state;
    struct golden page = page_of(fixture_sweep());
    expect(&page, "<a href=\"#study-1\">");
    expect(&page, "<a href=\"#study-2\">");
    expect(&page, "<h3 id=\"study-2\">");
    golden_free(&page);
}

static void studies_under_several_loads_are_told_apart(void **state)
{
    (void)state;
    struct fixture *fixture = fixture_new(false);
    for (unsigned i = 0; i < 2; i++) {
        struct yoke_cell *cell = fixture_cell(fixture, "io_sleep", "pthread", 2);
        fixture_measure(fixture, cell, cell, 1e9, 0.01);
        cell->arrivals = "poisson";
        cell->offered_rate = i ? 12500 : 400;
    }
    struct golden page = page_of(fixture);
    expect(&page, "io_sleep n=5000000, 400/s");
    expect(&page, "io_sleep n=5000000, 12.5k/s");
    golden_free(&page);
}

static void single_tasks_and_losses_have_tables_where_they_are_known(void **state)
{
    (void)state;
    struct golden page = page_of(fixture_latency());
    expect(&page, "single tasks: how long they took");
    golden_free(&page);
    page = page_of(fixture_cpu());
    assert_null(strstr(page.text, "single tasks: how long they took"));
    golden_free(&page);
    struct fixture *fixture = fixture_cpu();
    fixture->cells[1].workers = 2;
    fixture->cells[1].loss.run_queue = 0.125;
    page = page_of(fixture);
    expect(&page, "12.5 %");
    golden_free(&page);
}

/* Tags of the page outside its record, and no markup but ours. */
static void texts_of_a_hostile_record_are_texts(void **state)
{
    (void)state;
    struct golden page = page_of(fixture_hostile());
    char *record = strstr(page.text, "<script type=\"application/json\"");
    assert_non_null(record);
    assert_null(strstr(record + 1, "<script"));
    *record = '\0';
    assert_null(strstr(page.text, "</script>"));
    assert_null(strchr(page.text, '\x1b'));
    assert_null(strstr(page.text, "\xff"));
    expect(&page, "&lt;/script&gt;|a|b|");
    golden_free(&page);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_verdict_and_the_finding_come_first),
        cmocka_unit_test(what_went_wrong_is_said_before_the_numbers),
        cmocka_unit_test(several_studies_have_an_overview_that_leads_to_each),
        cmocka_unit_test(studies_under_several_loads_are_told_apart),
        cmocka_unit_test(single_tasks_and_losses_have_tables_where_they_are_known),
        cmocka_unit_test(texts_of_a_hostile_record_are_texts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

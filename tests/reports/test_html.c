/* SPDX-License-Identifier: MIT */
/* The page, from records made by hand. Its rules as a whole: tests/program/test_html_program.c. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "fixture.h"
#include "fixture_record.h"
#include "folder.h"
#include "golden.h"
#include "yoke/report.h"

extern const struct yoke_report yoke_report_html;

/* The page of the record, which is freed, with the charts that lie in `folder`/charts; to be given to golden_free. */
static struct golden page_with(struct fixture *fixture, const char *folder)
{
    struct golden golden;
    struct yoke_error error = {.text = ""};
    golden_open(&golden);
    const struct yoke_target target = {.stream = golden.stream, .notes = stderr, .charts = folder};
    assert_int_equal(yoke_report_html.write(&fixture->record, &target, &error), 0);
    golden_close(&golden);
    fixture_free(fixture);
    return golden;
}

/* Without charts. */
static struct golden page_of(struct fixture *fixture)
{
    return page_with(fixture, "/proc/self/fdinfo");
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

static void a_failure_is_the_headline_and_cells_that_failed_alike_are_said_once(void **state)
{
    (void)state;
    struct fixture *fixture = fixture_cpu();
    for (size_t i = 0; i < fixture->record.cell_count; i++) {
        fixture->cells[i].status = YOKE_CELL_FAILED;
        fixture->cells[i].reason = i < 3 ? "ended by signal 11" : "a wrong answer";
    }
    struct golden page = page_of(fixture);
    expect(&page, "failed</span>All 7 cells failed; the first: ended by signal 11</h1>");
    expect(&page, "executor=serial/workers=1 and 2 more cells failed: ended by signal 11");
    expect(&page, "executor=fork/workers=1 and 3 more cells failed: a wrong answer");
    golden_free(&page);
    fixture = fixture_cpu();
    fixture->cells[3].status = YOKE_CELL_FAILED;
    fixture->cells[3].reason = "a wrong answer";
    page = page_of(fixture);
    expect(&page, "executor=fork/workers=1 failed: a wrong answer</h1>");
    golden_free(&page);
}

static void a_rejected_session_has_no_finding_for_a_headline(void **state)
{
    (void)state;
    struct fixture *fixture = fixture_cpu();
    fixture->record.rejected = "the machine was busy";
    struct golden page = page_of(fixture);
    expect(&page, "rejected</span>Conclude nothing from this session: the machine was busy</h1>");
    golden_free(&page);
    fixture = fixture_cpu();
    fixture->record.rejected = "the machine was busy";
    fixture->cells[3].status = YOKE_CELL_FAILED;
    fixture->cells[3].reason = "a wrong answer";
    page = page_of(fixture);
    expect(&page, "failed</span>");
    expect(&page, "a wrong answer</h1>");
    expect(&page, "<p class=\"notice worse\">Conclude nothing from this session: the machine was busy</p>");
    golden_free(&page);
}

/* Of many cells the largest speedup is the one that was luckiest. */
static void the_largest_speedup_of_several_studies_is_one_that_is_proven(void **state)
{
    (void)state;
    struct fixture *fixture = fixture_sweep();
    for (size_t i = 0; i < fixture->record.cell_count; i++)
        fixture->cells[i].speedup = (struct yoke_estimate){9, NAN, NAN};
    fixture->cells[2].speedup = (struct yoke_estimate){1.8, 1.7, 1.9};
    fixture->cells[4].speedup = (struct yoke_estimate){2.5, 0.9, 4.1};
    struct golden page = page_of(fixture);
    expect(&page, "the largest speedup is 1.80× (cpu_sum_squares/n=5000000/executor=pthread/workers=2)");
    golden_free(&page);
    fixture = fixture_sweep();
    for (size_t i = 0; i < fixture->record.cell_count; i++)
        fixture->cells[i].speedup = (struct yoke_estimate){9, NAN, NAN};
    page = page_of(fixture);
    expect(&page, "no cell is proven to be faster than its baseline");
    golden_free(&page);
}

static struct yoke_warning warnings_of_noise[] = {
    {"few-samples", "4 processes", "--blocks 10"},
    {"disturbed", "9 processes were disturbed", "--blocks 30 --reserve 100%, or a quieter machine"},
    {"wide-interval", "reaches 30 %", "--precision 5% --budget 5min"},
    {"short-samples", "a sample takes 1 ms", "more --tasks, or larger ones"},
};

static void the_remedies_that_are_options_come_as_a_command(void **state)
{
    (void)state;
    static const char *const words[] = {"./my yoke", "run", "spin", "-p", "n=5", "-o", "results/there", "-q"};
    struct fixture *fixture = fixture_cpu();
    fixture->record.plan.command = words;
    fixture->record.plan.command_count = 8;
    fixture->record.warnings = warnings_of_noise;
    fixture->record.warning_count = 4;
    struct golden page = page_of(fixture);
    expect(&page, "<pre>&#39;./my yoke&#39; run spin -p n=5 -q --blocks 30 --reserve 100% --precision 5% --budget 5min</pre>");
    golden_free(&page);
}

/* A page is opened by people whom the record's author may want to harm. */
static void no_command_is_made_of_a_remedy_that_a_shell_would_read_otherwise(void **state)
{
    (void)state;
    static const char *const words[] = {"yoke", "run", "spin; touch PWNED", "-q"}, *const behind[] = {"yoke", "run", "--", "sleep", "1"};
    static struct yoke_warning evil[] = {{"few-samples", "4", "--blocks 10; touch PWNED"}, {"a", "b", "--blocks $(touch PWNED)"}};
    struct fixture *fixture = fixture_cpu();
    fixture->record.plan.command = words;
    fixture->record.plan.command_count = 4;
    fixture->record.warnings = evil;
    fixture->record.warning_count = 2;
    struct golden page = page_of(fixture);
    assert_null(strstr(page.text, "To measure again"));
    golden_free(&page);
    fixture = fixture_cpu();
    fixture->record.plan.command = words;
    fixture->record.plan.command_count = 4;
    fixture->record.warnings = warnings_of_noise;
    fixture->record.warning_count = 1;
    page = page_of(fixture);
    expect(&page, "<pre>yoke run &#39;spin; touch PWNED&#39; -q --blocks 10</pre>");
    golden_free(&page);
    fixture = fixture_cpu();
    fixture->record.plan.command = behind;
    fixture->record.plan.command_count = 5;
    fixture->record.warnings = warnings_of_noise;
    fixture->record.warning_count = 1;
    page = page_of(fixture);
    assert_null(strstr(page.text, "To measure again"));
    golden_free(&page);
}

static void charts_stand_with_their_study_and_those_of_single_cells_are_folded(void **state)
{
    (void)state;
    static const char svg[] = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><path d=\"M0 0\"/></svg>";
    char folder[FOLDER_PATH_BYTES], charts[FOLDER_PATH_BYTES + 8];
    static const char *const stems[] = {"samples-cpu_sum_squares-n=5000000", "timeline-cpu_sum_squares-n=1000000",
                                        "timeline-cpu_sum_squares-n=1000000-pthread-2", "flame-cpu_sum_squares-n=1000000-pthread-2",
                                        "other"};
    folder_make(folder);
    snprintf(charts, sizeof charts, "%s/charts", folder);
    assert_int_equal(mkdir(charts, 0700), 0);
    for (size_t i = 0; i < sizeof stems / sizeof *stems; i++) {
        char name[128];
        snprintf(name, sizeof name, "%s.svg", stems[i]);
        folder_write(charts, name, svg, false);
        snprintf(name, sizeof name, "%s.gp", stems[i]);
        folder_write(charts, name, "plot x\n", false);
    }
    struct golden page = page_with(fixture_sweep(), folder);
    static const char *const order[] = {"<div id=\"study-1\"", "<h4>Every process</h4>", "<div id=\"study-2\"",
                                        "<h4>Where the time goes in the code: pthread-2</h4>", "<h4>Where the time went</h4>",
                                        "<details><summary>1 chart of single cells</summary>", "<h4>Where the time went: pthread-2</h4>",
                                        "<h2 id=\"charts\">", "<h3>Chart</h3>"};
    const char *at = page.text;
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        at = strstr(at, order[i]);
        if (!at)
            fail_msg("no %s at its place", order[i]);
    }
    golden_free(&page);
    folder_remove(charts);
    folder_remove(folder);
}

static void advice_is_a_table_and_its_sentence_the_headline(void **state)
{
    (void)state;
    struct fixture *fixture = fixture_cpu();
    static struct yoke_default habits[] = {{.rule = "os.cpu_count()", .workers = 2, .loss = {0.02, 0, 0.04}},
                                           {.rule = "<b>mine</b>", .workers = 64, .loss = {NAN, NAN, NAN}}};
    static struct yoke_advice advice = {.workload = "cpu_sum_squares", .executor = "pthread", .workers = 2, .low = 2, .high = 4,
                                        .best = 4, .candidate = YOKE_MISSING, .theta = 0.05, .wait_per_compute = NAN, .target = NAN,
                                        .objective = "throughput", .chosen = true, .decided = true, .bounded_by = "cores",
                                        .evidence = "2 workers keep 2 processors busy", .defaults = habits, .default_count = 2};
    fixture->record.advice = &advice;
    fixture->record.advice_count = 1;
    struct golden page = page_of(fixture);
    expect(&page, "2 workers");
    expect(&page, "<td class=\"n\">2 to 4</td>");
    expect(&page, "<td>take this</td>");
    expect(&page, "is bounded by cores: 2 workers keep 2 processors busy");
    expect(&page, "<th scope=\"row\" class=\"n\">64</th><td class=\"n\">not measured</td><td class=\"wrap\">&lt;b&gt;mine&lt;/b&gt;</td>");
    golden_free(&page);
}

static void several_studies_have_an_overview_that_leads_to_each(void **state)
{
    (void)state;
    struct golden page = page_of(fixture_sweep());
    expect(&page, "<a href=\"#study-1\">");
    expect(&page, "<a href=\"#study-2\">");
    expect(&page, "<div id=\"study-2\"");
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
        cell->speedup = (struct yoke_estimate){NAN, NAN, NAN};
        cell->latency = (struct yoke_latency){.n = 400, .p50_ns = {2e6, 1.9e6, 2.1e6}, .p99_ns = {5e6, 4e6, i ? NAN : 6e6}};
    }
    struct golden page = page_of(fixture);
    expect(&page, "io_sleep n=5000000, 400/s");
    expect(&page, "io_sleep n=5000000, 12.5k/s");
    expect(&page, "<th scope=\"col\">lowest p99</th>");
    expect(&page, "<td>pthread × 2</td><td class=\"n\">2.00 ms</td><td class=\"n\">5.00 ms</td><td class=\"n\">4.00 ms … 6.00 ms</td>");
    expect(&page, "<td class=\"n\">5.00 ms</td><td class=\"n\">too few</td>");
    assert_null(strstr(page.text, "highest speedup"));
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
        cmocka_unit_test(a_failure_is_the_headline_and_cells_that_failed_alike_are_said_once),
        cmocka_unit_test(a_rejected_session_has_no_finding_for_a_headline),
        cmocka_unit_test(the_largest_speedup_of_several_studies_is_one_that_is_proven),
        cmocka_unit_test(the_remedies_that_are_options_come_as_a_command),
        cmocka_unit_test(no_command_is_made_of_a_remedy_that_a_shell_would_read_otherwise),
        cmocka_unit_test(charts_stand_with_their_study_and_those_of_single_cells_are_folded),
        cmocka_unit_test(advice_is_a_table_and_its_sentence_the_headline),
        cmocka_unit_test(several_studies_have_an_overview_that_leads_to_each),
        cmocka_unit_test(studies_under_several_loads_are_told_apart),
        cmocka_unit_test(single_tasks_and_losses_have_tables_where_they_are_known),
        cmocka_unit_test(texts_of_a_hostile_record_are_texts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT */
/* What a comparison looks like, byte by byte: three results of two machines. */
#include "compare.h"

#include <stdlib.h>
#include <string.h>

#include "analysis.h"
#include "drawing.h"
#include "fixture.h"
#include "machine_script.h"
#include "made_record.h"

extern const struct yoke_report yoke_report_table, yoke_report_json, yoke_report_markdown, yoke_report_csv,
    yoke_report_html, yoke_report_machines;

enum { BLOCKS = 20, CELLS = 3 };

/* pthread with 1 and 2 workers, and a cell on fork that only the first result has times of. */
static struct record *result_make(const char *hostname, const char *kernel, uint64_t cores)
{
    static const char *const names[CELLS] = {"spin/iterations=1000/executor=pthread/workers=1",
                                             "spin/iterations=1000/executor=pthread/workers=2",
                                             "spin/iterations=1000/executor=fork/workers=1"};
    static struct yoke_setting_value iterations = {.name = "iterations", .value = 1000};
    struct record *record = made_record(CELLS);
    struct yoke_record *facts = &record->facts;
    facts->complete = true;
    facts->machine.hostname = facts->fingerprint = hostname;
    facts->machine.kernel = kernel;
    facts->machine.topology.cores = cores;
    facts->started = "2026-11-22T10:00:00Z";
    for (size_t i = 0; i < CELLS; i++) {
        facts->cells[i].name = names[i];
        facts->cells[i].workers = i == 1 ? 2 : 1;
        facts->cells[i].executor = i == 2 ? "fork" : "pthread";
        facts->cells[i].params = &iterations;
        facts->cells[i].param_count = 1;
    }
    return record;
}

/* Times around `ns`, 0.5 % apart at most; `seed` makes them another process's. */
static void times_fill(struct record *record, size_t cell, double ns, uint64_t seed)
{
    for (uint64_t block = 0; block < BLOCKS; block++) {
        const double place = (double)((block * 7 + seed * 3) % BLOCKS) / BLOCKS;
        made_sample(record, &record->facts.cells[cell], block, (uint64_t)(ns * (1 + 0.005 * (place - 0.5))));
    }
}

static void check(const struct yoke_report *report, const struct yoke_comparison *comparison, bool utf8, unsigned width,
                  const char *name)
{
    struct golden golden;
    struct yoke_error error = {.text = ""};
    golden_open(&golden);
    const struct yoke_target target = {.stream = golden.stream, .notes = golden.stream, .utf8 = utf8, .width = width};
    assert_int_equal(report->compare(comparison, &target, &error), 0);
    golden_check(&golden, "%s", name);
}

/* Three results of two machines. */
struct results {
    struct record *records[3];
    struct compare_source sources[3];
    struct compare compare;
};

static void results_compare(struct results *results)
{
    struct yoke_error error = {.text = ""};
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(analysis_run(results->records[i]), 0);
        results->sources[i].record = &results->records[i]->facts;
    }
    const struct compare_options options = {
        .sources = results->sources, .source_count = 3, .by = COMPARE_BY_FILE, .profile = gate_profile_find("default")};
    assert_int_equal(compare_make(&options, &results->compare, &error), 0);
}

static void results_make(struct results *results)
{
    static const double times[3][CELLS] = {{1e7, 5e6, 2e7}, {1.1e7, 5e6, 0}, {5e6, 1.25e6, 2e7}};
    *results = (struct results){
        .records = {result_make("here", "6.1", 2), result_make("here", "6.2", 2), result_make("there", "6.1", 8)},
        .sources = {{"before.json", NULL}, {"after.json", NULL}, {"there/result.json", NULL}}};
    for (size_t i = 0; i < 3; i++)
        for (size_t cell = 0; cell < CELLS; cell++)
            if (times[i][cell] > 0)
                times_fill(results->records[i], cell, times[i][cell], i * CELLS + cell);
            else
                results->records[i]->facts.cells[cell].status = YOKE_CELL_FAILED,
                results->records[i]->facts.cells[cell].reason = "killed by signal 9";
}

/* Every text full of what could do harm. */
static void results_poison(struct results *results)
{
    static const char *const texts[] = {"`touch PWNED`$(touch PWNED)|</script>", "_^{}@&~\\'\"%s%n$HOME",
                                        "a\nset output 'PWNED'\n!touch PWNED\n"};
    for (size_t i = 0; i < 3; i++) {
        struct yoke_record *facts = &results->records[i]->facts;
        facts->machine.hostname = facts->machine.cpu.model = texts[i];
        facts->started = facts->yoke.version = texts[2];
        results->sources[i].path = texts[i];
        for (size_t cell = 0; cell < CELLS; cell++) {
            facts->cells[cell].workload = texts[2];
            facts->cells[cell].executor = texts[cell % 2];
            facts->cells[cell].reason = texts[0];
        }
    }
}

static void results_free(struct results *results)
{
    compare_release(&results->compare);
    for (size_t i = 0; i < 3; i++)
        record_free(results->records[i]);
}

static void three_results_of_two_machines_give_these_reports(void **state)
{
    (void)state;
    struct results results;
    results_make(&results);
    results_compare(&results);
    check(&yoke_report_table, &results.compare.facts, true, 120, "comparison.txt");
    check(&yoke_report_table, &results.compare.facts, false, 80, "comparison-ascii.txt");
    check(&yoke_report_json, &results.compare.facts, true, 0, "comparison.json");
    check(&yoke_report_markdown, &results.compare.facts, true, 0, "comparison.md");
    check(&yoke_report_csv, &results.compare.facts, true, 0, "comparison.csv");
    results_free(&results);
}

static void chart_check(struct results *results, const char *name)
{
    struct golden golden;
    struct machine_rows rows;
    results_compare(results);
    assert_int_equal(machine_rows_init(&rows, &results->compare.facts), 0);
    golden_open(&golden);
    machine_script_write(&rows, "machines", golden.stream);
    golden_check(&golden, "machines-%s.gp", name);
    golden_open(&golden);
    machine_data_write(&rows, golden.stream);
    golden_check(&golden, "machines-%s.csv", name);
    machine_rows_release(&rows);
    results_free(results);
}

static void they_give_this_chart_and_this_data(void **state)
{
    (void)state;
    struct results results;
    results_make(&results);
    chart_check(&results, "three");
}

static void so_do_hostile_texts(void **state)
{
    (void)state;
    struct results results;
    results_make(&results);
    results_poison(&results);
    chart_check(&results, "hostile");
}

static void the_cells_of_a_chart_are_wall_times_and_whole_machines_follow(void **state)
{
    (void)state;
    struct results results;
    struct machine_rows rows;
    results_make(&results);
    results_compare(&results);
    assert_int_equal(machine_rows_init(&rows, &results.compare.facts), 0);
    size_t faster = 0, by_the_core = 0;
    for (size_t i = 0; i < rows.cell_count; i++) {
        assert_string_equal(rows.cells[i].metric, "wall");
        faster += rows.cells[i].side == 2 && rows.cells[i].mood == MACHINE_BETTER;
    }
    for (size_t i = 0; i < rows.whole_count; i++)
        by_the_core += strcmp(rows.wholes[i].way, "by the core") == 0;
    assert_int_equal(faster, 2);      /* spin on pthread, with 1 and 2 workers */
    assert_int_equal(by_the_core, 1); /* only "there" has another number of cores */
    machine_rows_release(&rows);
    results_free(&results);
}

/* In the folder, with the page beside it. */
static void draw(struct results *results, struct drawing *drawing)
{
    struct golden page;
    struct yoke_error error = {.text = ""};
    golden_open(&page);
    const struct yoke_target target = drawing_target(drawing, page.stream);
    assert_int_equal(yoke_report_machines.compare(&results->compare.facts, &target, &error), 0);
    assert_int_equal(yoke_report_html.compare(&results->compare.facts, &target, &error), 0);
    golden_close(&page);
    assert_string_equal(drawing_notes(drawing), "");
    assert_non_null(strstr(page.text, "<svg"));
    assert_non_null(strstr(page.text, "machine.kernel"));
    assert_null(strstr(page.text, "touch PWNED`$(touch PWNED)|</"));
    golden_free(&page);
}

static void gnuplot_draws_it_without_a_warning_and_the_page_takes_it_in(void **state)
{
    (void)state;
    drawing_needs_gnuplot();
    for (int hostile = 0; hostile < 2; hostile++) {
        struct drawing drawing;
        struct results results;
        results_make(&results);
        if (hostile)
            results_poison(&results);
        results_compare(&results);
        drawing_open(&drawing);
        draw(&results, &drawing);
        drawing_expect(&drawing, 1);
        drawing_close(&drawing);
        results_free(&results);
    }
}

static void more_results_than_there_are_colours_are_drawn_too(void **state)
{
    (void)state;
    enum { MANY = 30 };
    struct results results;
    struct compare_source sources[MANY];
    struct drawing drawing;
    char paths[MANY][16];
    struct yoke_error error = {.text = ""};
    drawing_needs_gnuplot();
    results_make(&results);
    results_compare(&results);
    compare_release(&results.compare);
    for (size_t i = 0; i < MANY; i++) {
        snprintf(paths[i], sizeof paths[i], "r%zu.json", i);
        sources[i] = (struct compare_source){paths[i], &results.records[i % 3]->facts};
    }
    const struct compare_options options = {
        .sources = sources, .source_count = MANY, .by = COMPARE_BY_FILE, .profile = gate_profile_find("default")};
    assert_int_equal(compare_make(&options, &results.compare, &error), 0);
    drawing_open(&drawing);
    draw(&results, &drawing);
    drawing_close(&drawing);
    results_free(&results);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(three_results_of_two_machines_give_these_reports),
        cmocka_unit_test(they_give_this_chart_and_this_data),
        cmocka_unit_test(so_do_hostile_texts),
        cmocka_unit_test(the_cells_of_a_chart_are_wall_times_and_whole_machines_follow),
        cmocka_unit_test(gnuplot_draws_it_without_a_warning_and_the_page_takes_it_in),
        cmocka_unit_test(more_results_than_there_are_colours_are_drawn_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT */
/* What a comparison looks like, byte by byte: three results of two machines. */
#include "compare.h"

#include "analysis.h"
#include "fixture.h"
#include "golden.h"
#include "made_record.h"
#include "yoke/report.h"

extern const struct yoke_report yoke_report_table, yoke_report_json;

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
    golden_check(&golden, name);
}

static void three_results_of_two_machines_give_these_reports(void **state)
{
    (void)state;
    struct record *records[] = {result_make("here", "6.1", 2), result_make("here", "6.2", 2),
                                result_make("there", "6.1", 8)};
    struct compare_source sources[] = {{"before.json", NULL}, {"after.json", NULL}, {"there/result.json", NULL}};
    static const double times[3][CELLS] = {{1e7, 5e6, 2e7}, {1.1e7, 5e6, 0}, {5e6, 1.25e6, 2e7}};
    struct compare compare;
    struct yoke_error error = {.text = ""};
    for (size_t i = 0; i < 3; i++) {
        for (size_t cell = 0; cell < CELLS; cell++)
            if (times[i][cell] > 0)
                times_fill(records[i], cell, times[i][cell], i * CELLS + cell);
            else
                records[i]->facts.cells[cell].status = YOKE_CELL_FAILED,
                records[i]->facts.cells[cell].reason = "killed by signal 9";
        assert_int_equal(analysis_run(records[i]), 0);
        sources[i].record = &records[i]->facts;
    }
    const struct compare_options options = {
        .sources = sources, .source_count = 3, .by = COMPARE_BY_FILE, .profile = gate_profile_find("default")};
    assert_int_equal(compare_make(&options, &compare, &error), 0);
    check(&yoke_report_table, &compare.facts, true, 120, "comparison.txt");
    check(&yoke_report_table, &compare.facts, false, 80, "comparison-ascii.txt");
    check(&yoke_report_json, &compare.facts, true, 0, "comparison.json");
    compare_release(&compare);
    for (size_t i = 0; i < 3; i++)
        record_free(records[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(three_results_of_two_machines_give_these_reports),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

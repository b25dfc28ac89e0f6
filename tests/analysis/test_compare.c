/* SPDX-License-Identifier: MIT */
/* Stored results against each other, on records made by hand. */
#include "compare.h"

#include <errno.h>

#include "analysis.h"
#include "draws.h"
#include "fixture.h"
#include "made_record.h"

enum { BLOCKS = 20 };

static struct record *records[3];
static struct compare compare;
static struct yoke_error error;

/* Two cells of pthread, with 1 and 2 workers; names as a run gives them. */
static struct record *result_make(const char *hostname, const char *fingerprint, uint64_t cores)
{
    struct record *record = made_record(2);
    record->facts.complete = true;
    record->facts.machine.hostname = hostname;
    record->facts.machine.topology.cores = cores;
    record->facts.fingerprint = fingerprint;
    record->facts.cells[0].name = "spin/executor=pthread/workers=1";
    record->facts.cells[1].name = "spin/executor=pthread/workers=2";
    record->facts.cells[1].workers = 2;
    return record;
}

/* Times around `ns`, 0.5 % apart at most; `seed` makes them another process's. */
static void times_fill(struct record *record, struct yoke_cell *cell, double ns, uint64_t seed)
{
    for (uint64_t block = 0; block < BLOCKS; block++)
        made_sample(record, cell, block, (uint64_t)(ns * (1 + 0.005 * ((double)((block * 7 + seed * 3) % BLOCKS) / BLOCKS - 0.5))));
}

static int setup(void **state)
{
    (void)state;
    records[0] = result_make("old", "f0", 4);
    records[1] = result_make("new", "f1", 8);
    records[2] = NULL;
    error.text[0] = '\0';
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    compare_release(&compare);
    for (size_t i = 0; i < 3; i++)
        if (records[i])
            record_free(records[i]);
    return 0;
}

static int made(enum compare_by by, const char *reference)
{
    static const char *const paths[] = {"a.json", "there/result.json", "c.json"};
    struct compare_source sources[3];
    size_t count = 0;
    for (; count < 3 && records[count]; count++) {
        assert_int_equal(analysis_run(records[count]), 0);
        sources[count] = (struct compare_source){paths[count], &records[count]->facts};
    }
    const struct compare_options options = {
        .sources = sources, .source_count = count, .by = by, .reference = reference, .profile = gate_profile_find("default")};
    compare_release(&compare);
    return compare_make(&options, &compare, &error);
}

static void fill_all(double one, double two, double other_one, double other_two)
{
    times_fill(records[0], &records[0]->facts.cells[0], one, 1);
    times_fill(records[0], &records[0]->facts.cells[1], two, 2);
    times_fill(records[1], &records[1]->facts.cells[0], other_one, 3);
    times_fill(records[1], &records[1]->facts.cells[1], other_two, 4);
}

static void a_slower_and_an_equal_cell_are_called_so(void **state)
{
    (void)state;
    fill_all(1e7, 5e6, 1.1e7, 5e6);
    assert_int_equal(made(COMPARE_BY_FILE, NULL), 0);
    assert_int_equal(compare.facts.row_count, 2);
    const struct yoke_compared_row *row = compare.facts.rows;
    assert_int_equal(row[0].word, YOKE_REGRESSED);
    assert_near(row[0].ratio.value, 1.1, 0.003);
    assert_true(row[0].ratio.low < 1.1 && row[0].ratio.high > 1.1 && row[0].ratio.high - row[0].ratio.low < 0.01);
    assert_int_equal(row[0].starts, BLOCKS);
    assert_false(row[0].paired);
    assert_null(row[0].reason);
    assert_int_equal(row[1].word, YOKE_UNCHANGED);
    assert_int_equal(row[1].workers, 2);
    assert_int_equal(compare.facts.lone_count, 0);
}

static void sides_are_named_after_files_and_folders(void **state)
{
    (void)state;
    fill_all(1, 1, 1, 1);
    assert_int_equal(made(COMPARE_BY_FILE, NULL), 0);
    assert_string_equal(compare.facts.sides[0].name, "a");
    assert_string_equal(compare.facts.sides[1].name, "there");
}

static void the_reference_may_be_any_side_by_name_or_path(void **state)
{
    (void)state;
    fill_all(1e7, 5e6, 2e7, 5e6);
    assert_int_equal(made(COMPARE_BY_FILE, "there/result.json"), 0);
    assert_string_equal(compare.facts.sides[0].name, "there");
    assert_true(compare.facts.sides[0].reference);
    assert_int_equal(compare.facts.rows[0].word, YOKE_IMPROVED);
    assert_near(compare.facts.rows[0].ratio.value, 0.5, 0.003);
    assert_int_equal(made(COMPARE_BY_FILE, "a"), 0);
    assert_string_equal(compare.facts.sides[0].name, "a");
    assert_int_equal(made(COMPARE_BY_FILE, "b"), -EINVAL);
    assert_non_null(strstr(error.text, "--reference b: there is no such file here, only a, there"));
}

static void different_numbers_of_tasks_are_compared_by_the_task(void **state)
{
    (void)state;
    fill_all(1e7, 5e6, 2e7, 5e6);
    records[1]->facts.cells[0].tasks = 200;
    assert_int_equal(made(COMPARE_BY_FILE, NULL), 0);
    assert_true(compare.facts.rows[0].per_task);
    assert_int_equal(compare.facts.rows[0].word, YOKE_UNCHANGED);
    assert_false(compare.facts.rows[1].per_task);
}

static void few_processes_prove_nothing_and_it_says_how_many_would(void **state)
{
    (void)state;
    for (uint64_t block = 0; block < 3; block++)
        for (size_t r = 0; r < 2; r++)
            made_sample(records[r], &records[r]->facts.cells[0], block, 1000 * (r + 1) + block);
    assert_int_equal(made(COMPARE_BY_FILE, NULL), 0);
    assert_int_equal(compare.facts.rows[0].word, YOKE_INCONCLUSIVE);
    /* 1 / C(10, 5) = 0.004: the least that is below 1 %, with one row tested */
    assert_non_null(strstr(compare.facts.rows[0].reason, "from 5 processes a side on (--blocks), here are 3"));
    assert_int_equal(compare.facts.rows[1].word, YOKE_SKIPPED);
}

static void what_failed_is_skipped_with_the_reason(void **state)
{
    (void)state;
    fill_all(1e7, 5e6, 1e7, 5e6);
    struct yoke_cell *cell = &records[1]->facts.cells[1];
    cell->sample_count = 0;
    cell->status = YOKE_CELL_FAILED;
    cell->reason = "signal 11";
    assert_int_equal(made(COMPARE_BY_FILE, NULL), 0);
    assert_int_equal(compare.facts.rows[1].word, YOKE_SKIPPED);
    assert_string_equal(compare.facts.rows[1].reason, "it failed in there: signal 11");
    assert_int_equal(compare.facts.sides[1].undecided, 1);
}

static void a_cell_that_one_side_lacks_is_named(void **state)
{
    (void)state;
    fill_all(1e7, 5e6, 1e7, 5e6);
    records[1]->facts.cells[1].workers = 4;
    records[1]->facts.cells[1].name = "spin/executor=pthread/workers=4";
    assert_int_equal(made(COMPARE_BY_FILE, NULL), 0);
    assert_int_equal(compare.facts.row_count, 1);
    assert_int_equal(compare.facts.lone_count, 2);
    assert_string_equal(compare.facts.lone[0].cell, "spin/executor=pthread/workers=2");
    assert_string_equal(compare.facts.lone[0].sides[0], "a");
    assert_int_equal(compare.facts.lone[0].side_count, 1);
    assert_string_equal(compare.facts.lone[1].sides[0], "there");
}

static const struct yoke_compared_fact *fact_find(const char *field)
{
    for (size_t i = 0; i < compare.facts.fact_count; i++)
        if (!strcmp(compare.facts.facts[i].field, field))
            return &compare.facts.facts[i];
    return NULL;
}

static void facts_of_the_machine_that_differ_are_listed_and_no_others(void **state)
{
    (void)state;
    fill_all(1, 1, 1, 1);
    records[0]->facts.machine.kernel = records[1]->facts.machine.kernel = "6.1";
    assert_int_equal(made(COMPARE_BY_FILE, NULL), 0);
    assert_false(compare.facts.same_machine);
    assert_string_equal(fact_find("machine.hostname")->values[1], "new");
    assert_string_equal(fact_find("machine.topology.cores")->values[0], "4");
    assert_null(fact_find("machine.kernel"));
    records[1]->facts.fingerprint = "f0";
    assert_int_equal(made(COMPARE_BY_FILE, NULL), 0);
    assert_true(compare.facts.same_machine);
}

static void worse_scaling_is_found_though_each_worker_is_faster(void **state)
{
    (void)state;
    fill_all(1e7, 5e6, 8e6, 6e6);
    assert_int_equal(made(COMPARE_BY_FILE, NULL), 0);
    assert_int_equal(compare.facts.scaling_count, 1);
    const struct yoke_compared_scaling *scaling = compare.facts.scalings;
    assert_int_equal(scaling->workers, 2);
    assert_near(scaling->reference_speedup.value, 2, 0.02);
    assert_near(scaling->speedup.value, 8.0 / 6, 0.02);
    assert_near(scaling->ratio.value, 2.0 / 3, 0.01);
    assert_string_equal(scaling->finding, "worse");
}

static void machines_are_compared_whole_by_core_and_with_one_worker(void **state)
{
    (void)state;
    fill_all(1e7, 5e6, 1e7, 2.5e6);
    assert_int_equal(made(COMPARE_BY_MACHINE, NULL), 0);
    assert_string_equal(compare.facts.sides[1].name, "new");
    assert_int_equal(compare.facts.whole_count, 1);
    const struct yoke_compared_whole *whole = compare.facts.wholes;
    assert_near(whole->whole.value, 2, 0.01);
    assert_near(whole->per_core.value, 1, 0.01); /* twice the cores */
    assert_near(whole->single.value, 1, 0.01);
    assert_string_equal(whole->cell, "spin/executor=pthread/workers=2");
}

static void results_of_one_machine_are_thrown_together_by_machine(void **state)
{
    (void)state;
    fill_all(1e7, 5e6, 1e7, 5e6);
    records[2] = result_make("new", "f1", 8);
    times_fill(records[2], &records[2]->facts.cells[0], 1e7, 5);
    times_fill(records[2], &records[2]->facts.cells[1], 5e6, 6);
    assert_int_equal(made(COMPARE_BY_MACHINE, NULL), 0);
    assert_int_equal(compare.facts.side_count, 2);
    assert_int_equal(compare.facts.sides[1].results, 2);
    assert_int_equal(compare.facts.rows[0].starts, 2 * BLOCKS);
    assert_int_equal(compare.facts.rows[0].reference_starts, BLOCKS);
}

static void executors_of_one_result_are_compared_block_by_block(void **state)
{
    (void)state;
    record_free(records[1]);
    records[1] = NULL;
    struct yoke_cell *cells = records[0]->facts.cells;
    cells[1].workers = 1;
    cells[1].executor = "fork";
    for (uint64_t block = 0; block < BLOCKS; block++) { /* a wander that both share */
        const uint64_t ns = 1000000 + (block * block % 7) * 200000;
        made_sample(records[0], &cells[0], block, ns + block);
        made_sample(records[0], &cells[1], block, ns + ns / 20 - block);
    }
    assert_int_equal(made(COMPARE_BY_EXECUTOR, "pthread"), 0);
    const struct yoke_compared_row *row = compare.facts.rows;
    assert_int_equal(compare.facts.row_count, 1);
    assert_string_equal(row->side, "fork");
    assert_string_equal(row->result, "a.json");
    assert_null(row->executor);
    assert_true(row->paired);
    assert_near(row->ratio.value, 1.05, 0.001);
    assert_true(row->ratio.low > 1.049 && row->ratio.high < 1.051);
    assert_int_equal(row->word, YOKE_REGRESSED);
}

static void one_side_alone_is_refused(void **state)
{
    (void)state;
    records[1]->facts.fingerprint = "f0";
    fill_all(1, 1, 1, 1);
    assert_int_equal(made(COMPARE_BY_MACHINE, NULL), -EINVAL);
    assert_string_equal(error.text, "nothing to hold against it: there is one machine only, old");
}

static void a_rejected_session_decides_nothing(void **state)
{
    (void)state;
    fill_all(1e7, 5e6, 2e7, 5e6);
    for (uint64_t block = 0; block < BLOCKS; block++) /* every visit was disturbed: the session is refused */
        for (size_t c = 0; c < 2; c++) {
            records[1]->facts.cells[c].samples[block].noise.run_delay_ns = 5000000;
            records[1]->facts.cells[c].samples[block].noise.steal_ns = 100000000;
        }
    assert_int_equal(made(COMPARE_BY_FILE, NULL), 0);
    if (!records[1]->facts.rejected)
        fail_msg("this was to be a session that is refused");
    assert_int_equal(compare.facts.rows[0].word, YOKE_REJECTED);
    assert_non_null(compare.facts.rows[0].reason);
    assert_non_null(compare.facts.results[1].caution);
}

static void the_geometric_mean_and_the_sum_are_of_wall_times(void **state)
{
    (void)state;
    fill_all(1e7, 1e6, 2e7, 1e6);
    assert_int_equal(made(COMPARE_BY_FILE, NULL), 0);
    assert_int_equal(compare.facts.sides[1].cells, 2);
    assert_near(compare.facts.sides[1].geometric_mean, 1.41421, 0.005);
    assert_near(compare.facts.sides[1].total, 21.0 / 11, 0.005);
}

/* Both results of the same thing, drawn anew a hundred times over: no row may be called changed. */
static void the_same_thing_measured_twice_is_not_called_changed(void **state)
{
    (void)state;
    struct draws draws = {.seed = 7};
    uint64_t changed = 0;
    for (uint64_t round = 0; round < 100; round++) {
        for (size_t r = 0; r < 2; r++) {
            record_free(records[r]);
            records[r] = result_make(r ? "new" : "old", "f", 4);
            for (size_t c = 0; c < 2; c++)
                for (uint64_t block = 0; block < BLOCKS; block++)
                    made_sample(records[r], &records[r]->facts.cells[c], block,
                                (uint64_t)(1e6 * exp(0.03 * draws_normal(&draws))));
        }
        assert_int_equal(made(COMPARE_BY_FILE, NULL), 0);
        changed += compare.facts.sides[1].regressed + compare.facts.sides[1].improved;
    }
    assert_in_range(changed, 0, 2); /* 2 % of 100 suites at most, and the margin of 1 % on top */
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_slower_and_an_equal_cell_are_called_so),
        TEST(sides_are_named_after_files_and_folders),
        TEST(the_reference_may_be_any_side_by_name_or_path),
        TEST(different_numbers_of_tasks_are_compared_by_the_task),
        TEST(few_processes_prove_nothing_and_it_says_how_many_would),
        TEST(what_failed_is_skipped_with_the_reason),
        TEST(a_cell_that_one_side_lacks_is_named),
        TEST(facts_of_the_machine_that_differ_are_listed_and_no_others),
        TEST(worse_scaling_is_found_though_each_worker_is_faster),
        TEST(machines_are_compared_whole_by_core_and_with_one_worker),
        TEST(results_of_one_machine_are_thrown_together_by_machine),
        TEST(executors_of_one_result_are_compared_block_by_block),
        TEST(one_side_alone_is_refused),
        TEST(a_rejected_session_decides_nothing),
        TEST(the_geometric_mean_and_the_sum_are_of_wall_times),
        TEST(the_same_thing_measured_twice_is_not_called_changed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

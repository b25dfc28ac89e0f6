/* SPDX-License-Identifier: MIT */
/* How many runs a start gets the longer its cell stays open. What it begins with is in test_pair_choose. */
#include "fixture.h"
#include "pair_private.h"

enum { CELLS = 3, MOST = 8 };

/* Three cells after so many pairs each: interleaved, interleaved with as many runs as fit already, and in turns. */
static void grow(uint64_t pairs, size_t tests, uint64_t runs[CELLS])
{
    static const char *const hows[CELLS] = {YOKE_INTERLEAVED, YOKE_INTERLEAVED, YOKE_TURNS};
    struct record *record = record_new();
    struct cell cells[2 * CELLS] = {0};
    struct gate_suite suite = {.rule = gate_rule_make(gate_profile_find("default"), tests, false)};
    const struct pair_options options = {.run = {.cells = cells, .cell_count = 2 * CELLS}, .suite = &suite};
    uint64_t begun[CELLS] = {pairs, pairs, pairs}, most[CELLS] = {MOST, 3, MOST};
    struct pair_driver driver = {
        .options = &options, .record = record, .progress = {.cells = CELLS}, .pairs = begun, .runs_most = most};
    assert_int_equal(record_make_cells(record, 2 * CELLS), 0);
    for (size_t i = 0; i < 2 * CELLS; i++) {
        cells[i].iterations = record->facts.cells[i].iterations = runs[i / 2];
        record->facts.cells[i].pairing.how = hows[i / 2];
    }
    pair_runs_grow(&driver);
    for (size_t i = 0; i < 2 * CELLS; i++) {
        runs[i / 2] = cells[i].iterations;
        assert_int_equal(record->facts.cells[i].iterations, runs[i / 2]);
    }
    record_free(record);
}

static void a_cell_that_a_look_leaves_open_gets_twice_the_runs_up_to_what_fits(void **state)
{
    (void)state;
    uint64_t runs[CELLS] = {2, 2, 2};
    grow(12, 1, runs);
    assert_int_equal(runs[0], 4);
    assert_int_equal(runs[1], 3);
    assert_int_equal(runs[2], 2);
    grow(18, 1, runs);
    grow(27, 1, runs);
    assert_int_equal(runs[0], MOST);
    assert_int_equal(runs[1], 3);
}

static void between_looks_and_where_none_can_decide_nothing_changes(void **state)
{
    (void)state;
    uint64_t runs[CELLS] = {2, 2, 2};
    grow(11, 1, runs);
    grow(13, 1, runs);
    grow(12, 40, runs); /* with 12 pairs even the clearest change is within chance of 40 tests */
    assert_int_equal(runs[0], 2);
    grow(18, 40, runs);
    assert_int_equal(runs[0], 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_cell_that_a_look_leaves_open_gets_twice_the_runs_up_to_what_fits),
        cmocka_unit_test(between_looks_and_where_none_can_decide_nothing_changes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

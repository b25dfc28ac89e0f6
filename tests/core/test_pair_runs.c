/* SPDX-License-Identifier: MIT */
/* How many runs a start gets the longer its cell stays open. What it begins with is in test_pair_choose. */
#include "fixture.h"
#include "pair_private.h"

enum { CELLS = 4, MOST = 8, OPEN = 0, NEARLY_FULL = 1, IN_TURNS = 2, DECIDED = 3 };

/* A suite of four cells under measurement. */
struct gate {
    struct record *record;
    struct cell cells[2 * CELLS];
    struct gate_suite suite;
    struct pair_options options;
    struct pair_runs runs[CELLS];
    struct pair_driver driver;
};

static void gate_begin(struct gate *gate, size_t tests)
{
    static const char *const hows[CELLS] = {YOKE_INTERLEAVED, YOKE_INTERLEAVED, YOKE_TURNS, YOKE_INTERLEAVED};
    const struct gate_metric wall = gate_metric_named("wall");
    const struct gate_profile *profile = gate_profile_find("default");
    *gate = (struct gate){.record = record_new(), .suite = gate_suite_begin(profile, false)};
    assert_int_equal(record_make_cells(gate->record, 2 * CELLS), 0);
    for (size_t i = 0; i < 2 * CELLS; i++) {
        struct yoke_cell *facts = &gate->record->facts.cells[i];
        gate->cells[i].iterations = facts->iterations = 2;
        facts->pairing.how = hows[i / 2];
        facts->name = "w/executor=e/side=base";
        facts->status = YOKE_CELL_OK;
        gate->runs[i / 2].most = i / 2 == NEARLY_FULL ? 3 : MOST;
    }
    for (size_t pair = 0; pair < CELLS; pair++)
        assert_int_equal(
            gate_suite_add(&gate->suite, &gate->record->facts, pair, &wall, &(struct gate_margins){0.01, 0.03}, NULL),
            0);
    gate->suite.rule = gate_rule_make(profile, tests, false);
    gate->suite.items[DECIDED].kept.claim = GATE_UNCHANGED;
    gate->options =
        (struct pair_options){.run = {.cells = gate->cells, .cell_count = 2 * CELLS}, .suite = &gate->suite};
    gate->driver = (struct pair_driver){
        .options = &gate->options, .record = gate->record, .progress = {.cells = CELLS}, .runs = gate->runs};
}

static void gate_end(struct gate *gate)
{
    gate_suite_release(&gate->suite);
    record_free(gate->record);
}

/* A round after which every cell has so many pairs that count. */
static void round_end(struct gate *gate, size_t pairs)
{
    for (size_t pair = 0; pair < CELLS; pair++)
        gate->suite.items[pair].kept.count = pairs;
    pair_runs_grow(&gate->driver);
}

static void expect_runs(const struct gate *gate, uint64_t open, uint64_t nearly_full)
{
    const uint64_t expected[CELLS] = {open, nearly_full, 2, 2};
    for (size_t i = 0; i < 2 * CELLS; i++) {
        assert_int_equal(gate->cells[i].iterations, expected[i / 2]);
        assert_int_equal(gate->record->facts.cells[i].iterations, expected[i / 2]);
    }
}

static void a_cell_that_a_look_leaves_open_gets_twice_the_runs_up_to_what_fits(void **state)
{
    (void)state;
    struct gate gate;
    gate_begin(&gate, 1);
    round_end(&gate, 11);
    expect_runs(&gate, 2, 2);
    round_end(&gate, 12);
    expect_runs(&gate, 4, 3);
    round_end(&gate, 12); /* a pair that was set aside: the look is the same */
    round_end(&gate, 17);
    expect_runs(&gate, 4, 3);
    round_end(&gate, 18);
    round_end(&gate, 27);
    expect_runs(&gate, MOST, 3);
    gate_end(&gate);
}

static void looks_at_which_none_can_decide_do_not_count(void **state)
{
    (void)state;
    struct gate gate;
    gate_begin(&gate, 40); /* with 12 pairs even the clearest change is within chance of 40 tests */
    round_end(&gate, 12);
    expect_runs(&gate, 2, 2);
    round_end(&gate, 18);
    expect_runs(&gate, 4, 3);
    gate_end(&gate);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_cell_that_a_look_leaves_open_gets_twice_the_runs_up_to_what_fits),
        cmocka_unit_test(looks_at_which_none_can_decide_do_not_count),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

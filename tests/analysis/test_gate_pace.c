/* SPDX-License-Identifier: MIT */
/* Starts at known moments, in turns and at once. */
#include "gate_pace.h"

#include "fixture.h"
#include "made_record.h"

static const uint64_t SECOND_NS = 1000000000;

static void start_add(struct record *record, size_t cell, uint64_t pair, uint64_t order, uint64_t started_ns)
{
    struct yoke_sample *sample = made_sample(record, &record->facts.cells[cell], pair, 1000);
    sample->order = order;
    sample->process = 100 + order;
    sample->started_ns = started_ns;
}

/* Of the cells 0 and 1. */
static double seconds_of(const struct record *record)
{
    struct gate_pace pace;
    assert_int_equal(gate_pace_begin(&pace, &record->facts), 0);
    const double seconds = gate_pace_seconds(&pace, &record->facts.cells[0], &record->facts.cells[1]);
    gate_pace_release(&pace);
    return seconds;
}

static void a_pair_in_turns_lasts_until_another_cell_s_begins(void **state)
{
    (void)state;
    struct record *record = made_record(4);
    start_add(record, 1, 0, 0, 5 * SECOND_NS); /* the candidate first */
    start_add(record, 0, 0, 1, 6 * SECOND_NS);
    start_add(record, 2, 0, 2, 8 * SECOND_NS);
    start_add(record, 3, 0, 3, 20 * SECOND_NS);
    assert_near(seconds_of(record), 3, 1e-9);
    record_free(record);
}

static void sides_that_begin_at_once_do_not_cost_nothing(void **state)
{
    (void)state;
    struct record *record = made_record(2);
    for (uint64_t pair = 0; pair < 4; pair++)
        for (size_t side = 0; side < 2; side++) /* both begin at the same moment, every two seconds */
            start_add(record, side, pair, 2 * pair + side, 2 * pair * SECOND_NS);
    assert_near(seconds_of(record), 2, 1e-9);
    record_free(record);
}

static void further_samples_of_a_start_are_no_starts(void **state)
{
    (void)state;
    struct record *record = made_record(2);
    for (uint64_t pair = 0; pair < 2; pair++)
        for (size_t side = 0; side < 2; side++) {
            start_add(record, side, pair, 2 * pair + side, (10 * pair + side) * SECOND_NS);
            start_add(record, side, pair, 2 * pair + side, (10 * pair + side) * SECOND_NS + 1000);
        }
    assert_near(seconds_of(record), 10, 1e-9);
    record_free(record);
}

static void what_nothing_followed_is_not_known(void **state)
{
    (void)state;
    struct record *record = made_record(2);
    assert_true(isnan(seconds_of(record)));
    start_add(record, 0, 0, 0, 0);
    start_add(record, 1, 0, 1, SECOND_NS);
    assert_true(isnan(seconds_of(record)));
    record_free(record);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_pair_in_turns_lasts_until_another_cell_s_begins),
        cmocka_unit_test(sides_that_begin_at_once_do_not_cost_nothing),
        cmocka_unit_test(further_samples_of_a_start_are_no_starts),
        cmocka_unit_test(what_nothing_followed_is_not_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

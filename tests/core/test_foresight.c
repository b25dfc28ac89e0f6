/* SPDX-License-Identifier: MIT */
/* Which visits begin where time is short, in seconds of work that waits: 64 workers take one, and 1 would take 64. */
#include "foresight.h"

#include "made_record.h"

enum { WIDTHS = 7, SECOND = 1000000000 };

static struct record *record;
static struct yoke_cell *cells; /* of 64, 32, … 1 workers, and serial */
static bool wanted[WIDTHS + 1];

static int setup(void **state)
{
    (void)state;
    record = made_record(WIDTHS + 1);
    cells = record->facts.cells;
    for (size_t i = 0; i <= WIDTHS; i++) {
        cells[i].workers = i < WIDTHS ? 64U >> i : 1;
        wanted[i] = true;
    }
    cells[WIDTHS].executor = "serial";
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    record_free(record);
    return 0;
}

static void visit(size_t cell, uint64_t seconds)
{
    made_sample(record, &cells[cell], cells[cell].sample_count, seconds * SECOND);
    wanted[cell] = false;
}

static enum foresight ask(size_t cell, uint64_t seconds_left)
{
    return foresight_of(&record->facts, wanted, cell, seconds_left * SECOND);
}

static void the_widest_is_visited_first_and_the_others_wait_for_it(void **state)
{
    (void)state;
    assert_int_equal(ask(0, 1), FORESIGHT_BEGIN);
    for (size_t i = 1; i <= WIDTHS; i++)
        assert_int_equal(ask(i, 1000), FORESIGHT_WAIT);
}

static void where_there_is_time_for_all_no_order_is_asked_for(void **state)
{
    (void)state;
    visit(0, 1);
    for (size_t i = 1; i <= WIDTHS; i++)
        assert_int_equal(ask(i, 64 * WIDTHS), FORESIGHT_BEGIN);
}

static void what_may_take_too_long_waits_for_wider_ones(void **state)
{
    (void)state;
    visit(0, 1);
    assert_int_equal(ask(2, 4 * WIDTHS), FORESIGHT_BEGIN); /* four seconds for each of the others */
    assert_int_equal(ask(3, 4 * WIDTHS), FORESIGHT_WAIT);
    visit(1, 1);
    assert_int_equal(ask(3, 4 * WIDTHS), FORESIGHT_BEGIN); /* 32 took no longer than 64: 8 take four at most */
}

static void what_takes_too_long_and_is_far_behind_is_left_out(void **state)
{
    (void)state;
    visit(0, 1);
    visit(1, 2);
    visit(2, 4);
    assert_int_equal(ask(3, 20), FORESIGHT_SKIP);
    assert_int_equal(ask(4, 20), FORESIGHT_WAIT);
    wanted[3] = false;
    for (size_t i = 4; i < WIDTHS; i++) {
        assert_int_equal(ask(i, 20), FORESIGHT_SKIP);
        wanted[i] = false;
    }
    assert_int_equal(ask(WIDTHS, 20), FORESIGHT_SKIP); /* serial is told of by the other executor */
}

/* Were it left out, the narrowest of those that were visited would be advised for want of others. */
static void what_may_be_as_fast_is_not_left_out(void **state)
{
    (void)state;
    visit(0, 10);
    visit(1, 10);
    assert_int_equal(ask(2, 1), FORESIGHT_BEGIN);
}

static void what_was_visited_begins_while_another_visit_fits(void **state)
{
    (void)state;
    visit(0, 3);
    assert_int_equal(ask(0, 3), FORESIGHT_BEGIN);
    assert_int_equal(ask(0, 2), FORESIGHT_SKIP);
}

static void work_of_other_parameters_tells_nothing(void **state)
{
    (void)state;
    for (size_t i = 0; i <= WIDTHS; i++)
        cells[i].tasks = i ? 100 : 99;
    visit(0, 1);
    assert_int_equal(ask(1, 1000), FORESIGHT_BEGIN);
    assert_int_equal(ask(2, 1000), FORESIGHT_WAIT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_widest_is_visited_first_and_the_others_wait_for_it, setup, teardown),
        cmocka_unit_test_setup_teardown(where_there_is_time_for_all_no_order_is_asked_for, setup, teardown),
        cmocka_unit_test_setup_teardown(what_may_take_too_long_waits_for_wider_ones, setup, teardown),
        cmocka_unit_test_setup_teardown(what_takes_too_long_and_is_far_behind_is_left_out, setup, teardown),
        cmocka_unit_test_setup_teardown(what_may_be_as_fast_is_not_left_out, setup, teardown),
        cmocka_unit_test_setup_teardown(what_was_visited_begins_while_another_visit_fits, setup, teardown),
        cmocka_unit_test_setup_teardown(work_of_other_parameters_tells_nothing, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

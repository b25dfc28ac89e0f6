/* SPDX-License-Identifier: MIT */
/* When a run has measured enough. */
#include "enough.h"

#include "fixture.h"
#include "made_record.h"

static struct record *record;

/* Two cells with intervals of 1 % and 4 %. */
static int setup(void **state)
{
    (void)state;
    record = made_record(2);
    record->facts.cells[0].wall_ns = (struct yoke_summary){.median = 100, .low = 99.5, .high = 101};
    record->facts.cells[1].wall_ns = (struct yoke_summary){.median = 100, .low = 96, .high = 101};
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    record_free(record);
    return 0;
}

static const char *reason(struct plan plan, uint64_t blocks_done, uint64_t elapsed_ns)
{
    return enough_reason(&plan, &record->facts, blocks_done, elapsed_ns);
}

static void without_wishes_the_blocks_decide(void **state)
{
    (void)state;
    assert_null(reason((struct plan){.blocks = 10}, 9, 1));
    assert_string_equal(reason((struct plan){.blocks = 10}, 10, 1), "blocks");
}

static void precision_ends_the_run_when_the_widest_interval_has_it(void **state)
{
    (void)state;
    assert_null(reason((struct plan){.blocks = 10, .precision_ppm = 39999}, 10, 1));
    assert_string_equal(reason((struct plan){.blocks = 10, .precision_ppm = 40000}, 10, 1), "precision");
}

static void precision_does_not_end_it_before_the_blocks_are_done(void **state)
{
    (void)state;
    assert_null(reason((struct plan){.blocks = 10, .precision_ppm = 500000}, 9, 1));
}

static void precision_that_cannot_be_had_ends_after_ten_times_the_blocks(void **state)
{
    (void)state;
    assert_null(reason((struct plan){.blocks = 10, .precision_ppm = 1}, 99, 1));
    assert_string_equal(reason((struct plan){.blocks = 10, .precision_ppm = 1}, 100, 1), "blocks");
    assert_null(reason((struct plan){.blocks = 10, .precision_ppm = 1, .budget_ns = 1000}, 100, 1));
}

static void a_budget_ends_it_after_the_first_block_at_the_earliest(void **state)
{
    (void)state;
    assert_null(reason((struct plan){.blocks = 10, .budget_ns = 1000}, 0, 5000));
    assert_string_equal(reason((struct plan){.blocks = 10, .budget_ns = 1000}, 1, 1000), "budget");
}

static void failed_cells_are_not_waited_for(void **state)
{
    (void)state;
    record->facts.cells[1].status = YOKE_CELL_FAILED;
    assert_string_equal(reason((struct plan){.blocks = 10, .precision_ppm = 10000}, 10, 1), "precision");
}

static void a_cell_without_an_interval_is_not_precise(void **state)
{
    (void)state;
    record->facts.cells[1].wall_ns.low = NAN;
    assert_null(reason((struct plan){.blocks = 1, .precision_ppm = 1000000}, 1, 1));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(without_wishes_the_blocks_decide, setup, teardown),
        cmocka_unit_test_setup_teardown(precision_ends_the_run_when_the_widest_interval_has_it, setup, teardown),
        cmocka_unit_test_setup_teardown(precision_does_not_end_it_before_the_blocks_are_done, setup, teardown),
        cmocka_unit_test_setup_teardown(precision_that_cannot_be_had_ends_after_ten_times_the_blocks, setup, teardown),
        cmocka_unit_test_setup_teardown(a_budget_ends_it_after_the_first_block_at_the_earliest, setup, teardown),
        cmocka_unit_test_setup_teardown(failed_cells_are_not_waited_for, setup, teardown),
        cmocka_unit_test_setup_teardown(a_cell_without_an_interval_is_not_precise, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

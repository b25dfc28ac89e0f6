/* SPDX-License-Identifier: MIT */
/* Blocks are void from the change of a setting to the block in which it is as before again. */
#include "watch.h"

#include "fixture.h"
#include "made_record.h"

/* Looks after blocks 0, 1, … with this governor in each; NULL ends. */
static struct record *watched(const char *start, const char *const governors[])
{
    struct record *record = made_record(1);
    struct watch watch;
    struct conditions conditions = {0};
    snprintf(conditions.values[CONDITION_GOVERNOR], CONDITION_BYTES, "%s", start);
    assert_int_equal(watch_begin(&watch, &conditions, record), 0);
    for (uint64_t block = 0; governors[block]; block++) {
        snprintf(conditions.values[CONDITION_GOVERNOR], CONDITION_BYTES, "%s", governors[block]);
        assert_int_equal(watch_look(&watch, &conditions, block, record), 0);
    }
    return record;
}

static void change_expect(const struct yoke_change *change, const char *before, const char *after, uint64_t first, uint64_t last)
{
    assert_string_equal(change->condition, "governor");
    assert_string_equal(change->before ? change->before : "?", before);
    assert_string_equal(change->after ? change->after : "?", after);
    assert_int_equal(change->first_block, first);
    assert_int_equal(change->last_block, last);
}

static void a_machine_that_stays_as_it_is_has_no_changes(void **state)
{
    (void)state;
    struct record *record = watched("performance", (const char *[]){"performance", "performance", NULL});
    assert_int_equal(record->facts.change_count, 0);
    assert_int_equal(record->facts.condition_count, CONDITIONS);
    assert_string_equal(record->facts.conditions[CONDITION_GOVERNOR].before, "performance");
    assert_string_equal(record->facts.conditions[CONDITION_GOVERNOR].after, "performance");
    assert_null(record->facts.conditions[CONDITION_TURBO].before);
    record_free(record);
}

static void a_lasting_change_voids_its_block_and_all_after_it(void **state)
{
    (void)state;
    struct record *record = watched("performance", (const char *[]){"performance", "powersave", "powersave", NULL});
    assert_int_equal(record->facts.change_count, 1);
    change_expect(record->facts.changes, "performance", "powersave", 1, 2);
    assert_string_equal(record->facts.conditions[CONDITION_GOVERNOR].after, "powersave");
    record_free(record);
}

static void a_change_back_voids_the_block_in_which_it_happens(void **state)
{
    (void)state;
    struct record *record =
        watched("performance", (const char *[]){"performance", "powersave", "performance", "performance", NULL});
    assert_int_equal(record->facts.change_count, 1);
    change_expect(record->facts.changes, "performance", "powersave", 1, 2);
    record_free(record);
}

static void a_change_of_a_change_is_another_change(void **state)
{
    (void)state;
    struct record *record = watched("performance", (const char *[]){"powersave", "schedutil", "performance", "powersave", NULL});
    assert_int_equal(record->facts.change_count, 3);
    change_expect(&record->facts.changes[0], "performance", "powersave", 0, 0);
    change_expect(&record->facts.changes[1], "performance", "schedutil", 1, 2);
    change_expect(&record->facts.changes[2], "performance", "powersave", 3, 3);
    record_free(record);
}

static void what_is_no_longer_told_has_changed(void **state)
{
    (void)state;
    struct record *record = watched("performance", (const char *[]){"", NULL});
    assert_int_equal(record->facts.change_count, 1);
    change_expect(record->facts.changes, "performance", "?", 0, 0);
    record_free(record);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_machine_that_stays_as_it_is_has_no_changes),
        cmocka_unit_test(a_lasting_change_voids_its_block_and_all_after_it),
        cmocka_unit_test(a_change_back_voids_the_block_in_which_it_happens),
        cmocka_unit_test(a_change_of_a_change_is_another_change),
        cmocka_unit_test(what_is_no_longer_told_has_changed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT */
/* The rules that cut tasks into chunks, with numbers. */
#include <string.h>

#include "fixture.h"

#include "yoke/catalogue.h"

#include "schedule.h"

enum { WORKERS_MOST = 1000 };

static uint64_t bounds[64 * (WORKERS_MOST + 1)];

static const struct schedule_rule *rule_named(const char *name)
{
    const struct yoke_schedule *schedule = schedule_find(name);
    assert_non_null(schedule);
    return schedule_rule(schedule);
}

static struct schedule_cut cut_of(uint64_t task_count, uint64_t worker_count, uint64_t chunk)
{
    return (struct schedule_cut){
        .task_count = task_count, .worker_count = worker_count, .chunk = chunk, .left = task_count};
}

static void every_schedule_is_found_by_its_name_and_no_other_is(void **state)
{
    (void)state;
    for (const struct yoke_schedule *const *schedule = yoke_schedules; *schedule; schedule++) {
        assert_ptr_equal(schedule_find((*schedule)->name), *schedule);
        assert_true(strlen((*schedule)->summary) > 0);
    }
    assert_null(schedule_find("Static"));
    assert_null(schedule_find(""));
}

static void equal_shares_differ_by_one_task_at_most_and_leave_none_out(void **state)
{
    (void)state;
    const uint64_t counts[] = {0, 1, 7, 16, 17, 1000, (1ull << 47) - 1};
    for (size_t count = 0; count < sizeof counts / sizeof *counts; count++) {
        for (uint64_t workers = 1; workers <= 17; workers++) {
            uint64_t least = counts[count] / workers;
            assert_int_equal(schedule_share(counts[count], workers, 0), 0);
            assert_int_equal(schedule_share(counts[count], workers, workers), counts[count]);
            for (uint64_t worker = 0; worker < workers; worker++) {
                uint64_t size =
                    schedule_share(counts[count], workers, worker + 1) - schedule_share(counts[count], workers, worker);
                assert_in_range(size, least, least + 1);
            }
        }
    }
}

static void expect_sizes(const char *name, struct schedule_cut cut, const uint64_t sizes[], size_t size_count)
{
    uint64_t chunks = schedule_bounds(rule_named(name), cut, bounds);
    assert_int_equal(chunks, size_count);
    assert_int_equal(bounds[0], 0);
    for (size_t chunk = 0; chunk < size_count; chunk++)
        assert_int_equal(bounds[chunk + 1] - bounds[chunk], sizes[chunk]);
}

static void guided_hands_out_an_equal_share_of_what_is_left(void **state)
{
    (void)state;
    expect_sizes("guided", cut_of(20, 2, 1), (const uint64_t[]){10, 5, 3, 1, 1}, 5);
    expect_sizes("guided", cut_of(20, 2, 4), (const uint64_t[]){10, 5, 4, 1}, 4);
    expect_sizes("guided", cut_of(3, 8, 1), (const uint64_t[]){1, 1, 1}, 3);
}

static void factoring_hands_out_batches_of_half_of_what_is_left(void **state)
{
    (void)state;
    expect_sizes("factoring", cut_of(100, 2, 1), (const uint64_t[]){25, 25, 13, 13, 6, 6, 3, 3, 2, 2, 1, 1}, 12);
    expect_sizes("factoring", cut_of(5, 4, 1), (const uint64_t[]){1, 1, 1, 1, 1}, 5);
}

static void trapezoid_falls_in_a_straight_line(void **state)
{
    (void)state;
    /* from 200 / (2 x 2) = 50 down by 49 / 7 = 7 for each of ceil(400 / 51) = 8 chunks; the last is what is left */
    expect_sizes("trapezoid", cut_of(200, 2, 1), (const uint64_t[]){50, 43, 36, 29, 22, 15, 5}, 7);
    expect_sizes("trapezoid", cut_of(1, 3, 1), (const uint64_t[]){1}, 1);
}

static void pool4_has_the_chunks_of_cpythons_pool(void **state)
{
    (void)state;
    const struct schedule_rule *rule = rule_named("pool4");
    const struct {
        uint64_t tasks, workers, chunk;
    } known[] = {{20, 1, 5}, {20, 2, 3}, {20, 4, 2}, {20, 8, 1}, {1000, 4, 63}};
    for (size_t entry = 0; entry < sizeof known / sizeof *known; entry++) {
        struct schedule_cut cut = cut_of(known[entry].tasks, known[entry].workers, 1);
        assert_int_equal(rule->size(&cut), known[entry].chunk);
    }
}

static void no_table_of_chunks_leaves_tasks_out_or_overflows(void **state)
{
    (void)state;
    const uint64_t counts[] = {0, 1, 2, 7, 1000, 999999937, (1ull << 47) - 1, (1ull << 48) - 1};
    const unsigned workers[] = {1, 2, 3, 17, 256, WORKERS_MOST};
    for (const struct yoke_schedule *const *schedule = yoke_schedules; *schedule; schedule++) {
        const struct schedule_rule *rule = schedule_rule(*schedule);
        for (size_t which = 0; rule->kind == SCHEDULE_TABLE && which < 8 * 6; which++) {
            uint64_t count = counts[which / 6];
            size_t most = schedule_bounds_most(workers[which % 6]);
            bounds[most < sizeof bounds / sizeof *bounds ? most : 0] = 4711;
            uint64_t chunks = schedule_bounds(rule, cut_of(count, workers[which % 6], 1), bounds);
            assert_in_range(chunks, count > 0, most - 2); /* one less would be a table cut short */
            for (uint64_t chunk = 0; chunk < chunks; chunk++)
                assert_true(bounds[chunk] < bounds[chunk + 1]);
            assert_int_equal(bounds[0], 0);
            assert_int_equal(bounds[chunks], count);
            if (most < sizeof bounds / sizeof *bounds)
                assert_int_equal(bounds[most], 4711);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_schedule_is_found_by_its_name_and_no_other_is),
        cmocka_unit_test(equal_shares_differ_by_one_task_at_most_and_leave_none_out),
        cmocka_unit_test(guided_hands_out_an_equal_share_of_what_is_left),
        cmocka_unit_test(factoring_hands_out_batches_of_half_of_what_is_left),
        cmocka_unit_test(trapezoid_falls_in_a_straight_line),
        cmocka_unit_test(pool4_has_the_chunks_of_cpythons_pool),
        cmocka_unit_test(no_table_of_chunks_leaves_tasks_out_or_overflows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT */
/* Rows for tasks that overlap. */
#include "task_rows.h"

#include <stdbool.h>

#include "draws.h"
#include "fixture.h"

enum { TASKS = 500 };

static void a_row_that_is_free_is_used_again_and_the_lowest_first(void **state)
{
    (void)state;
    struct trace_task tasks[] = {{.started_ns = 60, .ended_ns = 100},
                                 {.started_ns = 0, .ended_ns = 50},
                                 {.started_ns = 10, .ended_ns = 20},
                                 {.started_ns = 50, .ended_ns = 55},
                                 {.started_ns = 5, .ended_ns = 60}};
    const uint32_t expected[] = {0, 1, 2, 0, 0};
    uint32_t rows[5], count;
    task_rows_sort(tasks, 5);
    assert_int_equal(task_rows_assign(tasks, 5, rows, &count), 0);
    assert_int_equal(count, 3);
    for (size_t i = 0; i < 5; i++)
        assert_int_equal(rows[i], expected[i]);
}

static void no_task_needs_no_row(void **state)
{
    (void)state;
    uint32_t count = 7;
    assert_int_equal(task_rows_assign(NULL, 0, NULL, &count), 0);
    assert_int_equal(count, 0);
}

/* How many of the tasks are under way at the moment when that one starts; those without length end at once. */
static uint32_t under_way(const struct trace_task tasks[], size_t at)
{
    uint32_t count = 1;
    for (size_t i = 0; i < at; i++)
        count += tasks[i].ended_ns > tasks[at].started_ns;
    return count;
}

static void rows_are_as_many_as_tasks_at_once_and_hold_no_two_that_overlap(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < 20; seed++) {
        struct draws draws = {.seed = seed};
        struct trace_task tasks[TASKS];
        uint32_t rows[TASKS], count, most = 0;
        for (size_t i = 0; i < TASKS; i++) {
            tasks[i] = (struct trace_task){.started_ns = (uint64_t)(1000 * draws_uniform(&draws))};
            tasks[i].ended_ns = tasks[i].started_ns + (uint64_t)((double)(4 * seed) * draws_uniform(&draws));
        }
        task_rows_sort(tasks, TASKS);
        assert_int_equal(task_rows_assign(tasks, TASKS, rows, &count), 0);
        for (size_t i = 0; i < TASKS; i++) {
            const uint32_t now = under_way(tasks, i);
            most = now > most ? now : most;
            for (size_t k = 0; k < i; k++)
                assert_true(rows[k] != rows[i] || tasks[k].ended_ns <= tasks[i].started_ns);
        }
        assert_int_equal(count, most);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_row_that_is_free_is_used_again_and_the_lowest_first),
        cmocka_unit_test(no_task_needs_no_row),
        cmocka_unit_test(rows_are_as_many_as_tasks_at_once_and_hold_no_two_that_overlap),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

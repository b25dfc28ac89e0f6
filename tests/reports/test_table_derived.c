/* SPDX-License-Identifier: MIT */
/* The block of what counters mean: a row a cell, a column a quantity, intervals where there are any. */
#include <math.h>
#include <stdlib.h>

#include "fixture.h"

#include "table_derived.h"

static char *printed(struct yoke_cell *cells, size_t count)
{
    char *text = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&text, &size);
    const struct yoke_record record = {.cells = cells, .cell_count = count};
    const struct yoke_target target = {.stream = stream, .notes = stderr, .width = 120};
    struct study_list list;
    struct grid *grid;
    assert_int_equal(study_list_init(&list, &record), 0);
    assert_int_equal(table_derived_new(&list.studies[0], false, &grid), 0);
    if (grid)
        grid_print(grid, &target);
    grid_free(grid);
    study_list_release(&list);
    fclose(stream);
    return text;
}

static struct yoke_derived quantity(const char *name, double value, double low, double high)
{
    return (struct yoke_derived){.name = name, .value = value, .low = low, .high = high, .n = 10, .running_share = NAN};
}

static struct yoke_cell cell_of(const char *executor, struct yoke_derived *derived, size_t count)
{
    return (struct yoke_cell){.name = executor,
                              .workload = "spin",
                              .executor = executor,
                              .schedule = "dynamic",
                              .placement = "none",
                              .chunk = 1,
                              .workers = 2,
                              .tasks = 10,
                              .derived = derived,
                              .derived_count = count};
}

static void ratios_and_events_a_task_stand_with_their_intervals(void **state)
{
    (void)state;
    struct yoke_derived all[] = {quantity("ipc", 1.234, 1.2, 1.26), quantity("branch-miss-rate", 0.0123, 0.012, 0.0131),
                                 quantity("PAPI_TOT_INS/task", 2000123, 2000100, NAN)};
    struct yoke_derived few[] = {quantity("ipc", 0.5, NAN, NAN)};
    struct yoke_cell cells[] = {cell_of("pthread", all, 3), cell_of("fork", few, 1)};
    char *text = printed(cells, 2);
    assert_string_equal(text, "  executor  workers                ipc         branch-miss-rate  PAPI_TOT_INS/task\n"
                              "  pthread         2  1.23 [1.20..1.26]  1.23 % [1.20 %..1.31 %]   2.00M [2.00M..?]\n"
                              "  fork            2               0.50\n");
    free(text);
}

static void what_was_multiplexed_is_marked(void **state)
{
    (void)state;
    struct yoke_derived scaled[] = {quantity("ipc", 1.234, 1.2, 1.26)};
    scaled[0].running_share = 0.4;
    struct yoke_cell cells[] = {cell_of("pthread", scaled, 1)};
    char *text = printed(cells, 1);
    assert_non_null(strstr(text, "~1.23 [1.20..1.26]"));
    free(text);
}

static void what_the_kernel_counts_stands_elsewhere(void **state)
{
    (void)state;
    struct yoke_derived kernel[] = {quantity("page-faults/task", 3, 3, 3), quantity("PAPI_TOT_INS/operation", 1, 1, 1)};
    struct yoke_cell cells[] = {cell_of("pthread", kernel, 2)};
    char *text = printed(cells, 1);
    assert_string_equal(text, "");
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ratios_and_events_a_task_stand_with_their_intervals),
        cmocka_unit_test(what_was_multiplexed_is_marked),
        cmocka_unit_test(what_the_kernel_counts_stands_elsewhere),
    };
    return cmocka_run_group_tests_name("table derived", tests, NULL, NULL);
}

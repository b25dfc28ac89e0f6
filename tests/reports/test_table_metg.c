/* SPDX-License-Identifier: MIT */
/* The block of shortest tasks: a row an entry, no number where there is none. */
#include <math.h>
#include <stdlib.h>

#include "fixture.h"

#include "table_metg.h"

static char *printed(struct yoke_metg *entries, size_t count, bool utf8)
{
    char *text = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&text, &size);
    const struct yoke_record record = {.metg = entries, .metg_count = count};
    const struct yoke_target target = {.stream = stream, .notes = stderr, .width = 100, .utf8 = utf8};
    assert_int_equal(table_metg_print(&record, &target), 0);
    fclose(stream);
    return text;
}

static struct yoke_metg entry(const char *executor, enum yoke_metg_status status, double value_ns, double low_ns, double high_ns)
{
    return (struct yoke_metg){.workload = "spin", .executor = executor, .schedule = "dynamic", .placement = "none", .chunk = 1,
                              .workers = 2, .status = status, .value_ns = value_ns, .low_ns = low_ns, .high_ns = high_ns,
                              .smallest_ns = 5.2, .largest_ns = 20000};
}

static void a_record_without_any_prints_nothing(void **state)
{
    (void)state;
    char *text = printed(NULL, 0, true);
    assert_string_equal(text, "");
    free(text);
}

static void values_have_intervals_and_the_others_a_side(void **state)
{
    (void)state;
    struct yoke_metg entries[] = {entry("pthread", YOKE_METG_OK, 52.14, 40, 81.5), entry("fork", YOKE_METG_BELOW, NAN, NAN, 5.2),
                                  entry("coop", YOKE_METG_NOT_REACHED, NAN, 9000, NAN), entry("openmp", YOKE_METG_OK, 60, NAN, NAN)};
    char *text = printed(entries, 4, false);
    assert_string_equal(text,
                        "\n"
                        "shortest tasks, as they take serially, at which half of ideal is reached - shorter is better\n"
                        "  workload  executor  schedule  workers  METG(50 %)                95 %\n"
                        "  spin      pthread   dynamic         2     52.1 ns  [40.0 ns..81.5 ns]\n"
                        "  spin      fork      dynamic         2   < 5.20 ns        [?..5.20 ns]\n"
                        "  spin      coop      dynamic         2   > 20.0 us        [9.00 us..?]\n"
                        "  spin      openmp    dynamic         2     60.0 ns\n");
    free(text);
}

static void chunks_are_shown_where_they_are_more_than_one(void **state)
{
    (void)state;
    struct yoke_metg entries[] = {entry("pthread", YOKE_METG_OK, 52.14, NAN, NAN)};
    entries[0].chunk = 64;
    char *text = printed(entries, 1, true);
    assert_non_null(strstr(text, "chunk"));
    assert_non_null(strstr(text, "64"));
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_record_without_any_prints_nothing),
        cmocka_unit_test(values_have_intervals_and_the_others_a_side),
        cmocka_unit_test(chunks_are_shown_where_they_are_more_than_one),
    };
    return cmocka_run_group_tests_name("table metg", tests, NULL, NULL);
}

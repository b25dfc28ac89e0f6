/* SPDX-License-Identifier: MIT */
/* A command's runs with several values, side by side. */
#include <stdlib.h>

#include "analysis.h"
#include "made_record.h"
#include "table_values.h"

enum { BLOCKS = 8, CELLS = 4 };

static const char *const words[] = {"./prog", "{n}"};

/* {n} is 1, 2 and 4, the time goes down as fast, and another command is run with one value only. */
static struct record *swept(void)
{
    static struct yoke_setting_value params[CELLS][2];
    struct record *record = made_record(CELLS);
    for (size_t i = 0; i < CELLS; i++) {
        struct yoke_cell *cell = &record->facts.cells[i];
        params[i][0] =
            (struct yoke_setting_value){.name = "run", .value = YOKE_MISSING, .word = i < 3 ? "prog" : "other"};
        params[i][1] = (struct yoke_setting_value){.name = "n", .value = 1U << i};
        cell->workload = "command";
        cell->executor = "serial";
        cell->params = params[i];
        cell->param_count = 2;
        cell->command = words;
        cell->command_count = 2;
        for (uint64_t block = 0; block < BLOCKS; block++)
            made_sample(record, cell, block, (80000000U + (unsigned)block * 100) >> i);
    }
    assert_int_equal(analysis_run(record), 0);
    return record;
}

static char *printed(const struct record *record, unsigned width)
{
    char *text = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&text, &size);
    const struct yoke_target target = {.stream = stream, .notes = stderr, .width = width};
    assert_int_equal(table_values_print(&record->facts, &target), 0);
    fclose(stream);
    return text;
}

static void each_value_is_held_against_the_first(void **state)
{
    (void)state;
    struct record *record = swept();
    char *text = printed(record, 0);
    assert_string_equal(
        text, "\n"
              "by parameter: times as fast as the first of the same command, executor and workers - 95 % intervals\n"
              "  with     wall  times as fast          95 %\n"
              "  n=1   80.0 ms          1.00x\n"
              "  n=2   40.0 ms          2.00x  [2.00..2.00]\n"
              "  n=4   20.0 ms          4.00x  [4.00..4.00]\n"
              "  everywhere: command prog - executor serial - workers 1\n");
    free(text);
    record_free(record);
}

static void what_is_no_command_and_what_has_one_value_prints_nothing(void **state)
{
    (void)state;
    struct record *record = swept();
    for (size_t i = 0; i < 3; i++)
        record->facts.cells[i].command_count = 0;
    char *text = printed(record, 80);
    assert_string_equal(text, "");
    free(text);
    record_free(record);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_value_is_held_against_the_first),
        cmocka_unit_test(what_is_no_command_and_what_has_one_value_prints_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

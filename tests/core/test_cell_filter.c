/* SPDX-License-Identifier: MIT */
#include "cell_filter.h"

#include <stdlib.h>

#include "fixture.h"

static const char NAME[] = "io_sleep/longest=20000000/executor=fork/workers=8";

static void every_word_must_hold(void **state)
{
    (void)state;
    static const struct {
        const char *filter;
        bool passes;
    } cases[] = {
        {"", true},                       {" \t ", true},                {"io_sleep", true},         {"sleep", true},
        {"spin", false},                  {"sleep fork", true},          {"sleep spin", false},      {"executor=fork", true},
        {"executor=f*", true},            {"executor=for?", true},       {"executor=for", false},    {"executor=", false},
        {"xecutor=fork", false},          {"workers=8", true},           {"workers>=8", true},       {"workers<=8", true},
        {"workers>8", false},             {"workers<8", false},          {"workers>7 workers<9", true},
        {"longest>=1e7", true},           {"longest<1e7", false},        {"executor>2", false},      {"workers>many", false},
        {"workers>", false},              {"nothing=1", false},          {"nothing>1", false},       {"i*8", true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (cell_filter_passes(cases[i].filter, NAME) != cases[i].passes)
            fail_msg("\"%s\" should%s pass", cases[i].filter, cases[i].passes ? "" : " not");
}

static void an_axis_is_not_found_within_another_axis_or_value(void **state)
{
    (void)state;
    assert_false(cell_filter_passes("orkers=8", NAME));
    assert_false(cell_filter_passes("workers=8", "spin/more_workers=8/workers=2"));
    assert_true(cell_filter_passes("workers=2", "spin/more_workers=8/workers=2"));
}

static void a_word_longer_than_any_name_is_no_overflow_and_no_match(void **state)
{
    (void)state;
    char filter[4096];
    memset(filter, 'a', sizeof filter);
    filter[sizeof filter - 1] = '\0';
    assert_false(cell_filter_passes(filter, NAME));
    memcpy(filter, "executor=", 9);
    assert_false(cell_filter_passes(filter, NAME));
}

static void those_that_pass_keep_their_order_and_the_others_are_freed(void **state)
{
    (void)state;
    static const char *const names[] = {"a/workers=1", "a/workers=2", "b/workers=1", "b/workers=2"};
    struct cell cells[4] = {0};
    for (size_t i = 0; i < 4; i++)
        cells[i].name = strdup(names[i]);
    const size_t count = cell_filter_apply("workers=2", cells, 4);
    assert_int_equal(count, 2);
    assert_string_equal(cells[0].name, "a/workers=2");
    assert_string_equal(cells[1].name, "b/workers=2");
    for (size_t i = 0; i < count; i++)
        free(cells[i].name);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_word_must_hold),
        cmocka_unit_test(an_axis_is_not_found_within_another_axis_or_value),
        cmocka_unit_test(a_word_longer_than_any_name_is_no_overflow_and_no_match),
        cmocka_unit_test(those_that_pass_keep_their_order_and_the_others_are_freed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT */
/* Sets of processors as the kernel writes them. */
#include "cpulist.h"

#include "fixture.h"

static void a_list_of_ranges_is_read(void **state)
{
    (void)state;
    struct cpulist list;
    assert_true(cpulist_parse("0-3,8,72-73\n", &list));
    assert_int_equal(cpulist_count(&list), 7);
    assert_true(cpulist_has(&list, 0) && cpulist_has(&list, 3) && cpulist_has(&list, 8) && cpulist_has(&list, 73));
    assert_false(cpulist_has(&list, 4) || cpulist_has(&list, 7) || cpulist_has(&list, 71) || cpulist_has(&list, 74));
}

static void an_empty_text_is_the_empty_set(void **state)
{
    (void)state;
    struct cpulist list;
    assert_true(cpulist_parse("", &list));
    assert_int_equal(cpulist_count(&list), 0);
    assert_true(cpulist_parse("\n", &list));
    assert_int_equal(cpulist_count(&list), 0);
}

static void anything_else_is_refused_and_leaves_the_empty_set(void **state)
{
    (void)state;
    static const char *const bad[] = {"x",   "1-",    "3-1", "1,x", "-1", "0-8192", "99999999999999999999",
                                      "1;2", "0-3-5", ",1"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct cpulist list;
        assert_false(cpulist_parse(bad[i], &list));
        assert_int_equal(cpulist_count(&list), 0);
    }
}

static void formatting_gives_back_what_was_read(void **state)
{
    (void)state;
    static const char *const texts[] = {"", "0", "0-3,8", "1,3,5", "63-64", "8191", "0-8191"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct cpulist list;
        char text[64];
        assert_true(cpulist_parse(texts[i], &list));
        cpulist_format(&list, text, sizeof text);
        assert_string_equal(text, texts[i]);
    }
}

static void a_text_that_is_too_long_is_cut_between_two_numbers(void **state)
{
    (void)state;
    struct cpulist list;
    char text[8];
    assert_true(cpulist_parse("100,200,300", &list));
    cpulist_format(&list, text, sizeof text);
    assert_string_equal(text, "100,200");
}

static void an_intersection_holds_what_both_hold(void **state)
{
    (void)state;
    struct cpulist list, other;
    char text[64];
    assert_true(cpulist_parse("0-7,64", &list));
    assert_true(cpulist_parse("4-9,64-70", &other));
    cpulist_intersect(&list, &other);
    cpulist_format(&list, text, sizeof text);
    assert_string_equal(text, "4-7,64");
}

static void this_thread_may_run_somewhere(void **state)
{
    (void)state;
    struct cpulist list;
    assert_true(cpulist_of_thread(&list));
    assert_true(cpulist_count(&list) >= 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_list_of_ranges_is_read),
        cmocka_unit_test(an_empty_text_is_the_empty_set),
        cmocka_unit_test(anything_else_is_refused_and_leaves_the_empty_set),
        cmocka_unit_test(formatting_gives_back_what_was_read),
        cmocka_unit_test(a_text_that_is_too_long_is_cut_between_two_numbers),
        cmocka_unit_test(an_intersection_holds_what_both_hold),
        cmocka_unit_test(this_thread_may_run_somewhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

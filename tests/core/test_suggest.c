/* SPDX-License-Identifier: MIT */
/* "Did you mean …?" */
#include "fixture.h"
#include "suggest.h"

#include <string.h>

static const char *nearest(const char *wrong, const char *const names[])
{
    struct suggestion suggestion;
    suggestion_start(&suggestion, wrong);
    for (; *names; names++)
        suggestion_offer(&suggestion, *names);
    return suggestion.best ? suggestion.best : "(none)";
}

static void slips_find_their_name(void **state)
{
    (void)state;
    static const char *const workloads[] = {"null", "spin", "cpu_sum_squares", "io_sleep", NULL};
    assert_string_equal(nearest("nul", workloads), "null");
    assert_string_equal(nearest("sipn", workloads), "spin");
    assert_string_equal(nearest("SPIN", workloads), "spin");
    assert_string_equal(nearest("cpu_sum_sqares", workloads), "cpu_sum_squares");
    assert_string_equal(nearest("cpu-sum-squares", workloads), "cpu_sum_squares");
    assert_string_equal(nearest("io_slep", workloads), "io_sleep");
}

static void a_piece_of_a_name_finds_it(void **state)
{
    (void)state;
    static const char *const workloads[] = {"null", "spin", "cpu_sum_squares", "io_sleep", NULL};
    assert_string_equal(nearest("sleep", workloads), "io_sleep");
    assert_string_equal(nearest("squares", workloads), "cpu_sum_squares");
    assert_string_equal(nearest("cpu", workloads), "cpu_sum_squares");
}

static void a_common_beginning_wins(void **state)
{
    (void)state;
    static const char *const verbs[] = {"iostat", "stat", "start", NULL};
    assert_string_equal(nearest("sta", verbs), "stat");
    static const char *const ends[] = {"bat", "cab", NULL};
    assert_string_equal(nearest("cat", ends), "cab"); /* both one letter away */
}

static void what_is_near_to_nothing_is_not_guessed(void **state)
{
    (void)state;
    static const char *const names[] = {"serial", "pthread", "fork", "openmp", "n", NULL};
    assert_string_equal(nearest("mpi", names), "(none)");
    assert_string_equal(nearest("quantum", names), "(none)");
    assert_string_equal(nearest("m", names), "(none)");
    assert_string_equal(nearest("", names), "(none)");
    char endless[500];
    memset(endless, 'a', sizeof endless - 1);
    endless[sizeof endless - 1] = '\0';
    assert_string_equal(nearest(endless, names), "(none)");
}

static void the_end_of_a_sentence_names_the_nearest_or_nothing(void **state)
{
    (void)state;
    struct suggestion suggestion;
    char text[SUGGESTION_TEXT_BYTES];
    suggestion_start(&suggestion, "forc");
    assert_string_equal(suggestion_text(&suggestion, text), "");
    suggestion_offer(&suggestion, "fork");
    suggestion_offer(&suggestion, NULL);
    assert_string_equal(suggestion_text(&suggestion, text), ". Did you mean fork?");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(slips_find_their_name),
        cmocka_unit_test(a_piece_of_a_name_finds_it),
        cmocka_unit_test(a_common_beginning_wins),
        cmocka_unit_test(what_is_near_to_nothing_is_not_guessed),
        cmocka_unit_test(the_end_of_a_sentence_names_the_nearest_or_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

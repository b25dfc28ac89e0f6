/* SPDX-License-Identifier: MIT */
/* Commands are split without a shell, and joined so that they split into the same words again. */
#include "words.h"

#include <errno.h>
#include <stdlib.h>

#include "fixture.h"

static void expect_words(const char *text, const char *const expected[])
{
    struct yoke_error error = {0};
    char **words;
    size_t count, i = 0;
    if (words_split(text, &words, &count, &error))
        fail_msg("%s", error.text);
    for (; expected[i]; i++) {
        assert_true(i < count);
        assert_string_equal(words[i], expected[i]);
    }
    assert_int_equal(count, i);
    assert_null(words[count]);
    words_free(words);
}

#define WORDS(...) (const char *const[]){__VA_ARGS__, NULL}

static void blanks_part_words_and_quotes_keep_them(void **state)
{
    (void)state;
    expect_words("  sort  -n\tbig.txt\n", WORDS("sort", "-n", "big.txt"));
    expect_words("awk '{print $1; next}' \"a b\"", WORDS("awk", "{print $1; next}", "a b"));
    expect_words("a\\ b '' \"\"", WORDS("a b", "", ""));
    expect_words("pre'fix'\"ed\"", WORDS("prefixed"));
    expect_words("\"a \\\" \\\\ \\n\"", WORDS("a \" \\ \\n"));
    expect_words("'\\'", WORDS("\\"));
    expect_words("   ", (const char *const[]){NULL});
}

static void what_cannot_be_meant_is_refused_with_a_sentence(void **state)
{
    (void)state;
    static const struct {
        const char *text, *sentence;
    } cases[] = {
        {"sort 'x", "a quote is opened and not closed"}, {"sort \"x\\\"", "a quote is opened and not closed"},
        {"sort x\\", "ends with a backslash"},           {"sort x | uniq", "| means something to a shell"},
        {"sort <x", "< means something to a shell"},     {"echo $HOME", "$ means something to a shell"},
        {"wc *.c", "* means something to a shell"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct yoke_error error = {0};
        char **words;
        size_t count;
        assert_int_equal(words_split(cases[i].text, &words, &count, &error), -EINVAL);
        assert_null(words);
        if (!strstr(error.text, cases[i].sentence) || !strstr(error.text, cases[i].text))
            fail_msg("%s", error.text);
    }
}

static void joined_words_split_into_the_same_words(void **state)
{
    (void)state;
    const char *const words[] = {"sort", "", "a b", "it's", "\"", "\\", "$x|y*", "{n}", "plain-1.0", "new\nline", NULL};
    char *text = words_join(words, sizeof words / sizeof words[0] - 1);
    assert_memory_equal(text, "sort '' 'a b' ", 14);
    expect_words(text, words);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blanks_part_words_and_quotes_keep_them),
        cmocka_unit_test(what_cannot_be_meant_is_refused_with_a_sentence),
        cmocka_unit_test(joined_words_split_into_the_same_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT */
/* The kernel's small text files, under a made-up root. */
#include "sysfile.h"

#include <errno.h>

#include "tree.h"

static void a_file_is_read_without_its_trailing_white_space(void **state)
{
    char text[32];
    tree_write(*state, "/sys/a/policy3/governor", "performance \n\n");
    assert_int_equal(sysfile_read(*state, text, sizeof text, "/sys/a/policy%d/governor", 3), 11);
    assert_string_equal(text, "performance");
}

static void a_missing_file_is_an_error_and_an_empty_text(void **state)
{
    char text[32] = "old";
    assert_int_equal(sysfile_read(*state, text, sizeof text, "/nowhere"), -ENOENT);
    assert_string_equal(text, "");
}

static void a_folder_is_an_error_and_an_empty_text(void **state)
{
    char text[32] = "old";
    tree_write(*state, "/folder/file", "x");
    assert_int_equal(sysfile_read(*state, text, sizeof text, "/folder"), -EISDIR);
    assert_string_equal(text, "");
}

static void a_long_file_is_cut_to_the_buffer(void **state)
{
    char text[5];
    tree_write(*state, "/long", "abcdefgh");
    assert_int_equal(sysfile_read(*state, text, sizeof text, "/long"), 4);
    assert_string_equal(text, "abcd");
}

static void a_path_that_is_too_long_is_refused(void **state)
{
    char text[8], name[2 * SYSFILE_PATH_BYTES];
    memset(name, 'a', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    assert_int_equal(sysfile_read(*state, text, sizeof text, "/%s", name), -ENAMETOOLONG);
    assert_int_equal(sysfile_read(name, text, sizeof text, "/x"), -ENAMETOOLONG);
}

static void a_field_is_what_follows_its_key_on_its_line(void **state)
{
    (void)state;
    static const char text[] =
        "nr_throttled_total 9\nnr_throttled 3\nmodel name\t: AMD EPYC\nPRETTY_NAME=\"x y\"\nempty:\n";
    char value[32];
    assert_true(sysfile_field(text, "nr_throttled", value, sizeof value));
    assert_string_equal(value, "3");
    assert_true(sysfile_field(text, "model name", value, sizeof value));
    assert_string_equal(value, "AMD EPYC");
    assert_true(sysfile_field(text, "PRETTY_NAME", value, sizeof value));
    assert_string_equal(value, "\"x y\"");
    assert_true(sysfile_field(text, "empty", value, sizeof value));
    assert_string_equal(value, "");
    assert_false(sysfile_field(text, "throttled", value, sizeof value));
    assert_false(sysfile_field("", "x", value, sizeof value));
}

static void a_number_is_digits_and_nothing_else(void **state)
{
    (void)state;
    uint64_t number = 7;
    assert_true(sysfile_number(" 42\n", &number));
    assert_int_equal(number, 42);
    assert_true(sysfile_number("18446744073709551615", &number));
    assert_true(number == UINT64_MAX);
    assert_false(sysfile_number("18446744073709551616", &number));
    assert_false(sysfile_number("-1", &number));
    assert_false(sysfile_number("12 kB", &number));
    assert_false(sysfile_number("", &number));
}

#define IN_TREE(test) cmocka_unit_test_setup_teardown(test, tree_make, tree_remove)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_TREE(a_file_is_read_without_its_trailing_white_space),
        IN_TREE(a_missing_file_is_an_error_and_an_empty_text),
        IN_TREE(a_folder_is_an_error_and_an_empty_text),
        IN_TREE(a_long_file_is_cut_to_the_buffer),
        IN_TREE(a_path_that_is_too_long_is_refused),
        cmocka_unit_test(a_field_is_what_follows_its_key_on_its_line),
        cmocka_unit_test(a_number_is_digits_and_nothing_else),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

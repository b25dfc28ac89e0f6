/* SPDX-License-Identifier: MIT */
/* Texts made fit to be shown. */
#include "text.h"

#include <stdlib.h>
#include <string.h>

#include "fixture.h"

static void decoding_gives_each_character_and_its_length(void **state)
{
    (void)state;
    uint32_t code;
    assert_int_equal(text_decode("a", &code), 1);
    assert_int_equal(code, 'a');
    assert_int_equal(text_decode("µ", &code), 2);
    assert_int_equal(code, 0xB5);
    assert_int_equal(text_decode("…", &code), 3);
    assert_int_equal(code, 0x2026);
    assert_int_equal(text_decode("😀", &code), 4);
    assert_int_equal(code, 0x1F600);
    assert_int_equal(text_decode("", &code), 0);
    assert_int_equal(text_decode("\xEF\xBF\xBE", &code), 3); /* U+FFFE */
    assert_int_equal(code, 0xFFFD);
}

static void a_broken_byte_is_one_replacement_character(void **state)
{
    (void)state;
    /* a lone continuation, an overlong slash, a surrogate, beyond Unicode, cut off by the end, a byte that never is */
    static const char *const broken[] = {"\x80", "\xC0\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xE2\x80", "\xFF"};
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        uint32_t code;
        assert_int_equal(text_decode(broken[i], &code), 1);
        assert_int_equal(code, 0xFFFD);
    }
}

static void width_counts_columns_and_not_bytes(void **state)
{
    (void)state;
    assert_int_equal(text_columns("abc"), 3);
    assert_int_equal(text_columns("1.97× µs"), 8);
    assert_int_equal(text_columns("漢字"), 4);
    assert_int_equal(text_columns("e\xCC\x81"), 1); /* e with a combining accent */
}

static void control_characters_become_spaces(void **state)
{
    (void)state;
    char out[64];
    text_fit(out, sizeof out,
             "a\x1b[31mb\nc\td\x7f"
             "e\xC2\x9B"
             "f\xE2\x80\xAEg",
             0, true);
    assert_string_equal(out, "a [31mb c d e f g");
}

static void what_ascii_lacks_is_written_by_its_twin(void **state)
{
    (void)state;
    char out[64];
    text_fit(out, sizeof out, "3 µs ±1 % × 2 · 1–2 … 漢\xFF", 0, false);
    assert_string_equal(out, "3 us +-1 % x 2 - 1-2 .. ??");
}

static void a_text_that_is_too_wide_ends_in_a_mark(void **state)
{
    (void)state;
    char out[64];
    assert_int_equal(text_fit(out, sizeof out, "pthread dynamic", 8, true), 8);
    assert_string_equal(out, "pthread…");
    assert_int_equal(text_fit(out, sizeof out, "pthread dynamic", 8, false), 8);
    assert_string_equal(out, "pthrea..");
    assert_int_equal(text_fit(out, sizeof out, "pthread!", 8, true), 8);
    assert_string_equal(out, "pthread!");
    assert_int_equal(text_fit(out, sizeof out, "漢字漢字", 4, true), 3); /* the third column is half a character */
    assert_string_equal(out, "漢…");
}

static void a_small_buffer_is_never_overrun_nor_left_with_half_a_character(void **state)
{
    (void)state;
    char out[12];
    memset(out, '#', sizeof out);
    text_fit(out, 8, "漢字漢字漢字", 0, true);
    assert_string_equal(out, "漢…");
    assert_int_equal(out[8], '#');
}

static void null_is_the_empty_text(void **state)
{
    (void)state;
    char out[8] = "x";
    assert_int_equal(text_fit(out, sizeof out, NULL, 0, true), 0);
    assert_string_equal(out, "");
}

/* text_fold into memory; the caller frees it. */
static char *folded(const char *text, unsigned width)
{
    char *out = NULL;
    size_t bytes = 0;
    FILE *stream = open_memstream(&out, &bytes);
    assert_non_null(stream);
    text_fold(stream, text, "- ", "  ", width, true);
    fclose(stream);
    return out;
}

static void folding_breaks_at_spaces_and_indents(void **state)
{
    (void)state;
    char *out = folded("one two three  four", 12);
    assert_string_equal(out, "- one two\n  three four\n");
    free(out);
}

static void folding_without_a_width_keeps_one_line(void **state)
{
    (void)state;
    char *out = folded("one\ntwo three", 0);
    assert_string_equal(out, "- one two three\n");
    free(out);
}

static void a_word_wider_than_the_line_is_broken_and_not_lost(void **state)
{
    (void)state;
    char *out = folded("ab abcdefghijklmnop", 10);
    assert_string_equal(out, "- ab\n  abcdefgh\n  ijklmnop\n");
    free(out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(decoding_gives_each_character_and_its_length),
        cmocka_unit_test(a_broken_byte_is_one_replacement_character),
        cmocka_unit_test(width_counts_columns_and_not_bytes),
        cmocka_unit_test(control_characters_become_spaces),
        cmocka_unit_test(what_ascii_lacks_is_written_by_its_twin),
        cmocka_unit_test(a_text_that_is_too_wide_ends_in_a_mark),
        cmocka_unit_test(a_small_buffer_is_never_overrun_nor_left_with_half_a_character),
        cmocka_unit_test(null_is_the_empty_text),
        cmocka_unit_test(folding_breaks_at_spaces_and_indents),
        cmocka_unit_test(folding_without_a_width_keeps_one_line),
        cmocka_unit_test(a_word_wider_than_the_line_is_broken_and_not_lost),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT */
/* Texts inside a gnuplot script: what chart_text_quote writes, and what gnuplot makes of it. */
#include "chart_text.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "drawing.h"
#include "fixture.h"
#include "gnuplot_run.h"
#include "text.h"

enum { RANDOM_TEXTS = 400, RANDOM_LENGTH = 40 };

static char *quoted(const char *text, unsigned columns)
{
    struct golden out;
    golden_open(&out);
    chart_text_quote(out.stream, text, columns);
    golden_close(&out);
    return out.text;
}

static void each_character_that_means_something_to_gnuplot_is_escaped(void **state)
{
    (void)state;
    static const struct {
        const char *text, *script;
    } cases[] = {
        {"plain", "'plain'"},
        {"a_b^c", "'a\\_b\\^c'"},
        {"{x} @y &z ~w", "'\\{x\\} \\@y \\&z \\~w'"},
        {"back\\slash", "'back\\\\slash'"},
        {"it's ''so''", "'it’s ’’so’’'"},
        {"`rm -rf /` $(x) \"q\"", "'`rm -rf /` $(x) \"q\"'"}, /* harmless in single quotes */
        {"a ]]> b ]> >", "'a ]]{>} b ]> >'"},
        {"two\nlines\ttab", "'two lines tab'"},
        {"bro\xFFken", "'bro\xEF\xBF\xBDken'"},
        {"", "''"},
        {NULL, "''"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *script = quoted(cases[i].text, 0);
        assert_string_equal(script, cases[i].script);
        free(script);
    }
}

static void a_long_text_is_cut_before_it_is_escaped(void **state)
{
    (void)state;
    char *script = quoted("______________", 5);
    assert_string_equal(script, "'\\_\\_\\_\\_…'");
    free(script);
}

/* A text of characters that do harm somewhere; the same for the same number. */
static void random_text(char text[RANDOM_LENGTH + 1], uint64_t number)
{
    static const char alphabet[] = "'\"`\\$(){}_^@&~#%!;,\n\r\t\x01\x1b\x7f\x80\xC3\xE2\xFF ab0n=/:|<>*?[]-+";
    for (size_t i = 0; i < RANDOM_LENGTH; i++) {
        number = number * 6364136223846793005u + 1442695040888963407u; /* Knuth's MMIX generator */
        text[i] = alphabet[(number >> 33) % (sizeof alphabet - 1)];
    }
    text[RANDOM_LENGTH] = '\0';
}

/* Is it one single-quoted string in which every markup character is escaped, but for the group that parts ]]>? */
static bool is_safe(const char *script)
{
    const size_t length = strlen(script);
    if (length < 2 || script[0] != '\'' || script[length - 1] != '\'')
        return false;
    for (const char *at = script + 1; at < script + length - 1; at++) {
        if (at >= script + 3 && !strncmp(at, "{>}", 3) && !strncmp(at - 2, "]]", 2)) {
            at += 2;
            continue;
        }
        if ((unsigned char)*at < ' ' || *at == '\'' || *at == 0x7F || strchr("_^{}@&~", *at))
            return false;
        if (*at == '\\' && (!*++at || !strchr("_^{}@&~\\", *at)))
            return false;
    }
    return true;
}

static void no_text_whatever_breaks_out_of_its_string(void **state)
{
    (void)state;
    for (uint64_t i = 0; i < 20000; i++) {
        char text[RANDOM_LENGTH + 1];
        random_text(text, i);
        char *script = quoted(text, i % 3 ? 0 : (unsigned)(i % 50));
        if (!is_safe(script))
            fail_msg("text %llu became %s", (unsigned long long)i, script);
        free(script);
    }
}

/* Has gnuplot draw the texts as labels and print them, and compares what it printed with what it was to show. */
static void gnuplot_reads_back_exactly_what_was_quoted(void **state)
{
    (void)state;
    char program[512], folder[FOLDER_PATH_BYTES];
    drawing_needs_gnuplot();
    assert_int_equal(gnuplot_find(program, sizeof program), 0);
    folder_make(folder);
    struct golden script, expected;
    golden_open(&script);
    golden_open(&expected);
    fputs("set terminal svg enhanced\nset encoding utf8\nset output out\nset print 'printed'\n", script.stream);
    for (uint64_t i = 0; i < RANDOM_TEXTS; i++) {
        char text[RANDOM_LENGTH + 1];
        random_text(text, i);
        char *string = quoted(i ? text : "end ]]> of data", 0);
        fprintf(script.stream,
                "text = %s\nprint text\nset label %d sprintf('{/:Bold=11 %%s}', text) at screen 0.1,0.5\n", string,
                (int)i + 1);
        fprintf(expected.stream, "%.*s\n", (int)strlen(string) - 2, string + 1);
        free(string);
    }
    fputs("plot x notitle\n", script.stream);
    golden_close(&script);
    golden_close(&expected);
    folder_write(folder, "texts.gp", script.text, false);
    const struct gnuplot_job job = {program, folder, "texts.gp", "svg", "texts.svg", 60000};
    struct yoke_error error = {.text = ""};
    const int status = gnuplot_draw(&job, &error);
    assert_string_equal(error.text, "");
    assert_int_equal(status, 0);
    size_t bytes = 0;
    char *printed = folder_read(folder, "printed", &bytes);
    assert_string_equal(printed, expected.text);
    free(printed);
    char *picture = folder_read(folder, "texts.svg", &bytes);
    assert_null(strstr(picture, "]]>")); /* which is no XML */
    free(picture);
    golden_free(&script);
    golden_free(&expected);
    folder_remove(folder);
}

static void wide_letters_and_bold_take_more_room(void **state)
{
    (void)state;
    assert_true(chart_text_ems("mmmm", false) > chart_text_ems("iiii", false));
    assert_true(chart_text_ems("text", true) > chart_text_ems("text", false));
    assert_near(chart_text_ems("漢字", false), 2, 1e-9);
    assert_near(chart_text_ems("", false), 0, 1e-9);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_character_that_means_something_to_gnuplot_is_escaped),
        cmocka_unit_test(a_long_text_is_cut_before_it_is_escaped),
        cmocka_unit_test(no_text_whatever_breaks_out_of_its_string),
        cmocka_unit_test(gnuplot_reads_back_exactly_what_was_quoted),
        cmocka_unit_test(wide_letters_and_bold_take_more_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

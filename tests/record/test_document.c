/* SPDX-License-Identifier: MIT */
/* Reading JSON that people write: what is accepted, where everything stands, what is refused and how. */
#include "document.h"
#include "fixture.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct document_limits limits = {.noun = "plan", .bytes = 1 << 20};

static struct document *read_good(const char *text)
{
    struct document *document = NULL;
    struct document_fault fault = {0};
    if (document_read_text("plan.json", text, strlen(text), &limits, &document, &fault))
        fail_msg("%s", fault.error.text);
    return document;
}

static void assert_place(struct document_place place, unsigned line, unsigned column, unsigned width)
{
    assert_int_equal(place.line, line);
    assert_int_equal(place.column, column);
    assert_int_equal(place.width, width);
}

static void values_keep_their_text_and_their_place(void **state)
{
    (void)state;
    struct document *document = read_good("{\n"
                                          "  \"limit\": \"60s\",\n"
                                          "  \"n\": 5e6, \"exact\": 1.50,\n"
                                          "\t\"deep\": {\"list\": [1, true, null, \"x\"]}\n"
                                          "}\n");
    const struct document_node *root = document_root(document);
    assert_int_equal(root->kind, DOCUMENT_OBJECT);
    assert_int_equal(root->count, 4);
    const struct document_node *limit = document_member(root, "limit");
    assert_string_equal(limit->text, "60s");
    assert_place(limit->key_place, 2, 3, 7);
    assert_place(limit->place, 2, 12, 5);
    assert_string_equal(document_member(root, "n")->text, "5e6");
    assert_string_equal(document_member(root, "exact")->text, "1.50");
    assert_place(document_member(root, "exact")->place, 3, 22, 4);
    const struct document_node *list = document_member(document_member(root, "deep"), "list");
    assert_place(list->place, 4, 19, 1);
    assert_int_equal(list->count, 4);
    assert_int_equal(list->first->next->kind, DOCUMENT_TRUE);
    assert_int_equal(list->first->next->next->kind, DOCUMENT_NULL);
    assert_place(list->first->next->next->next->place, 4, 35, 3);
    assert_null(document_member(root, "absent"));
    assert_null(document_member(list, "absent"));
    document_free(document);
}

static void comments_and_trailing_commas_are_blanks(void **state)
{
    (void)state;
    struct document *document = read_good("\xef\xbb\xbf// first\n"
                                          "{ /* \xc3\xa9\xc3\xa9 { [ \" */ \"a\": [1, 2, /* two */ ], // \" }\n"
                                          "  /* over\n"
                                          "     lines */ \"b\": \"// no comment /* at all */\",\n"
                                          "  \"c\": [], \"d\": {},\n"
                                          "}");
    const struct document_node *root = document_root(document);
    assert_int_equal(root->count, 4);
    assert_int_equal(document_member(root, "a")->count, 2);
    assert_place(document_member(root, "a")->place, 2, 23, 1); /* characters are counted, not bytes */
    assert_string_equal(document_member(root, "b")->text, "// no comment /* at all */");
    assert_place(document_member(root, "b")->place, 4, 20, 28);
    assert_int_equal(document_member(root, "c")->count, 0);
    assert_place(document_member(root, "d")->key_place, 5, 12, 3);
    document_free(document);
}

static void escapes_are_decoded(void **state)
{
    (void)state;
    struct document *document = read_good("{\"\\u006eame\": \"a\\\"b\\\\c\\u00e9\\ud83d\\ude00\\n\"}");
    const struct document_node *name = document_member(document_root(document), "name");
    assert_non_null(name);
    assert_string_equal(name->text, "a\"b\\c\xc3\xa9\xf0\x9f\x98\x80\n");
    document_free(document);
}

struct refusal {
    const char *text;
    const char *sentence;
};

static void what_is_no_document_is_refused_with_line_and_column(void **state)
{
    (void)state;
    static const struct refusal refusals[] = {
        {"", "plan.json is empty: a plan is a JSON object, { ... }"},
        {" \n// nothing\n", "plan.json is empty: a plan is a JSON object, { ... }"},
        {"[1]", "plan.json:1:1: a plan is a JSON object, { ... }, not a list"},
        {"3", "plan.json:1:1: a plan is a JSON object, { ... }, not a number"},
        {"{\"a\": 1\n \"b\": 2}", "plan.json:2:2: a comma or a } is missing before \"b\""},
        {"{\"a\":[1 2]}", "plan.json:1:9: a comma or a ] is missing before 2"},
        {"{\"a\" 1}", "plan.json:1:6: a colon is missing between the key and 1"},
        {"{a: 1}", "plan.json:1:2: a key in double quotes should stand here, not a"},
        {"{'a': 1}", "plan.json:1:2: a key in double quotes should stand here, not 'a'"},
        {"{\"a\": spin}", "plan.json:1:7: spin is no JSON value: texts stand in double quotes"},
        {"{\"a\": NaN}", "plan.json:1:7: NaN is no JSON value: texts stand in double quotes"},
        {"{\"a\": 20ms}", "plan.json:1:7: 20ms is no JSON value: put it in double quotes, \"20ms\""},
        {"{\"a\": 5_000}", "plan.json:1:7: 5_000 is no JSON value: put it in double quotes, \"5_000\""},
        {"{\"a\": 01}", "plan.json:1:7: 01 is no JSON value: put it in double quotes, \"01\""},
        {"{\"a\": }", "plan.json:1:7: a value is missing before }"},
        {"{\"a\": [,]}", "plan.json:1:8: a value is missing before ,"},
        {"{\"a\": 1,,}", "plan.json:1:9: a key in double quotes should stand here, not ,"},
        {"{\"a\": 1}}", "plan.json:1:9: the text should end here, but } follows"},
        {"{\n\"a\": [1,\n", "plan.json:3:1: the text ends, but the [ of line 2 is not closed: a ] is missing"},
        {"{\"a\": 1", "plan.json:1:8: the text ends, but the { of line 1 is not closed: a } is missing"},
        {"{\"a\": \"x", "plan.json:1:7: \"x has no closing quote"},
        {"{\"a\": \"x\n\"}", "plan.json:1:7: \"x has no closing quote on its line"},
        {"{\"a\": \"\\q\"}", "plan.json:1:7: \"\\q\" contains a backslash that escapes nothing: write \\\\ for one"},
        {"{\"a\": \"\\ud800\"}", "plan.json:1:7: \"\\ud800\" contains half of a surrogate pair"},
        {"{\"a\": \"\\u0000\"}", "plan.json:1:7: \"\\u0000\" contains \\u0000, which no name or value may"},
        {"{\"a\": \"\x1b[2J\"}",
         "plan.json:1:7: \"?[2J\" contains a control character: write it as an escape, \\t or \\n"},
        {"{\"a\": 1, \"a\": 2}", "plan.json:1:10: the key \"a\" is given twice in one object: remove one of them"},
        {"{\"a\": 1e999}", "plan.json:1:7: the number 1e999 is too large"},
        {"{\"a\": 99999999999999999999}", "plan.json:1:7: the number 99999999999999999999 is too large"},
        {"{\"a\": /* 1}", "plan.json:1:7: this comment has no end: a */ is missing"},
        {"{\"\xc3\xa9\": \"\xff\"}", "plan.json:1:8: byte 0xff is not UTF-8: save the file as UTF-8"},
        {"{\"a\": \"\xc0\xaf\"}", "plan.json:1:8: byte 0xc0 is not UTF-8: save the file as UTF-8"},
        {"{\"a\": \"\xed\xa0\x80\"}", "plan.json:1:8: byte 0xed is not UTF-8: save the file as UTF-8"},
    };
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
        struct document *document = NULL;
        struct document_fault fault = {0};
        int status =
            document_read_text("plan.json", refusals[i].text, strlen(refusals[i].text), &limits, &document, &fault);
        assert_true(status < 0);
        assert_null(document);
        assert_string_equal(fault.error.text, refusals[i].sentence);
    }
}

static void a_nul_byte_is_refused_with_its_place(void **state)
{
    (void)state;
    static const char text[] = "{\"a\":\n 1\0}";
    struct document *document = NULL;
    struct document_fault fault = {0};
    assert_int_equal(document_read_text("p", text, sizeof text - 1, &limits, &document, &fault), -EINVAL);
    assert_string_equal(fault.error.text, "p:2:3: a NUL byte: this is not a text file");
}

static void nesting_is_limited(void **state)
{
    (void)state;
    char text[2 * DOCUMENT_DEPTH_MOST + 32];
    struct document *document = NULL;
    struct document_fault fault = {0};
    for (int depth = DOCUMENT_DEPTH_MOST; depth <= DOCUMENT_DEPTH_MOST + 1; depth++) {
        int length = sprintf(text, "{\"a\":");
        memset(text + length, '[', (size_t)depth - 1);
        memset(text + length + depth - 1, ']', (size_t)depth - 1);
        sprintf(text + length + 2 * (depth - 1), "}");
        int status = document_read_text("p", text, strlen(text), &limits, &document, &fault);
        assert_int_equal(status, depth <= DOCUMENT_DEPTH_MOST ? 0 : -EINVAL);
    }
    document_free(document);
    assert_string_equal(fault.error.text, "p:1:69: nested more than 64 deep");
}

/* Writes a file of `length` bytes drawn from a fixed generator, or of text; returns its path. */
static const char *file_with(const char *text, size_t length)
{
    static char path[] = "/tmp/yoke-document-XXXXXX";
    strcpy(path + strlen(path) - 6, "XXXXXX");
    int descriptor = mkstemp(path);
    assert_true(descriptor >= 0);
    FILE *file = fdopen(descriptor, "w");
    uint32_t draw = 1;
    for (size_t i = 0; i < length; i++)
        fputc(text ? text[i] : (int)((draw = draw * 1664525u + 1013904223u) >> 24), file);
    fclose(file);
    return path;
}

static void two_megabytes_of_garbage_are_refused_by_their_size(void **state)
{
    (void)state;
    const char *path = file_with(NULL, 2 << 20);
    struct document *document = NULL;
    struct document_fault fault = {0};
    char sentence[200];
    snprintf(sentence, sizeof sentence, "%s is larger than 1024 KiB, the most a plan may have: is it the right file?",
             path);
    assert_int_equal(document_read_file(path, &limits, &document, &fault), -EFBIG);
    unlink(path);
    assert_string_equal(fault.error.text, sentence);
}

static void short_garbage_is_refused_and_shown_harmlessly(void **state)
{
    (void)state;
    const char *path = file_with(NULL, 5000);
    struct document *document = NULL;
    struct document_fault fault = {0};
    assert_int_equal(document_read_file(path, &limits, &document, &fault), -EINVAL);
    unlink(path);
    assert_true(fault.snippet.line > 0);
    for (const char *at = fault.snippet.text; *at; at++)
        assert_true((unsigned char)*at >= ' ' && *at != 0x7f);
}

static void files_that_cannot_be_read_say_why(void **state)
{
    (void)state;
    struct document *document = NULL;
    struct document_fault absent = {0}, folder = {0};
    assert_int_equal(document_read_file("/nonexistent/plan.json", &limits, &document, &absent), -ENOENT);
    assert_string_equal(absent.error.text, "/nonexistent/plan.json: No such file or directory");
    assert_int_equal(document_read_file("/tmp", &limits, &document, &folder), -EISDIR);
    assert_string_equal(folder.error.text, "/tmp: Is a directory");
}

static void a_file_reads_like_a_text(void **state)
{
    (void)state;
    static const char text[] = "{\"workers\": \"1..8\"}\r\n";
    const char *path = file_with(text, sizeof text - 1);
    struct document *document = NULL;
    struct document_fault fault = {0};
    assert_int_equal(document_read_file(path, &limits, &document, &fault), 0);
    unlink(path);
    assert_string_equal(document_name(document), path);
    assert_string_equal(document_member(document_root(document), "workers")->text, "1..8");
    document_free(document);
}

static char *printed(const struct document_snippet *snippet)
{
    static char text[2000];
    FILE *stream = fmemopen(text, sizeof text, "w");
    document_snippet_print(snippet, stream);
    fclose(stream);
    return text;
}

static void the_mark_stands_under_the_value(void **state)
{
    (void)state;
    struct document *document = read_good("{\n  \"\xc3\xa9\": 1,\t\"workers\": \"8 cores\",\n}");
    struct document_snippet snippet;
    document_snippet_cut(document, document_member(document_root(document), "workers")->place, &snippet);
    assert_string_equal(printed(&snippet), "    2 |   \"\xc3\xa9\": 1, \"workers\": \"8 cores\",\n"
                                           "      |                      ^^^^^^^^^\n");
    document_free(document);
}

static void a_long_line_is_cut_around_the_mark(void **state)
{
    (void)state;
    char text[600];
    int length = sprintf(text, "{\"blank\": \"%200s\", \"a\": 77, \"rest\": \"%200s\"}", "", "");
    assert_true(length > 400);
    struct document *document = read_good(text);
    struct document_snippet snippet;
    document_snippet_cut(document, document_member(document_root(document), "a")->place, &snippet);
    assert_int_equal(strlen(snippet.text), 72);
    assert_memory_equal(snippet.text + snippet.offset, "77", 2);
    assert_int_equal(snippet.width, 2);
    document_free(document);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_keep_their_text_and_their_place),
        cmocka_unit_test(comments_and_trailing_commas_are_blanks),
        cmocka_unit_test(escapes_are_decoded),
        cmocka_unit_test(what_is_no_document_is_refused_with_line_and_column),
        cmocka_unit_test(a_nul_byte_is_refused_with_its_place),
        cmocka_unit_test(nesting_is_limited),
        cmocka_unit_test(two_megabytes_of_garbage_are_refused_by_their_size),
        cmocka_unit_test(short_garbage_is_refused_and_shown_harmlessly),
        cmocka_unit_test(files_that_cannot_be_read_say_why),
        cmocka_unit_test(a_file_reads_like_a_text),
        cmocka_unit_test(the_mark_stands_under_the_value),
        cmocka_unit_test(a_long_line_is_cut_around_the_mark),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

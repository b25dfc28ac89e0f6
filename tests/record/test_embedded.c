/* SPDX-License-Identifier: MIT */
/* A record inside a page: nothing in it ends its block, and it comes out as it went in. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "embedded.h"
#include "fixture.h"
#include "record.h"

/* A page on disk with `before`, the record, and `after`; its path in `path`. */
static void page_make(char path[64], const char *before, const struct yoke_record *record, const char *after)
{
    struct yoke_error error = {0};
    snprintf(path, 64, "/tmp/yoke-page-XXXXXX");
    const int descriptor = mkstemp(path);
    assert_true(descriptor >= 0);
    FILE *page = fdopen(descriptor, "w");
    fputs(before, page);
    if (record)
        assert_int_equal(embedded_write(record, page, &error), 0);
    fputs(after, page);
    assert_int_equal(fclose(page), 0);
}

static struct record *record_made(const char *name)
{
    struct record *record = record_new();
    assert_non_null(record);
    assert_int_equal(record_make_cells(record, 1), 0);
    record->facts.cells[0].name = record_copy(record, name);
    return record;
}

static const char *const hostile[] = {
    "plain",
    "</script><script>alert(1)</script>",
    "<!-- <script> -->",
    "\\u003c/script>",
    "\\\\u003c \\",
    "\\<\\\\<",
    "\"\\u003C\" \t\n\r\x01\x7f",
};

static void the_bytes_come_out_as_they_went_in(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
        char path[64], *plain = NULL, *text = NULL;
        size_t plain_size = 0, size = 0;
        struct yoke_error error = {0};
        struct record *record = record_made(hostile[i]);
        FILE *memory = open_memstream(&plain, &plain_size);
        assert_int_equal(record_write(&record->facts, memory, &error), 0);
        fclose(memory);
        page_make(path, "<!doctype html><script>0</script>", &record->facts, "</html>\n<script></script>");
        assert_int_equal(embedded_read(path, &text, &size, &error), 0);
        assert_int_equal(size, plain_size);
        assert_memory_equal(text, plain, size);
        free(text);
        free(plain);
        record_free(record);
        unlink(path);
    }
}

static void no_tag_can_stand_inside_the_block(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
        char *text = NULL;
        size_t size = 0, tags = 0;
        struct yoke_error error = {0};
        struct record *record = record_made(hostile[i]);
        FILE *memory = open_memstream(&text, &size);
        assert_int_equal(embedded_write(&record->facts, memory, &error), 0);
        fclose(memory);
        for (const char *at = text; (at = strchr(at, '<')) != NULL; at++)
            tags++;
        assert_int_equal(tags, 2); /* its own: the block's beginning and end */
        free(text);
        record_free(record);
    }
}

static void refused(const char *path, int status, const char *sentence)
{
    char *text = NULL;
    size_t size = 0;
    struct yoke_error error = {0};
    assert_int_equal(embedded_read(path, &text, &size, &error), status);
    assert_non_null(strstr(error.text, sentence));
    assert_null(text);
}

static void what_carries_no_record_is_refused_with_a_sentence(void **state)
{
    (void)state;
    char path[64];
    page_make(path, "<!doctype html>", NULL, "<p>nothing</p>");
    refused(path, -ENODATA, "carries no record");
    unlink(path);
    page_make(path, "", NULL, "<script type=\"application/json\" id=\"yoke-result\">{\"schema\"");
    refused(path, -ENODATA, "ends in the middle");
    unlink(path);
    page_make(path, "", NULL, "");
    refused(path, -ENODATA, "carries no record");
    unlink(path);
    refused(path, -ENOENT, "cannot read");
    refused("/tmp", -EISDIR, "cannot read");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_bytes_come_out_as_they_went_in),
        cmocka_unit_test(no_tag_can_stand_inside_the_block),
        cmocka_unit_test(what_carries_no_record_is_refused_with_a_sentence),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT */
/* Comparing a text with a golden file. */
#include "golden.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "fixture.h"

void golden_open(struct golden *golden)
{
    *golden = (struct golden){.stream = NULL};
    golden->stream = open_memstream(&golden->text, &golden->bytes);
    assert_non_null(golden->stream);
}

void golden_close(struct golden *golden)
{
    assert_int_equal(fclose(golden->stream), 0);
    golden->stream = NULL;
}

void golden_free(struct golden *golden)
{
    free(golden->text);
    golden->text = NULL;
}

/* The whole file, to be freed; NULL when it cannot be read. */
static char *file_read(const char *path, size_t *bytes)
{
    FILE *file = fopen(path, "re");
    char *text = NULL;
    FILE *memory = file ? open_memstream(&text, bytes) : NULL;
    char chunk[4096];
    for (size_t got; memory && (got = fread(chunk, 1, sizeof chunk, file)) > 0;)
        fwrite(chunk, 1, got, memory);
    if (memory)
        fclose(memory);
    if (file)
        fclose(file);
    return text;
}

static void difference_print(const char *name, const char *actual, const char *expected)
{
    size_t line = 1, start = 0, at = 0;
    for (; actual[at] && actual[at] == expected[at]; at++)
        if (actual[at] == '\n') {
            line++;
            start = at + 1;
        }
    print_error("%s differs in line %zu:\n  expected: %.*s\n  actual:   %.*s\n", name, line,
                (int)strcspn(expected + start, "\n"), expected + start, (int)strcspn(actual + start, "\n"),
                actual + start);
}

void golden_check(struct golden *golden, const char *format, ...)
{
    char name[128], path[512];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(name, sizeof name, format, arguments);
    va_end(arguments);
    golden_close(golden);
    snprintf(path, sizeof path, "%s/reports/golden/%s", TESTS_FOLDER, name);
    const char *mode = getenv("YOKE_GOLDEN");
    if (mode && strcmp(mode, "write") == 0) {
        FILE *file = fopen(path, "we");
        assert_non_null(file);
        fwrite(golden->text, 1, golden->bytes, file);
        assert_int_equal(fclose(file), 0);
        golden_free(golden);
        return;
    }
    size_t bytes = 0;
    char *expected = file_read(path, &bytes);
    if (!expected)
        fail_msg("%s cannot be read; write it with YOKE_GOLDEN=write", path);
    const int same = bytes == golden->bytes && memcmp(expected, golden->text, bytes) == 0;
    if (!same)
        difference_print(name, golden->text, expected);
    free(expected);
    golden_free(golden);
    assert_true(same);
}

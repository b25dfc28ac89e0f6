/* SPDX-License-Identifier: MIT */
/* In JSON "<" can only stand inside a text, and our writer never writes it as \u003c, so the way back is exact: a backslash
 * and what follows it are one step, and \u003c behind a backslash of its own stays as it is. */
#include "embedded.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "comparison.h"
#include "input.h"
#include "record.h"

static const char opening[] = "<script type=\"application/json\" id=\"yoke-result\">";
static const char closing[] = "</script>";
static const char escaped[] = "\\u003c";

/* A page is some MiB; what is larger than this is no page of ours. */
#define PAGE_BYTES_MOST ((size_t)2 << 30)

static void block_write(const char *text, size_t size, FILE *stream)
{
    fputs(opening, stream);
    for (const char *at = text, *end = text + size; at < end;) {
        const char *next = memchr(at, '<', (size_t)(end - at));
        fwrite(at, 1, (size_t)((next ? next : end) - at), stream);
        fputs(next ? escaped : "", stream);
        at = next ? next + 1 : end;
    }
    fputs(closing, stream);
}

/* One of the two is NULL. */
static int document_write(const struct yoke_record *record, const struct yoke_comparison *comparison, FILE *stream,
                          struct yoke_error *error)
{
    char *text = NULL;
    size_t size = 0;
    FILE *memory = open_memstream(&text, &size);
    int status = !memory ? -ENOMEM : record ? record_write(record, memory, error) : comparison_write(comparison, memory);
    if (memory && fclose(memory) && !status)
        status = -ENOMEM;
    if (!status)
        block_write(text, size, stream);
    free(text);
    if (status && !error->text[0])
        yoke_error_set(error, "no memory for what the page carries");
    return status;
}

int embedded_write(const struct yoke_record *record, FILE *stream, struct yoke_error *error)
{
    return document_write(record, NULL, stream, error);
}

int embedded_write_comparison(const struct yoke_comparison *comparison, FILE *stream, struct yoke_error *error)
{
    return document_write(NULL, comparison, stream, error);
}

/* The whole file, ended by NUL. */
static int page_read(const char *path, char **text, size_t *size)
{
    FILE *file = NULL;
    int status = input_open(path, &file);
    FILE *memory = file ? open_memstream(text, size) : NULL;
    if (!status && !memory)
        status = -ENOMEM;
    char block[65536];
    size_t got, total = 0;
    while (!status && (got = fread(block, 1, sizeof block, file)) > 0) {
        total += got;
        if (fwrite(block, 1, got, memory) != got)
            status = -ENOMEM;
        else if (total > PAGE_BYTES_MOST)
            status = -EFBIG;
    }
    if (!status && ferror(file))
        status = errno ? -errno : -EIO;
    if (file)
        fclose(file);
    if (memory && fclose(memory) && !status)
        status = -ENOMEM;
    return status;
}

/* Moves the `size` bytes at `from` to `to`, at or before it. Returns how many they have become. */
static size_t unescape(char *to, const char *from, size_t size)
{
    const char *const end = from + size;
    char *const start = to;
    while (from < end) {
        if (*from == '\\' && (size_t)(end - from) >= sizeof escaped - 1 && !memcmp(from, escaped, sizeof escaped - 1)) {
            *to++ = '<';
            from += sizeof escaped - 1;
        } else {
            if (*from == '\\' && end - from > 1)
                *to++ = *from++;
            *to++ = *from++;
        }
    }
    return (size_t)(to - start);
}

int embedded_read(const char *path, char **text, size_t *size, struct yoke_error *error)
{
    char *page = NULL;
    size_t page_size = 0;
    int status = page_read(path, &page, &page_size);
    if (status) {
        yoke_error_set(error, "cannot read %s: %s", path, input_reason(status));
        free(page);
        return status;
    }
    const char *from = memmem(page, page_size, opening, sizeof opening - 1);
    from = from ? from + sizeof opening - 1 : NULL;
    const char *to = from ? memmem(from, page_size - (size_t)(from - page), closing, sizeof closing - 1) : NULL;
    if (!to) {
        yoke_error_set(error, from ? "%s ends in the middle of the record it carries" : "%s carries no record: it is no report.html of yoke", path);
        free(page);
        return -ENODATA;
    }
    *size = unescape(page, from, (size_t)(to - from));
    *text = page;
    return 0;
}

/* SPDX-License-Identifier: MIT */
/* The bytes of a document: reading them, and finding lines and columns in them. */
#include "document_source.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "input.h"

static void refuse_whole(const char *name, struct document_fault *fault, const char *reason)
{
    yoke_error_set(&fault->error, "%.200s: %s", name, reason);
}

static int refuse_size(const char *name, const struct document_limits *limits, struct document_fault *fault)
{
    yoke_error_set(&fault->error, "%.200s is larger than %zu KiB, the most a %s may have: is it the right file?", name,
                   limits->bytes / 1024, limits->noun);
    return -EFBIG;
}

/* Reads at most `most` + 1 bytes, so that the caller sees whether there were more. */
static int read_stream(FILE *file, size_t most, char **bytes, size_t *length)
{
    size_t capacity = 4096, used = 0;
    char *buffer = malloc(capacity + 1);
    while (buffer) {
        used += fread(buffer + used, 1, capacity - used, file);
        if (used < capacity || used > most)
            break;
        capacity *= 2;
        char *grown = realloc(buffer, capacity + 1);
        if (!grown)
            free(buffer);
        buffer = grown;
    }
    if (!buffer)
        return -ENOMEM;
    buffer[used] = '\0';
    *bytes = buffer;
    *length = used;
    return ferror(file) ? -errno : 0;
}

/* Editors on some systems write a byte order mark: it is no part of the text. */
static void drop_byte_order_mark(struct document_source *source)
{
    if (source->length < 3 || memcmp(source->bytes, "\xef\xbb\xbf", 3) != 0)
        return;
    source->length -= 3;
    memmove(source->bytes, source->bytes + 3, source->length + 1);
}

int document_source_load(const char *path, const struct document_limits *limits, struct document_source *source,
                         struct document_fault *fault)
{
    *source = (struct document_source){.name = strdup(path)};
    FILE *file = NULL;
    int status = source->name ? input_open(path, &file) : -ENOMEM;
    if (!status)
        status = read_stream(file, limits->bytes, &source->bytes, &source->length);
    if (file)
        fclose(file);
    if (status)
        refuse_whole(path, fault, input_reason(status));
    else if (source->length > limits->bytes)
        status = refuse_size(path, limits, fault);
    else
        drop_byte_order_mark(source);
    return status;
}

int document_source_copy(const char *name, const char *text, size_t length, const struct document_limits *limits,
                         struct document_source *source, struct document_fault *fault)
{
    *source = (struct document_source){.name = strdup(name)};
    if (length > limits->bytes)
        return refuse_size(name, limits, fault);
    source->bytes = malloc(length + 1);
    if (!source->name || !source->bytes) {
        refuse_whole(name, fault, strerror(ENOMEM));
        return -ENOMEM;
    }
    memcpy(source->bytes, text, length);
    source->bytes[length] = '\0';
    source->length = length;
    drop_byte_order_mark(source);
    return 0;
}

void document_source_release(struct document_source *source)
{
    free(source->name);
    free(source->bytes);
    *source = (struct document_source){0};
}

size_t document_source_step(const struct document_source *source, size_t offset)
{
    const unsigned char *at = (const unsigned char *)source->bytes + offset;
    size_t left = source->length - offset;
    if (at[0] < 0x80)
        return 1;
    size_t size = at[0] >= 0xf0 ? 4 : at[0] >= 0xe0 ? 3 : 2;
    if (at[0] < 0xc2 || at[0] > 0xf4 || size > left)
        return 0;
    uint32_t code = at[0] & (0x7fu >> size);
    for (size_t i = 1; i < size; i++) {
        if ((at[i] & 0xc0) != 0x80)
            return 0;
        code = code << 6 | (at[i] & 0x3fu);
    }
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000}; /* below: the same character written too long */
    bool surrogate = code >= 0xd800 && code <= 0xdfff;
    return code < least[size] || code > 0x10ffff || surrogate ? 0 : size;
}

void document_cursor_move(struct document_cursor *cursor, const struct document_source *source, size_t offset)
{
    while (cursor->offset < offset && cursor->offset < source->length) {
        if (source->bytes[cursor->offset] == '\n') {
            cursor->line++;
            cursor->column = 0;
        } else {
            cursor->column++;
        }
        size_t step = document_source_step(source, cursor->offset);
        cursor->offset += step ? step : 1;
    }
}

struct document_place document_source_place(const struct document_source *source, size_t start, size_t end)
{
    struct document_cursor cursor = {0};
    document_cursor_move(&cursor, source, start);
    struct document_place place = {.line = cursor.line + 1, .column = cursor.column + 1, .width = 1};
    document_cursor_move(&cursor, source, end);
    if (cursor.line + 1 == place.line && cursor.column + 1 > place.column)
        place.width = cursor.column + 1 - place.column;
    return place;
}

int document_source_refuse(const struct document_source *source, size_t start, size_t end, struct document_fault *fault,
                           const char *format, ...)
{
    if (fault->error.text[0])
        return -EINVAL;
    struct document_place place = document_source_place(source, start, end);
    char sentence[YOKE_ERROR_BYTES - 128];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(sentence, sizeof sentence, format, arguments);
    va_end(arguments);
    for (char *at = sentence; *at; at++) /* quoted from the file: one line, and nothing for the terminal to obey */
        if ((unsigned char)*at < ' ' || *at == 0x7f)
            *at = '?';
    yoke_error_set(&fault->error, "%.100s:%u:%u: %s", source->name, place.line, place.column, sentence);
    document_source_snippet(source, place, &fault->snippet);
    return -EINVAL;
}

/* SPDX-License-Identifier: MIT */
/* From what people write to strict JSON of the same length: comments and trailing commas become blanks, so that every
 * byte, line and column stays where it was. */
#include "document_source.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* The walk over the text that knows what is comment, string and the rest. */
struct cleaner {
    const struct document_source *source;
    struct document_fault *fault;
    char *clean;
    size_t at;
    size_t comma;  /* offset + 1 of a comma after which nothing but blanks came; 0: none */
    char last;     /* the last character that was neither blank nor comment */
    size_t depth;  /* open brackets */
    bool anything; /* is there more than blanks and comments? */
};

static const char blanks[] = " \t\r\n";

static int check_characters(const struct document_source *source, struct document_fault *fault)
{
    for (size_t at = 0; at < source->length;) {
        if (!source->bytes[at])
            return document_source_refuse(source, at, at + 1, fault, "a NUL byte: this is not a text file");
        size_t step = document_source_step(source, at);
        if (!step)
            return document_source_refuse(source, at, at + 1, fault, "byte 0x%02x is not UTF-8: save the file as UTF-8",
                                          (unsigned char)source->bytes[at]);
        at += step;
    }
    return 0;
}

/* Where the string that begins at `start` ends: behind its closing quote, or at the end of its line when it has none.
 */
static size_t string_end(const char *bytes, size_t length, size_t start)
{
    size_t at = start + 1;
    for (; at < length && bytes[at] != '\n'; at++) {
        if (bytes[at] == '"')
            return at + 1;
        if (bytes[at] == '\\' && at + 1 < length && bytes[at + 1] != '\n')
            at++;
    }
    return at;
}

static void blank_out(struct cleaner *cleaner, size_t end)
{
    for (; cleaner->at < end; cleaner->at++)
        if (cleaner->clean[cleaner->at] != '\n')
            cleaner->clean[cleaner->at] = ' ';
}

static int comment_clean(struct cleaner *cleaner)
{
    const struct document_source *source = cleaner->source;
    const char *start = source->bytes + cleaner->at;
    const char *end = start[1] == '/' ? strchr(start, '\n') : strstr(start + 2, "*/");
    if (!end && start[1] == '*')
        return document_source_refuse(source, cleaner->at, cleaner->at + 2, cleaner->fault,
                                      "this comment has no end: a */ is missing");
    size_t behind = end ? (size_t)(end - source->bytes) + (start[1] == '*' ? 2 : 0) : source->length;
    blank_out(cleaner, behind);
    return 0;
}

/* A comma before a closing bracket is blanked, unless it stands alone: "[,]" stays an error. */
static void close_bracket(struct cleaner *cleaner)
{
    if (cleaner->comma)
        cleaner->clean[cleaner->comma - 1] = ' ';
    cleaner->depth -= cleaner->depth > 0;
}

static int character_clean(struct cleaner *cleaner)
{
    const struct document_source *source = cleaner->source;
    char character = source->bytes[cleaner->at];
    size_t comma = 0;
    if (character == '{' || character == '[') {
        if (++cleaner->depth > DOCUMENT_DEPTH_MOST)
            return document_source_refuse(source, cleaner->at, cleaner->at + 1, cleaner->fault,
                                          "nested more than %d deep", DOCUMENT_DEPTH_MOST);
    } else if (character == '}' || character == ']') {
        close_bracket(cleaner);
    } else if (character == ',' && cleaner->last && !strchr("{[,:", cleaner->last)) {
        comma = cleaner->at + 1;
    }
    cleaner->comma = comma;
    cleaner->last = character;
    cleaner->anything = true;
    cleaner->at = character == '"' ? string_end(source->bytes, source->length, cleaner->at) : cleaner->at + 1;
    return 0;
}

static int text_clean(struct cleaner *cleaner)
{
    const struct document_source *source = cleaner->source;
    while (cleaner->at < source->length) {
        const char *here = source->bytes + cleaner->at;
        int status = 0;
        if (here[0] == '/' && (here[1] == '/' || here[1] == '*'))
            status = comment_clean(cleaner);
        else if (strchr(blanks, *here))
            cleaner->at++;
        else
            status = character_clean(cleaner);
        if (status)
            return status;
    }
    return 0;
}

int document_source_clean(const struct document_source *source, const struct document_limits *limits, char **clean,
                          struct document_fault *fault)
{
    int status = check_characters(source, fault);
    if (status)
        return status;
    char *copy = malloc(source->length + 1);
    if (!copy) {
        yoke_error_set(&fault->error, "%.200s: %s", source->name, strerror(ENOMEM));
        return -ENOMEM;
    }
    memcpy(copy, source->bytes, source->length + 1);
    struct cleaner cleaner = {.source = source, .fault = fault, .clean = copy};
    status = text_clean(&cleaner);
    if (!status && !cleaner.anything) {
        yoke_error_set(&fault->error, "%.200s is empty: a %s is a JSON object, { ... }", source->name, limits->noun);
        status = -EINVAL;
    }
    if (status)
        free(copy);
    else
        *clean = copy;
    return status;
}

struct document_token document_token_next(const char *clean, size_t length, size_t from)
{
    static const char marks[] = "{}[]:,";
    struct document_token token = {.start = from};
    while (token.start < length && strchr(blanks, clean[token.start]))
        token.start++;
    token.end = token.start;
    if (token.start == length)
        return token;
    if (clean[token.start] == '"')
        token.end = string_end(clean, length, token.start);
    else if (strchr(marks, clean[token.start]))
        token.end++;
    else
        while (token.end < length && clean[token.end] != '"' && !strchr(marks, clean[token.end]) &&
               !strchr(blanks, clean[token.end]))
            token.end++;
    return token;
}

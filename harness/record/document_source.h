/* SPDX-License-Identifier: MIT */
/* The bytes of a document, and the way from a byte to a line and column. Private to document*.c. */
#ifndef DOCUMENT_SOURCE_H
#define DOCUMENT_SOURCE_H

#include <stdbool.h>

#include "document.h"

/* Owned by the document. */
struct document_source {
    char *name;  /* for sentences */
    char *bytes; /* as read, without a byte order mark; ends with a NUL beyond `length` */
    size_t length;
};

/* A walk over a source that knows line and column. Starts all zero. */
struct document_cursor {
    size_t offset;
    unsigned line, column; /* both from 0 */
};

/* A piece of JSON: a punctuation mark, a string with its quotes, or a run of anything else. */
struct document_token {
    size_t start, end; /* equal at the end of the text */
};

/* Reads the file `path` or copies `text`. Returns 0 or a negative errno and the fault; release either way. */
int document_source_load(const char *path, const struct document_limits *limits, struct document_source *source,
                         struct document_fault *fault);
int document_source_copy(const char *name, const char *text, size_t length, const struct document_limits *limits,
                         struct document_source *source, struct document_fault *fault);
void document_source_release(struct document_source *source);

/* How many bytes the character at `offset` has: 1 to 4, or 0 when it is broken UTF-8. */
size_t document_source_step(const struct document_source *source, size_t offset);

/* Moves the cursor on to `offset`, a broken byte counting as one character. */
void document_cursor_move(struct document_cursor *cursor, const struct document_source *source, size_t offset);

/* The place of bytes `start` to `end`, cut at the end of the first line. */
struct document_place document_source_place(const struct document_source *source, size_t start, size_t end);

void document_source_snippet(const struct document_source *source, struct document_place place,
                             struct document_snippet *snippet);

/* Writes "NAME:LINE:COLUMN: sentence" and the snippet, unless a fault is there already. Returns -EINVAL. */
__attribute__((format(printf, 5, 6))) int document_source_refuse(const struct document_source *source, size_t start,
                                                                 size_t end, struct document_fault *fault,
                                                                 const char *format, ...);

/* Refuses a text with nothing in it, NUL, broken UTF-8, an endless comment or too deep nesting. Else returns 0 and
 * `*clean`, a copy of the bytes in which comments and trailing commas are blanks (to be freed). */
int document_source_clean(const struct document_source *source, const struct document_limits *limits, char **clean,
                          struct document_fault *fault);

/* The first token at or after `from`. */
struct document_token document_token_next(const char *clean, size_t length, size_t from);

/* Says what is wrong with `clean`, given jansson's sentence and the byte at which it stopped. Returns -EINVAL. */
int document_syntax_refuse(const struct document_source *source, const char *clean, const char *said, size_t position,
                           struct document_fault *fault);

#endif

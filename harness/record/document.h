/* SPDX-License-Identifier: MIT */
/* A JSON text that a person wrote, read for a program that has to answer with line and column. Strict JSON plus // and
 * block comments and trailing commas; every value and key knows where it stands. No JSON library shows through. */
#ifndef DOCUMENT_H
#define DOCUMENT_H

#include <stddef.h>
#include <stdio.h>

#include "yoke/error.h"

/* Brackets inside brackets: a plan needs 4; what nests deeper is no file of ours. */
enum { DOCUMENT_DEPTH_MOST = 64 };

/* Where something stands: characters, not bytes, both from 1. All zero: nowhere. */
struct document_place {
    unsigned line, column;
    unsigned width; /* characters on that line, at least 1 */
};

/* A line of the source with a place marked in it, ready to be shown on a terminal: cut to what fits around the mark,
 * control characters and broken UTF-8 replaced. */
enum { DOCUMENT_SNIPPET_BYTES = 480 };
struct document_snippet {
    unsigned line;          /* 0: there is nothing to show */
    unsigned offset, width; /* of the mark within `text`, in characters */
    char text[DOCUMENT_SNIPPET_BYTES];
};

/* Prints two lines, the source and a row of carets under the mark; nothing when there is nothing to show. */
void document_snippet_print(const struct document_snippet *snippet, FILE *stream);

/* What is wrong with a text. Owned by the caller; all zero at first. */
struct document_fault {
    struct yoke_error error; /* begins with "NAME:LINE:COLUMN: ", or "NAME: " where there is no place */
    struct document_snippet snippet;
};

enum document_kind {
    DOCUMENT_OBJECT,
    DOCUMENT_ARRAY,
    DOCUMENT_STRING,
    DOCUMENT_NUMBER,
    DOCUMENT_TRUE,
    DOCUMENT_FALSE,
    DOCUMENT_NULL,
};

/* One value. Constant, owned by the document. */
struct document_node {
    enum document_kind kind;
    const char *key;  /* of a member of an object; else NULL */
    const char *text; /* STRING: decoded, UTF-8; NUMBER: as written, "5e6"; "true", "false", "null"; else NULL */
    struct document_place place, key_place;
    const struct document_node *first; /* of an object's members or an array's items, in the order written */
    const struct document_node *next;  /* after this one, in the same object or array */
    size_t count;                      /* of members or items */
};

/* What a text is for, and how large it may be. */
struct document_limits {
    const char *noun; /* for sentences: "plan" */
    size_t bytes;
};

struct document;

/* Reads a file, or `length` bytes of text that are called `name` in sentences. Refuses, each with a place where there
 * is one: more than limits->bytes, nothing but blanks, NUL, broken UTF-8, bad syntax, a key given twice, deep nesting,
 * a root that is no object. Returns 0 and a document to be freed with document_free, or a negative errno and the fault.
 */
int document_read_file(const char *path, const struct document_limits *limits, struct document **document,
                       struct document_fault *fault);
int document_read_text(const char *name, const char *text, size_t length, const struct document_limits *limits,
                       struct document **document, struct document_fault *fault);
void document_free(struct document *document);

const char *document_name(const struct document *document);
const struct document_node *document_root(const struct document *document);

/* The member of an object; NULL when it has none of that name, or is no object. */
const struct document_node *document_member(const struct document_node *object, const char *key);

/* Cuts the line around a place out of the source. */
void document_snippet_cut(const struct document *document, struct document_place place,
                          struct document_snippet *snippet);

/* "an object", "a list", "a text", "a number", "true", "false", "null": for sentences. */
const char *document_kind_noun(enum document_kind kind);

#endif

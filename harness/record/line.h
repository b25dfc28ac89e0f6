/* SPDX-License-Identifier: MIT */
/* One struct as one line of JSON, as in the messages between driver and cell process (JSON Lines), or as a document of
 * several lines. */
#ifndef LINE_H
#define LINE_H

#include <stdio.h>

#include "fields.h"
#include "record.h"

/* Writes the struct and a newline, and flushes. Returns 0 or a negative errno. */
int line_write(const struct shape *shape, const void *base, FILE *stream);

/* Writes the struct as one document, every key on a line of its own and every entry of a list: never twice in memory, and a
 * line of `grep` output is a whole entry. Flushes. Returns 0 or a negative errno. */
int lines_write(const struct shape *shape, const void *base, FILE *stream);

/* Reads the struct from `text`, one JSON object. What it points to is taken from `memory`. Returns 0, or a negative errno
 * with a sentence that begins with `origin`. */
int line_read(struct record *memory, const struct shape *shape, void *base, const char *text, const char *origin,
              struct yoke_error *error);

#endif

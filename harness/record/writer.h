/* SPDX-License-Identifier: MIT */
/* JSON for other programs, in their shapes: written value after value as it comes, so a million of them never stand in memory.
 * No JSON library shows through. */
#ifndef WRITER_H
#define WRITER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

enum { WRITER_DEPTH_MOST = 8 /* objects and lists inside each other; the deepest format has 6 */ };

/* Private; on the caller's stack. */
struct writer {
    FILE *stream;
    unsigned depth;
    char closing[WRITER_DEPTH_MOST];
    bool begun[WRITER_DEPTH_MOST];
    int status;
};

void writer_begin(struct writer *writer, FILE *stream);

/* Opens an object or a list, and closes the one opened last. `key`: inside an object; NULL inside a list and at the top. */
void writer_object(struct writer *writer, const char *key);
void writer_list(struct writer *writer, const char *key);
void writer_end(struct writer *writer);

/* One value. What is missing (NULL, NaN or infinite, YOKE_MISSING) is no member of an object, and null in a list. Texts and keys
 * may hold anything: what is not UTF-8 becomes "?". Reals come back from their text as the same double. */
void writer_text(struct writer *writer, const char *key, const char *text);
void writer_real(struct writer *writer, const char *key, double value);
void writer_count(struct writer *writer, const char *key, uint64_t value);
void writer_flag(struct writer *writer, const char *key, bool value);

/* Ends the document with a line feed. Returns 0 or a negative errno: the first thing that went wrong. */
int writer_finish(struct writer *writer);

#endif

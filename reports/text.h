/* SPDX-License-Identifier: MIT */
/* Texts made fit to be shown. A record's texts come from anywhere: they may hold control characters that drive a
 * terminal, broken UTF-8, or ten thousand letters. Nothing reaches a stream or a script without passing here. */
#ifndef TEXT_H
#define TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/* Decodes the first character of `text` into `code` (U+FFFD for a byte that is not UTF-8, and for U+FFFE and the like, which
 * are no characters). Returns the bytes it takes, 0 at the end of the text. */
size_t text_decode(const char *text, uint32_t *code);

/* Terminal columns one character takes: 0 (combining), 1 or 2 (East Asian wide, emoji). */
unsigned text_code_columns(uint32_t code);

/* Terminal columns a clean text takes. */
unsigned text_columns(const char *text);

/* Copies `text` into `buffer` (at least 8 bytes), cleaned: control characters, line breaks and direction marks become
 * spaces, broken bytes become U+FFFD. Without `utf8` every other character is written by its ASCII twin ("us" for µs,
 * "+-") or "?". At most `columns` wide (0: as much as the buffer holds); a text that was cut ends in "…" (ASCII: "..").
 * NULL is the empty text. Returns the columns used. */
unsigned text_fit(char *buffer, size_t size, const char *text, unsigned columns, bool utf8);

/* Prints `text`, cleaned, broken at spaces into lines of at most `width` columns (0: one line). The first line starts
 * with `first`, the others with `next`; both are clean. Ends with a line feed. */
void text_fold(FILE *stream, const char *text, const char *first, const char *next, unsigned width, bool utf8);

#endif

/* SPDX-License-Identifier: MIT */
/* Comparing a text with a golden file of tests/reports/golden. */
#ifndef GOLDEN_H
#define GOLDEN_H

#include <stdio.h>

/* A stream whose text golden_check compares. */
struct golden {
    FILE *stream;
    char *text;
    size_t bytes;
};

/* Opens the stream; fails the test when that is impossible. */
void golden_open(struct golden *golden);

/* Closes the stream. The text is then `golden->text`, to be given to golden_free. */
void golden_close(struct golden *golden);
void golden_free(struct golden *golden);

/* Closes the stream, compares its text byte by byte with the file of that name and frees it. Fails the test with the
 * first line that differs. With YOKE_GOLDEN=write in the environment the file is written instead. */
__attribute__((format(printf, 2, 3))) void golden_check(struct golden *golden, const char *format, ...);

#endif

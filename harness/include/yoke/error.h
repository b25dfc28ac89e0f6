/* SPDX-License-Identifier: MIT */
/* A sentence for the person who has to act on it: what went wrong, where, and what would be right. */
#ifndef YOKE_ERROR_H
#define YOKE_ERROR_H

#include <stdarg.h>
#include <stdio.h>

enum { YOKE_ERROR_BYTES = 512 };

/* Plain data, owned by the caller; all zero means "no error". */
struct yoke_error {
    char text[YOKE_ERROR_BYTES]; /* one line, no trailing newline, never longer than the array */
};

/* Writes a sentence into `error` unless one is there already (the first error is the cause, later ones are its echo).
 * `error` may be NULL. Not safe for two threads on one error. */
__attribute__((format(printf, 2, 3)))
static inline void yoke_error_set(struct yoke_error *error, const char *format, ...)
{
    if (!error || error->text[0])
        return;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(error->text, sizeof error->text, format, arguments);
    va_end(arguments);
}

#endif

/* SPDX-License-Identifier: MIT */
/* All that is wrong with what the user wrote: where, what, the nearest right thing, the next command. */
#ifndef REQUEST_ERRORS_H
#define REQUEST_ERRORS_H

#include <stddef.h>
#include <stdio.h>

#include "document.h"
#include "yoke/error.h"

/* More than a screenful helps nobody: the rest is counted. */
enum { REQUEST_ERRORS_MOST = 20, REQUEST_HINT_BYTES = 128 };

struct request_error {
    struct yoke_error error;         /* begins with its origin, "-w: " or "plan.json:12:14: " */
    char hint[REQUEST_HINT_BYTES];   /* the command that tells more; "": none */
    struct document_snippet snippet; /* the line of the plan file; line 0: none */
};

/* Owned by the caller; all zero at first. */
struct request_errors {
    struct request_error errors[REQUEST_ERRORS_MOST];
    size_t count;
    size_t more; /* found beyond those, and only counted */
};

/* Adds a sentence. The same sentence again is not added. Control characters in it, quoted from what the user wrote,
 * become '?'. Returns the error, for its hint and snippet to be filled in, or where nothing was added a place to write
 * to that nobody reads. Never NULL. */
__attribute__((format(printf, 2, 3))) struct request_error *request_errors_add(struct request_errors *errors,
                                                                               const char *format, ...);

/* Prints all: one line each, then the source line with its mark and the hint, where there are any. */
void request_errors_print(const struct request_errors *errors, FILE *stream);

#endif

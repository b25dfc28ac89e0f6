/* SPDX-License-Identifier: MIT */
/* A file that the user has named, opened for reading: a plan, a record, a table of numbers. May be a pipe that somebody
 * writes into (`<(...)`, /dev/stdin); one without a writer is refused after a moment instead of being waited for
 * without end. */
#ifndef INPUT_H
#define INPUT_H

#include <stdio.h>

/* Returns 0 and `*stream`, to be closed by the caller, or a negative errno: -EPIPE for a pipe without a writer. */
int input_open(const char *path, FILE **stream);

/* What such an errno means to whoever named the file: a part of a sentence, constant or valid until the next call. */
const char *input_reason(int status);

#endif

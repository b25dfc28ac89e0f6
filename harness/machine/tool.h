/* SPDX-License-Identifier: MIT */
/* Asking another program for its version. */
#ifndef TOOL_H
#define TOOL_H

#include <stddef.h>

/* Looks `name` up on PATH, runs it with the one argument `argument`, no input and no messages, and writes the first
 * line it prints into `line`. Ends it after `limit_ms`. Returns 0, -ENOENT when there is no such program, -ETIME when
 * it did not end in time, -EIO when it failed or printed nothing, or the negative errno of what could not be done. */
int tool_ask(const char *name, const char *argument, int limit_ms, char *line, size_t bytes);

#endif

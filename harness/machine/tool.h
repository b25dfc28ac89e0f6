/* SPDX-License-Identifier: MIT */
/* Asking another program for one line. */
#ifndef TOOL_H
#define TOOL_H

#include <stddef.h>

/* Looks `words[0]` up on PATH, runs it with these words, ended by NULL, no input and no messages, and writes the first
 * line it prints into `line`. Ends it after `limit_ms`. Returns 0, -ENOENT when there is no such program, -ETIME when
 * it did not end in time, -EIO when it failed or printed nothing, or the negative errno of what could not be done. */
int tool_answer(const char *const words[], int limit_ms, char *line, size_t bytes);

/* The same with one argument: a program's version. */
int tool_ask(const char *name, const char *argument, int limit_ms, char *line, size_t bytes);

#endif

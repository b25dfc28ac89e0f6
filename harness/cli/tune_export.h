/* SPDX-License-Identifier: MIT */
/* The width as lines that a shell or an env file takes: YOKE_MAX_WORKERS=8. */
#ifndef TUNE_EXPORT_H
#define TUNE_EXPORT_H

#include <stdio.h>

#include "record.h"
#include "request_errors.h"

/* Checks the value of --export: "env", or "env:NAME,NAME" with names of environment variables. Returns 0, or -EINVAL
 * with a sentence. */
int tune_export_check(const char *text, struct request_errors *errors);

/* Writes NAME=WIDTH, one line for YOKE_MAX_WORKERS and one for each name asked for. Only what is proven is written, and
 * one width only: returns 0, or YOKE_EXIT_UNDECIDED or YOKE_EXIT_FAILED with a sentence and nothing written. */
int tune_export_write(const char *text, const struct yoke_record *record, FILE *stream, struct yoke_error *error);

#endif

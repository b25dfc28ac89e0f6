/* SPDX-License-Identifier: MIT */
/* Fields of a CSV line (RFC 4180). */
#ifndef CSV_TEXT_H
#define CSV_TEXT_H

#include <stdint.h>
#include <stdio.h>

/* Each writes one field and the comma after it; a text that holds a comma, a quote or a line break is quoted. One that
 * a spreadsheet would execute, as it begins with = + - @ or a tab, gets an apostrophe before it. What was not measured (NULL,
 * YOKE_MISSING, NaN) is an empty field. */
void csv_text(FILE *stream, const char *text);
void csv_count(FILE *stream, uint64_t value);
void csv_real(FILE *stream, double value);

#endif

/* SPDX-License-Identifier: MIT */
/* What a stream can show. Decided for each stream on its own. */
#ifndef TERMINAL_H
#define TERMINAL_H

#include <stdbool.h>
#include <stdio.h>

enum terminal_color { TERMINAL_COLOR_AUTO, TERMINAL_COLOR_ALWAYS, TERMINAL_COLOR_NEVER };

/* Colour, by the order people rely on: the option, FORCE_COLOR, NO_COLOR, CLICOLOR_FORCE (each counts when it is set and not
 * empty), then whether the stream is a terminal and TERM is not "dumb". */
bool terminal_color(FILE *stream, enum terminal_color wanted);

/* Does the locale's character set hold more than ASCII? Call setlocale(LC_CTYPE, "") before. */
bool terminal_utf8(void);

/* Columns of the terminal behind the stream, or of COLUMNS when it is set; 0: not a terminal, no limit. */
unsigned terminal_width(FILE *stream);

/* Is there a terminal behind it that understands control characters? */
bool terminal_live(FILE *stream);

#endif

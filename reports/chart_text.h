/* SPDX-License-Identifier: MIT */
/* Texts inside a gnuplot script. Every text that came from a record goes through chart_text_quote, so that no name can
 * execute a command, end a string or change the picture. */
#ifndef CHART_TEXT_H
#define CHART_TEXT_H

#include <stdbool.h>
#include <stdio.h>

/* Writes `text`, cleaned and cut to `columns` terminal columns, as a single-quoted gnuplot string that shows exactly
 * these characters in a label with enhanced markup, apart from an apostrophe, which becomes ’. Single quotes because
 * gnuplot runs `commands` and reads \ inside double ones. */
void chart_text_quote(FILE *script, const char *text, unsigned columns);

/* About how wide the text is in a proportional sans serif, in ems, a little on the wide side. Bold is wider. */
double chart_text_ems(const char *text, bool bold);

#endif

/* SPDX-License-Identifier: MIT */
/* Texts inside a page. Every text that came from a record goes through here: no name can open a tag, end an attribute, turn the
 * direction of what follows or be read as an entity. */
#ifndef HTML_TEXT_H
#define HTML_TEXT_H

#include <stdio.h>

enum {
    HTML_NAME_COLUMNS = 160,     /* of a name: what is longer is cut with "…"; the record in the page has all of it */
    HTML_SENTENCE_COLUMNS = 4000 /* of a sentence */
};

/* Writes `text` (NULL: nothing), cleaned and cut to `columns` terminal columns, as text or as the value of an attribute in
 * double quotes. */
void html_text(FILE *stream, const char *text, unsigned columns);

/* Writes a format's text so, as one sentence. */
__attribute__((format(printf, 2, 3))) void html_format(FILE *stream, const char *format, ...);

#endif

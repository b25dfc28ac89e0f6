/* SPDX-License-Identifier: MIT */
/* The only place that writes text into a page. */
#include "html_text.h"

#include <stdarg.h>
#include <stdlib.h>

#include "text.h"

void html_text(FILE *stream, const char *text, unsigned columns)
{
    char clean[4 * HTML_SENTENCE_COLUMNS + 8];
    text_fit(clean, sizeof clean, text, columns, true);
    for (const char *at = clean; *at; at++) {
        switch (*at) {
        case '&':
            fputs("&amp;", stream);
            break;
        case '<':
            fputs("&lt;", stream);
            break;
        case '>':
            fputs("&gt;", stream);
            break;
        case '"':
            fputs("&quot;", stream);
            break;
        case '\'':
            fputs("&#39;", stream);
            break;
        default:
            fputc(*at, stream);
        }
    }
}

void html_format(FILE *stream, const char *format, ...)
{
    char *text = NULL;
    va_list arguments;
    va_start(arguments, format);
    const int length = vasprintf(&text, format, arguments);
    va_end(arguments);
    if (length < 0)
        return;
    html_text(stream, text, HTML_SENTENCE_COLUMNS);
    free(text);
}

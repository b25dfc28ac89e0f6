/* SPDX-License-Identifier: MIT */
/* Collecting and printing what is wrong with a request. */
#include "request_errors.h"

#include <stdarg.h>
#include <string.h>

struct request_error *request_errors_add(struct request_errors *errors, const char *format, ...)
{
    static struct request_error nobody; /* written to, never read */
    if (errors->count == REQUEST_ERRORS_MOST) {
        errors->more++;
        return &nobody;
    }
    struct request_error *error = &errors->errors[errors->count++];
    *error = (struct request_error){0};
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(error->error.text, sizeof error->error.text, format, arguments);
    va_end(arguments);
    for (char *at = error->error.text; *at; at++) /* one line, and nothing for the terminal to obey */
        if ((unsigned char)*at < ' ' || *at == 0x7f)
            *at = '?';
    for (const struct request_error *earlier = errors->errors; earlier < error; earlier++)
        if (!strcmp(earlier->error.text, error->error.text)) { /* one setting, wrong in the same way for every study */
            errors->count--;
            return &nobody;
        }
    return error;
}

static void error_print(const struct request_error *error, FILE *stream)
{
    /* a sentence with a place begins with the file, as editors want it; others say who speaks */
    fprintf(stream, "%s%s\n", error->snippet.line ? "" : "yoke: ", error->error.text);
    document_snippet_print(&error->snippet, stream);
    if (error->hint[0])
        fprintf(stream, "  %s\n", error->hint);
}

void request_errors_print(const struct request_errors *errors, FILE *stream)
{
    for (size_t i = 0; i < errors->count; i++)
        error_print(&errors->errors[i], stream);
    if (errors->more)
        fprintf(stream, "yoke: and %zu more errors\n", errors->more);
}

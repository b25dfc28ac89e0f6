/* SPDX-License-Identifier: MIT */
/* A source line with a mark under it, safe for any terminal. */
#include "document_source.h"

#include <string.h>

/* Longer lines are cut around the mark: 80 columns less the line number and the dots. */
enum { SHOWN_BEFORE = 30, SHOWN_MOST = 66 };

/* Where line `line` (from 1) begins. */
static size_t line_start(const struct document_source *source, unsigned line)
{
    size_t at = 0;
    for (; line > 1; line--) {
        const char *end = memchr(source->bytes + at, '\n', source->length - at);
        if (!end)
            return source->length;
        at = (size_t)(end - source->bytes) + 1;
    }
    return at;
}

static size_t step_or_one(const struct document_source *source, size_t offset)
{
    size_t step = document_source_step(source, offset);
    return step ? step : 1;
}

static bool at_line_end(const struct document_source *source, size_t offset)
{
    return offset >= source->length || source->bytes[offset] == '\n' ||
           (source->bytes[offset] == '\r' && offset + 1 < source->length && source->bytes[offset + 1] == '\n');
}

/* Appends the character at `offset`: control characters would reach the terminal, tabs would move the mark. */
static void append_character(const struct document_source *source, size_t offset, char *text, size_t *used)
{
    const unsigned char *at = (const unsigned char *)source->bytes + offset;
    size_t step = document_source_step(source, offset);
    bool control = at[0] < 0x20 || at[0] == 0x7f || (step == 2 && at[0] == 0xc2 && at[1] < 0xa0);
    if (at[0] == '\t') {
        text[(*used)++] = ' ';
    } else if (control || !step) {
        text[(*used)++] = '?';
    } else {
        memcpy(text + *used, at, step);
        *used += step;
    }
}

void document_source_snippet(const struct document_source *source, struct document_place place,
                             struct document_snippet *snippet)
{
    *snippet = (struct document_snippet){0};
    if (!place.line)
        return;
    size_t at = line_start(source, place.line);
    unsigned column = place.column - 1, cut = column > SHOWN_BEFORE ? column - SHOWN_BEFORE : 0, shown = 0;
    for (unsigned skipped = 0; skipped < cut && !at_line_end(source, at); skipped++)
        at += step_or_one(source, at);
    size_t used = 0;
    if (cut)
        used = (size_t)sprintf(snippet->text, "...");
    for (; shown < SHOWN_MOST && !at_line_end(source, at); shown++, at += step_or_one(source, at))
        append_character(source, at, snippet->text, &used);
    if (!at_line_end(source, at))
        memcpy(snippet->text + used, "...", 3);
    snippet->line = place.line;
    snippet->offset = column - cut + (cut ? 3 : 0);
    unsigned room = SHOWN_MOST - (column - cut);
    snippet->width = place.width < room ? place.width : room;
}

void document_snippet_print(const struct document_snippet *snippet, FILE *stream)
{
    if (!snippet->line)
        return;
    fprintf(stream, "%5u | %s\n      | %*s", snippet->line, snippet->text, (int)snippet->offset, "");
    for (unsigned i = 0; i < snippet->width; i++)
        fputc('^', stream);
    fputc('\n', stream);
}

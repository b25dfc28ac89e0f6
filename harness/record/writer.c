/* SPDX-License-Identifier: MIT */
/* Brackets, commas and numbers here, texts by jansson. The outer levels get a line a value, for people and for diff. */
#include "writer.h"

#include <assert.h>
#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

#include "codec.h"
#include "yoke/record.h"

enum { LINES_DEPTH = 2 /* deeper than this a value is no line of its own: a row of a list stays one line */ };

void writer_begin(struct writer *writer, FILE *stream)
{
    *writer = (struct writer){.stream = stream};
}

static void text_put(struct writer *writer, const char *text)
{
    json_t *value = codec_encode_text(text);
    char *dump = value ? json_dumps(value, JSON_ENCODE_ANY) : NULL;
    if (dump)
        fputs(dump, writer->stream);
    else
        writer->status = -ENOMEM;
    free(dump);
    json_decref(value);
}

static void line_break(struct writer *writer)
{
    fputc('\n', writer->stream);
    for (unsigned i = 0; i < writer->depth; i++)
        fputs("  ", writer->stream);
}

/* What stands before a value: comma, line, key. */
static void value_lead(struct writer *writer, const char *key)
{
    if (!writer->depth)
        return;
    bool *begun = &writer->begun[writer->depth - 1];
    fputs(*begun ? "," : "", writer->stream);
    if (writer->depth <= LINES_DEPTH)
        line_break(writer);
    else if (*begun)
        fputc(' ', writer->stream);
    *begun = true;
    assert(!key == (writer->closing[writer->depth - 1] == ']'));
    if (key) {
        text_put(writer, key);
        fputs(": ", writer->stream);
    }
}

static void bracket_open(struct writer *writer, const char *key, char opening, char closing)
{
    value_lead(writer, key);
    assert(writer->depth < WRITER_DEPTH_MOST);
    fputc(opening, writer->stream);
    writer->closing[writer->depth] = closing;
    writer->begun[writer->depth++] = false;
}

void writer_object(struct writer *writer, const char *key)
{
    bracket_open(writer, key, '{', '}');
}

void writer_list(struct writer *writer, const char *key)
{
    bracket_open(writer, key, '[', ']');
}

void writer_end(struct writer *writer)
{
    assert(writer->depth);
    const bool lines = writer->begun[--writer->depth] && writer->depth < LINES_DEPTH;
    if (lines)
        line_break(writer);
    fputc(writer->closing[writer->depth], writer->stream);
}

/* Leads in a value; false: it is missing, and that has been dealt with. */
static bool value_begin(struct writer *writer, const char *key, bool there)
{
    if (!there && key)
        return false;
    value_lead(writer, key);
    if (!there)
        fputs("null", writer->stream);
    return there;
}

void writer_text(struct writer *writer, const char *key, const char *text)
{
    if (value_begin(writer, key, text))
        text_put(writer, text);
}

void writer_real(struct writer *writer, const char *key, double value)
{
    char text[32];
    if (!value_begin(writer, key, isfinite(value)))
        return;
    /* 17 digits always bring a double back; mostly 15 do, and read better */
    for (int digits = 15; digits <= 17; digits++) {
        snprintf(text, sizeof text, "%.*g", digits, value);
        if (!(strtod(text, NULL) < value || strtod(text, NULL) > value))
            break;
    }
    fputs(text, writer->stream);
}

void writer_count(struct writer *writer, const char *key, uint64_t value)
{
    if (value_begin(writer, key, value != YOKE_MISSING))
        fprintf(writer->stream, "%" PRIu64, value);
}

void writer_flag(struct writer *writer, const char *key, bool value)
{
    value_begin(writer, key, true);
    fputs(value ? "true" : "false", writer->stream);
}

int writer_finish(struct writer *writer)
{
    assert(!writer->depth);
    fputc('\n', writer->stream);
    if (!writer->status && ferror(writer->stream))
        writer->status = -EIO;
    return writer->status;
}

/* SPDX-License-Identifier: MIT */
/* A reader of the XML that drawing programs write, strict about everything else: one root, tags in pairs, attributes in quotes.
 * Names that are not in the lists below do not get into the page. */
#include "html_svg.h"

#include <ctype.h>
#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "html_text.h"

enum { DEPTH_MOST = 64, BLOCK_BYTES = 4096 };

/* Elements that draw. */
static const char *const elements[] = {"circle", "clipPath", "defs", "ellipse", "g", "image", "line", "linearGradient", "path",
                                       "pattern", "polygon", "polyline", "rect", "stop", "svg", "text", "tspan", "use", NULL};

static const char *const attributes[] = {
    "clip-path", "clip-rule", "color", "cx", "cy", "d", "dx", "dy", "fill", "fill-opacity", "fill-rule", "font-family",
    "font-size", "font-style", "font-weight", "gradientUnits", "height", "href", "id", "offset", "opacity", "patternUnits",
    "points", "preserveAspectRatio", "r", "rx", "ry", "stop-color", "stop-opacity", "stroke", "stroke-dasharray", "stroke-linecap",
    "stroke-linejoin", "stroke-miterlimit", "stroke-opacity", "stroke-width", "text-anchor", "transform", "viewBox", "width", "x",
    "x1", "x2", "xlink:href", "y", "y1", "y2", NULL};

/* A piece of the file. */
struct piece {
    const char *text;
    size_t length;
};

struct reader {
    const char *at, *end;
    FILE *out;
    const char *prefix, *label;
    struct piece open[DEPTH_MOST]; /* names of the elements that are open */
    size_t depth;
    size_t silent; /* depth of the element that is left out with all it holds; 0: none */
    bool rooted;   /* the root was there */
};

static bool piece_is(struct piece piece, const char *text)
{
    return strlen(text) == piece.length && !memcmp(piece.text, text, piece.length);
}

static bool piece_begins(struct piece piece, const char *text)
{
    return strlen(text) <= piece.length && !memcmp(piece.text, text, strlen(text));
}

static bool in_list(const char *const list[], struct piece piece)
{
    for (; *list; list++)
        if (piece_is(piece, *list))
            return true;
    return false;
}

static void spaces_skip(struct reader *reader)
{
    while (reader->at < reader->end && strchr(" \t\r\n", *reader->at) && *reader->at)
        reader->at++;
}

/* Moves behind `mark`. Returns false when there is none. */
static bool skip_behind(struct reader *reader, const char *mark)
{
    const char *found = memmem(reader->at, (size_t)(reader->end - reader->at), mark, strlen(mark));
    if (found)
        reader->at = found + strlen(mark);
    return found;
}

static struct piece name_read(struct reader *reader)
{
    const char *from = reader->at;
    while (reader->at < reader->end && (isalnum((unsigned char)*reader->at) || (*reader->at && strchr("-_:.", *reader->at))))
        reader->at++;
    return (struct piece){from, (size_t)(reader->at - from)};
}

/* How long the reference to a character at `at` is ("&lt;", "&#8230;"); 0: an "&" that stands for itself. */
static size_t reference_length(const char *at, const char *end)
{
    static const char *const names[] = {"&lt;", "&gt;", "&amp;", "&quot;", "&apos;"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if ((size_t)(end - at) >= strlen(names[i]) && !memcmp(at, names[i], strlen(names[i])))
            return strlen(names[i]);
    if (end - at < 4 || at[1] != '#')
        return 0;
    const bool hexadecimal = at[2] == 'x';
    const char *digit = at + 2 + hexadecimal;
    while (digit < end && digit - at < 10 && (hexadecimal ? isxdigit((unsigned char)*digit) : isdigit((unsigned char)*digit)))
        digit++;
    return digit < end && *digit == ';' && digit > at + 2 + hexadecimal ? (size_t)(digit - at) + 1 : 0;
}

/* Writes a text or a value: what is a reference stays one, everything else is cleaned and escaped. */
static void piece_write(FILE *out, struct piece piece)
{
    const char *at = piece.text, *end = piece.text + piece.length;
    while (at < end) {
        const size_t reference = *at == '&' ? reference_length(at, end) : 0;
        const char *next = reference || at + 1 >= end ? NULL : memchr(at + 1, '&', (size_t)(end - at - 1));
        size_t length = reference ? reference : (size_t)((next ? next : end) - at);
        if (length > BLOCK_BYTES) /* a path may be long; no character is cut in two */
            for (length = BLOCK_BYTES; length > 1 && (at[length] & 0xC0) == 0x80;)
                length--;
        char *copy = reference ? NULL : strndup(at, length);
        if (reference)
            fwrite(at, 1, length, out);
        else if (copy)
            html_text(out, copy, 0);
        free(copy);
        at += length;
    }
}

/* Where a drawing may point: to itself, and to a picture that it carries. Writes the value so. */
static void target_write(const struct reader *reader, const char *before, struct piece value)
{
    fputs(before, reader->out);
    fputs(reader->prefix, reader->out);
    piece_write(reader->out, value);
}

/* " name="value"", or nothing. */
static void attribute_write(const struct reader *reader, struct piece name, struct piece value)
{
    static const char picture[] = "data:image/png;base64,";
    const bool link = piece_is(name, "href") || piece_is(name, "xlink:href");
    const bool local = value.length > 1 && value.text[0] == '#';
    const bool url = memmem(value.text, value.length, "url", 3) != NULL;
    if (memchr(value.text, '\\', value.length)) /* an escape of CSS could hide one */
        return;
    if (!in_list(attributes, name) || (link && !local && !piece_begins(value, picture)))
        return;
    if (url && !(piece_begins(value, "url(#") && !memchr(value.text + 5, '(', value.length - 5)))
        return;
    fprintf(reader->out, " %.*s=\"", (int)name.length, name.text);
    if (link && local)
        target_write(reader, "#", (struct piece){value.text + 1, value.length - 1});
    else if (link)
        fwrite(value.text, 1, strspn(value.text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=:;,"), reader->out);
    else if (url)
        target_write(reader, "url(#", (struct piece){value.text + 5, value.length - 5});
    else if (piece_is(name, "id"))
        target_write(reader, "", value);
    else
        piece_write(reader->out, value);
    fputc('"', reader->out);
}

static struct piece piece_trim(const char *from, const char *to)
{
    while (from < to && *from == ' ')
        from++;
    while (to > from && to[-1] == ' ')
        to--;
    return (struct piece){from, (size_t)(to - from)};
}

/* gnuplot draws hatching with "fill:none; stroke:rgb(1,2,3)": colours that an attribute can say as well. */
static void style_write(const struct reader *reader, struct piece style)
{
    const char *const end = style.text + style.length;
    for (const char *at = style.text; at < end;) {
        const char *stop = memchr(at, ';', (size_t)(end - at));
        stop = stop ? stop : end;
        const char *colon = memchr(at, ':', (size_t)(stop - at));
        const struct piece name = piece_trim(at, colon ? colon : at);
        if (piece_is(name, "fill") || piece_is(name, "stroke"))
            attribute_write(reader, name, piece_trim(colon + 1, stop));
        at = stop + 1;
    }
}

/* The attributes of a tag up to its end; `root`: only the view box counts. */
static int attributes_read(struct reader *reader, bool root)
{
    for (;;) {
        spaces_skip(reader);
        if (reader->at >= reader->end)
            return -EINVAL;
        if (*reader->at == '>' || *reader->at == '/')
            return 0;
        const struct piece name = name_read(reader);
        spaces_skip(reader);
        if (!name.length || reader->end - reader->at < 2 || *reader->at++ != '=')
            return -EINVAL;
        spaces_skip(reader);
        const char quote = reader->at < reader->end ? *reader->at++ : '\0';
        const char *close = quote == '"' || quote == '\'' ? memchr(reader->at, quote, (size_t)(reader->end - reader->at)) : NULL;
        if (!close)
            return -EINVAL;
        const struct piece value = {reader->at, (size_t)(close - reader->at)};
        if (!reader->silent && !root && piece_is(name, "style"))
            style_write(reader, value);
        else if (!reader->silent && (!root || piece_is(name, "viewBox")))
            attribute_write(reader, name, value);
        reader->at = close + 1;
    }
}

static void root_label(const struct reader *reader)
{
    fprintf(reader->out, " xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" role=\"img\" "
                         "aria-labelledby=\"%stitle\"><title id=\"%stitle\">",
            reader->prefix, reader->prefix);
    html_text(reader->out, reader->label, HTML_SENTENCE_COLUMNS);
    fputs("</title>", reader->out);
}

static int element_open(struct reader *reader)
{
    const struct piece name = name_read(reader);
    const bool root = reader->depth == 0;
    if (!name.length || reader->depth == DEPTH_MOST || (root && (reader->rooted || !piece_is(name, "svg"))))
        return -EINVAL;
    reader->rooted = true;
    reader->open[reader->depth++] = name;
    if (!reader->silent && !in_list(elements, name))
        reader->silent = reader->depth;
    if (!reader->silent)
        fprintf(reader->out, "<%.*s", (int)name.length, name.text);
    const int status = attributes_read(reader, root);
    if (status)
        return status;
    const bool empty = *reader->at == '/';
    reader->at += empty;
    if (reader->at >= reader->end || *reader->at++ != '>' || (root && empty))
        return -EINVAL;
    if (root)
        root_label(reader);
    else if (!reader->silent)
        fputs(empty ? "/>" : ">", reader->out);
    if (empty && reader->silent == reader->depth)
        reader->silent = 0;
    reader->depth -= empty;
    return 0;
}

static int element_close(struct reader *reader)
{
    const struct piece name = name_read(reader);
    spaces_skip(reader);
    if (!reader->depth || reader->at >= reader->end || *reader->at++ != '>')
        return -EINVAL;
    const struct piece open = reader->open[reader->depth - 1];
    if (open.length != name.length || memcmp(open.text, name.text, name.length) != 0)
        return -EINVAL;
    if (!reader->silent)
        fprintf(reader->out, "</%.*s>", (int)name.length, name.text);
    if (reader->silent == reader->depth)
        reader->silent = 0;
    reader->depth--;
    return 0;
}

/* The text up to the next tag; outside the root nothing but space. */
static int text_read(struct reader *reader)
{
    const char *next = memchr(reader->at, '<', (size_t)(reader->end - reader->at));
    const struct piece text = {reader->at, (size_t)((next ? next : reader->end) - reader->at)};
    if (!reader->depth && strspn(text.text, " \t\r\n") < text.length)
        return -EINVAL;
    const bool blank = strspn(text.text, " \t\r\n") >= text.length;
    if (!reader->silent && reader->depth && blank)
        fputc(' ', reader->out);
    else if (!reader->silent && reader->depth)
        piece_write(reader->out, text);
    reader->at += text.length;
    return 0;
}

static int tag_read(struct reader *reader)
{
    reader->at++;
    const struct piece rest = {reader->at, (size_t)(reader->end - reader->at)};
    if (piece_begins(rest, "?"))
        return skip_behind(reader, "?>") ? 0 : -EINVAL;
    if (piece_begins(rest, "!--"))
        return skip_behind(reader, "-->") ? 0 : -EINVAL;
    if (piece_begins(rest, "!")) { /* a document type that declares nothing of its own */
        const char *end = memchr(rest.text, '>', rest.length);
        if (!end || reader->rooted || memchr(rest.text, '[', (size_t)(end - rest.text)))
            return -EINVAL;
        reader->at = end + 1;
        return 0;
    }
    if (!piece_begins(rest, "/"))
        return element_open(reader);
    reader->at++;
    return element_close(reader);
}

int html_svg(FILE *stream, const char *text, size_t size, const char *prefix, const char *label)
{
    char *copy = strndup(text, size), *page = NULL;
    size_t page_size = 0;
    FILE *memory = copy ? open_memstream(&page, &page_size) : NULL;
    int status = memory ? 0 : -ENOMEM;
    if (copy) {
        struct reader reader = {.at = copy, .end = copy + strlen(copy), .out = memory, .prefix = prefix, .label = label};
        while (!status && reader.at < reader.end)
            status = *reader.at == '<' ? tag_read(&reader) : text_read(&reader);
        if (!status && (reader.depth || !reader.rooted || strlen(copy) != size))
            status = -EINVAL;
    }
    if (memory && fclose(memory) && !status)
        status = -ENOMEM;
    if (!status)
        fwrite(page, 1, page_size, stream);
    free(page);
    free(copy);
    return status;
}

/* SPDX-License-Identifier: MIT */
/* Texts made fit to be shown: decoding, width, ASCII twins, cutting and folding. The width rules are our own because
 * wcwidth() knows no wide characters in the C locale, which is all a fresh machine has. */
#include "text.h"

#include <stdlib.h>
#include <string.h>

enum { REPLACEMENT = 0xFFFD };

struct range {
    uint32_t first, last;
};

/* Blocks that terminals draw two columns wide, and those they draw over the character before. Coarse on purpose: an
 * error here shifts one row, it loses nothing. */
static const struct range wide[] = {
    {0x1100, 0x115F}, {0x2E80, 0x303E}, {0x3041, 0xA4CF}, {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},
    {0xFE30, 0xFE6F}, {0xFF00, 0xFF60}, {0xFFE0, 0xFFE6}, {0x1F300, 0x1FAFF}, {0x20000, 0x3FFFD},
};
static const struct range combining[] = {
    {0x0300, 0x036F}, {0x200B, 0x200D}, {0x20D0, 0x20FF}, {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}, {0xFEFF, 0xFEFF},
};

/* Characters that end lines, drive terminals, or turn the direction of what follows. */
static const struct range unsafe[] = {
    {0x0001, 0x001F}, {0x007F, 0x009F}, {0x200E, 0x200F}, {0x2028, 0x202E}, {0x2066, 0x2069},
};

/* What stands for a character where only ASCII can be shown. */
static const struct {
    uint32_t code;
    const char *twin;
} twins[] = {
    {0x00A0, " "},  {0x202F, " "},  {0x2009, " "},  {0x00B1, "+-"}, {0x00B5, "u"},  {0x03BC, "u"},  {0x00B7, "-"},
    {0x00D7, "x"},  {0x00F7, "/"},  {0x2013, "-"},  {0x2014, "-"},  {0x2212, "-"},  {0x2018, "'"},  {0x2019, "'"},
    {0x201C, "\""}, {0x201D, "\""}, {0x2026, ".."}, {0x2192, "->"}, {0x2264, "<="}, {0x2265, ">="},
};

static bool in_ranges(uint32_t code, const struct range ranges[], size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (code >= ranges[i].first && code <= ranges[i].last)
            return true;
    return false;
}

/* Bytes that a character starting with `lead` takes; 0: no character starts so. */
static size_t sequence_bytes(unsigned char lead)
{
    if (lead < 0x80)
        return 1;
    if (lead >= 0xC2 && lead <= 0xDF)
        return 2;
    if (lead >= 0xE0 && lead <= 0xEF)
        return 3;
    return lead >= 0xF0 && lead <= 0xF4 ? 4 : 0;
}

size_t text_decode(const char *text, uint32_t *code)
{
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000}; /* shorter forms exist below: refuse the long ones */
    const unsigned char *bytes = (const unsigned char *)text;
    *code = bytes[0];
    if (bytes[0] < 0x80)
        return bytes[0] ? 1 : 0;
    const size_t length = sequence_bytes(bytes[0]);
    uint32_t value = length ? bytes[0] & (0xFFu >> (length + 1)) : 0;
    *code = REPLACEMENT;
    for (size_t i = 1; i < length; i++) {
        if ((bytes[i] & 0xC0) != 0x80)
            return 1;
        value = value << 6 | (bytes[i] & 0x3Fu);
    }
    if (!length || value < least[length] || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF))
        return 1;
    if ((value & 0xFFFE) == 0xFFFE) /* no characters, and XML has no place for them */
        return length;
    *code = value;
    return length;
}

unsigned text_code_columns(uint32_t code)
{
    if (in_ranges(code, combining, sizeof combining / sizeof *combining))
        return 0;
    return in_ranges(code, wide, sizeof wide / sizeof *wide) ? 2 : 1;
}

unsigned text_columns(const char *text)
{
    unsigned columns = 0;
    uint32_t code;
    for (size_t bytes; (bytes = text_decode(text, &code)) > 0; text += bytes)
        columns += text_code_columns(code);
    return columns;
}

/* One character as it may be shown: points into `text` or at a constant. */
struct glyph {
    const char *bytes;
    size_t length;
    unsigned columns;
};

static struct glyph glyph_twin(uint32_t code)
{
    for (size_t i = 0; i < sizeof twins / sizeof *twins; i++)
        if (twins[i].code == code)
            return (struct glyph){twins[i].twin, strlen(twins[i].twin), (unsigned)strlen(twins[i].twin)};
    return (struct glyph){"?", 1, 1};
}

/* Reads one character and moves `text` past it. Returns false at the end. */
static bool glyph_next(const char **text, bool utf8, struct glyph *glyph)
{
    uint32_t code;
    const size_t bytes = text_decode(*text, &code);
    if (!bytes)
        return false;
    if (in_ranges(code, unsafe, sizeof unsafe / sizeof *unsafe))
        *glyph = (struct glyph){" ", 1, 1};
    else if (code == REPLACEMENT)
        *glyph = utf8 ? (struct glyph){"\xEF\xBF\xBD", 3, 1} : (struct glyph){"?", 1, 1};
    else if (code >= 0x80 && !utf8)
        *glyph = glyph_twin(code);
    else
        *glyph = (struct glyph){*text, bytes, text_code_columns(code)};
    *text += bytes;
    return true;
}

unsigned text_fit(char *buffer, size_t size, const char *text, unsigned columns, bool utf8)
{
    const char *mark = utf8 ? "…" : "..";
    const size_t mark_bytes = strlen(mark);
    const unsigned mark_columns = utf8 ? 1 : 2;
    const unsigned limit = columns ? columns : (unsigned)size; /* a character takes a byte at least */
    size_t used = 0, kept = 0;                                 /* kept: what stays when the mark must follow */
    unsigned width = 0, kept_width = 0;
    const char *rest = text ? text : "";
    struct glyph glyph;
    while (glyph_next(&rest, utf8, &glyph)) {
        if (used + glyph.length >= size || width + glyph.columns > limit) {
            const bool room = mark_columns <= limit;
            memcpy(buffer + kept, room ? mark : "", room ? mark_bytes : 0);
            buffer[kept + (room ? mark_bytes : 0)] = '\0';
            return kept_width + (room ? mark_columns : 0);
        }
        memcpy(buffer + used, glyph.bytes, glyph.length);
        used += glyph.length;
        width += glyph.columns;
        if (used + mark_bytes < size && width + mark_columns <= limit) {
            kept = used;
            kept_width = width;
        }
    }
    buffer[used] = '\0';
    return width;
}

/* One word of a text: cleaned, at most as wide as a line. Returns the text after it. */
static const char *word_read(const char *text, unsigned limit, bool utf8, FILE *word, unsigned *columns)
{
    struct glyph glyph;
    *columns = 0;
    for (const char *rest = text; glyph_next(&rest, utf8, &glyph); text = rest) {
        if (glyph.length == 1 && glyph.bytes[0] == ' ')
            break;
        if (limit && *columns + glyph.columns > limit)
            break; /* a word longer than a line is broken, not lost */
        fwrite(glyph.bytes, 1, glyph.length, word);
        *columns += glyph.columns;
    }
    return text;
}

static const char *spaces_skip(const char *text)
{
    struct glyph glyph;
    for (const char *rest = text; glyph_next(&rest, true, &glyph) && glyph.bytes[0] == ' ';)
        text = rest;
    return text;
}

/* A paragraph being folded. */
struct folder {
    FILE *stream;
    const char *next;     /* indents every line but the first */
    unsigned limit, used; /* columns of a line without its indent; of them taken */
    bool started;
};

/* Prints a word on this line when it fits, else on the next. */
static void folder_add(struct folder *folder, const char *word, unsigned columns)
{
    const bool fits = !folder->limit || folder->used + 1 + columns <= folder->limit;
    if (folder->started)
        fprintf(folder->stream, "%s%s", fits ? " " : "\n", fits ? "" : folder->next);
    fputs(word, folder->stream);
    folder->used = folder->started && fits ? folder->used + 1 + columns : columns;
    folder->started = true;
}

void text_fold(FILE *stream, const char *text, const char *first, const char *next, unsigned width, bool utf8)
{
    const unsigned margin = text_columns(next) > text_columns(first) ? text_columns(next) : text_columns(first);
    struct folder folder = {.stream = stream, .next = next};
    if (width)
        folder.limit = width > margin + 8 ? width - margin : 8; /* below 8 letters a line says nothing */
    fputs(first, stream);
    for (text = spaces_skip(text); *text; text = spaces_skip(text)) {
        char *word = NULL;
        size_t bytes = 0;
        unsigned columns = 0;
        FILE *memory = open_memstream(&word, &bytes);
        if (!memory)
            break;
        text = word_read(text, folder.limit, utf8, memory, &columns);
        if (fclose(memory) == 0)
            folder_add(&folder, word, columns);
        free(word);
    }
    fputc('\n', stream);
}

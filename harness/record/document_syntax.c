/* SPDX-License-Identifier: MIT */
/* jansson says what it expected and where it stopped; this turns that into what the writer of the text should change.
 */
#include "document_source.h"

#include <errno.h>
#include <stdint.h>
#include <string.h>

/* How jansson's sentences begin, and what they mean for the writer: before and after the token. */
static const struct {
    const char *begins;
    const char *before, *after;
} meanings[] = {
    {"'}' expected", "a comma or a } is missing before ", ""},
    {"']' expected", "a comma or a ] is missing before ", ""},
    {"':' expected", "a colon is missing between the key and ", ""},
    {"string or '}' expected", "a key in double quotes should stand here, not ", ""},
    {"end of file expected", "the text should end here, but ", " follows"},
    {"duplicate object key", "the key ", " is given twice in one object: remove one of them"},
    {"too big", "the number ", " is too large"},
    {"real number overflow", "the number ", " is too large"},
    {"too small", "the number ", " is too small"},
    {"invalid token", "", " is no JSON value: texts stand in double quotes"},
    {"unexpected token", "a value is missing before ", ""},
    {"unexpected newline", "", " has no closing quote on its line"},
    {"premature end", "", " has no closing quote"},
    {"control character", "", " contains a control character: write it as an escape, \\t or \\n"},
    {"invalid escape", "", " contains a backslash that escapes nothing: write \\\\ for one"},
    {"invalid Unicode", "", " contains half of a surrogate pair"},
    {"\\u0000", "", " contains \\u0000, which no name or value may"},
    {"NUL byte", "", " contains \\u0000, which no name or value may"},
};

/* Finds the innermost bracket that is still open at the end. Returns its offset, or SIZE_MAX. */
static size_t open_bracket(const char *clean, size_t length)
{
    size_t open[DOCUMENT_DEPTH_MOST], depth = 0;
    for (struct document_token token = {0}; (token = document_token_next(clean, length, token.end)).start < length;) {
        char mark = clean[token.start];
        if ((mark == '{' || mark == '[') && depth < DOCUMENT_DEPTH_MOST)
            open[depth++] = token.start;
        else if ((mark == '}' || mark == ']') && depth)
            depth--;
    }
    return depth ? open[depth - 1] : SIZE_MAX;
}

static int refuse_end(const struct document_source *source, const char *clean, struct document_fault *fault)
{
    size_t bracket = open_bracket(clean, source->length);
    if (bracket == SIZE_MAX)
        return document_source_refuse(source, source->length, source->length, fault, "the text ends too early");
    char mark = clean[bracket];
    struct document_place opened = document_source_place(source, bracket, bracket + 1);
    return document_source_refuse(source, source->length, source->length, fault,
                                  "the text ends, but the %c of line %u is not closed: a %c is missing", mark,
                                  opened.line, mark == '{' ? '}' : ']');
}

/* The token that contains the byte before `position`. */
static struct document_token token_before(const char *clean, size_t length, size_t position)
{
    struct document_token token = document_token_next(clean, length, 0);
    while (token.end < position && token.end < length)
        token = document_token_next(clean, length, token.end);
    return token;
}

/* "20ms", "5_000", "01": jansson takes the number and stumbles over the rest of what was meant as one value. */
static bool stumbled_inside(const char *clean, struct document_token token, const char *said, size_t position)
{
    if (clean[token.start] == '"')
        return false;
    const char *near = strstr(said, "near '"); /* what it stumbled over, and a closing quote */
    return position < token.end || (near && strlen(near) - strlen("near ''") < token.end - token.start);
}

int document_syntax_refuse(const struct document_source *source, const char *clean, const char *said, size_t position,
                           struct document_fault *fault)
{
    if (strstr(said, "end of file") && strncmp(said, "end of file", 11) != 0)
        return refuse_end(source, clean, fault);
    struct document_token token = token_before(clean, source->length, position);
    int shown = (int)(token.end - token.start < 40 ? token.end - token.start : 40);
    char text[64];
    snprintf(text, sizeof text, "%.*s%s", shown, clean + token.start, token.end - token.start > 40 ? "..." : "");
    bool key_expected = !strncmp(said, "string or", 9);
    if (!key_expected && stumbled_inside(clean, token, said, position))
        return document_source_refuse(source, token.start, token.end, fault,
                                      "%s is no JSON value: put it in double quotes, \"%s\"", text, text);
    for (size_t i = 0; i < sizeof meanings / sizeof *meanings; i++)
        if (!strncmp(said, meanings[i].begins, strlen(meanings[i].begins)))
            return document_source_refuse(source, token.start, token.end, fault, "%s%s%s", meanings[i].before, text,
                                          meanings[i].after);
    return document_source_refuse(source, token.start, token.end, fault, "syntax error: %.150s", said);
}

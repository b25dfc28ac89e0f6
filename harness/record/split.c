/* SPDX-License-Identifier: MIT */
/* The cutting only counts brackets and passes over strings; whether the pieces are JSON is for jansson to say. It cannot be
 * deceived: if all pieces are JSON, so is what they were cut from. */
#include "split.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "input.h"

/* Ten times the largest record anybody has made; what never ends is no record. */
static const size_t BYTES_MOST = (size_t)2 << 30;

static int text_read(FILE *file, struct split *split)
{
    size_t room = 0;
    do {
        if (split->length == room) {
            room = room ? 2 * room : 65536;
            char *grown = room > BYTES_MOST ? NULL : realloc(split->text, room);
            if (!grown)
                return room > BYTES_MOST ? -EFBIG : -ENOMEM;
            split->text = grown;
        }
        split->length += fread(split->text + split->length, 1, room - split->length, file);
    } while (!feof(file) && !ferror(file));
    return ferror(file) ? -errno : 0;
}

/* --- cutting -------------------------------------------------------------------------------------------------------- */

static size_t blanks_pass(const struct split *split, size_t at)
{
    while (at < split->length && (split->text[at] == ' ' || split->text[at] == '\t' || split->text[at] == '\n' || split->text[at] == '\r'))
        at++;
    return at;
}

/* Behind the string that begins at `at`; the length of the text when it does not end. */
static size_t string_pass(const struct split *split, size_t at)
{
    for (at++; at < split->length && split->text[at] != '"'; at++)
        at += split->text[at] == '\\';
    return at < split->length ? at + 1 : split->length;
}

/* From `at` to the next comma or closing bracket that does not belong to a bracket opened on the way. */
static size_t value_pass(const struct split *split, size_t at)
{
    for (size_t depth = 0; at < split->length;) {
        const char byte = split->text[at];
        if (byte == '"') {
            at = string_pass(split, at);
            continue;
        }
        const bool closes = byte == ']' || byte == '}';
        if (!depth && (closes || byte == ','))
            return at;
        depth += byte == '[' || byte == '{';
        depth -= closes;
        at++;
    }
    return at;
}

/* Looks at the members of the outermost object for the first one called "cells" that is a list. */
static size_t cells_find(const struct split *split)
{
    static const char name[] = "\"cells\"";
    size_t at = blanks_pass(split, 0);
    if (at >= split->length || split->text[at] != '{')
        return 0;
    do {
        at = blanks_pass(split, at + 1);
        const bool named = split->length - at > sizeof name && !memcmp(split->text + at, name, sizeof name - 1);
        if (named) {
            at = blanks_pass(split, at + sizeof name - 1);
            at = at < split->length && split->text[at] == ':' ? blanks_pass(split, at + 1) : split->length;
            return at < split->length && split->text[at] == '[' ? at + 1 : 0;
        }
        at = value_pass(split, at);
    } while (at < split->length && split->text[at] == ',');
    return 0;
}

static void cells_cut(struct split *split)
{
    const size_t open = cells_find(split);
    size_t at = open, count = 0;
    if (!open)
        return;
    const bool empty = (at = blanks_pass(split, at)) < split->length && split->text[at] == ']';
    for (at = open; !empty; at++, count++) {
        at = value_pass(split, at);
        if (at >= split->length || split->text[at] != ',')
            break;
    }
    if (at >= split->length)
        return; /* it does not end: the whole text is read, and jansson says where */
    split->open = split->at = open;
    split->close = at;
    split->cell_count = empty ? 0 : count + 1;
}

int split_read(const char *path, struct split *split, struct yoke_error *error)
{
    *split = (struct split){.path = path};
    errno = 0;
    FILE *file = NULL;
    int status = input_open(path, &file);
    if (!status)
        status = text_read(file, split);
    if (file)
        fclose(file);
    if (status)
        yoke_error_set(error, "%s: %s", path, input_reason(status));
    else
        cells_cut(split);
    return status;
}

void split_release(struct split *split)
{
    free(split->text);
    *split = (struct split){0};
}

/* --- reading the pieces --------------------------------------------------------------------------------------------- */

/* Says what is wrong, in line and column of the whole text, whose first `end` bytes were read until then. */
static json_t *refuse(const struct split *split, size_t end, const char *what, struct yoke_error *error)
{
    size_t line = 1, column = 0;
    for (size_t i = 0; i < end && i < split->length; i++) {
        line += split->text[i] == '\n';
        column = split->text[i] == '\n' ? 0 : column + ((unsigned char)split->text[i] >> 6 != 2); /* UTF-8: characters */
    }
    yoke_error_set(error, "%s:%zu:%zu: %s", split->path, line, column, what);
    return NULL;
}

static size_t fault_position(const json_error_t *fault)
{
    return fault->position > 0 ? (size_t)fault->position : 0;
}

json_t *split_document(const struct split *split, struct yoke_error *error)
{
    json_error_t fault;
    const size_t gap = split->close - split->open, length = split->length - gap;
    char *piece = malloc(length + 1);
    if (!piece) {
        yoke_error_set(error, "%s: %s", split->path, strerror(ENOMEM));
        return NULL;
    }
    memcpy(piece, split->text, split->open);
    memcpy(piece + split->open, split->text + split->close, split->length - split->close);
    json_t *document = json_loadb(piece, length, JSON_REJECT_DUPLICATES, &fault);
    free(piece);
    if (document)
        return document;
    const size_t position = fault_position(&fault);
    return refuse(split, position > split->open ? position + gap : position, fault.text, error);
}

json_t *split_cell(struct split *split, struct yoke_error *error)
{
    json_error_t fault;
    const size_t begin = split->at, end = value_pass(split, begin);
    split->at = end + 1;
    json_t *cell = json_loadb(split->text + begin, end - begin, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &fault);
    return cell ? cell : refuse(split, begin + fault_position(&fault), fault.text, error);
}

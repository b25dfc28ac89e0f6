/* SPDX-License-Identifier: MIT */
/* A name is its own index: axes stand between slashes. */
#include "cell_filter.h"

#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

enum { WORD_BYTES = 256 };

/* Copies the value of an axis of the name; false when it has none of that key. */
static bool axis_find(const char *name, const char *key, size_t key_length, char value[WORD_BYTES])
{
    for (const char *part = name; part; part = strchr(part, '/'), part += part != NULL) {
        if (strncmp(part, key, key_length) != 0 || part[key_length] != '=')
            continue;
        const char *from = part + key_length + 1;
        const size_t length = strcspn(from, "/");
        if (length >= WORD_BYTES)
            return false;
        memcpy(value, from, length);
        value[length] = '\0';
        return true;
    }
    return false;
}

static bool compare_holds(const char *value, const char *operation, const char *limit)
{
    char *value_end, *limit_end;
    const double left = strtod(value, &value_end), right = strtod(limit, &limit_end);
    if (*value_end || *limit_end || value_end == value || limit_end == limit)
        return false;
    if (operation[0] == '<')
        return operation[1] == '=' ? left <= right : left < right;
    return operation[1] == '=' ? left >= right : left > right;
}

static bool word_holds(const char *word, const char *name)
{
    char value[WORD_BYTES], pattern[WORD_BYTES + 2];
    const size_t key_length = strcspn(word, "=<>");
    const char *operation = word + key_length;
    if (*operation && axis_find(name, word, key_length, value)) {
        const char *operand = operation + 1 + (*operation != '=' && operation[1] == '=');
        return *operation == '=' ? !fnmatch(operand, value, 0) : compare_holds(value, operation, operand);
    }
    if (*operation)
        return false;
    snprintf(pattern, sizeof pattern, "*%.*s*", WORD_BYTES - 2, word);
    return !fnmatch(pattern, name, 0);
}

bool cell_filter_passes(const char *filter, const char *name)
{
    char word[WORD_BYTES];
    for (const char *at = filter + strspn(filter, " \t"); *at; at += strspn(at, " \t")) {
        const size_t length = strcspn(at, " \t");
        snprintf(word, sizeof word, "%.*s", (int)(length < WORD_BYTES ? length : WORD_BYTES - 1), at);
        if (!word_holds(word, name))
            return false;
        at += length;
    }
    return true;
}

size_t cell_filter_apply(const char *filter, struct cell cells[], size_t count)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        if (cell_filter_passes(filter, cells[i].name))
            cells[kept++] = cells[i];
        else
            free(cells[i].name);
    return kept;
}

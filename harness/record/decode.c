/* SPDX-License-Identifier: MIT */
/* From JSON to structs, by their tables. The text may come from anywhere: every value is checked against the table before it
 * is believed, and the first thing that is wrong is named with its place. */
#include "codec.h"

#include <errno.h>
#include <string.h>

/* Where in the document the reader is, for the sentence when something is wrong: "cells[3].samples[0].wall_ns". */
struct place {
    const struct place *outer;
    const char *key; /* NULL: an entry of a list */
    size_t index;
};

struct reading {
    struct record *record;
    const char *path;
    struct yoke_error *error;
};

static int shape_decode(struct reading *reading, const struct place *place, const struct shape *shape, json_t *object,
                        void *base);

static size_t place_write(const struct place *place, char *text, size_t size)
{
    size_t used = place->outer ? place_write(place->outer, text, size) : 0;
    if (used >= size)
        return used;
    const int length = place->key ? snprintf(text + used, size - used, "%s%s", used ? "." : "", place->key)
                                  : snprintf(text + used, size - used, "[%zu]", place->index);
    return used + (size_t)(length < 0 ? 0 : length);
}

static int place_refuse(const struct reading *reading, const struct place *place, const char *what)
{
    char text[160] = "";
    place_write(place, text, sizeof text);
    yoke_error_set(reading->error, "%s: %s %s", reading->path, text, what);
    return -EINVAL;
}

static int text_decode(struct reading *reading, const struct place *place, json_t *value, const char **text)
{
    if (!json_is_string(value))
        return place_refuse(reading, place, "must be a text");
    *text = record_copy(reading->record, json_string_value(value));
    return *text ? 0 : -ENOMEM;
}

static int count_decode(struct reading *reading, const struct place *place, json_t *value, uint64_t *count)
{
    if (!json_is_integer(value) || json_integer_value(value) < 0)
        return place_refuse(reading, place, "must be a whole number that is not negative");
    *count = (uint64_t)json_integer_value(value);
    return 0;
}

static int real_decode(struct reading *reading, const struct place *place, json_t *value, double *real)
{
    if (!json_is_number(value))
        return place_refuse(reading, place, "must be a number");
    *real = json_number_value(value);
    return 0;
}

static int flag_decode(struct reading *reading, const struct place *place, json_t *value, bool *flag)
{
    if (!json_is_boolean(value))
        return place_refuse(reading, place, "must be true or false");
    *flag = json_is_true(value);
    return 0;
}

static int word_decode(struct reading *reading, const struct place *place, const struct field *field, json_t *value,
                       unsigned *word)
{
    const char *text = json_string_value(value);
    for (unsigned i = 0; text && field->words[i]; i++)
        if (!strcmp(text, field->words[i])) {
            *word = i;
            return 0;
        }
    return place_refuse(reading, place, "is none of the words the schema allows");
}

static int texts_decode(struct reading *reading, const struct place *place, json_t *array, const char **texts)
{
    size_t i;
    json_t *entry;
    json_array_foreach(array, i, entry)
    {
        const struct place here = {.outer = place, .index = i};
        const int status = text_decode(reading, &here, entry, &texts[i]);
        if (status)
            return status;
    }
    return 0;
}

static int counts_decode(struct reading *reading, const struct place *place, json_t *array, uint64_t *counts)
{
    size_t i;
    json_t *entry;
    json_array_foreach(array, i, entry)
    {
        const struct place here = {.outer = place, .index = i};
        counts[i] = YOKE_MISSING;
        const int status = json_is_null(entry) ? 0 : count_decode(reading, &here, entry, &counts[i]);
        if (status)
            return status;
    }
    return 0;
}

static int list_decode(struct reading *reading, const struct place *place, const struct shape *shape, json_t *array,
                       unsigned char *entries)
{
    size_t i;
    json_t *entry;
    json_array_foreach(array, i, entry)
    {
        const struct place here = {.outer = place, .index = i};
        const int status = shape_decode(reading, &here, shape, entry, entries + i * shape->size);
        if (status)
            return status;
    }
    return 0;
}

static int map_decode(struct reading *reading, const struct place *place, const struct shape *shape, json_t *object,
                      unsigned char *entries)
{
    const char *key;
    json_t *value;
    json_object_foreach(object, key, value)
    {
        const struct place here = {.outer = place, .key = key};
        const int status = shape_decode(reading, &here, shape, value, entries);
        if (status)
            return status;
        const char *name = record_copy(reading->record, key);
        memcpy(entries, &name, sizeof name);
        entries += shape->size;
    }
    return 0;
}

static int settings_decode(struct reading *reading, const struct place *place, json_t *object,
                           struct yoke_setting_value *settings)
{
    const char *key;
    json_t *value;
    json_object_foreach(object, key, value)
    {
        const struct place here = {.outer = place, .key = key};
        *settings = (struct yoke_setting_value){.name = record_copy(reading->record, key), .value = YOKE_MISSING};
        const int status = json_is_string(value) ? text_decode(reading, &here, value, &settings->word)
                                                 : count_decode(reading, &here, value, &settings->value);
        if (status)
            return status;
        settings++;
    }
    return 0;
}

/* Takes the memory for the entries of an array or object and lets the decoder of its kind fill it. */
static int entries_decode(struct reading *reading, const struct place *place, const struct field *field, json_t *value,
                          void *base)
{
    const bool keyed = field->kind == FIELD_MAP || field->kind == FIELD_SETTINGS;
    if (keyed ? !json_is_object(value) : !json_is_array(value))
        return place_refuse(reading, place, keyed ? "must be an object" : "must be a list");
    const size_t entry_bytes = field->shape                      ? field->shape->size
                               : field->kind == FIELD_SETTINGS ? sizeof(struct yoke_setting_value)
                                                               : sizeof(uint64_t);
    const size_t count = keyed ? json_object_size(value) : json_array_size(value);
    void *entries = record_alloc(reading->record, count * entry_bytes);
    if (!entries)
        return -ENOMEM;
    memcpy((unsigned char *)base + field->offset, &entries, sizeof entries);
    memcpy((unsigned char *)base + field->count_offset, &count, sizeof count);
    switch (field->kind) {
    case FIELD_TEXTS:
        return texts_decode(reading, place, value, entries);
    case FIELD_COUNTS:
        return counts_decode(reading, place, value, entries);
    case FIELD_LIST:
        return list_decode(reading, place, field->shape, value, entries);
    case FIELD_MAP:
        return map_decode(reading, place, field->shape, value, entries);
    default:
        return settings_decode(reading, place, value, entries);
    }
}

static int field_decode(struct reading *reading, const struct place *place, const struct field *field, json_t *value,
                        void *base)
{
    void *at = (unsigned char *)base + field->offset;
    switch (field->kind) {
    case FIELD_TEXT:
        return text_decode(reading, place, value, at);
    case FIELD_COUNT:
        return count_decode(reading, place, value, at);
    case FIELD_REAL:
        return real_decode(reading, place, value, at);
    case FIELD_FLAG:
        return flag_decode(reading, place, value, at);
    case FIELD_WORD:
        return word_decode(reading, place, field, value, at);
    case FIELD_OBJECT:
        return shape_decode(reading, place, field->shape, value, at);
    default:
        return entries_decode(reading, place, field, value, base);
    }
}

static int shape_decode(struct reading *reading, const struct place *place, const struct shape *shape, json_t *object,
                        void *base)
{
    if (!json_is_object(object))
        return place_refuse(reading, place, "must be an object");
    shape_clear(shape, base);
    for (const struct field *field = shape->fields; field->key; field++) {
        const struct place here = {.outer = place, .key = field->key};
        json_t *value = json_object_get(object, field->key);
        if (!value && field->required)
            return place_refuse(reading, &here, "is missing");
        const int status = value ? field_decode(reading, &here, field, value, base) : 0;
        if (status)
            return status;
    }
    return 0;
}

int codec_decode_shape(struct record *memory, const struct shape *shape, json_t *object, void *base, const char *origin,
                       struct yoke_error *error)
{
    struct reading reading = {.record = memory, .path = origin, .error = error};
    const struct place top = {.key = ""};
    return shape_decode(&reading, &top, shape, object, base);
}

int codec_decode_entry(struct record *memory, const struct shape *shape, json_t *object, void *base, struct codec_entry entry,
                       const char *origin, struct yoke_error *error)
{
    struct reading reading = {.record = memory, .path = origin, .error = error};
    const struct place list = {.key = entry.list};
    const struct place here = {.outer = &list, .index = entry.index};
    return shape_decode(&reading, &here, shape, object, base);
}

/* SPDX-License-Identifier: MIT */
/* From structs to JSON, by their tables. */
#include "codec.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

json_t *codec_encode_text(const char *text)
{
    json_t *value = json_string(text);
    if (value)
        return value;
    const size_t length = strlen(text);
    char *clean = malloc(length + 1);
    if (!clean)
        return NULL;
    for (size_t i = 0; i <= length; i++)
        clean[i] = (unsigned char)text[i] < 0x80 ? text[i] : '?';
    value = json_string(clean);
    free(clean);
    return value;
}

static json_t *texts_encode(const char *const *texts, size_t count)
{
    json_t *array = json_array();
    for (size_t i = 0; i < count; i++)
        json_array_append_new(array, codec_encode_text(texts[i]));
    return array;
}

static json_t *counts_encode(const uint64_t *counts, size_t count)
{
    json_t *array = json_array();
    for (size_t i = 0; i < count; i++)
        json_array_append_new(array, counts[i] == YOKE_MISSING ? json_null() : json_integer((json_int_t)counts[i]));
    return array;
}

static json_t *list_encode(const struct field *field, const unsigned char *entries, size_t count)
{
    json_t *array = json_array();
    for (size_t i = 0; i < count; i++)
        json_array_append_new(array, codec_encode_shape(field->shape, entries + i * field->shape->size));
    return array;
}

static json_t *map_encode(const struct field *field, const unsigned char *entries, size_t count)
{
    json_t *object = json_object();
    for (size_t i = 0; i < count; i++) {
        const unsigned char *entry = entries + i * field->shape->size;
        json_object_set_new(object, *(const char *const *)(const void *)entry, codec_encode_shape(field->shape, entry));
    }
    return object;
}

static json_t *settings_encode(const struct yoke_setting_value *settings, size_t count)
{
    json_t *object = json_object();
    for (size_t i = 0; i < count; i++)
        json_object_set_new(object, settings[i].name,
                            settings[i].word ? codec_encode_text(settings[i].word) : json_integer((json_int_t)settings[i].value));
    return object;
}

/* NULL when the field is missing. */
json_t *codec_encode_field(const struct field *field, const void *base)
{
    const void *at = (const unsigned char *)base + field->offset;
    const void *pointer = NULL;
    switch (field->kind) {
    case FIELD_TEXT:
        return *(const char *const *)at ? codec_encode_text(*(const char *const *)at) : NULL;
    case FIELD_COUNT:
        return *(const uint64_t *)at == YOKE_MISSING ? NULL : json_integer((json_int_t) * (const uint64_t *)at);
    case FIELD_REAL:
        return isfinite(*(const double *)at) ? json_real(*(const double *)at) : NULL;
    case FIELD_FLAG:
        return json_boolean(*(const bool *)at);
    case FIELD_WORD:
        return json_string(field->words[*(const unsigned *)at]);
    case FIELD_OBJECT: {
        json_t *object = codec_encode_shape(field->shape, at);
        if (json_object_size(object))
            return object;
        json_decref(object);
        return NULL;
    }
    default:
        memcpy(&pointer, at, sizeof pointer);
    }
    const size_t count = field_count(field, base);
    if (!count && !field->required)
        return NULL;
    switch (field->kind) {
    case FIELD_TEXTS:
        return texts_encode(pointer, count);
    case FIELD_COUNTS:
        return counts_encode(pointer, count);
    case FIELD_LIST:
        return list_encode(field, pointer, count);
    case FIELD_MAP:
        return map_encode(field, pointer, count);
    default:
        return settings_encode(pointer, count);
    }
}

json_t *codec_encode_shape(const struct shape *shape, const void *base)
{
    json_t *object = json_object();
    for (const struct field *field = shape->fields; field->key; field++) {
        json_t *value = codec_encode_field(field, base);
        if (value)
            json_object_set_new(object, field->key, value);
    }
    return object;
}

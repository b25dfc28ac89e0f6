/* SPDX-License-Identifier: MIT */
/* The schema allows unknown keys on purpose: a reader ignores them, so a record may grow without a new schema number. */
#include "schema.h"

#include <errno.h>
#include <jansson.h>

#include "fields.h"
#include "yoke/record.h"

static void shape_define(const struct shape *shape, json_t *definitions);

static json_t *typed(const char *type)
{
    return json_pack("{s:s}", "type", type);
}

static json_t *count_type(void)
{
    return json_pack("{s:s, s:i}", "type", "integer", "minimum", 0);
}

static json_t *reference(const struct shape *shape, json_t *definitions)
{
    shape_define(shape, definitions);
    return json_pack("{s:o}", "$ref", json_sprintf("#/$defs/%s", shape->name));
}

static json_t *words_type(const char *const *words)
{
    json_t *list = json_array();
    for (size_t i = 0; words[i]; i++)
        json_array_append_new(list, json_string(words[i]));
    return json_pack("{s:o}", "enum", list);
}

static json_t *field_type(const struct field *field, json_t *definitions)
{
    switch (field->kind) {
    case FIELD_TEXT:
        return typed("string");
    case FIELD_COUNT:
        return count_type();
    case FIELD_REAL:
        return typed("number");
    case FIELD_FLAG:
        return typed("boolean");
    case FIELD_WORD:
        return words_type(field->words);
    case FIELD_TEXTS:
        return json_pack("{s:s, s:o}", "type", "array", "items", typed("string"));
    case FIELD_COUNTS: /* null: this worker's value was not measured */
        return json_pack("{s:s, s:{s:[s,s], s:i}}", "type", "array", "items", "type", "integer", "null", "minimum", 0);
    case FIELD_OBJECT:
        return reference(field->shape, definitions);
    case FIELD_LIST:
        return json_pack("{s:s, s:o}", "type", "array", "items", reference(field->shape, definitions));
    case FIELD_MAP:
        return json_pack("{s:s, s:o}", "type", "object", "additionalProperties", reference(field->shape, definitions));
    case FIELD_SETTINGS:
        return json_pack("{s:s, s:{s:[o,o]}}", "type", "object", "additionalProperties", "anyOf", count_type(), typed("string"));
    }
    return json_object();
}

static json_t *shape_type(const struct shape *shape, json_t *definitions)
{
    json_t *properties = json_object(), *required = json_array();
    for (const struct field *field = shape->fields; field->key; field++) {
        json_t *type = field_type(field, definitions);
        json_object_set_new(type, "description", json_string(field->summary));
        json_object_set_new(properties, field->key, type);
        if (field->required)
            json_array_append_new(required, json_string(field->key));
    }
    return json_pack("{s:s, s:o, s:o}", "type", "object", "properties", properties, "required", required);
}

static void shape_define(const struct shape *shape, json_t *definitions)
{
    if (!json_object_get(definitions, shape->name))
        json_object_set_new(definitions, shape->name, shape_type(shape, definitions));
}

int record_schema_write(FILE *stream)
{
    json_t *definitions = json_object();
    json_t *schema = shape_type(&record_shape, definitions);
    json_object_set_new(schema, "$schema", json_string("https://json-schema.org/draft/2020-12/schema"));
    json_object_set_new(schema, "title", json_string("yoke result, schema " YOKE_RECORD_SCHEMA));
    json_object_set_new(json_object_get(json_object_get(schema, "properties"), "schema"), "const",
                        json_string(YOKE_RECORD_SCHEMA));
    json_object_set_new(schema, "$defs", definitions);
    const int status = json_dumpf(schema, stream, JSON_INDENT(2));
    json_decref(schema);
    return status || fputc('\n', stream) == EOF ? -EIO : 0;
}

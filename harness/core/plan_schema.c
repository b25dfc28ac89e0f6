/* SPDX-License-Identifier: MIT */
/* The JSON Schema of plan files, for editors that complete and check: written from the table of keys. */
#include "plan.h"

#include "plan_text.h"
#include "request_keys.h"

#include <inttypes.h>

static void write_type(const struct request_key *key, FILE *stream)
{
    static const char one_or_several[] =
        "\"anyOf\": [{\"type\": [\"string\", \"number\"]}, "
        "{\"type\": \"array\", \"minItems\": 1, \"items\": {\"type\": [\"string\", \"number\"]}}]";
    switch (key->kind) {
    case REQUEST_TEXT:
        fputs("\"type\": \"string\"", stream);
        break;
    case REQUEST_NUMBER:
        fputs(key->unit == YOKE_COUNT ? "\"type\": [\"string\", \"number\"]" : "\"type\": \"string\"", stream);
        break;
    case REQUEST_VALUES:
        fprintf(stream, "\"type\": \"object\", \"additionalProperties\": {%s}", one_or_several);
        break;
    default:
        fputs(one_or_several, stream);
        break;
    }
}

static void write_key(const struct request_key *key, const char *indent, FILE *stream)
{
    fprintf(stream, "%s\"%s\": {", indent, key->name);
    write_type(key, stream);
    fputs(", \"description\": ", stream);
    plan_text_write(key->summary, stream);
    if (key->kind == REQUEST_NUMBER && key->unit == YOKE_COUNT)
        fprintf(stream, ", \"minimum\": %" PRIu64 ", \"maximum\": %" PRIu64, key->least, key->most);
    if (key->fallback) {
        fputs(", \"default\": ", stream);
        plan_text_write(key->fallback, stream);
    }
    if (key->kind != REQUEST_VALUES && key->examples[0]) {
        fputs(", \"examples\": [", stream);
        for (size_t i = 0; i < REQUEST_EXAMPLES_MOST && key->examples[i]; i++) {
            fputs(i ? ", " : "", stream);
            plan_text_write(key->examples[i], stream);
        }
        fputc(']', stream);
    }
    fputc('}', stream);
}

static void write_study_keys(const char *indent, FILE *stream)
{
    const char *join = "";
    for (size_t i = 0; i < REQUEST_KEYS; i++)
        if (request_keys[i].scope == REQUEST_OF_STUDY) {
            fputs(join, stream);
            write_key(&request_keys[i], indent, stream);
            join = ",\n";
        }
}

void plan_schema_write(FILE *stream)
{
    fputs("{\n"
          "  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n"
          "  \"title\": \"plan of yoke\",\n"
          "  \"description\": \"What to measure. Keys of a study may stand at the top, as defaults of all studies. "
          "Comments and trailing commas are welcome.\",\n"
          "  \"type\": \"object\",\n"
          "  \"additionalProperties\": false,\n"
          "  \"properties\": {\n"
          "    \"$schema\": {\"type\": \"string\"},\n",
          stream);
    for (size_t i = 0; i < REQUEST_KEYS; i++)
        if (request_keys[i].scope == REQUEST_OF_RUN) {
            write_key(&request_keys[i], "    ", stream);
            fputs(",\n", stream);
        }
    write_study_keys("    ", stream);
    fputs(",\n    \"studies\": {\"type\": \"array\", \"minItems\": 1, \"items\": {\"type\": \"object\", "
          "\"additionalProperties\": false, \"properties\": {\n",
          stream);
    write_study_keys("      ", stream);
    fputs("\n    }}}\n  }\n}\n", stream);
}

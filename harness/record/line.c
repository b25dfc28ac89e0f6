/* SPDX-License-Identifier: MIT */
/* JSON Lines by the same tables as the record. */
#include "line.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "codec.h"

int line_write(const struct shape *shape, const void *base, FILE *stream)
{
    json_t *object = codec_encode_shape(shape, base);
    if (!object)
        return -ENOMEM;
    const int status = json_dumpf(object, stream, JSON_COMPACT | JSON_REAL_PRECISION(17));
    json_decref(object);
    return status || fputc('\n', stream) == EOF || fflush(stream) ? -EIO : 0;
}

int line_read(struct record *memory, const struct shape *shape, void *base, const char *text, const char *origin,
              struct yoke_error *error)
{
    json_error_t fault;
    json_t *object = json_loads(text, JSON_REJECT_DUPLICATES, &fault);
    if (!object) {
        yoke_error_set(error, "%s: not JSON: %s", origin, fault.text);
        return -EINVAL;
    }
    const int status = codec_decode_shape(memory, shape, object, base, origin, error);
    json_decref(object);
    return status;
}

/* 17 significant digits bring every double back as it was. */
enum { DUMP_FLAGS = JSON_COMPACT | JSON_ENCODE_ANY | JSON_REAL_PRECISION(17) };

static int value_dump(json_t *value, FILE *stream)
{
    char *text = value ? json_dumps(value, DUMP_FLAGS) : NULL; /* json_dumpf writes a few bytes at a time */
    json_decref(value);
    errno = 0;
    const int status = !text ? -ENOMEM : fputs(text, stream) >= 0 ? 0 : errno ? -errno : -EIO;
    free(text);
    return status;
}

static int list_dump(const struct field *field, const void *base, FILE *stream)
{
    const unsigned char *entries;
    memcpy(&entries, (const unsigned char *)base + field->offset, sizeof entries);
    const size_t count = field_count(field, base);
    int status = 0;
    fputc('[', stream);
    for (size_t i = 0; i < count && !status; i++) {
        fputs(i ? ",\n" : "\n", stream);
        status = value_dump(codec_encode_shape(field->shape, entries + i * field->shape->size), stream);
    }
    fputs(count ? "\n]" : "]", stream);
    return status;
}

int lines_write(const struct shape *shape, const void *base, FILE *stream)
{
    int status = 0;
    const char *separator = "{\n";
    for (const struct field *field = shape->fields; field->key && !status; field++) {
        json_t *value = NULL;
        if (field->kind != FIELD_LIST && !(value = codec_encode_field(field, base)))
            continue;
        fprintf(stream, "%s\"%s\": ", separator, field->key);
        separator = ",\n";
        status = field->kind == FIELD_LIST ? list_dump(field, base, stream) : value_dump(value, stream);
    }
    fputs("\n}\n", stream);
    if (!status && fflush(stream))
        status = -errno;
    if (!status && ferror(stream))
        status = -EIO;
    return status;
}

/* SPDX-License-Identifier: MIT */
/* A record's way to a file and back. The document is streamed: top-level lists are written entry by entry, one line each, so
 * a record of ten thousand cells never stands in memory twice, and a line of `grep` output is a whole cell. */
#include "record.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "codec.h"
#include "split.h"

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

int record_write(const struct yoke_record *record, FILE *stream, struct yoke_error *error)
{
    int status = 0;
    const char *separator = "{\n";
    for (const struct field *field = record_shape.fields; field->key && !status; field++) {
        json_t *value = NULL;
        if (field->kind != FIELD_LIST && !(value = codec_encode_field(field, record)))
            continue;
        fprintf(stream, "%s\"%s\": ", separator, field->key);
        separator = ",\n";
        status = field->kind == FIELD_LIST ? list_dump(field, record, stream) : value_dump(value, stream);
    }
    fputs("\n}\n", stream);
    if (!status && fflush(stream))
        status = -errno;
    if (!status && ferror(stream))
        status = -EIO;
    if (status)
        yoke_error_set(error, "cannot write the record: %s", strerror(-status));
    return status;
}

static int stream_keep(const struct yoke_record *record, int descriptor)
{
    FILE *stream = fdopen(descriptor, "w");
    if (!stream) {
        const int status = -errno;
        close(descriptor);
        return status;
    }
    int status = record_write(record, stream, NULL); /* whoever called knows the path, and says it */
    if (!status && fsync(descriptor))
        status = -errno;
    if (fclose(stream) && !status)
        status = -errno;
    return status;
}

int record_save(const struct yoke_record *record, const char *path, struct yoke_error *error)
{
    char *temporary = NULL;
    if (asprintf(&temporary, "%s.part", path) < 0)
        return -ENOMEM;
    const int descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    int status = descriptor < 0 ? -errno : stream_keep(record, descriptor);
    if (!status && rename(temporary, path))
        status = -errno;
    if (status) {
        yoke_error_set(error, "cannot save %s: %s", path, strerror(-status));
        if (descriptor >= 0)
            unlink(temporary);
    }
    free(temporary);
    return status;
}

/* Two cells of one name cannot be told apart by anything that reads the record. */
static int cells_check_names(const struct yoke_record *facts, const char *path, struct yoke_error *error)
{
    json_t *seen = json_object();
    int status = seen ? 0 : -ENOMEM;
    for (size_t i = 0; i < facts->cell_count && !status; i++) {
        if (json_object_get(seen, facts->cells[i].name)) {
            yoke_error_set(error, "%s: two cells are named %s", path, facts->cells[i].name);
            status = -EINVAL;
        }
        json_object_set_new(seen, facts->cells[i].name, json_true());
    }
    json_decref(seen);
    return status;
}

static int schema_check(json_t *root, const char *path, struct yoke_error *error)
{
    const char *schema = json_string_value(json_object_get(root, "schema"));
    if (schema && !strcmp(schema, YOKE_RECORD_SCHEMA))
        return 0;
    yoke_error_set(error, "%s: the schema is \"%s\"; this program reads \"%s\"", path, schema ? schema : "not named", YOKE_RECORD_SCHEMA);
    return -EINVAL;
}

static int cells_load(struct split *split, struct record *read, struct yoke_error *error)
{
    int status = record_make_cells(read, split->cell_count);
    for (size_t i = 0; i < split->cell_count && !status; i++) {
        json_t *cell = split_cell(split, error);
        const struct codec_entry entry = {"cells", i};
        status = cell ? codec_decode_entry(read, &cell_shape, cell, &read->facts.cells[i], entry, split->path, error) : -EINVAL;
        json_decref(cell);
    }
    return status;
}

static int split_load(struct split *split, struct record *read, struct yoke_error *error)
{
    json_t *document = split_document(split, error);
    int status = document ? schema_check(document, split->path, error) : -EINVAL;
    if (!status)
        status = codec_decode_shape(read, &record_shape, document, &read->facts, split->path, error);
    json_decref(document);
    if (!status && split->cell_count)
        status = cells_load(split, read, error);
    return status ? status : cells_check_names(&read->facts, split->path, error);
}

int record_load(const char *path, struct record **record, struct yoke_error *error)
{
    struct split split;
    int status = split_read(path, &split, error);
    struct record *read = status ? NULL : record_new();
    if (!status)
        status = read ? split_load(&split, read, error) : -ENOMEM;
    split_release(&split);
    if (status) {
        yoke_error_set(error, "%s: %s", path, strerror(-status));
        record_free(read);
        return status;
    }
    *record = read;
    return 0;
}

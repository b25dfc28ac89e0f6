/* SPDX-License-Identifier: MIT */
/* A record's way to a file and back. Written entry by entry, and a file appears whole or not at all. */
#include "record.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "codec.h"
#include "line.h"
#include "output.h"
#include "split.h"

int record_write(const struct yoke_record *record, FILE *stream, struct yoke_error *error)
{
    const int status = lines_write(&record_shape, record, stream);
    if (status)
        yoke_error_set(error, "cannot write the record: %s", strerror(-status));
    return status;
}

int record_save(const struct yoke_record *record, const char *path, struct yoke_error *error)
{
    struct output output;
    int status = output_open(&output, path, OUTPUT_DURABLE);
    if (!status)
        status = output_close(&output, record_write(record, output.stream, NULL)); /* the path is said here */
    if (status)
        yoke_error_set(error, "cannot save %s: %s", path, strerror(-status));
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

/* Reads `path`, which names a file. */
static int file_load(const char *path, struct record **record, struct yoke_error *error)
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

int record_load(const char *path, struct record **record, struct yoke_error *error)
{
    struct stat facts;
    char *inside = NULL;
    if (stat(path, &facts) || !S_ISDIR(facts.st_mode))
        return file_load(path, record, error);
    if (asprintf(&inside, "%s%sresult.json", path, path[strlen(path) - 1] == '/' ? "" : "/") < 0)
        return -ENOMEM;
    const int status = file_load(inside, record, error);
    free(inside);
    return status;
}

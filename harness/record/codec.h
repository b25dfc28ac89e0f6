/* SPDX-License-Identifier: MIT */
/* Structs to JSON values and back, by the tables of fields.h. Inside harness/record only: nobody else sees jansson. */
#ifndef CODEC_H
#define CODEC_H

#include <jansson.h>

#include "fields.h"
#include "record.h"

/* A text, new. Texts may come from anywhere (a hostname, a path): what is not UTF-8 is kept readable rather than lost. NULL when
 * memory is short. */
json_t *codec_encode_text(const char *text);

/* A new object, or NULL when memory is short. Missing fields are absent. */
json_t *codec_encode_shape(const struct shape *shape, const void *base);

/* One field's value, new; NULL when it is missing. */
json_t *codec_encode_field(const struct field *field, const void *base);

/* Fills the struct at `base`; what the object does not have is missing, what the table does not know is ignored. Texts and
 * lists are taken from `memory`. Returns 0 or a negative errno with a sentence that begins with `origin`. */
int codec_decode_shape(struct record *memory, const struct shape *shape, json_t *object, void *base, const char *origin,
                       struct yoke_error *error);

/* Where a struct stands in a list of the document: "cells[3]". */
struct codec_entry {
    const char *list;
    size_t index;
};

/* The same for an entry of a list, which sentences then name. */
int codec_decode_entry(struct record *memory, const struct shape *shape, json_t *object, void *base, struct codec_entry entry,
                       const char *origin, struct yoke_error *error);

#endif

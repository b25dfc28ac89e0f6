/* SPDX-License-Identifier: MIT */
/* Tables that say how the structs of yoke/record.h stand in JSON. One table serves writing, reading and the schema, so the
 * three cannot disagree. */
#ifndef FIELDS_H
#define FIELDS_H

#include <stdbool.h>
#include <stddef.h>

enum field_kind {
    FIELD_TEXT,    /* const char *; NULL: absent */
    FIELD_COUNT,   /* uint64_t; YOKE_MISSING: absent */
    FIELD_REAL,    /* double; NaN: absent */
    FIELD_FLAG,    /* bool; always present */
    FIELD_WORD,    /* an enum, written as words[value] */
    FIELD_TEXTS,   /* const char *const * with a count */
    FIELD_COUNTS,  /* uint64_t * with a count */
    FIELD_OBJECT,  /* a struct held by value; absent when all in it is absent */
    FIELD_LIST,    /* a pointer to structs with a count: JSON array */
    FIELD_MAP,     /* the same, each struct's first member its name: JSON object by name */
    FIELD_SETTINGS /* struct yoke_setting_value * with a count: JSON object of integers and words by name */
};

struct shape;

/* One key. */
struct field {
    const char *key;
    enum field_kind kind;
    size_t offset;             /* of the member in its struct */
    size_t count_offset;       /* of its count, for texts, counts, list, map, settings */
    const struct shape *shape; /* of object, list, map */
    const char *const *words;  /* of word; ends with NULL */
    bool required;             /* a record without it is refused */
    const char *summary;       /* one line for the schema */
};

/* A struct. `fields` ends with a NULL key. */
struct shape {
    const char *name; /* in the schema's $defs */
    size_t size;
    const struct field *fields;
};

/* The whole record. */
extern const struct shape record_shape;
extern const struct shape cell_shape;
extern const struct shape sample_shape;
extern const struct shape calibration_shape;
extern const struct shape verdict_shape;

/* How many entries a list-like field of the struct at `base` has. */
size_t field_count(const struct field *field, const void *base);

/* Makes every field of one struct missing. */
void shape_clear(const struct shape *shape, void *base);

#endif

/* SPDX-License-Identifier: MIT */
/* The text of a record, cut apart: the document with an empty list of cells, and every cell by itself, so that only one cell at
 * a time stands in memory as JSON values, which take some twenty times the room of their text. */
#ifndef SPLIT_H
#define SPLIT_H

#include <jansson.h>
#include <stddef.h>

#include "yoke/error.h"

struct split {
    const char *path;
    char *text;
    size_t length;
    size_t open, close; /* of the list of cells: behind its "[", and its "]"; both 0 when there is none to be found */
    size_t cell_count;
    size_t at; /* where the next cell begins */
};

/* Reads the file, at most 2 GiB of it. Returns 0, or a negative errno with a sentence. Release in every case. */
int split_read(const char *path, struct split *split, struct yoke_error *error);
void split_release(struct split *split);

/* The document without what stands in its list of cells; where that list cannot be found (it is missing, no list, or does not
 * end) all of the document. NULL with a sentence that has line and column when it is no JSON. */
json_t *split_document(const struct split *split, struct yoke_error *error);

/* The next of `cell_count` cells; NULL with such a sentence. */
json_t *split_cell(struct split *split, struct yoke_error *error);

#endif

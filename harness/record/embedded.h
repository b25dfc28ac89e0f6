/* SPDX-License-Identifier: MIT */
/* A record, or a comparison of several, inside a page of HTML: in a block that no browser executes, which whoever has the page can take out again. */
#ifndef EMBEDDED_H
#define EMBEDDED_H

#include <stddef.h>
#include <stdio.h>

#include "yoke/comparison.h"
#include "yoke/error.h"
#include "yoke/record.h"

/* Writes the block: the bytes of result.json, in which every "<" is written as \u003c. JSON means the same by both, and nothing
 * in the block can then end it or begin another. Returns 0 or a negative errno with a sentence. */
int embedded_write(const struct yoke_record *record, FILE *stream, struct yoke_error *error);

/* Likewise the comparison as one JSON document (record/comparison.h). */
int embedded_write_comparison(const struct yoke_comparison *comparison, FILE *stream, struct yoke_error *error);

/* Reads the block out of the page at `path`, and takes back what embedded_write did: `*text` are the `*size` bytes of
 * the document, to be freed. Returns 0, or a negative errno with a sentence that names the page. */
int embedded_read(const char *path, char **text, size_t *size, struct yoke_error *error);

#endif

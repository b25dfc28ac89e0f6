/* SPDX-License-Identifier: MIT */
/* A record with the memory it owns, and its way to and from a file. */
#ifndef RECORD_H
#define RECORD_H

#include <stdio.h>

#include "yoke/error.h"
#include "yoke/record.h"

/* A record being built or read. Everything its pointers lead to was taken with record_alloc and goes with record_free. */
struct record {
    struct yoke_record facts;
    struct record_page *pages; /* private */
    void *texts;               /* private: tree of the texts that record_copy has handed out */
};

/* A record in which everything is missing and no list has an entry, its schema named. NULL when memory is short. */
struct record *record_new(void);
void record_free(struct record *record);

/* Zeroed memory that lives as long as the record; aligned for any type. NULL when memory is short. */
void *record_alloc(struct record *record, size_t bytes);

/* A formatted text, and a copy of a text (NULL stays NULL), that live as long as the record. Equal copies are one: the names
 * of counters stand in every sample. NULL when memory is short. */
__attribute__((format(printf, 2, 3)))
const char *record_text(struct record *record, const char *format, ...);
const char *record_copy(struct record *record, const char *text);

/* Makes `count` cells in which everything is missing. Returns 0 or -ENOMEM. Once a record. */
int record_make_cells(struct record *record, size_t count);

/* Makes `count` verdicts in which everything is missing, in place of those there were. Returns 0 or -ENOMEM. */
int record_make_verdicts(struct record *record, size_t count);

/* Words as people and files read them: "deterministic-same". */
const char *verdict_word(enum yoke_verdict_word word);
const char *history_word(enum yoke_history_state state);

/* Appends a sample in which everything is missing to the cell, which must belong to the record. The pointer is valid until
 * the next sample of that cell is added. NULL when memory is short. */
struct yoke_sample *record_add_sample(struct record *record, struct yoke_cell *cell);

/* Appends a warning to the cell, or to the record as a whole when `cell` is NULL. Copies the texts. Returns 0 or -ENOMEM. */
int record_warn(struct record *record, struct yoke_cell *cell, const struct yoke_warning *warning);

/* Appends a change; its texts must belong to the record. Returns 0 or -ENOMEM. */
int record_add_change(struct record *record, const struct yoke_change *change);

/* Writes the record as one JSON document (schema yoke-result/1), the same bytes for the same record. Returns 0 or a
 * negative errno with a sentence. */
int record_write(const struct yoke_record *record, FILE *stream, struct yoke_error *error);

/* Writes it to `path` so that a reader sees the old file or the new one, never a part: temporary file beside it, fsync,
 * rename. Returns 0 or a negative errno with a sentence; then the old file is as it was. */
int record_save(const struct yoke_record *record, const char *path, struct yoke_error *error);

/* Reads a record from the file `path`, or from result.json in a folder of that name. Unknown keys are ignored. Returns 0 and a record to be freed with record_free, or a
 * negative errno with a sentence that names the file and the place. */
int record_load(const char *path, struct record **record, struct yoke_error *error);

#endif

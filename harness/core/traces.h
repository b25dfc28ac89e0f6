/* SPDX-License-Identifier: MIT */
/* The files of single tasks that belong to a record: how they are called, and which of them stay. */
#ifndef TRACES_H
#define TRACES_H

#include "record.h"

/* Makes the folder for them below `folder`, that of the record. Returns 0 or a negative errno with a sentence. */
int traces_make_folder(const char *folder, struct yoke_error *error);

/* The beginning of the paths of one visit's files, to be freed. `cell` is the cell's number in the record. NULL when memory is
 * short. */
char *traces_stem(const char *folder, size_t cell, uint64_t block, uint64_t order);

/* What the record calls the file: its path below the record's folder. Owned by the record; NULL when memory is short. */
const char *traces_name(struct record *record, const char *path);

/* Removes the files that a visit which was cut short may have left: those of run `iteration` and of the last one. */
void traces_discard(const char *stem, uint64_t iteration, uint64_t iterations);

/* Files to be removed once the record that does not name them any more is saved. Plain data; all zero at first. */
struct traces_old {
    const char **names; /* the record's */
    size_t count;
};

/* Takes the trace from every sample of a cell but the last that has one. Returns 0 or -ENOMEM; release in every case. */
int traces_supersede(struct yoke_record *record, struct traces_old *old);
void traces_remove(const char *folder, const struct traces_old *old);
void traces_release(struct traces_old *old);

#endif

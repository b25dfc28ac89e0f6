/* SPDX-License-Identifier: MIT */
/* What the actions of the verb history share. Private to history_*.c. */
#ifndef HISTORY_PRIVATE_H
#define HISTORY_PRIVATE_H

#include "history.h"
#include "history_command.h"
#include "store.h"

/* The actions; each returns 0 or a negative errno with a sentence, -EXDEV for results of another machine, -ENODATA when nothing
 * is selected. show and check put the exit status of what they found into `found`. */
int history_add(const struct history_options *options, struct yoke_error *error);
int history_list(const struct history_options *options, struct yoke_error *error);
int history_show(const struct history_options *options, int *found, struct yoke_error *error);
int history_import(const struct history_options *options, struct yoke_error *error);
int history_export(const struct history_options *options, struct yoke_error *error);

/* Which file is meant. With a fingerprint (of what is to be added) its folder is made when there is none; without one it is the
 * only history there is. Returns 0 and a path to be freed, or a negative errno with a sentence. */
int history_place(const struct history_options *options, const char *fingerprint, char **path, struct yoke_error *error);

/* Opens it to read. */
int history_open(const struct history_options *options, struct store **store, struct yoke_error *error);

/* Rows on their way into a store. */
struct history_intake {
    const struct history_options *options;
    struct store *store; /* NULL: not open yet */
    char *path;
    size_t added, there; /* rows; those that were there before */
};

/* Adds one row: a rows_take for rows with a fingerprint; the first one opens the store. */
int history_intake_take(void *intake, const struct history_row *row, struct yoke_error *error);

/* Calls `fill`, which gives all rows to history_intake_take, and makes them last; once more when somebody else has made the
 * file meanwhile. Says on target.notes what became of it. */
typedef int history_fill(struct history_intake *intake, void *context, struct yoke_error *error);
int history_intake_run(const struct history_options *options, history_fill *fill, void *context, struct yoke_error *error);

/* Puts the series whose cells match into record->facts.history, the last points of each. `path` is for sentences. */
int history_load(const struct history_options *options, struct store *store, struct record *record, struct yoke_error *error);

/* A table of all series, and below each its changes; with `changed` only those that have changed. */
void history_print(const struct yoke_record *record, bool changed, const struct yoke_target *target);

#endif

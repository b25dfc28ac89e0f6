/* SPDX-License-Identifier: MIT */
/* A history: results of a line of commits on one kind of machine, in one SQLite file. The only header of SQLite's door.
 *
 * All that is written between store_open and store_commit is written, or none of it; a reader sees one state throughout. Others
 * may have the file open meanwhile: who has to wait, waits STORE_WAIT_MS. Nothing lies beside the file when nobody writes. */
#ifndef STORE_H
#define STORE_H

#include <stdbool.h>

#include "rows.h"

enum {
    STORE_WAIT_MS = 10000, /* a hundred thousand rows are written in two seconds */
    STORE_FINGERPRINT_BYTES = 65,
};

enum store_mode { STORE_READ, STORE_WRITE };

struct store;

/* Opens the file. With STORE_WRITE it may be new, and is then `fingerprint`'s. Returns 0, or a negative errno with a sentence:
 * -ENOENT: there is none to read; -EINVAL: it is no history, or damaged, or of a newer yoke; -EBUSY: somebody writes for longer
 * than that; -ENOSYS: this yoke was built without SQLite. */
int store_open(const char *path, enum store_mode mode, const char *fingerprint, struct store **store, struct yoke_error *error);

/* What is not committed is undone. NULL is nothing to close. */
void store_close(struct store *store);

/* Of the machine whose history it is. */
const char *store_fingerprint(const struct store *store);

/* Adds a row that row_check lets pass; `added` is false when it is there already, by time, commit, host, cell, metric, unit and
 * base. Returns 0 or a negative errno with a sentence. */
int store_add(struct store *store, const struct history_row *row, bool *added, struct yoke_error *error);

/* Makes what was added last. Returns 0, or a negative errno with a sentence; -EEXIST, without one: somebody else has made the
 * file meanwhile, and all is to be added to theirs. */
int store_commit(struct store *store, struct yoke_error *error);

/* Calls `take` for every row, series by series in the order they first came, each in the order of time. Returns 0, what `take`
 * returned, or a negative errno with a sentence. */
int store_walk(struct store *store, rows_take *take, void *context, struct yoke_error *error);

#endif

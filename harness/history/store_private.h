/* SPDX-License-Identifier: MIT */
/* What the parts of the store share. Private to store*.c. */
#ifndef STORE_PRIVATE_H
#define STORE_PRIVATE_H

#include <sqlite3.h>

#include "store.h"

/* Statements that are run for every row, prepared when first used. */
enum store_statement { STORE_MAKE_SERIES, STORE_FIND_SERIES, STORE_MAKE_RESULT, STORE_FIND_RESULT, STORE_MAKE_VALUE, STORE_STATEMENTS };

struct store {
    sqlite3 *database;
    char *path; /* as it was named */
    char *made; /* the new file, which is not at `path` yet; NULL: `path` is open */
    char fingerprint[STORE_FINGERPRINT_BYTES];
    sqlite3_stmt *statements[STORE_STATEMENTS];
};

/* Says what SQLite has just refused, and what to do. `doing`: "read" or "write". Returns a negative errno. */
int store_refuse(const struct store *store, const char *doing, struct yoke_error *error);

/* Runs statements that give no rows. Returns 0 or a negative errno with a sentence. */
int store_execute(struct store *store, const char *sql, const char *doing, struct yoke_error *error);

#endif

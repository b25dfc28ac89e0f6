/* SPDX-License-Identifier: MIT */
/* The store of a yoke that was built without SQLite. */
#include <errno.h>

#include "store.h"

int store_open(const char *path, enum store_mode mode, const char *fingerprint, struct store **store, struct yoke_error *error)
{
    (void)path, (void)mode, (void)fingerprint;
    *store = NULL;
    yoke_error_set(error, "this yoke was built without SQLite, so it keeps no history: install libsqlite3-dev and build it again");
    return -ENOSYS;
}

void store_close(struct store *store)
{
    (void)store;
}

/* Nobody has a store to call the rest with. */
const char *store_fingerprint(const struct store *store)
{
    (void)store;
    return "";
}

int store_add(struct store *store, const struct history_row *row, bool *added, struct yoke_error *error)
{
    (void)store, (void)row, (void)added, (void)error;
    return -ENOSYS;
}

int store_commit(struct store *store, struct yoke_error *error)
{
    (void)store, (void)error;
    return -ENOSYS;
}

int store_walk(struct store *store, rows_take *take, void *context, struct yoke_error *error)
{
    (void)store, (void)take, (void)context, (void)error;
    return -ENOSYS;
}

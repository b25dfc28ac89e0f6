/* SPDX-License-Identifier: MIT */
/* A new history is made under another name, with its first results in it, and then linked into place: whoever finds the file
 * finds it whole, and an attempt that fails leaves none. */
#include "store_private.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* "yoke", so that no other program's file is taken for a history; `file` prints it. */
enum { APPLICATION = 0x796f6b65, VERSION = 1 };

static const char schema[] =
    "CREATE TABLE machine(fingerprint TEXT NOT NULL);"
    "CREATE TABLE series(id INTEGER PRIMARY KEY, cell TEXT NOT NULL, metric TEXT NOT NULL, unit TEXT NOT NULL,"
    " base TEXT NOT NULL, UNIQUE(cell, metric, unit, base));" /* empty: none, as NULLs differ from each other */
    "CREATE TABLE result(id INTEGER PRIMARY KEY, time TEXT NOT NULL, commit_id TEXT NOT NULL, host TEXT NOT NULL,"
    " UNIQUE(time, commit_id, host));"
    "CREATE TABLE value(series INTEGER NOT NULL REFERENCES series, result INTEGER NOT NULL REFERENCES result,"
    " value REAL NOT NULL, low REAL, high REAL, median REAL, PRIMARY KEY(series, result)) WITHOUT ROWID;";

/* --- what SQLite says -------------------------------------------------------------------------------------------- */

static int system_refuse(const struct store *store, const char *doing, struct yoke_error *error)
{
    const int system = sqlite3_system_errno(store->database);
    const int number = system ? system : EIO;
    yoke_error_set(error, "cannot %s the history %.200s: %s", doing, store->path, strerror(number));
    return -number;
}

int store_refuse(const struct store *store, const char *doing, struct yoke_error *error)
{
    switch (sqlite3_errcode(store->database) & 0xff) {
    case SQLITE_NOTADB:
        yoke_error_set(error, "%.200s is no history: it is no SQLite file", store->path);
        return -EINVAL;
    case SQLITE_CORRUPT:
        yoke_error_set(error, "the history %.200s is damaged, cut off perhaps: restore a copy, or import what was exported "
                       "into a new one", store->path);
        return -EINVAL;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        yoke_error_set(error, "the history %.200s has been in use by another program for %d seconds: try again later",
                       store->path, STORE_WAIT_MS / 1000);
        return -EBUSY;
    case SQLITE_FULL:
        yoke_error_set(error, "cannot %s the history %.200s: the disk is full; it is as it was before", doing, store->path);
        return -ENOSPC;
    case SQLITE_READONLY:
        yoke_error_set(error, "cannot %s the history %.200s: it is not writable here", doing, store->path);
        return -EACCES;
    case SQLITE_NOMEM:
        return -ENOMEM;
    case SQLITE_CANTOPEN:
    case SQLITE_IOERR:
        return system_refuse(store, doing, error);
    default:
        yoke_error_set(error, "cannot %s the history %.200s: %s", doing, store->path, sqlite3_errmsg(store->database));
        return -EIO;
    }
}

int store_execute(struct store *store, const char *sql, const char *doing, struct yoke_error *error)
{
    return sqlite3_exec(store->database, sql, NULL, NULL, NULL) == SQLITE_OK ? 0 : store_refuse(store, doing, error);
}

/* The first column of the first row. */
static int number_ask(struct store *store, const char *sql, sqlite3_int64 *number, struct yoke_error *error)
{
    sqlite3_stmt *statement = NULL;
    int status = sqlite3_prepare_v2(store->database, sql, -1, &statement, NULL);
    if (status == SQLITE_OK)
        status = sqlite3_step(statement);
    if (status == SQLITE_ROW)
        *number = sqlite3_column_int64(statement, 0);
    const int refused = status == SQLITE_ROW ? 0 : store_refuse(store, "read", error);
    sqlite3_finalize(statement);
    return refused;
}

/* --- opening ----------------------------------------------------------------------------------------------------- */

static int fingerprint_read(struct store *store, struct yoke_error *error)
{
    sqlite3_stmt *statement = NULL;
    int status = sqlite3_prepare_v2(store->database, "SELECT fingerprint FROM machine", -1, &statement, NULL);
    if (status == SQLITE_OK)
        status = sqlite3_step(statement);
    const unsigned char *text = status == SQLITE_ROW ? sqlite3_column_text(statement, 0) : NULL;
    if (text)
        snprintf(store->fingerprint, sizeof store->fingerprint, "%s", (const char *)text);
    if (!text && status == SQLITE_ROW)
        status = SQLITE_DONE;
    if (status == SQLITE_DONE)
        yoke_error_set(error, "the history %.200s is damaged: it does not say of which machine it is", store->path);
    const int refused = text ? 0 : status == SQLITE_DONE ? -EINVAL : store_refuse(store, "read", error);
    sqlite3_finalize(statement);
    return refused;
}

/* Is it a history, and one that this yoke can read? */
static int kind_check(struct store *store, struct yoke_error *error)
{
    sqlite3_int64 application = 0, version = 0;
    int status = number_ask(store, "PRAGMA application_id", &application, error);
    if (!status)
        status = number_ask(store, "PRAGMA user_version", &version, error);
    if (status)
        return status;
    if (application != APPLICATION) {
        yoke_error_set(error, "%.200s is no history: it is %s", store->path,
                       application || version ? "an SQLite file of another program" : "empty, cut off, or of another program");
        return -EINVAL;
    }
    if (version != VERSION) {
        yoke_error_set(error, "the history %.200s has version %lld, and this yoke knows version %d: take the newer yoke that made "
                       "it, or import what that one exports", store->path, version, VERSION);
        return -EINVAL;
    }
    return fingerprint_read(store, error);
}

static int database_open(struct store *store, const char *file, struct yoke_error *error)
{
    char *path = NULL; /* ":memory:" is a file like any other */
    if (asprintf(&path, "%s%s", *file == '/' ? "" : "./", file) < 0)
        return -ENOMEM;
    const int status = sqlite3_open_v2(path, &store->database, SQLITE_OPEN_READWRITE | SQLITE_OPEN_PRIVATECACHE, NULL);
    free(path);
    if (!store->database)
        return -ENOMEM;
    sqlite3_busy_timeout(store->database, STORE_WAIT_MS);
    /* what does not fit the cache stays in memory, too: no files in other places */
    return status == SQLITE_OK ? store_execute(store, "PRAGMA temp_store = MEMORY", "read", error)
                               : store_refuse(store, "open", error);
}

static int old_open(struct store *store, enum store_mode mode, struct yoke_error *error)
{
    struct stat facts;
    if (stat(store->path, &facts)) {
        yoke_error_set(error, "no history %.200s: %s", store->path, strerror(errno));
        return -errno;
    }
    if (!S_ISREG(facts.st_mode)) { /* SQLite would call a folder something else */
        yoke_error_set(error, "%.200s is no history: it is no file", store->path);
        return -EINVAL;
    }
    int status = database_open(store, store->path, error);
    if (!status && mode == STORE_WRITE && sqlite3_db_readonly(store->database, "main")) {
        yoke_error_set(error, "cannot write the history %.200s: it is not writable here", store->path);
        status = -EACCES;
    }
    if (!status)
        status = store_execute(store, mode == STORE_WRITE ? "BEGIN IMMEDIATE" : "BEGIN", mode == STORE_WRITE ? "write" : "read", error);
    return status ? status : kind_check(store, error);
}

/* It goes when anything fails, so it needs no journal. */
static int new_fill(struct store *store, const char *fingerprint, struct yoke_error *error)
{
    char pragmas[128];
    char *machine = sqlite3_mprintf("INSERT INTO machine VALUES(%Q)", fingerprint);
    snprintf(pragmas, sizeof pragmas, "PRAGMA journal_mode = OFF; PRAGMA application_id = %d; PRAGMA user_version = %d; BEGIN IMMEDIATE",
             APPLICATION, VERSION);
    int status = machine ? store_execute(store, pragmas, "write", error) : -ENOMEM;
    if (!status)
        status = store_execute(store, schema, "write", error);
    if (!status)
        status = store_execute(store, machine, "write", error);
    sqlite3_free(machine);
    snprintf(store->fingerprint, sizeof store->fingerprint, "%s", fingerprint);
    return status;
}

static int new_open(struct store *store, const char *fingerprint, struct yoke_error *error)
{
    if (asprintf(&store->made, "%s.new-%ld", store->path, (long)getpid()) < 0) {
        store->made = NULL;
        return -ENOMEM;
    }
    const int descriptor = open(store->made, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (descriptor < 0) {
        const int number = errno;
        yoke_error_set(error, "cannot make the history %.200s: %s", store->path, strerror(number));
        free(store->made);
        store->made = NULL;
        return -number;
    }
    close(descriptor);
    const int status = database_open(store, store->made, error);
    return status ? status : new_fill(store, fingerprint, error);
}

int store_open(const char *path, enum store_mode mode, const char *fingerprint, struct store **made, struct yoke_error *error)
{
    struct store *store = calloc(1, sizeof *store);
    *made = NULL;
    if (!store || !(store->path = strdup(path))) {
        free(store);
        return -ENOMEM;
    }
    const bool make = mode == STORE_WRITE && access(path, F_OK) && errno == ENOENT;
    const int status = make ? new_open(store, fingerprint, error) : old_open(store, mode, error);
    if (status)
        store_close(store);
    else
        *made = store;
    return status;
}

/* --- the end ----------------------------------------------------------------------------------------------------- */

static void database_close(struct store *store)
{
    for (size_t i = 0; i < STORE_STATEMENTS; i++)
        sqlite3_finalize(store->statements[i]);
    memset(store->statements, 0, sizeof store->statements);
    sqlite3_close(store->database); /* rolls back */
    store->database = NULL;
}

void store_close(struct store *store)
{
    if (!store)
        return;
    database_close(store);
    if (store->made)
        unlink(store->made);
    free(store->made);
    free(store->path);
    free(store);
}

const char *store_fingerprint(const struct store *store)
{
    return store->fingerprint;
}

/* Some file systems know no links. */
static int place_take(const char *from, const char *to)
{
    if (!link(from, to))
        return 0;
    if (errno != EPERM && errno != EOPNOTSUPP && errno != ENOSYS)
        return -errno;
    return renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) ? -errno : 0;
}

int store_commit(struct store *store, struct yoke_error *error)
{
    int status = store_execute(store, "COMMIT", "write", error);
    if (status || !store->made)
        return status;
    database_close(store);
    status = place_take(store->made, store->path);
    if (status && status != -EEXIST)
        yoke_error_set(error, "cannot make the history %.200s: %s", store->path, strerror(-status));
    return status;
}

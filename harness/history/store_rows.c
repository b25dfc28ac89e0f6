/* SPDX-License-Identifier: MIT */
/* Rows into the store and out of it. */
#include <errno.h>
#include <math.h>
#include <string.h>

#include "store_private.h"

static const char *const texts[STORE_STATEMENTS] = {
    [STORE_MAKE_SERIES] = "INSERT OR IGNORE INTO series(cell, metric, unit, base) VALUES(?1, ?2, ?3, ?4)",
    [STORE_FIND_SERIES] = "SELECT id FROM series WHERE cell = ?1 AND metric = ?2 AND unit = ?3 AND base = ?4",
    [STORE_MAKE_RESULT] = "INSERT OR IGNORE INTO result(time, commit_id, host) VALUES(?1, ?2, ?3)",
    [STORE_FIND_RESULT] = "SELECT id FROM result WHERE time = ?1 AND commit_id = ?2 AND host = ?3",
    [STORE_MAKE_VALUE] = "INSERT OR IGNORE INTO value(series, result, value, low, high, median) VALUES(?1, ?2, ?3, ?4, ?5, ?6)",
};

/* --- adding ------------------------------------------------------------------------------------------------------ */

static sqlite3_stmt *statement_take(struct store *store, enum store_statement which)
{
    sqlite3_stmt **statement = &store->statements[which];
    if (!*statement)
        sqlite3_prepare_v2(store->database, texts[which], -1, statement, NULL);
    else
        sqlite3_reset(*statement);
    return *statement;
}

/* Binds the words and steps once. SQLITE_DONE or SQLITE_ROW, or what went wrong. The texts stay where they are until the next use. */
static int words_step(struct store *store, enum store_statement which, const char *const words[], int count)
{
    sqlite3_stmt *statement = statement_take(store, which);
    if (!statement)
        return SQLITE_ERROR;
    for (int i = 0; i < count; i++)
        if (sqlite3_bind_text(statement, i + 1, words[i] ? words[i] : "", -1, SQLITE_TRANSIENT) != SQLITE_OK)
            return SQLITE_NOMEM;
    return sqlite3_step(statement);
}

/* The id of a series or result, which is made when it is new. */
static int id_find(struct store *store, enum store_statement make, const char *const words[], int count, sqlite3_int64 *id,
                   struct yoke_error *error)
{
    const enum store_statement find = make + 1;
    int status = words_step(store, find, words, count);
    if (status == SQLITE_DONE && words_step(store, make, words, count) == SQLITE_DONE)
        status = words_step(store, find, words, count);
    if (status != SQLITE_ROW)
        return store_refuse(store, "write", error);
    *id = sqlite3_column_int64(store->statements[find], 0);
    sqlite3_reset(store->statements[find]);
    return 0;
}

int store_add(struct store *store, const struct history_row *row, bool *added, struct yoke_error *error)
{
    const char *const series_words[] = {row->cell, row->metric, row->unit, row->base};
    const char *const result_words[] = {row->time, row->commit, row->host};
    const double numbers[] = {row->value, row->low, row->high, row->median};
    sqlite3_int64 series = 0, result = 0;
    int status = id_find(store, STORE_MAKE_SERIES, series_words, 4, &series, error);
    if (!status)
        status = id_find(store, STORE_MAKE_RESULT, result_words, 3, &result, error);
    if (status)
        return status;
    sqlite3_stmt *statement = statement_take(store, STORE_MAKE_VALUE);
    if (!statement)
        return store_refuse(store, "write", error);
    sqlite3_bind_int64(statement, 1, series);
    sqlite3_bind_int64(statement, 2, result);
    for (int i = 0; i < 4; i++)
        sqlite3_bind_double(statement, 3 + i, numbers[i]); /* NaN becomes NULL */
    if (sqlite3_step(statement) != SQLITE_DONE)
        return store_refuse(store, "write", error);
    *added = sqlite3_changes(store->database) > 0;
    return 0;
}

/* --- reading ------------------------------------------------------------------------------------------------------ */

static const char walk_text[] = "SELECT time, commit_id, host, cell, metric, unit, base, value, low, high, median "
                                "FROM value JOIN series ON series.id = value.series JOIN result ON result.id = value.result "
                                "ORDER BY value.series, time, result.id";

/* NULL when it is empty. */
static const char *text_of(sqlite3_stmt *statement, int column)
{
    const char *text = (const char *)sqlite3_column_text(statement, column);
    return text && *text ? text : NULL;
}

static double real_of(sqlite3_stmt *statement, int column)
{
    return sqlite3_column_type(statement, column) == SQLITE_NULL ? NAN : sqlite3_column_double(statement, column);
}

/* What other programs have written into the file is checked as what they bring in one. */
static int row_give(struct store *store, sqlite3_stmt *statement, rows_take *take, void *context, struct yoke_error *error)
{
    struct yoke_error fault = {.text = ""};
    const struct history_row row = {
        .time = text_of(statement, 0),
        .commit = text_of(statement, 1),
        .host = text_of(statement, 2),
        .fingerprint = store->fingerprint,
        .cell = text_of(statement, 3),
        .metric = text_of(statement, 4),
        .unit = text_of(statement, 5),
        .base = text_of(statement, 6),
        .value = real_of(statement, 7),
        .low = real_of(statement, 8),
        .high = real_of(statement, 9),
        .median = real_of(statement, 10),
    };
    if (!row_check(&row, &fault))
        return take(context, &row, error);
    yoke_error_set(error, "the history %.200s is damaged: %s", store->path, fault.text);
    return -EINVAL;
}

int store_walk(struct store *store, rows_take *take, void *context, struct yoke_error *error)
{
    sqlite3_stmt *statement = NULL;
    int step = sqlite3_prepare_v2(store->database, walk_text, -1, &statement, NULL), status = 0;
    if (step == SQLITE_OK)
        while (!status && (step = sqlite3_step(statement)) == SQLITE_ROW)
            status = row_give(store, statement, take, context, error);
    if (!status && step != SQLITE_DONE)
        status = store_refuse(store, "read", error);
    sqlite3_finalize(statement);
    return status;
}

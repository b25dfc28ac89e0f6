/* SPDX-License-Identifier: MIT */
/* Rows from a store, gathered into series. */
#include <errno.h>
#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

#include "history_private.h"

/* Of the series being read, the points so far; of those read, the series. */
struct loader {
    const struct history_options *options;
    struct record *record;
    struct yoke_history_series *series;
    size_t series_count, series_room;
    struct yoke_history_point *points;
    size_t point_count, point_room;
};

static bool is_wanted(const struct history_options *options, const char *cell)
{
    for (size_t i = 0; i < options->argument_count; i++)
        if (!fnmatch(options->arguments[i], cell, 0))
            return true;
    return !options->argument_count;
}

/* The entries, with room for one more; NULL when memory is short, and they are as they were. */
static void *room_make(void *entries, size_t count, size_t *room, size_t bytes)
{
    if (count < *room)
        return entries;
    const size_t wanted = *room ? 2 * *room : 64;
    void *grown = reallocarray(entries, wanted, bytes);
    if (grown)
        *room = wanted;
    return grown;
}

/* Gives the last series the points that are wanted of it. */
static int series_end(struct loader *loader)
{
    if (!loader->series_count)
        return 0;
    struct yoke_history_series *series = &loader->series[loader->series_count - 1];
    const uint64_t last = loader->options->last;
    series->left_out = last && loader->point_count > last ? loader->point_count - last : 0;
    series->point_count = loader->point_count - series->left_out;
    series->points = record_alloc(loader->record, (series->point_count + 1) * sizeof *series->points);
    if (!series->points)
        return -ENOMEM;
    memcpy(series->points, loader->points + series->left_out, series->point_count * sizeof *series->points);
    loader->point_count = 0;
    return 0;
}

static bool same(const char *left, const char *right)
{
    return left && right ? !strcmp(left, right) : left == right;
}

/* The series that the row belongs to is the last one: rows come series by series. */
static int series_begin(struct loader *loader, const struct history_row *row)
{
    const struct yoke_history_series *last = loader->series_count ? &loader->series[loader->series_count - 1] : NULL;
    if (last && same(last->cell, row->cell) && same(last->metric, row->metric) && same(last->unit, row->unit) &&
        same(last->base, row->base))
        return 0;
    void *grown = series_end(loader)
                      ? NULL
                      : room_make(loader->series, loader->series_count, &loader->series_room, sizeof *loader->series);
    if (!grown)
        return -ENOMEM;
    loader->series = grown;
    loader->series[loader->series_count] = (struct yoke_history_series){
        .cell = record_copy(loader->record, row->cell),
        .metric = record_copy(loader->record, row->metric),
        .unit = record_copy(loader->record, row->unit),
        .base = record_copy(loader->record, row->base),
    };
    loader->series_count++;
    return 0;
}

static int row_take(void *context, const struct history_row *row, struct yoke_error *error)
{
    (void)error;
    struct loader *loader = context;
    if (!is_wanted(loader->options, row->cell))
        return 0;
    void *grown = series_begin(loader, row)
                      ? NULL
                      : room_make(loader->points, loader->point_count, &loader->point_room, sizeof *loader->points);
    if (!grown)
        return -ENOMEM;
    loader->points = grown;
    struct yoke_history_point *point = &loader->points[loader->point_count++];
    *point = (struct yoke_history_point){
        .commit = record_copy(loader->record, row->commit),
        .time = record_copy(loader->record, row->time),
        .value = row->value, .low = row->low, .high = row->high, .median = row->median,
    };
    loader->record->facts.machine.hostname = row->host ? record_copy(loader->record, row->host) : NULL;
    return point->commit && point->time ? 0 : -ENOMEM;
}

/* The series become the record's. */
static int series_keep(struct loader *loader)
{
    struct yoke_record *facts = &loader->record->facts;
    facts->history = record_alloc(loader->record, (loader->series_count + 1) * sizeof *facts->history);
    if (!facts->history)
        return -ENOMEM;
    if (loader->series_count)
        memcpy(facts->history, loader->series, loader->series_count * sizeof *facts->history);
    facts->history_count = loader->series_count;
    return 0;
}

int history_load(const struct history_options *options, struct store *store, struct record *record, struct yoke_error *error)
{
    struct loader loader = {.options = options, .record = record};
    int status = store_walk(store, row_take, &loader, error);
    if (!status)
        status = series_end(&loader);
    if (!status)
        status = series_keep(&loader);
    record->facts.fingerprint = record_copy(record, store_fingerprint(store));
    free(loader.points);
    free(loader.series);
    if (status || record->facts.history_count)
        return status;
    if (options->argument_count)
        yoke_error_set(error, "no cell in the history is called %.150s: yoke history list shows them", options->arguments[0]);
    else
        yoke_error_set(error, "the history holds no results");
    return -ENODATA;
}

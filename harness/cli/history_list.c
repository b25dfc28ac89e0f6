/* SPDX-License-Identifier: MIT */
/* The commits of a history. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "history_private.h"

/* A commit's results. */
struct entry {
    char *time, *commit, *host;
    size_t rows;
};

/* In the order of time. */
struct list {
    struct entry *entries;
    size_t count, room;
};

static int entry_order(const struct entry *entry, const struct history_row *row)
{
    const char *host = row->host ? row->host : "";
    const int time = strcmp(entry->time, row->time), commit = time ? 0 : strcmp(entry->commit, row->commit);
    return time ? time : commit ? commit : strcmp(entry->host, host);
}

static int entry_insert(struct list *list, size_t at, const struct history_row *row)
{
    if (list->count == list->room) {
        const size_t room = list->room ? 2 * list->room : 256;
        void *grown = reallocarray(list->entries, room, sizeof *list->entries);
        if (!grown)
            return -ENOMEM;
        list->entries = grown;
        list->room = room;
    }
    const struct entry entry = {strdup(row->time), strdup(row->commit), strdup(row->host ? row->host : ""), 1};
    memmove(&list->entries[at + 1], &list->entries[at], (list->count - at) * sizeof entry);
    list->entries[at] = entry;
    list->count++;
    return entry.time && entry.commit && entry.host ? 0 : -ENOMEM;
}

static int row_count(void *context, const struct history_row *row, struct yoke_error *error)
{
    (void)error;
    struct list *list = context;
    size_t low = 0, high = list->count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const int order = entry_order(&list->entries[middle], row);
        if (!order) {
            list->entries[middle].rows++;
            return 0;
        }
        *(order < 0 ? &low : &high) = order < 0 ? middle + 1 : middle;
    }
    return entry_insert(list, low, row);
}

static void list_release(struct list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        free(list->entries[i].time);
        free(list->entries[i].commit);
        free(list->entries[i].host);
    }
    free(list->entries);
}

int history_list(const struct history_options *options, struct yoke_error *error)
{
    struct list list = {0};
    struct store *store = NULL;
    if (options->argument_count || options->json) {
        yoke_error_set(error, options->json ? "list has no JSON: yoke history export writes every result as a line of it"
                                            : "list shows all commits: cells are chosen with yoke history show PATTERN");
        return -EINVAL;
    }
    int status = history_open(options, &store, error);
    if (!status)
        status = store_walk(store, row_count, &list, error);
    if (!status && !list.count) {
        yoke_error_set(error, "the history holds no results");
        status = -ENODATA;
    }
    const size_t first = options->last && list.count > options->last ? list.count - options->last : 0;
    if (!status)
        fprintf(options->target.stream, "%-20s  %7s  %-20s  commit\n", "time", "results", "host");
    for (size_t i = first; i < list.count && !status; i++)
        fprintf(options->target.stream, "%-20s  %7zu  %-20s  %s\n", list.entries[i].time, list.entries[i].rows, list.entries[i].host,
                list.entries[i].commit);
    if (!status)
        fprintf(options->target.notes, "%zu commits%s of machine %s\n", list.count, first ? ", the newest shown," : "",
                store_fingerprint(store));
    list_release(&list);
    store_close(store);
    return status;
}

/* SPDX-License-Identifier: MIT */
/* Who is compared: results, machines, executors or workloads, each under a name that no other has. */
#include "compare_private.h"

#include <errno.h>
#include <math.h>

static const char *const by_words[] = {
    [COMPARE_BY_FILE] = "file",
    [COMPARE_BY_MACHINE] = "machine",
    [COMPARE_BY_EXECUTOR] = "executor",
    [COMPARE_BY_WORKLOAD] = "workload",
};

/* What tells sides apart: a text that is equal for all cells of one. */
static const char *key_of(const struct compare_options *options, size_t source, const struct yoke_cell *cell)
{
    const struct compare_source *from = &options->sources[source];
    switch (options->by) {
    case COMPARE_BY_MACHINE: /* without a fingerprint nobody can say that it is the machine of another result */
        return from->record->fingerprint ? from->record->fingerprint : from->path;
    case COMPARE_BY_EXECUTOR:
        return cell->executor ? cell->executor : "?";
    case COMPARE_BY_WORKLOAD:
        return cell->workload ? cell->workload : "?";
    case COMPARE_BY_FILE:
        break;
    }
    return from->path;
}

/* "old" of "old.json"; of the result.json that every run leaves, its folder: "2026-11-22T10-00-00Z-default". */
static const char *path_name(struct record *memory, const char *path)
{
    const char *slash = strrchr(path, '/'), *base = slash ? slash + 1 : path;
    const size_t length = strlen(base);
    if (slash && !strcmp(base, "result.json")) {
        const char *folder = slash;
        while (folder > path && folder[-1] != '/')
            folder--;
        if (folder < slash)
            return record_text(memory, "%.*s", (int)(slash - folder), folder);
    }
    const bool json = length > 5 && !strcmp(base + length - 5, ".json");
    return record_text(memory, "%.*s", (int)(json ? length - 5 : length), base);
}

static const char *side_name(struct comparer *comparer, size_t source, const char *key)
{
    const struct compare_source *from = &comparer->options->sources[source];
    if (comparer->options->by == COMPARE_BY_FILE)
        return path_name(comparer->memory, from->path);
    if (comparer->options->by == COMPARE_BY_MACHINE && from->record->machine.hostname)
        return record_copy(comparer->memory, from->record->machine.hostname);
    return record_copy(comparer->memory, key);
}

/* Names that two sides share give way to what tells the sides apart. */
static void names_tell_apart(struct yoke_compared_side sides[], const char *const keys[], size_t count)
{
    for (size_t i = 0; i < count; i++) {
        bool shared = false;
        for (size_t k = 0; k < count; k++)
            shared |= k != i && !strcmp(sides[i].name, sides[k].name);
        for (size_t k = 0; shared && k < count; k++)
            if (k != i && !strcmp(sides[i].name, sides[k].name))
                sides[k].name = keys[k];
        if (shared)
            sides[i].name = keys[i];
    }
}

/* Which side is the reference? SIZE_MAX: there is none of that name. */
static size_t reference_find(const struct comparer *comparer, const char *const keys[])
{
    const struct compare_options *options = comparer->options;
    const struct yoke_comparison *facts = comparer->facts;
    if (!options->reference)
        return 0;
    for (size_t i = 0; i < facts->side_count; i++)
        if (!strcmp(options->reference, facts->sides[i].name) || !strcmp(options->reference, keys[i]))
            return i;
    for (size_t i = 0; i < options->source_count && options->by == COMPARE_BY_MACHINE; i++)
        for (size_t k = 0; k < facts->side_count && !strcmp(options->reference, options->sources[i].path); k++)
            if (!strcmp(keys[k], key_of(options, i, NULL)))
                return k;
    return SIZE_MAX;
}

static void reference_refuse(const struct comparer *comparer, struct yoke_error *error)
{
    char names[256] = "";
    size_t used = 0;
    for (size_t i = 0; i < comparer->facts->side_count && used < sizeof names; i++)
        used += (size_t)snprintf(names + used, sizeof names - used, "%s%s", i ? ", " : "", comparer->facts->sides[i].name);
    yoke_error_set(error, "--reference %.100s: there is no such %s here, only %s", comparer->options->reference,
                   comparer->facts->by, names);
}

/* The reference comes first, the others keep their order; `at` is where it is now. */
static void reference_first(struct comparer *comparer, size_t at)
{
    struct yoke_compared_side *sides = comparer->facts->sides;
    const struct yoke_compared_side reference = sides[at];
    memmove(sides + 1, sides, at * sizeof *sides);
    sides[0] = reference;
    sides[0].reference = true;
    for (size_t i = 0; i < comparer->entry_count; i++) {
        size_t *side = &comparer->entries[i].side;
        *side = *side == at ? 0 : *side + (*side < at);
    }
}

static size_t side_of(struct comparer *comparer, const char *keys[], size_t source, const char *key)
{
    struct yoke_comparison *facts = comparer->facts;
    for (size_t i = 0; i < facts->side_count; i++)
        if (!strcmp(keys[i], key))
            return i;
    keys[facts->side_count] = key;
    facts->sides[facts->side_count] = (struct yoke_compared_side){
        .name = side_name(comparer, source, key), .total = NAN, .geometric_mean = NAN};
    return facts->side_count++;
}

/* Entries come result by result. */
static void results_count(struct comparer *comparer)
{
    for (size_t side = 0; side < comparer->facts->side_count; side++) {
        size_t last = SIZE_MAX;
        for (size_t i = 0; i < comparer->entry_count; i++)
            if (comparer->entries[i].side == side && comparer->entries[i].source != last) {
                last = comparer->entries[i].source;
                comparer->facts->sides[side].results++;
            }
    }
}

int compare_sides_make(struct comparer *comparer, struct yoke_error *error)
{
    const struct compare_options *options = comparer->options;
    struct yoke_comparison *facts = comparer->facts;
    const size_t most = comparer->entry_count + options->source_count;
    const char **keys = record_alloc(comparer->memory, (most + 1) * sizeof *keys);
    facts->sides = record_alloc(comparer->memory, (most + 1) * sizeof *facts->sides);
    facts->by = by_words[options->by];
    if (!keys || !facts->sides)
        return -ENOMEM;
    if (options->by == COMPARE_BY_FILE || options->by == COMPARE_BY_MACHINE) /* those without cells too */
        for (size_t i = 0; i < options->source_count; i++)
            side_of(comparer, keys, i, key_of(options, i, NULL));
    for (size_t i = 0; i < comparer->entry_count; i++) {
        struct compare_entry *entry = &comparer->entries[i];
        entry->side = side_of(comparer, keys, entry->source, key_of(options, entry->source, entry->cell));
    }
    for (size_t i = 0; i < facts->side_count; i++)
        if (!facts->sides[i].name)
            return -ENOMEM;
    names_tell_apart(facts->sides, keys, facts->side_count);
    const size_t reference = reference_find(comparer, keys);
    if (reference == SIZE_MAX) {
        reference_refuse(comparer, error);
        return -EINVAL;
    }
    if (facts->side_count)
        reference_first(comparer, reference);
    results_count(comparer);
    return 0;
}

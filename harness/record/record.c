/* SPDX-License-Identifier: MIT */
/* A record's memory: pages that are given back all at once, because everything in a record lives equally long. */
#include "record.h"

#include <errno.h>
#include <search.h>
#include <stdalign.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "fields.h"

/* A page is large enough that a record of a thousand cells needs a few hundred, small enough to be cheap for one cell. */
enum { PAGE_BYTES = 64 * 1024 };

struct record_page {
    struct record_page *next;
    size_t used, size;
    alignas(max_align_t) unsigned char bytes[];
};

struct record *record_new(void)
{
    struct record *record = calloc(1, sizeof *record);
    if (!record)
        return NULL;
    shape_clear(&record_shape, &record->facts);
    record->facts.schema = YOKE_RECORD_SCHEMA;
    return record;
}

static int text_order(const void *left, const void *right)
{
    return strcmp(left, right);
}

/* The tree goes, the texts go with their pages. */
static void text_keep(void *text)
{
    (void)text;
}

void record_free(struct record *record)
{
    if (!record)
        return;
    tdestroy(record->texts, text_keep);
    while (record->pages) {
        struct record_page *next = record->pages->next;
        free(record->pages);
        record->pages = next;
    }
    free(record);
}

static struct record_page *page_add(struct record *record, size_t bytes)
{
    const size_t size = bytes > PAGE_BYTES ? bytes : PAGE_BYTES;
    struct record_page *page = calloc(1, sizeof *page + size);
    if (!page)
        return NULL;
    page->size = size;
    page->next = record->pages;
    record->pages = page;
    return page;
}

void *record_alloc(struct record *record, size_t bytes)
{
    const size_t step = alignof(max_align_t);
    if (bytes > SIZE_MAX / 2)
        return NULL;
    bytes = (bytes + step - 1) / step * step;
    struct record_page *page = record->pages;
    if (!page || page->size - page->used < bytes)
        page = page_add(record, bytes);
    if (!page)
        return NULL;
    void *memory = page->bytes + page->used;
    page->used += bytes;
    return memory;
}

const char *record_text(struct record *record, const char *format, ...)
{
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    const int length = vsnprintf(NULL, 0, format, arguments);
    char *text = length < 0 ? NULL : record_alloc(record, (size_t)length + 1);
    if (text)
        vsnprintf(text, (size_t)length + 1, format, again);
    va_end(again);
    va_end(arguments);
    return text;
}

const char *record_copy(struct record *record, const char *text)
{
    if (!text)
        return NULL;
    char *const *known = tfind(text, &record->texts, text_order);
    if (known)
        return *known;
    const char *copy = record_text(record, "%s", text);
    return copy && tsearch(copy, &record->texts, text_order) ? copy : NULL;
}

int record_make_cells(struct record *record, size_t count)
{
    struct yoke_cell *cells = record_alloc(record, count * sizeof *cells);
    if (!cells)
        return -ENOMEM;
    for (size_t i = 0; i < count; i++)
        shape_clear(&cell_shape, &cells[i]);
    record->facts.cells = cells;
    record->facts.cell_count = count;
    return 0;
}

int record_make_verdicts(struct record *record, size_t count)
{
    struct yoke_verdict *verdicts = record_alloc(record, count * sizeof *verdicts);
    if (!verdicts)
        return -ENOMEM;
    for (size_t i = 0; i < count; i++)
        shape_clear(&verdict_shape, &verdicts[i]);
    record->facts.verdicts = verdicts;
    record->facts.verdict_count = count;
    return 0;
}

/* Makes room for one more entry in a list that was only ever grown here: its room is the next power of two, so the list
 * moves when its count is one. Old places stay behind in the pages; that at most doubles a list. */
static void *list_grow(struct record *record, void *list, size_t count, size_t entry_bytes)
{
    if (count && (count & (count - 1)))
        return list;
    void *grown = record_alloc(record, (count ? 2 * count : 1) * entry_bytes);
    if (grown && count)
        memcpy(grown, list, count * entry_bytes);
    return grown;
}

struct yoke_sample *record_add_sample(struct record *record, struct yoke_cell *cell)
{
    struct yoke_sample *samples = list_grow(record, cell->samples, cell->sample_count, sizeof *samples);
    if (!samples)
        return NULL;
    cell->samples = samples;
    struct yoke_sample *sample = &samples[cell->sample_count++];
    shape_clear(&sample_shape, sample);
    return sample;
}

int record_warn(struct record *record, struct yoke_cell *cell, const struct yoke_warning *warning)
{
    struct yoke_warning **list = cell ? &cell->warnings : &record->facts.warnings;
    size_t *count = cell ? &cell->warning_count : &record->facts.warning_count;
    struct yoke_warning *warnings = list_grow(record, *list, *count, sizeof *warnings);
    if (!warnings)
        return -ENOMEM;
    *list = warnings;
    warnings[(*count)++] = (struct yoke_warning){
        .code = record_copy(record, warning->code),
        .evidence = record_copy(record, warning->evidence),
        .remedy = record_copy(record, warning->remedy),
    };
    return 0;
}

int record_add_change(struct record *record, const struct yoke_change *change)
{
    struct yoke_record *facts = &record->facts;
    struct yoke_change *changes = list_grow(record, facts->changes, facts->change_count, sizeof *changes);
    if (!changes)
        return -ENOMEM;
    facts->changes = changes;
    changes[facts->change_count++] = *change;
    return 0;
}

/* SPDX-License-Identifier: MIT */
/* What is not the same about machines, plans and builds: found by the table that writes records, so that a fact that is added
 * there is compared here. */
#include "compare_private.h"

#include <errno.h>
#include <inttypes.h>
#include <math.h>

#include "fields.h"

/* Objects of a record that say how it came about. */
static const char *const groups[] = {"machine", "plan", "yoke", NULL};

/* Says nothing about what was measured: the drawing of the topology, which the counts beside it sum up; a moment's load; the
 * words of the command line, which hold paths and what the plan already says. */
static const char *const passed_over[] = {"machine.topology.xml", "machine.load_average", "plan.command", NULL};

static bool is_listed(const char *const list[], const char *text)
{
    for (size_t i = 0; list[i]; i++)
        if (!strcmp(list[i], text))
            return true;
    return false;
}

/* "?": not known. NULL: no memory. */
static const char *field_text(struct record *memory, const struct field *field, const void *base)
{
    const void *at = (const unsigned char *)base + field->offset;
    const char *text = NULL;
    uint64_t count = YOKE_MISSING;
    double real = NAN;
    switch (field->kind) {
    case FIELD_TEXT:
        memcpy(&text, at, sizeof text);
        return text ? text : "?";
    case FIELD_COUNT:
        memcpy(&count, at, sizeof count);
        return count == YOKE_MISSING ? "?" : record_text(memory, "%" PRIu64, count);
    case FIELD_REAL:
        memcpy(&real, at, sizeof real);
        return isnan(real) ? "?" : record_text(memory, "%g", real);
    case FIELD_FLAG:
        return *(const bool *)at ? "yes" : "no";
    default:
        return "?";
    }
}

static int fact_compare(struct comparer *comparer, const struct field *field, const void *const bases[], const char *name)
{
    const size_t count = comparer->options->source_count;
    const char **values = record_alloc(comparer->memory, count * sizeof *values);
    if (!values)
        return -ENOMEM;
    bool differs = false;
    for (size_t i = 0; i < count; i++) {
        values[i] = field_text(comparer->memory, field, bases[i]);
        if (!values[i])
            return -ENOMEM;
        differs |= strcmp(values[i], values[0]) != 0;
    }
    if (differs)
        comparer->facts->facts[comparer->facts->fact_count++] = (struct yoke_compared_fact){name, values, count};
    return 0;
}

static size_t shape_count(const struct shape *shape)
{
    size_t count = 0;
    for (const struct field *field = shape->fields; field->key; field++)
        count += field->kind == FIELD_OBJECT ? shape_count(field->shape) : 1;
    return count;
}

static int shape_compare(struct comparer *comparer, const struct shape *shape, const void *const bases[], const char *prefix)
{
    const size_t count = comparer->options->source_count;
    for (const struct field *field = shape->fields; field->key; field++) {
        const char *name = record_text(comparer->memory, "%s.%s", prefix, field->key);
        int status = name ? 0 : -ENOMEM;
        if (!status && is_listed(passed_over, name))
            continue;
        if (!status && field->kind == FIELD_OBJECT) {
            const void **inner = record_alloc(comparer->memory, count * sizeof *inner);
            for (size_t i = 0; inner && i < count; i++)
                inner[i] = (const unsigned char *)bases[i] + field->offset;
            status = inner ? shape_compare(comparer, field->shape, inner, name) : -ENOMEM;
        } else if (!status) {
            status = fact_compare(comparer, field, bases, name);
        }
        if (status)
            return status;
    }
    return 0;
}

/* The objects of the record itself, in the order of `groups`. */
static int record_compare(struct comparer *comparer, const void *const bases[])
{
    for (size_t g = 0; groups[g]; g++)
        for (const struct field *field = record_shape.fields; field->key; field++) {
            if (strcmp(field->key, groups[g]) != 0)
                continue;
            const void **inner = record_alloc(comparer->memory, comparer->options->source_count * sizeof *inner);
            if (!inner)
                return -ENOMEM;
            for (size_t i = 0; i < comparer->options->source_count; i++)
                inner[i] = (const unsigned char *)bases[i] + field->offset;
            const int status = shape_compare(comparer, field->shape, inner, field->key);
            if (status)
                return status;
        }
    return 0;
}

static const char *result_caution(struct record *memory, const struct yoke_record *record)
{
    if (record->rejected)
        return record->rejected;
    if (record->failure)
        return record_text(memory, "it could not go on: %s", record->failure);
    if (!record->complete)
        return "it was interrupted";
    const char *sanitizers = record->yoke.build.sanitizers;
    return sanitizers && *sanitizers ? record_text(memory, "measured with sanitizers built in: %s", sanitizers) : NULL;
}

static void result_fill(struct comparer *comparer, size_t index, struct yoke_compared_result *result)
{
    const struct compare_source *source = &comparer->options->sources[index];
    const struct yoke_record *record = source->record;
    *result = (struct yoke_compared_result){
        .path = source->path,
        .record = record,
        .hostname = record->machine.hostname,
        .processor = record->machine.cpu.model,
        .fingerprint = record->fingerprint,
        .started = record->started,
        .version = record->yoke.version,
        .cores = record->machine.topology.cores,
        .usable = record->machine.cpus.usable,
        .caution = result_caution(comparer->memory, record),
    };
    for (size_t i = 0; i < comparer->entry_count && !(comparer->keys & COMPARE_SOURCE); i++)
        if (comparer->entries[i].source == index)
            result->side = comparer->facts->sides[comparer->entries[i].side].name;
}

int compare_facts_make(struct comparer *comparer)
{
    struct yoke_comparison *facts = comparer->facts;
    const size_t count = comparer->options->source_count;
    const void **bases = record_alloc(comparer->memory, count * sizeof *bases);
    facts->results = record_alloc(comparer->memory, count * sizeof *facts->results);
    facts->facts = record_alloc(comparer->memory, (shape_count(&record_shape) + 1) * sizeof *facts->facts);
    if (!bases || !facts->results || !facts->facts)
        return -ENOMEM;
    facts->same_machine = true;
    for (size_t i = 0; i < count; i++) {
        bases[i] = comparer->options->sources[i].record;
        result_fill(comparer, i, &facts->results[i]);
        facts->result_count++;
        facts->same_machine &= facts->results[i].fingerprint && facts->results[0].fingerprint &&
                               !strcmp(facts->results[i].fingerprint, facts->results[0].fingerprint);
    }
    return record_compare(comparer, bases);
}

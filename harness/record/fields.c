/* SPDX-License-Identifier: MIT */
/* The record's keys. A new fact about a run is a member in yoke/record.h and a line here, nothing else. */
#include "fields.h"

#include <math.h>
#include <string.h>

#include "fields_private.h"
#include "yoke/record.h"

static const struct field plan_fields[] = {
    TEXT(yoke_plan_facts, name, "of the plan"),
    {.key = "command", .kind = FIELD_TEXTS, COUNTED(yoke_plan_facts, command, command_count), .summary = "argv"},
    COUNT(yoke_plan_facts, blocks, "visits of every cell, one fresh process each"),
    COUNT(yoke_plan_facts, iterations, "timed samples per visit"),
    COUNT(yoke_plan_facts, warmup, "discarded samples before them"),
    COUNT(yoke_plan_facts, limit_ns, "how long one visit may take"),
    REAL(yoke_plan_facts, precision, "half-width asked for, as a share of the median"),
    COUNT(yoke_plan_facts, budget_ns, "no block began after this time"),
    COUNT(yoke_plan_facts, reserve, "visits that could be repeated because they were disturbed"),
    TEXT(yoke_plan_facts, counter_scope, "whose work hardware events count: user, kernel or all"),
    {.key = "multiplex", .kind = FIELD_FLAG, AT(yoke_plan_facts, multiplex), .summary = "hardware events shared counters"},
    COUNT(yoke_plan_facts, counter_passes, "blocks it takes until every event was counted once"),
    END,
};
static const struct shape plan_shape = SHAPE("plan", yoke_plan_facts, plan_fields);

static const struct field overhead_fields[] = {
    REAL(yoke_overhead, clock_read, "ns for one look at the clock"),
    REAL(yoke_overhead, counter_read, "ns for one reading of a worker's counters"),
    REAL(yoke_overhead, task_record, "ns for keeping one task, where tasks are recorded"),
    REAL(yoke_overhead, noise_read, "ns for one reading of the kernel's evidence"),
    END,
};
static const struct shape overhead_shape = SHAPE("overhead", yoke_overhead, overhead_fields);

static const char *const metg_words[] = {"ok", "below", "not_reached", NULL};
static const struct field metg_fields[] = {
    TEXT(yoke_metg, workload, "name of the workload"),
    TEXT(yoke_metg, parameter, "what makes its tasks longer"),
    TEXT(yoke_metg, executor, "name of the executor"),
    COUNT(yoke_metg, workers, "width"),
    TEXT(yoke_metg, schedule, "rule that hands tasks to workers"),
    COUNT(yoke_metg, chunk, "tasks claimed at a time"),
    TEXT(yoke_metg, placement, "rule that puts workers on processors"),
    COUNT(yoke_metg, sizes, "of tasks, measured"),
    REAL(yoke_metg, smallest_ns, "the smallest of them, run serially"),
    REAL(yoke_metg, largest_ns, "the largest"),
    {.key = "status", .kind = FIELD_WORD, AT(yoke_metg, status), .words = metg_words, .required = true,
     .summary = "every status but ok has a reason"},
    TEXT(yoke_metg, reason, "why there is no value"),
    REAL(yoke_metg, value_ns, "length of the shortest task that still reaches half of ideal, run serially"),
    REAL(yoke_metg, low_ns, "lower end; absent: open"),
    REAL(yoke_metg, high_ns, "upper end; absent: open"),
    END,
};
static const struct shape metg_shape = SHAPE("metg", yoke_metg, metg_fields);

static const struct field condition_fields[] = {
    TEXT(yoke_condition, before, "before the first block"),
    TEXT(yoke_condition, after, "after the last block"),
    END,
};
static const struct shape condition_shape = SHAPE("condition", yoke_condition, condition_fields);

static const struct field change_fields[] = {
    MUST(condition, FIELD_TEXT, yoke_change, "name of what was not as before"),
    TEXT(yoke_change, before, "before the first block"),
    TEXT(yoke_change, after, "in these blocks"),
    MUST(first_block, FIELD_COUNT, yoke_change, "during which it changed"),
    MUST(last_block, FIELD_COUNT, yoke_change, "to which it was so"),
    END,
};
static const struct shape change_shape = SHAPE("change", yoke_change, change_fields);

static const struct field record_fields[] = {
    MUST(schema, FIELD_TEXT, yoke_record, "yoke-result/1"),
    OBJECT(yoke_record, yoke, version_shape, "the program that measured"),
    TEXT(yoke_record, started, "UTC"),
    TEXT(yoke_record, finished, "UTC"),
    TEXT(yoke_record, stopped_by, "what ended the run: blocks, precision, budget, signal or failure"),
    TEXT(yoke_record, failure, "why it could not go on"),
    COUNT(yoke_record, blocks_done, "visits that every living cell got"),
    COUNT(yoke_record, repeated_visits, "because they were disturbed"),
    FLAG(yoke_record, complete, "false: interrupted, or it could not go on"),
    COUNT(yoke_record, seed, "of the order of cells and of the workloads"),
    COUNT(yoke_record, exit, "exit status of the run"),
    OBJECT(yoke_record, plan, plan_shape, "what was asked for, resolved"),
    OBJECT(yoke_record, machine, machine_shape, "where"),
    {.key = "conditions", .kind = FIELD_MAP, COUNTED(yoke_record, conditions, condition_count), .shape = &condition_shape,
     .summary = "settings of the machine that can change while a run goes on, by name"},
    {.key = "changes", .kind = FIELD_LIST, COUNTED(yoke_record, changes, change_count), .shape = &change_shape,
     .summary = "of those settings, and the blocks that are void for it"},
    TEXT(yoke_record, rejected, "why nothing should be concluded from this session"),
    OBJECT(yoke_record, overhead, overhead_shape, "what measuring costs on this machine"),
    TEXT(yoke_record, fingerprint, "digest of what makes two results comparable"),
    {.key = "warnings", .kind = FIELD_LIST, COUNTED(yoke_record, warnings, warning_count), .shape = &warning_shape,
     .summary = "about the run as a whole"},
    {.key = "metg", .kind = FIELD_LIST, COUNTED(yoke_record, metg, metg_count), .shape = &metg_shape,
     .summary = "METG(50 %): shortest tasks that reach half of ideal"},
    {.key = "models", .kind = FIELD_LIST, COUNTED(yoke_record, models, model_count), .shape = &model_shape,
     .summary = "laws of scaling, fitted to curves over the number of workers"},
    OBJECT(yoke_record, gate, gate_shape, "what was compared, and how"),
    {.key = "verdicts", .kind = FIELD_LIST, COUNTED(yoke_record, verdicts, verdict_count), .shape = &verdict_shape,
     .summary = "what the comparison says of each cell and metric"},
    {.key = "history", .kind = FIELD_LIST, COUNTED(yoke_record, history, history_count), .shape = &history_series_shape,
     .summary = "what a line of commits measured, and where it changed"},
    {.key = "recommendation", .kind = FIELD_LIST, COUNTED(yoke_record, advice, advice_count), .shape = &advice_shape,
     .summary = "how many workers to configure, the chosen executor first"},
    {.key = "cells", .kind = FIELD_LIST, COUNTED(yoke_record, cells, cell_count), .shape = &cell_shape,
     .required = true, .summary = "what was measured"},
    END,
};
const struct shape record_shape = SHAPE("record", yoke_record, record_fields);

size_t field_count(const struct field *field, const void *base)
{
    return *(const size_t *)(const void *)((const unsigned char *)base + field->count_offset);
}

void shape_clear(const struct shape *shape, void *base)
{
    for (const struct field *field = shape->fields; field->key; field++) {
        unsigned char *at = (unsigned char *)base + field->offset;
        switch (field->kind) {
        case FIELD_TEXT:
            *(const char **)(void *)at = NULL;
            break;
        case FIELD_COUNT:
            *(uint64_t *)(void *)at = YOKE_MISSING;
            break;
        case FIELD_REAL:
            *(double *)(void *)at = NAN;
            break;
        case FIELD_FLAG:
            *(bool *)(void *)at = false;
            break;
        case FIELD_WORD:
            memset(at, 0, sizeof(int));
            break;
        case FIELD_OBJECT:
            shape_clear(field->shape, at);
            break;
        case FIELD_TEXTS:
        case FIELD_COUNTS:
        case FIELD_LIST:
        case FIELD_MAP:
        case FIELD_SETTINGS:
            *(void **)(void *)at = NULL;
            *(size_t *)(void *)((unsigned char *)base + field->count_offset) = 0;
            break;
        }
    }
}

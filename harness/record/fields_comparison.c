/* SPDX-License-Identifier: MIT */
/* The keys of a comparison (schema yoke-compare/1). */
#include "comparison.h"

#include "fields_private.h"
#include "line.h"

#define PARAMS(type)                                                                                                    \
    {.key = "params", .kind = FIELD_SETTINGS, COUNTED(type, params, param_count), .summary = "of the workload, base units"}

static const struct field result_fields[] = {
    TEXT(yoke_compared_result, path, "as it was named"),
    TEXT(yoke_compared_result, side, "that its cells belong to; absent: to several"),
    TEXT(yoke_compared_result, hostname, "of its machine"),
    TEXT(yoke_compared_result, processor, "model"),
    TEXT(yoke_compared_result, fingerprint, "equal: the same kind of machine in the same state"),
    TEXT(yoke_compared_result, started, "UTC"),
    TEXT(yoke_compared_result, version, "of yoke"),
    COUNT(yoke_compared_result, cores, "of its machine"),
    COUNT(yoke_compared_result, usable, "processors"),
    TEXT(yoke_compared_result, caution, "why little can be concluded from it"),
    END,
};
static const struct shape result_shape = SHAPE("result", yoke_compared_result, result_fields);

static const struct field fact_fields[] = {
    TEXT(yoke_compared_fact, field, "as in the record"),
    {.key = "values", .kind = FIELD_TEXTS, COUNTED(yoke_compared_fact, values, value_count),
     .summary = "of each result, in their order; ?: not known"},
    END,
};
static const struct shape fact_shape = SHAPE("difference", yoke_compared_fact, fact_fields);

static const struct field side_fields[] = {
    TEXT(yoke_compared_side, name, "no other has it"),
    FLAG(yoke_compared_side, reference, "what the others are held against"),
    COUNT(yoke_compared_side, results, "that have cells of it"),
    COUNT(yoke_compared_side, regressed, "rows proven worse"),
    COUNT(yoke_compared_side, improved, "rows proven better"),
    COUNT(yoke_compared_side, unchanged, "rows proven the same"),
    COUNT(yoke_compared_side, undecided, "all other rows"),
    COUNT(yoke_compared_side, cells, "with wall, or own, times on both sides"),
    REAL(yoke_compared_side, total, "their times in sum / the reference's"),
    REAL(yoke_compared_side, geometric_mean, "of their ratios; a note, since all count alike"),
    END,
};
static const struct shape side_shape = SHAPE("side", yoke_compared_side, side_fields);

static const struct field row_fields[] = {
    TEXT(yoke_compared_row, cell, "its name on the side"),
    TEXT(yoke_compared_row, workload, "absent: what is compared by"),
    PARAMS(yoke_compared_row),
    TEXT(yoke_compared_row, executor, "absent: what is compared by"),
    COUNT(yoke_compared_row, workers, "number of them"),
    TEXT(yoke_compared_row, schedule, "of its tasks"),
    COUNT(yoke_compared_row, chunk, "tasks handed out at once"),
    TEXT(yoke_compared_row, placement, "of its workers"),
    TEXT(yoke_compared_row, result, "that both lie in; absent: in different ones"),
    TEXT(yoke_compared_row, reference, "side"),
    TEXT(yoke_compared_row, side, "held against it"),
    TEXT(yoke_compared_row, metric, "as a gate names it"),
    TEXT(yoke_compared_row, unit, "of the values"),
    FLAG(yoke_compared_row, per_task, "the values are of one task, since the two ran different numbers of them"),
    FLAG(yoke_compared_row, paired, "by blocks of one result; else as independent groups"),
    COUNT(yoke_compared_row, reference_starts, "processes, or pairs"),
    COUNT(yoke_compared_row, starts, "processes, or pairs"),
    REAL(yoke_compared_row, reference_value, "median"),
    REAL(yoke_compared_row, value, "median"),
    OBJECT(yoke_compared_row, ratio, estimate_shape, "value / reference value: above 1 is worse"),
    REAL(yoke_compared_row, proven_low, "holds at 95 %"),
    REAL(yoke_compared_row, proven_high, "holds at 95 %"),
    REAL(yoke_compared_row, p_slower, "one-sided, adjusted over all rows (Holm)"),
    REAL(yoke_compared_row, p_faster, "likewise"),
    REAL(yoke_compared_row, p_same, "of equivalence, this row alone"),
    REAL(yoke_compared_row, delta, "margin of a change, a share"),
    REAL(yoke_compared_row, theta, "margin of sameness, a share"),
    {.key = "word", .kind = FIELD_WORD, AT(yoke_compared_row, word), .words = verdict_words, .required = true,
     .summary = "as a gate's"},
    TEXT(yoke_compared_row, reason, "why it is not decided"),
    END,
};
static const struct shape row_shape = SHAPE("row", yoke_compared_row, row_fields);

static const struct field whole_fields[] = {
    TEXT(yoke_compared_whole, workload, "what is done"),
    PARAMS(yoke_compared_whole),
    TEXT(yoke_compared_whole, reference, "side"),
    TEXT(yoke_compared_whole, side, "held against it"),
    TEXT(yoke_compared_whole, reference_cell, "the reference's fastest"),
    TEXT(yoke_compared_whole, cell, "the side's fastest"),
    REAL(yoke_compared_whole, reference_rate, "tasks per second"),
    REAL(yoke_compared_whole, rate, "tasks per second"),
    COUNT(yoke_compared_whole, reference_cores, "of its machine"),
    COUNT(yoke_compared_whole, cores, "of its machine"),
    OBJECT(yoke_compared_whole, whole, estimate_shape, "rate / reference rate: above 1 is better"),
    OBJECT(yoke_compared_whole, per_core, estimate_shape, "the same by core of the machine"),
    OBJECT(yoke_compared_whole, single, estimate_shape, "of the fastest cells with one worker"),
    END,
};
static const struct shape whole_shape = SHAPE("whole", yoke_compared_whole, whole_fields);

static const struct field scaling_fields[] = {
    TEXT(yoke_compared_scaling, workload, "absent: what is compared by"),
    PARAMS(yoke_compared_scaling),
    TEXT(yoke_compared_scaling, executor, "absent: what is compared by"),
    COUNT(yoke_compared_scaling, workers, "number of them"),
    TEXT(yoke_compared_scaling, schedule, "of its tasks"),
    COUNT(yoke_compared_scaling, chunk, "tasks handed out at once"),
    TEXT(yoke_compared_scaling, placement, "of its workers"),
    TEXT(yoke_compared_scaling, result, "that both lie in; absent: in different ones"),
    TEXT(yoke_compared_scaling, reference, "side"),
    TEXT(yoke_compared_scaling, side, "held against it"),
    OBJECT(yoke_compared_scaling, reference_speedup, estimate_shape, "over its own one worker"),
    OBJECT(yoke_compared_scaling, speedup, estimate_shape, "over its own one worker"),
    OBJECT(yoke_compared_scaling, ratio, estimate_shape, "speedup / reference's: above 1 is better"),
    TEXT(yoke_compared_scaling, finding, "better, worse or alike; absent: not proven"),
    END,
};
static const struct shape scaling_shape = SHAPE("scaling", yoke_compared_scaling, scaling_fields);

static const struct field lone_fields[] = {
    TEXT(yoke_compared_lone, cell, "that not all sides have"),
    {.key = "sides", .kind = FIELD_TEXTS, COUNTED(yoke_compared_lone, sides, side_count), .summary = "that have it"},
    END,
};
static const struct shape lone_shape = SHAPE("lone", yoke_compared_lone, lone_fields);

#define LIST(name, member, count, its_shape, about)                                                                     \
    {.key = name, .kind = FIELD_LIST, COUNTED(yoke_comparison, member, count), .shape = &(its_shape), .required = true, \
     .summary = about}

static const struct field comparison_fields[] = {
    TEXT(yoke_comparison, schema, YOKE_COMPARISON_SCHEMA),
    TEXT(yoke_comparison, by, "what makes sides"),
    TEXT(yoke_comparison, profile, "of the margins"),
    REAL(yoke_comparison, alpha, "level of all rows and one direction"),
    REAL(yoke_comparison, alpha_equal, "level of one \"unchanged\""),
    FLAG(yoke_comparison, same_machine, "all fingerprints are known and equal"),
    LIST("results", results, result_count, result_shape, "in the order named"),
    LIST("differences", facts, fact_count, fact_shape, "of machine, plan and build"),
    LIST("sides", sides, side_count, side_shape, "the reference first"),
    LIST("rows", rows, row_count, row_shape, "a metric of a cell on a side each"),
    LIST("wholes", wholes, whole_count, whole_shape, "machines by their fastest cells"),
    LIST("scalings", scalings, scaling_count, scaling_shape, "speedups against each other"),
    LIST("lone", lone, lone_count, lone_shape, "cells that not all sides have"),
    END,
};
static const struct shape comparison_shape = SHAPE("comparison", yoke_comparison, comparison_fields);

int comparison_write(const struct yoke_comparison *comparison, FILE *stream)
{
    return lines_write(&comparison_shape, comparison, stream);
}

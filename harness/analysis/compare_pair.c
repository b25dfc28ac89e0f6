/* SPDX-License-Identifier: MIT */
/* Logarithms throughout: what disturbs a time multiplies it. */
#include "compare_pair.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>

#include "rank_sum.h"
#include "signed_rank.h"
#include "stats.h"

/* The columns of one metric. */
struct measured {
    struct compare_column reference, side;
    double *ratios; /* of each pair, where the two are paired; else NULL */
    size_t ratio_count;
};

static bool tasks_are(const struct compare_entry entries[], size_t count, uint64_t tasks)
{
    for (size_t i = 0; i < count; i++)
        if (entries[i].cell->tasks != tasks)
            return false;
    return true;
}

static bool tasks_known(const struct compare_entry entries[], size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (entries[i].cell->tasks == YOKE_MISSING || !entries[i].cell->tasks)
            return false;
    return true;
}

/* Where all ran equally many tasks, whole times are compared, as they were measured. Peak memory and latencies do not grow
 * with the number of tasks. */
static bool is_per_task(const struct compare_pair *pair, const struct gate_metric *metric)
{
    const uint64_t tasks = pair->reference->cell->tasks;
    const bool adds_up = metric->kind == GATE_CPU || metric->kind == GATE_WALL || metric->kind == GATE_COUNTER;
    const bool equal = tasks_are(pair->reference, pair->reference_entries, tasks) &&
                       tasks_are(pair->side, pair->side_entries, tasks);
    return adds_up && !equal && tasks_known(pair->reference, pair->reference_entries) &&
           tasks_known(pair->side, pair->side_entries);
}

/* Starts in the same block are a pair. */
static int ratios_pair(struct measured *measured)
{
    const struct compare_column *reference = &measured->reference, *side = &measured->side;
    measured->ratios = malloc((side->count + 1) * sizeof *measured->ratios);
    if (!measured->ratios)
        return -ENOMEM;
    for (size_t i = 0; i < side->count; i++)
        for (size_t k = 0; k < reference->count; k++)
            if (reference->blocks[k] == side->blocks[i]) {
                measured->ratios[measured->ratio_count++] = side->values[i] - reference->values[k];
                break;
            }
    return 0;
}

/* The test by rank sums that the side is not above, or not below, the reference by a factor of exp(shift). */
static struct rank_sum shifted_test(const struct measured *measured, double shift, double scratch[])
{
    for (size_t i = 0; i < measured->side.count; i++)
        scratch[i] = measured->side.values[i] - shift;
    return rank_sum_test(scratch, measured->side.count, measured->reference.values, measured->reference.count);
}

/* As gate_rule_look, for groups that are independent. NaN when memory is short. */
static struct gate_p look(const struct measured *measured, const struct gate_margins *margins)
{
    struct gate_p p = {NAN, NAN, NAN};
    double *scratch = malloc((measured->side.count + 1) * sizeof *scratch);
    if (!scratch)
        return p;
    p.slower = shifted_test(measured, log1p(margins->delta), scratch).p_greater;
    p.faster = shifted_test(measured, log1p(-margins->delta), scratch).p_less;
    p.same = fmax(shifted_test(measured, log1p(-margins->theta), scratch).p_greater,
                  shifted_test(measured, log1p(margins->theta), scratch).p_less);
    free(scratch);
    return p;
}

static struct stats_estimate shift_estimate(const struct measured *measured, double confidence)
{
    if (measured->ratios)
        return signed_rank_invert(measured->ratios, measured->ratio_count, SIGNED_RANK_WINSORISED, confidence);
    return rank_sum_shift(measured->side.values, measured->side.count, measured->reference.values,
                          measured->reference.count, confidence);
}

static void row_estimate(const struct measured *measured, struct yoke_compared_row *row)
{
    const struct gate_margins margins = {row->delta, row->theta};
    const struct stats_estimate ratio = shift_estimate(measured, COMPARE_CONFIDENCE);
    const struct stats_estimate proof = shift_estimate(measured, COMPARE_PROOF);
    const struct gate_p p = measured->ratios ? gate_rule_look(&margins, measured->ratios, measured->ratio_count)
                                             : look(measured, &margins);
    row->reference_value = exp(stats_median(measured->reference.values, measured->reference.count));
    row->value = exp(stats_median(measured->side.values, measured->side.count));
    row->ratio = (struct yoke_estimate){exp(ratio.value), exp(ratio.interval.low), exp(ratio.interval.high)};
    row->proven_low = exp(proof.interval.low);
    row->proven_high = exp(proof.interval.high);
    row->p_slower = p.slower;
    row->p_faster = p.faster;
    row->p_same = p.same;
}

static void row_name(const struct compare_pair *pair, const struct gate_metric *metric, struct yoke_compared_row *row)
{
    const struct comparer *comparer = pair->comparer;
    const struct yoke_cell *cell = pair->side->cell;
    *row = (struct yoke_compared_row){
        .cell = cell->name,
        .workload = comparer->keys & COMPARE_WORKLOAD ? cell->workload : NULL,
        .params = cell->params,
        .param_count = cell->param_count,
        .executor = comparer->keys & COMPARE_EXECUTOR ? cell->executor : NULL,
        .workers = cell->workers,
        .schedule = cell->schedule,
        .chunk = cell->chunk,
        .placement = cell->placement,
        .result = comparer->keys & COMPARE_SOURCE ? comparer->options->sources[pair->side->source].path : NULL,
        .reference = comparer->facts->sides[0].name,
        .side = comparer->facts->sides[pair->side->side].name,
        .metric = metric->name,
        .unit = gate_metric_unit(metric),
        .per_task = is_per_task(pair, metric),
        .paired = comparer->keys & COMPARE_SOURCE,
        .reference_value = NAN,
        .value = NAN,
        .ratio = {NAN, NAN, NAN},
        .proven_low = NAN,
        .proven_high = NAN,
        .p_slower = NAN,
        .p_faster = NAN,
        .p_same = NAN,
        .word = YOKE_INCONCLUSIVE,
    };
}

/* Why the cell gave no times on a side; NULL: it should have. */
static const char *cell_lack(struct record *memory, const struct yoke_cell *cell, const char *side)
{
    const char *reason = cell->reason ? cell->reason : "no reason is given";
    if (cell->status == YOKE_CELL_FAILED)
        return record_text(memory, "it failed in %s: %s", side, reason);
    if (cell->status == YOKE_CELL_SKIPPED)
        return record_text(memory, "it was not run in %s: %s", side, reason);
    return NULL;
}

static int row_skip(const struct compare_pair *pair, const struct gate_metric *metric, struct yoke_compared_row *row)
{
    struct record *memory = pair->comparer->memory;
    row->word = YOKE_SKIPPED;
    row->reason = cell_lack(memory, pair->reference->cell, row->reference);
    if (!row->reason)
        row->reason = cell_lack(memory, pair->side->cell, row->side);
    if (!row->reason)
        row->reason = record_text(memory, "%s (%s)", gate_metric_lack(metric),
                                  row->reference_starts ? row->side : row->reference);
    return row->reason ? 0 : -ENOMEM;
}

/* A session of which nothing should be concluded. */
static void row_reject(const struct compare_pair *pair, struct yoke_compared_row *row)
{
    const struct compare_source *sources = pair->comparer->options->sources;
    for (size_t i = 0; i < pair->reference_entries + pair->side_entries && row->word != YOKE_REJECTED; i++) {
        const struct compare_entry *entry =
            i < pair->reference_entries ? &pair->reference[i] : &pair->side[i - pair->reference_entries];
        if (!sources[entry->source].record->rejected)
            continue;
        row->word = YOKE_REJECTED;
        row->reason = sources[entry->source].record->rejected;
    }
}

static int row_measure(const struct compare_pair *pair, const struct gate_metric *metric, struct measured *measured,
                       struct yoke_compared_row *row)
{
    int status = compare_column_make(metric, row->per_task, pair->reference, pair->reference_entries, &measured->reference);
    if (!status)
        status = compare_column_make(metric, row->per_task, pair->side, pair->side_entries, &measured->side);
    if (!status && row->paired)
        status = ratios_pair(measured);
    if (status)
        return status;
    row->reference_starts = row->paired ? measured->ratio_count : measured->reference.count;
    row->starts = row->paired ? measured->ratio_count : measured->side.count;
    if (!row->reference_starts || !row->starts)
        return row_skip(pair, metric, row);
    row_estimate(measured, row);
    row_reject(pair, row);
    return 0;
}

int compare_pair_row(const struct compare_pair *pair, const struct gate_metric *metric, double factor,
                     struct yoke_compared_row *row)
{
    struct measured measured = {0};
    row_name(pair, metric, row);
    row->delta = pair->comparer->options->profile->delta * factor;
    row->theta = pair->comparer->options->profile->theta * factor;
    const int status = row_measure(pair, metric, &measured, row);
    compare_column_release(&measured.reference);
    compare_column_release(&measured.side);
    free(measured.ratios);
    return status;
}

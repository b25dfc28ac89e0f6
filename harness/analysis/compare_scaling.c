/* SPDX-License-Identifier: MIT */
/* Where a side gains less, or more, from more workers than the reference: speedups over one worker, block by block within each
 * result, then side against side. */
#include "compare_private.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>

#include "signed_rank.h"
#include "speedup.h"

/* Entries of one side of a curve. */
struct curve {
    const struct compare_entry *entries;
    size_t count;
};

/* The cell with one worker in the same result. */
static const struct yoke_cell *single_find(const struct curve *curve, size_t source)
{
    for (size_t i = 0; i < curve->count; i++)
        if (curve->entries[i].source == source && curve->entries[i].cell->workers == 1)
            return curve->entries[i].cell;
    return NULL;
}

/* Logarithms of the speedups of all blocks with that many workers. Returns 0 or -ENOMEM. */
static int speedups_gather(const struct curve *curve, uint64_t workers, struct compare_column *column)
{
    size_t room = 1;
    for (size_t i = 0; i < curve->count; i++)
        room += curve->entries[i].cell->sample_count;
    *column = (struct compare_column){.values = malloc(room * sizeof *column->values)};
    if (!column->values)
        return -ENOMEM;
    for (size_t i = 0; i < curve->count; i++) {
        const struct yoke_cell *cell = curve->entries[i].cell;
        const struct yoke_cell *single = cell->workers == workers ? single_find(curve, curve->entries[i].source) : NULL;
        if (!single || single->tasks != cell->tasks)
            continue;
        const int count = speedup_logs(single, cell, column->values + column->count);
        if (count < 0)
            return count;
        column->count += (size_t)count;
    }
    return 0;
}

static struct yoke_estimate speedup_estimate(const struct compare_column *logs)
{
    const struct stats_estimate shift =
        signed_rank_invert(logs->values, logs->count, SIGNED_RANK_WINSORISED, COMPARE_CONFIDENCE);
    return (struct yoke_estimate){exp(shift.value), exp(shift.interval.low), exp(shift.interval.high)};
}

/* What the interval proves, beyond the margin within which things count as the same. */
static const char *ratio_finding(const struct yoke_estimate *ratio, double theta)
{
    if (ratio->high < 1 - theta)
        return "worse";
    if (ratio->low > 1 + theta)
        return "better";
    return ratio->low >= 1 - theta && ratio->high <= 1 + theta ? "alike" : NULL;
}

static void scaling_fill(const struct comparer *comparer, const struct compare_entry *entry, const struct compare_column *reference,
                         const struct compare_column *side, struct yoke_compared_scaling *scaling)
{
    const struct yoke_cell *cell = entry->cell;
    *scaling = (struct yoke_compared_scaling){
        .workload = comparer->keys & COMPARE_WORKLOAD ? cell->workload : NULL,
        .params = cell->params,
        .param_count = cell->param_count,
        .executor = comparer->keys & COMPARE_EXECUTOR ? cell->executor : NULL,
        .schedule = cell->schedule,
        .chunk = cell->chunk,
        .placement = cell->placement,
        .workers = cell->workers,
        .result = comparer->keys & COMPARE_SOURCE ? comparer->options->sources[entry->source].path : NULL,
        .reference = comparer->facts->sides[0].name,
        .side = comparer->facts->sides[entry->side].name,
        .reference_speedup = speedup_estimate(reference),
        .speedup = speedup_estimate(side),
        .ratio = compare_column_ratio(reference, side),
    };
    scaling->finding = ratio_finding(&scaling->ratio, comparer->options->profile->theta);
}

/* One worker count of one side. Without speedups on both sides there is nothing to say. */
static int width_compare(struct comparer *comparer, const struct curve *reference, const struct curve *side, uint64_t workers,
                         const struct compare_entry *entry)
{
    struct compare_column columns[2] = {{0}};
    int status = speedups_gather(reference, workers, &columns[0]);
    if (!status)
        status = speedups_gather(side, workers, &columns[1]);
    if (!status && columns[0].count && columns[1].count)
        scaling_fill(comparer, entry, &columns[0], &columns[1], &comparer->facts->scalings[comparer->facts->scaling_count++]);
    compare_column_release(&columns[0]);
    compare_column_release(&columns[1]);
    return status;
}

static int group_compare(struct comparer *comparer, const struct compare_groups *groups, const struct compare_group *group)
{
    size_t first;
    size_t end = compare_group_side(groups, group, 0, &first);
    const struct curve reference = {&groups->entries[first], end - first};
    for (size_t index = 1; index < comparer->facts->side_count; index++) {
        end = compare_group_side(groups, group, index, &first);
        const struct curve side = {&groups->entries[first], end - first};
        for (size_t i = 0; i < side.count; i++) {
            const uint64_t workers = side.entries[i].cell->workers;
            if (workers == 1 || (i && side.entries[i - 1].cell->workers == workers))
                continue;
            const int status = width_compare(comparer, &reference, &side, workers, &side.entries[i]);
            if (status)
                return status;
        }
    }
    return 0;
}

int compare_scaling_make(struct comparer *comparer)
{
    struct yoke_comparison *facts = comparer->facts;
    struct compare_groups groups;
    int status = compare_groups_make(comparer, comparer->keys & ~(unsigned)COMPARE_WORKERS, &groups);
    facts->scalings = record_alloc(comparer->memory, (comparer->entry_count + 1) * sizeof *facts->scalings);
    if (!facts->scalings)
        status = -ENOMEM;
    for (size_t i = 0; i < groups.count && !status; i++)
        status = group_compare(comparer, &groups, &groups.groups[i]);
    compare_groups_release(&groups);
    return status;
}

/* SPDX-License-Identifier: MIT */
/* Machines as a whole: how much of a kind of work each gets done with the executor and the number of workers that suit it
 * best, by the core, and with one worker. */
#include "compare_private.h"

#include <errno.h>
#include <math.h>

static double cell_rate(const struct yoke_cell *cell)
{
    return cell->tasks != YOKE_MISSING && cell->wall_ns.median > 0 ? (double)cell->tasks * 1e9 / cell->wall_ns.median : NAN;
}

/* The entry with the highest rate, among those with one worker or all; NULL: none was measured. */
static const struct compare_entry *fastest_find(const struct compare_entry entries[], size_t count, bool single)
{
    const struct compare_entry *fastest = NULL;
    for (size_t i = 0; i < count; i++)
        if ((!single || entries[i].cell->workers == 1) && !isnan(cell_rate(entries[i].cell)) &&
            (!fastest || cell_rate(entries[i].cell) > cell_rate(fastest->cell)))
            fastest = &entries[i];
    return fastest;
}

/* How much more `side` gets done than `reference`; NaN where either is not there. Returns 0 or -ENOMEM. */
static int rates_compare(const struct compare_entry *reference, const struct compare_entry *side, struct yoke_estimate *ratio)
{
    const struct gate_metric wall = gate_metric_named("wall");
    struct compare_column columns[2] = {{0}};
    *ratio = (struct yoke_estimate){NAN, NAN, NAN};
    if (!reference || !side)
        return 0;
    int status = compare_column_make(&wall, true, reference, 1, &columns[0]);
    if (!status)
        status = compare_column_make(&wall, true, side, 1, &columns[1]);
    if (!status) /* of rates: times the other way round */
        *ratio = compare_column_ratio(&columns[1], &columns[0]);
    compare_column_release(&columns[0]);
    compare_column_release(&columns[1]);
    return status;
}

static uint64_t entry_cores(const struct comparer *comparer, const struct compare_entry *entry)
{
    return comparer->options->sources[entry->source].record->machine.topology.cores;
}

static struct yoke_estimate per_core(const struct yoke_estimate *whole, uint64_t reference_cores, uint64_t cores)
{
    const bool known = reference_cores && cores && reference_cores != YOKE_MISSING && cores != YOKE_MISSING;
    const double factor = known ? (double)reference_cores / (double)cores : NAN;
    return (struct yoke_estimate){whole->value * factor, whole->low * factor, whole->high * factor};
}

static int side_compare(struct comparer *comparer, const struct compare_entry reference[], size_t reference_count,
                        const struct compare_entry entries[], size_t count)
{
    const struct compare_entry *best[] = {fastest_find(reference, reference_count, false), fastest_find(entries, count, false)};
    struct yoke_estimate whole, single;
    if (!best[0] || !best[1])
        return 0;
    int status = rates_compare(best[0], best[1], &whole);
    if (!status)
        status = rates_compare(fastest_find(reference, reference_count, true), fastest_find(entries, count, true), &single);
    if (status)
        return status;
    struct yoke_comparison *facts = comparer->facts;
    const uint64_t cores[] = {entry_cores(comparer, best[0]), entry_cores(comparer, best[1])};
    facts->wholes[facts->whole_count++] = (struct yoke_compared_whole){
        .workload = best[1]->cell->workload,
        .params = best[1]->cell->params,
        .param_count = best[1]->cell->param_count,
        .reference = facts->sides[0].name,
        .side = facts->sides[best[1]->side].name,
        .reference_cell = best[0]->cell->name,
        .cell = best[1]->cell->name,
        .reference_rate = cell_rate(best[0]->cell),
        .rate = cell_rate(best[1]->cell),
        .reference_cores = cores[0],
        .cores = cores[1],
        .whole = whole,
        .per_core = per_core(&whole, cores[0], cores[1]),
        .single = single,
    };
    return 0;
}

static int work_compare(struct comparer *comparer, const struct compare_groups *groups, const struct compare_group *group)
{
    size_t first, reference;
    const size_t reference_end = compare_group_side(groups, group, 0, &reference);
    int status = 0;
    for (size_t side = 1; side < comparer->facts->side_count && !status; side++) {
        const size_t end = compare_group_side(groups, group, side, &first);
        status = side_compare(comparer, &groups->entries[reference], reference_end - reference, &groups->entries[first], end - first);
    }
    return status;
}

int compare_whole_make(struct comparer *comparer)
{
    struct yoke_comparison *facts = comparer->facts;
    if (comparer->keys & COMPARE_SOURCE) /* sides are no machines */
        return 0;
    struct compare_groups groups;
    int status = compare_groups_make(comparer, COMPARE_WORKLOAD, &groups);
    facts->wholes = record_alloc(comparer->memory, (comparer->entry_count + 1) * sizeof *facts->wholes);
    if (!facts->wholes)
        status = -ENOMEM;
    for (size_t i = 0; i < groups.count && !status; i++)
        status = work_compare(comparer, &groups, &groups.groups[i]);
    compare_groups_release(&groups);
    return status;
}

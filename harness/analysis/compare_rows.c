/* SPDX-License-Identifier: MIT */
/* Every cell of every side against the same cell of the reference. First all estimates, then the words: how sure one has to
 * be of each depends on how many rows there are. */
#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

#include "compare_pair.h"
#include "multiple.h"

/* All metrics of one cell on one side. */
static int pair_rows(const struct compare_pair *pair, struct yoke_comparison *facts)
{
    const struct compare_options *options = pair->comparer->options;
    struct gate_metric usual[GATE_METRICS_MOST];
    double factors[GATE_METRICS_MOST];
    const size_t count =
        options->metrics ? options->metric_count : gate_metrics_usual(pair->reference->cell, usual, factors);
    for (size_t m = 0; m < count; m++) {
        const struct gate_metric metric = options->metrics ? gate_metric_named(options->metrics[m]) : usual[m];
        const int status = compare_pair_row(pair, &metric, options->metrics ? 1 : factors[m], &facts->rows[facts->row_count]);
        if (status)
            return status;
        facts->row_count++;
    }
    return 0;
}

static int lone_add(struct comparer *comparer, const struct compare_groups *groups, const struct compare_group *group)
{
    struct yoke_comparison *facts = comparer->facts;
    const char **sides = record_alloc(comparer->memory, (group->end - group->first) * sizeof *sides);
    if (!sides)
        return -ENOMEM;
    struct yoke_compared_lone *lone = &facts->lone[facts->lone_count++];
    *lone = (struct yoke_compared_lone){.cell = groups->entries[group->first].cell->name, .sides = sides};
    for (size_t i = group->first; i < group->end; i++) {
        const char *name = facts->sides[groups->entries[i].side].name;
        if (!lone->side_count || sides[lone->side_count - 1] != name)
            sides[lone->side_count++] = name;
    }
    return 0;
}

/* The rows of one cell. One that any side lacks is named as well. */
static int group_rows(struct comparer *comparer, const struct compare_groups *groups, const struct compare_group *group)
{
    struct yoke_comparison *facts = comparer->facts;
    struct compare_pair pair = {.comparer = comparer};
    size_t first, present = 0;
    const size_t reference_end = compare_group_side(groups, group, 0, &first);
    pair.reference = &groups->entries[first];
    pair.reference_entries = reference_end - first;
    for (size_t side = 0; side < facts->side_count; side++) {
        const size_t end = compare_group_side(groups, group, side, &first);
        present += end > first;
        if (!side || end == first || !pair.reference_entries)
            continue;
        pair.side = &groups->entries[first];
        pair.side_entries = end - first;
        const int status = pair_rows(&pair, facts);
        if (status)
            return status;
    }
    return present == facts->side_count ? 0 : lone_add(comparer, groups, group);
}

/* Processes a side, or pairs, with fewer of which even the clearest difference is no proof at `level`: that many orders of
 * them are equally likely when nothing differs. */
static uint64_t starts_least(bool paired, double level)
{
    double orders = 1;
    uint64_t starts = 0;
    while (1 / orders > level) {
        const double n = (double)++starts;
        orders *= paired ? 2 : 2 * (2 * n - 1) / n; /* 2^n; (2n)! / n!^2 */
    }
    return starts;
}

/* Why a row is not decided. */
static const char *row_doubt(struct record *memory, const struct yoke_compared_row *row, double level)
{
    const uint64_t least = starts_least(row->paired, level);
    const uint64_t fewest = row->starts < row->reference_starts ? row->starts : row->reference_starts;
    char proven[64] = "nothing is proven";
    if (!isnan(row->proven_low) && !isnan(row->proven_high))
        snprintf(proven, sizeof proven, "proven is %+.1f %% to %+.1f %%", (row->proven_low - 1) * 100, (row->proven_high - 1) * 100);
    if (fewest >= least)
        return record_text(memory, "%s", proven);
    return record_text(memory, "%s: a change can be proven from %" PRIu64 " %s on (--blocks), here are %" PRIu64, proven, least,
                       row->paired ? "pairs" : "processes a side", fewest);
}

static enum yoke_verdict_word row_word(const struct yoke_compared_row *row, const struct gate_rule *rule)
{
    if (row->p_slower <= rule->alpha)
        return YOKE_REGRESSED;
    if (row->p_faster <= rule->alpha)
        return YOKE_IMPROVED;
    return row->p_same <= rule->alpha_equal ? YOKE_UNCHANGED : YOKE_INCONCLUSIVE;
}

static int rows_word(struct comparer *comparer, const struct gate_rule *rule)
{
    for (size_t i = 0; i < comparer->facts->row_count; i++) {
        struct yoke_compared_row *row = &comparer->facts->rows[i];
        if (isnan(row->p_slower) || row->word != YOKE_INCONCLUSIVE)
            continue;
        row->word = row_word(row, rule);
        if (row->word == YOKE_INCONCLUSIVE)
            row->reason = row_doubt(comparer->memory, row, rule->alpha / (double)rule->tests);
        if (row->word == YOKE_INCONCLUSIVE && !row->reason)
            return -ENOMEM;
    }
    return 0;
}

/* Holm's adjustment over all rows that were tested, for either direction on its own, as a gate does. */
static int rows_adjust(struct yoke_comparison *facts, size_t *tested)
{
    double *p = malloc((2 * facts->row_count + 2) * sizeof *p);
    if (!p)
        return -ENOMEM;
    double *slower = p, *faster = p + facts->row_count + 1;
    *tested = 0;
    for (size_t i = 0; i < facts->row_count; i++)
        if (!isnan(facts->rows[i].p_slower)) {
            slower[*tested] = facts->rows[i].p_slower;
            faster[(*tested)++] = facts->rows[i].p_faster;
        }
    int status = multiple_holm(slower, *tested, slower);
    if (!status)
        status = multiple_holm(faster, *tested, faster);
    for (size_t i = 0, k = 0; i < facts->row_count && !status; i++)
        if (!isnan(facts->rows[i].p_slower)) {
            facts->rows[i].p_slower = slower[k];
            facts->rows[i].p_faster = faster[k++];
        }
    free(p);
    return status;
}

static int rows_judge(struct comparer *comparer)
{
    size_t tested;
    const int status = rows_adjust(comparer->facts, &tested);
    if (status)
        return status;
    const struct gate_rule rule = gate_rule_make(comparer->options->profile, tested, false);
    comparer->facts->alpha = rule.alpha;
    comparer->facts->alpha_equal = rule.alpha_equal;
    return rows_word(comparer, &rule);
}

int compare_rows_make(struct comparer *comparer)
{
    struct yoke_comparison *facts = comparer->facts;
    const size_t metrics = comparer->options->metrics ? comparer->options->metric_count : GATE_METRICS_MOST;
    struct compare_groups groups;
    int status = compare_groups_make(comparer, comparer->keys, &groups);
    facts->rows = record_alloc(comparer->memory, (comparer->entry_count * metrics + 1) * sizeof *facts->rows);
    facts->lone = record_alloc(comparer->memory, (comparer->entry_count + 1) * sizeof *facts->lone);
    if (!facts->rows || !facts->lone)
        status = -ENOMEM;
    for (size_t i = 0; i < groups.count && !status; i++)
        status = group_rows(comparer, &groups, &groups.groups[i]);
    if (!status)
        status = rows_judge(comparer);
    compare_groups_release(&groups);
    return status;
}

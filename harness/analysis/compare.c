/* SPDX-License-Identifier: MIT */
/* The parts of a comparison in their order, and the sums at its end. */
#include "compare.h"

#include <errno.h>
#include <math.h>

#include "compare_private.h"

/* What is the same in cells that are held against each other. */
static const unsigned keys_by[] = {
    [COMPARE_BY_FILE] = COMPARE_WORKLOAD | COMPARE_EXECUTOR | COMPARE_WORKERS | COMPARE_WAY,
    [COMPARE_BY_MACHINE] = COMPARE_WORKLOAD | COMPARE_EXECUTOR | COMPARE_WORKERS | COMPARE_WAY,
    [COMPARE_BY_EXECUTOR] = COMPARE_SOURCE | COMPARE_WORKLOAD | COMPARE_WORKERS | COMPARE_WAY,
    [COMPARE_BY_WORKLOAD] = COMPARE_SOURCE | COMPARE_EXECUTOR | COMPARE_WORKERS | COMPARE_WAY,
};

static int entries_make(struct comparer *comparer)
{
    const struct compare_options *options = comparer->options;
    size_t count = 0;
    for (size_t i = 0; i < options->source_count; i++)
        count += options->sources[i].record->cell_count;
    comparer->entries = record_alloc(comparer->memory, (count + 1) * sizeof *comparer->entries);
    if (!comparer->entries)
        return -ENOMEM;
    for (size_t i = 0; i < options->source_count; i++)
        for (size_t k = 0; k < options->sources[i].record->cell_count; k++) {
            comparer->entries[comparer->entry_count] = (struct compare_entry){
                .cell = &options->sources[i].record->cells[k], .source = i, .place = comparer->entry_count};
            comparer->entry_count++;
        }
    return 0;
}

static void word_count(struct yoke_compared_side *side, enum yoke_verdict_word word)
{
    side->regressed += word == YOKE_REGRESSED;
    side->improved += word == YOKE_IMPROVED;
    side->unchanged += word == YOKE_UNCHANGED;
    side->undecided += word != YOKE_REGRESSED && word != YOKE_IMPROVED && word != YOKE_UNCHANGED;
}

/* How long a cell took: own time is the wall time of cells of one worker, without what it waited for a processor. CPU time would
 * count the same cells twice. */
static bool is_time(const char *metric)
{
    return !strcmp(metric, "wall") || !strcmp(metric, "own");
}

/* Costs may be summed (Hoefler & Belli's rule 4), ratios only be averaged when nothing else is at hand. */
static void side_sum(const struct yoke_comparison *facts, struct yoke_compared_side *side)
{
    double own = 0, reference = 0, logs = 0;
    for (size_t i = 0; i < facts->row_count; i++) {
        const struct yoke_compared_row *row = &facts->rows[i];
        if (row->side != side->name)
            continue;
        word_count(side, row->word);
        if (!is_time(row->metric) || isnan(row->ratio.value))
            continue;
        own += row->value;
        reference += row->reference_value;
        logs += log(row->ratio.value);
        side->cells++;
    }
    if (side->cells) {
        side->total = own / reference;
        side->geometric_mean = exp(logs / (double)side->cells);
    }
}

static int parts_make(struct comparer *comparer, struct yoke_error *error)
{
    struct yoke_comparison *facts = comparer->facts;
    int status = entries_make(comparer);
    if (!status)
        status = compare_sides_make(comparer, error);
    if (!status)
        status = compare_facts_make(comparer);
    if (!status)
        status = compare_rows_make(comparer);
    if (!status)
        status = compare_whole_make(comparer);
    if (!status)
        status = compare_scaling_make(comparer);
    for (size_t i = 1; i < facts->side_count && !status; i++)
        side_sum(facts, &facts->sides[i]);
    return status;
}

int compare_make(const struct compare_options *options, struct compare *compare, struct yoke_error *error)
{
    *compare = (struct compare){.memory = record_new()};
    if (!compare->memory)
        return -ENOMEM;
    compare->facts.schema = YOKE_COMPARISON_SCHEMA;
    compare->facts.profile = options->profile->name;
    struct comparer comparer = {
        .options = options,
        .facts = &compare->facts,
        .memory = compare->memory,
        .keys = keys_by[options->by],
    };
    const int status = parts_make(&comparer, error);
    if (!status && compare->facts.side_count < 2) {
        yoke_error_set(error, "nothing to hold against it: there is one %s only%s%s", compare->facts.by,
                       compare->facts.side_count ? ", " : "", compare->facts.side_count ? compare->facts.sides[0].name : "");
        return -EINVAL;
    }
    return status;
}

void compare_release(struct compare *compare)
{
    if (compare->memory)
        record_free(compare->memory);
    *compare = (struct compare){0};
}

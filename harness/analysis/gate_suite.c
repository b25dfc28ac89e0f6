/* SPDX-License-Identifier: MIT */
/* Which pairs enter is decided by evidence alone, in the order of measurement: a pair that was judged stays judged. */
#include "gate_suite.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "starts.h"
#include "works.h"

static const size_t NO_CELL = SIZE_MAX;

/* A count that was nothing on one side and something on the other has no ratio; this is one beyond every margin. */
static const double LOG_RATIO_FROM_NOTHING = 50;

struct gate_suite gate_suite_begin(const struct gate_profile *profile, bool anytime)
{
    struct gate_suite suite = {.profile = profile, .rule = gate_rule_make(profile, 1, anytime)};
    suite.reserve = gate_rule_pairs_most(&suite.rule);
    suite.rule.tests = 0;
    return suite;
}

void gate_suite_release(struct gate_suite *suite)
{
    free(suite->items);
    suite->items = NULL;
    suite->count = suite->room = 0;
}

/* The cell of the same side and work with one worker, serial where there is one. */
static size_t reference_find(const struct yoke_record *record, size_t index)
{
    size_t found = NO_CELL;
    for (size_t i = index % 2; i < record->cell_count; i += 2)
        if (record->cells[i].workers == 1 && works_same(&record->cells[index], &record->cells[i]) &&
            (found == NO_CELL || (record->cells[i].serial && !record->cells[found].serial)))
            found = i;
    return found;
}

static void references_set(const struct yoke_record *record, struct gate_item *item)
{
    item->base_reference = item->candidate_reference = NO_CELL;
    if (!gate_metric_is_relative(&item->metric))
        return;
    item->base_reference = reference_find(record, item->base);
    item->candidate_reference = reference_find(record, item->candidate);
    if (item->base_reference == NO_CELL || item->candidate_reference == NO_CELL)
        item->skip = "speedup needs a cell of one worker with the same work";
    else if (item->base_reference == item->base)
        item->skip = "it is the cell that speedups refer to";
}

int gate_suite_add(struct gate_suite *suite, const struct yoke_record *record, size_t pair,
                   const struct gate_metric *metric, const struct gate_margins *margins, const char *accepted)
{
    if (suite->count == suite->room) {
        const size_t room = suite->room ? 2 * suite->room : 8;
        struct gate_item *grown = reallocarray(suite->items, room, sizeof *grown);
        if (!grown)
            return -ENOMEM;
        suite->items = grown;
        suite->room = room;
    }
    struct gate_item *item = &suite->items[suite->count++];
    *item = (struct gate_item){
        .metric = *metric,
        .base = 2 * pair,
        .candidate = 2 * pair + 1,
        .accepted = accepted,
        .kept = gate_test_begin(margins),
        .all = gate_test_begin(margins),
    };
    references_set(record, item);
    suite->rule.tests += !item->skip;
    return 0;
}

/* --- taking pairs ------------------------------------------------------------------------------------------------- */

/* The samples of one start. */
struct start {
    const struct yoke_cell *cell;
    size_t first, last; /* none: equal */
};

static struct start start_find(const struct yoke_cell *cell, uint64_t block)
{
    for (size_t first = 0, last; first < cell->sample_count; first = last) {
        last = starts_end(cell, first);
        if (cell->samples[first].block == block)
            return (struct start){cell, first, last};
    }
    return (struct start){cell, 0, 0};
}

static bool start_is_disturbed(const struct start *start, const struct gate_metric *metric)
{
    for (size_t i = start->first; i < start->last; i++) {
        const struct yoke_sample *sample = &start->cell->samples[i];
        const bool waited = sample->disturbed_by && !strcmp(sample->disturbed_by, "waiting");
        if (sample->disturbed && !(waited && gate_metric_excludes_waiting(metric)))
            return true;
    }
    return false;
}

/* One side of one pair. `there` is false when it was not measured. */
struct side {
    bool there, disturbed;
    double value;
};

static struct side side_read(const struct yoke_record *record, const struct gate_item *item, size_t cell,
                             size_t reference, uint64_t block)
{
    const struct start own = start_find(&record->cells[cell], block);
    struct side side = {.there = own.last > own.first, .disturbed = start_is_disturbed(&own, &item->metric)};
    side.value = gate_metric_value(&item->metric, own.cell, own.first, own.last);
    if (reference == NO_CELL)
        return side;
    const struct start one = start_find(&record->cells[reference], block);
    side.there &= one.last > one.first;
    side.disturbed |= start_is_disturbed(&one, &item->metric);
    side.value = gate_metric_value(&item->metric, one.cell, one.first, one.last) / side.value;
    if (item->metric.kind == GATE_EFFICIENCY)
        side.value /= (double)own.cell->workers;
    return side;
}

/* Above 0 is worse. */
static double log_ratio(const struct gate_metric *metric, double base, double candidate)
{
    if (base == candidate)
        return 0;
    if (!(base > 0) || !(candidate > 0))
        return candidate > base ? LOG_RATIO_FROM_NOTHING : -LOG_RATIO_FROM_NOTHING;
    return gate_metric_is_relative(metric) ? log(base) - log(candidate) : log(candidate) - log(base);
}

/* On a machine that disturbs nearly every pair the reserve buys nothing but time: by evidence alone, no more is tried. */
enum { HOPELESS_PAIRS = 40 };
static const double HOPELESS_SHARE = 0.9;

static bool item_hopeless(const struct gate_item *item)
{
    return item->pairs >= HOPELESS_PAIRS && (double)item->set_aside > HOPELESS_SHARE * (double)item->pairs;
}

/* What a dozen starts did not have, as many as a first look takes, no start has. */
enum { LACKING_PAIRS = 12 };

static bool item_lacks_all(const struct gate_item *item)
{
    return !item->pairs && item->lacking >= LACKING_PAIRS;
}

static bool item_over(const struct gate_suite *suite, const struct gate_item *item)
{
    return item->skip || gate_test_over(&item->kept, &suite->rule) || item_hopeless(item) || item_lacks_all(item) ||
           item->pairs + item->lacking >= gate_rule_pairs_most(&suite->rule) + suite->reserve;
}

static void pair_take(const struct gate_suite *suite, const struct yoke_record *record, struct gate_item *item,
                      uint64_t block)
{
    const struct side base = side_read(record, item, item->base, item->base_reference, block);
    const struct side candidate = side_read(record, item, item->candidate, item->candidate_reference, block);
    if (!base.there || !candidate.there)
        return;
    if (isnan(base.value) || isnan(candidate.value)) {
        item->lacking++;
        return;
    }
    const double value = log_ratio(&item->metric, base.value, candidate.value);
    item->pairs++;
    gate_test_add(&item->all, &suite->rule, value);
    if (base.disturbed || candidate.disturbed) {
        item->set_aside++;
        return;
    }
    item->base_values[item->kept.count] = base.value;
    item->candidate_values[item->kept.count] = candidate.value;
    gate_test_add(&item->kept, &suite->rule, value);
}

/* One beyond the last block that all cells of the item have. */
static uint64_t blocks_there(const struct yoke_record *record, const struct gate_item *item)
{
    const size_t cells[] = {item->base, item->candidate, item->base_reference, item->candidate_reference};
    uint64_t blocks = UINT64_MAX;
    for (size_t i = 0; i < 4; i++) {
        if (cells[i] == NO_CELL)
            continue;
        const struct yoke_cell *cell = &record->cells[cells[i]];
        const uint64_t own = cell->sample_count ? cell->samples[cell->sample_count - 1].block + 1 : 0;
        blocks = own < blocks ? own : blocks;
    }
    return blocks;
}

void gate_suite_update(struct gate_suite *suite, const struct yoke_record *record)
{
    for (size_t i = 0; i < suite->count; i++) {
        struct gate_item *item = &suite->items[i];
        const uint64_t blocks = blocks_there(record, item);
        for (; item->next_pair < blocks && !item_over(suite, item); item->next_pair++)
            pair_take(suite, record, item, item->next_pair);
    }
}

static bool cell_is_alive(const struct yoke_cell *cell)
{
    return cell->status != YOKE_CELL_FAILED && cell->status != YOKE_CELL_SKIPPED;
}

bool gate_suite_wants(const struct gate_suite *suite, const struct yoke_record *record, size_t pair)
{
    if (!cell_is_alive(&record->cells[2 * pair]) || !cell_is_alive(&record->cells[2 * pair + 1]))
        return false;
    for (size_t i = 0; i < suite->count; i++) {
        const struct gate_item *item = &suite->items[i];
        const bool reads = item->base == 2 * pair || item->base_reference == 2 * pair;
        const bool alive = cell_is_alive(&record->cells[item->base]) && cell_is_alive(&record->cells[item->candidate]);
        if (reads && alive && !item_over(suite, item))
            return true;
    }
    return false;
}

int gate_suite_restore(struct gate_suite *suite, const struct yoke_record *record, struct yoke_error *error)
{
    const struct yoke_gate *facts = &record->gate;
    const struct gate_profile *profile = facts->profile ? gate_profile_find(facts->profile) : NULL;
    if (!profile || !record->verdict_count || record->cell_count % 2) {
        yoke_error_set(error, "it holds no pairs: it is not the record of a gate");
        return -EINVAL;
    }
    *suite = gate_suite_begin(profile, yoke_text_same(facts->rule, "anytime"));
    for (size_t i = 0; i < record->verdict_count; i++) {
        const struct yoke_verdict *verdict = &record->verdicts[i];
        const struct gate_metric metric = gate_metric_named(verdict->metric);
        const struct gate_margins margins = {verdict->delta, verdict->theta};
        const size_t length = strlen(verdict->cell);
        for (size_t pair = 0; 2 * pair < record->cell_count; pair++) {
            const char *name = record->cells[2 * pair].name;
            if (strncmp(name, verdict->cell, length) || strcmp(name + length, GATE_SIDE_AXIS GATE_BASE))
                continue;
            if (gate_suite_add(suite, record, pair, &metric, &margins, verdict->accepted))
                return -ENOMEM;
        }
    }
    return 0;
}

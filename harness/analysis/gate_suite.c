/* SPDX-License-Identifier: MIT */
/* Which pairs enter is decided by evidence alone, in the order of measurement: a pair that was judged stays judged. */
#include "gate_suite.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "gate_stored.h"
#include "gate_suite_private.h"
#include "works.h"

struct gate_suite gate_suite_begin(const struct gate_profile *profile, bool anytime)
{
    struct gate_suite suite = {.profile = profile, .rule = gate_rule_make(profile, 1, anytime)};
    suite.reserve = gate_rule_pairs_most(&suite.rule);
    suite.rule.tests = 0;
    return suite;
}

struct gate_suite gate_suite_begin_stored(const struct gate_profile *profile)
{
    struct gate_suite suite = gate_suite_begin(profile, false);
    suite.rule.stored = true;
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
    size_t found = GATE_NO_CELL;
    for (size_t i = index % 2; i < record->cell_count; i += 2)
        if (record->cells[i].workers == 1 && works_same(&record->cells[index], &record->cells[i]) &&
            (found == GATE_NO_CELL || (record->cells[i].serial && !record->cells[found].serial)))
            found = i;
    return found;
}

static void references_set(const struct yoke_record *record, struct gate_item *item)
{
    item->base_reference = item->candidate_reference = GATE_NO_CELL;
    if (!gate_metric_is_relative(&item->metric))
        return;
    item->base_reference = reference_find(record, item->base);
    item->candidate_reference = reference_find(record, item->candidate);
    if (item->base_reference == GATE_NO_CELL || item->candidate_reference == GATE_NO_CELL)
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
    if (suite->rule.stored)
        gate_item_take_stored(record, item);
    suite->rule.tests += !item->skip;
    return 0;
}

void gate_suite_widen(struct gate_suite *suite)
{
    for (size_t i = 0; i < suite->count; i++) {
        struct gate_item *item = &suite->items[i];
        const double more = gate_stored_widening(item->kept.base, item->kept.base_count, suite->profile);
        item->kept.margins.delta = item->all.margins.delta += more;
        item->kept.margins.theta = item->all.margins.theta += more;
        if (!item->skip && !gate_stored_attainable(&suite->rule, item->kept.base_count))
            item->skip = GATE_STORED_FEW;
    }
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

/* One beyond the last block that all cells of the item have; of a stored base all starts are there. */
static uint64_t blocks_there(const struct yoke_record *record, const struct gate_item *item, bool stored)
{
    const size_t cells[] = {item->candidate, item->candidate_reference, item->base, item->base_reference};
    uint64_t blocks = UINT64_MAX;
    for (size_t i = 0; i < (stored ? 2 : 4); i++) {
        if (cells[i] == GATE_NO_CELL)
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
        const uint64_t blocks = blocks_there(record, item, suite->rule.stored);
        for (; item->next_pair < blocks && !item_over(suite, item); item->next_pair++)
            gate_item_take(suite, record, item, item->next_pair);
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
    *suite = yoke_text_same(facts->rule, GATE_STORED) ? gate_suite_begin_stored(profile)
                                                      : gate_suite_begin(profile, yoke_text_same(facts->rule, "anytime"));
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

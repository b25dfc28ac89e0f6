/* SPDX-License-Identifier: MIT */
/* From samples to numbers: one of each side of a pair, or those of a stored base at once. */
#include "gate_suite_private.h"

#include <math.h>
#include <string.h>

#include "gate_stored.h"
#include "starts.h"

/* A count that was nothing on one side and something on the other has no ratio; this is one beyond every margin. */
static const double LOG_RATIO_FROM_NOTHING = 50;

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
    struct start start;
    bool there, disturbed;
    double value;
};

static struct side side_read(const struct yoke_record *record, const struct gate_item *item, size_t cell,
                             size_t reference, uint64_t block)
{
    const struct start own = start_find(&record->cells[cell], block);
    struct side side = {.start = own,
                        .there = own.last > own.first,
                        .disturbed = start_is_disturbed(&own, &item->metric)};
    side.value = gate_metric_value(&item->metric, own.cell, own.first, own.last);
    if (reference == GATE_NO_CELL)
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

/* Of a side on its own, of which ratios are made later. Above 0 is worse, as there. */
static double log_value(const struct gate_metric *metric, double value)
{
    return log_ratio(metric, 1, value > 0 ? value : exp(-LOG_RATIO_FROM_NOTHING));
}

/* Above 0 is worse. */
static double pair_log_ratio(const struct gate_item *item, const struct side *base, const struct side *candidate)
{
    const struct start *one = &base->start, *other = &candidate->start;
    const double step = gate_metric_step(&item->metric, one->cell, one->first, one->last, other->cell, other->first,
                                         other->last);
    return isnan(step) ? log_ratio(&item->metric, base->value, candidate->value) : step;
}

static void pair_take(const struct gate_suite *suite, struct gate_item *item, const struct side *base,
                      const struct side *candidate)
{
    const double value = pair_log_ratio(item, base, candidate);
    gate_test_add(&item->all, &suite->rule, value);
    if (base->disturbed || candidate->disturbed) {
        item->set_aside++;
        return;
    }
    item->base_values[item->kept.count] = base->value;
    item->base_count = item->kept.count + 1;
    item->candidate_values[item->kept.count] = candidate->value;
    gate_test_add(&item->kept, &suite->rule, value);
}

static void start_take(const struct gate_suite *suite, struct gate_item *item, const struct side *candidate)
{
    const double value = log_value(&item->metric, candidate->value);
    gate_test_add(&item->all, &suite->rule, value);
    if (candidate->disturbed) {
        item->set_aside++;
        return;
    }
    item->candidate_values[item->kept.count] = candidate->value;
    gate_test_add(&item->kept, &suite->rule, value);
}

void gate_item_take(const struct gate_suite *suite, const struct yoke_record *record, struct gate_item *item, uint64_t block)
{
    const bool stored = suite->rule.stored;
    const struct side candidate = side_read(record, item, item->candidate, item->candidate_reference, block);
    const struct side base = stored ? candidate : side_read(record, item, item->base, item->base_reference, block);
    if (!base.there || !candidate.there)
        return;
    if (isnan(base.value) || isnan(candidate.value)) {
        item->lacking++;
        return;
    }
    item->pairs++;
    if (stored)
        start_take(suite, item, &candidate);
    else
        pair_take(suite, item, &base, &candidate);
}

/* What a run's analysis refused for another reason than a disturbance: its machine was another one for a while. */
static bool start_is_void(const struct start *start)
{
    for (size_t i = start->first; i < start->last; i++)
        if (start->cell->samples[i].usable || start->cell->samples[i].disturbed)
            return false;
    return true;
}

void gate_item_take_stored(const struct yoke_record *record, struct gate_item *item)
{
    const struct yoke_cell *cell = &record->cells[item->base];
    for (size_t first = 0, last; first < cell->sample_count && item->all.base_count < GATE_PAIRS_MOST; first = last) {
        const struct side base = side_read(record, item, item->base, item->base_reference, cell->samples[first].block);
        last = starts_end(cell, first);
        if (!base.there || isnan(base.value) || start_is_void(&(struct start){cell, first, last}))
            continue;
        item->all.base[item->all.base_count++] = log_value(&item->metric, base.value);
        if (base.disturbed)
            continue;
        item->kept.base[item->kept.base_count++] = log_value(&item->metric, base.value);
        item->base_values[item->base_count++] = base.value;
    }
    if (!item->skip && item->base_count < GATE_STORED_STARTS_LEAST)
        item->skip = GATE_STORED_FEW;
}

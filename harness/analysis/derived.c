/* SPDX-License-Identifier: MIT */
/* Ratios of sums, not means of ratios: a start with few events would otherwise weigh as much as its noise. */
#include "derived.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "starts.h"
#include "stats.h"
#include "summary.h"

/* Two events of which one is a part of the other, or a measure of it. */
static const struct ratio {
    const char *name, *above, *below;
} ratios[] = {
    {"ipc", "PAPI_TOT_INS", "PAPI_TOT_CYC"},
    {"cache-miss-rate", "perf::CACHE-MISSES", "perf::CACHE-REFERENCES"},
    {"l1-miss-rate", "perf::L1-DCACHE-LOAD-MISSES", "perf::L1-DCACHE-LOADS"},
    {"l1-data-miss-rate", "PAPI_L1_DCM", "PAPI_L1_DCA"},
    {"l2-miss-rate", "PAPI_L2_TCM", "PAPI_L2_TCA"},
    {"l3-miss-rate", "PAPI_L3_TCM", "PAPI_L3_TCA"},
    {"branch-miss-rate", "PAPI_BR_MSP", "PAPI_BR_INS"},
};
enum { RATIOS = sizeof ratios / sizeof *ratios };

/* Microjoules per nanosecond, in watts. */
static const double WATTS_UNIT = 1e3;

/* What is divided by what: an event by an event, by a number the same in all samples, or by wall time. */
struct quotient {
    const char *name, *above;
    const char *below; /* NULL: the next */
    double each;       /* of one sample; NaN: its wall time */
    double unit;       /* the quotient is multiplied by it */
};

struct list {
    struct yoke_derived *entries;
    size_t count;
    double *values; /* one a process */
};

/* The counter of that name in the sample, if it has a value. */
static const struct yoke_counter *sample_counter(const struct yoke_sample *sample, const char *name)
{
    for (size_t i = 0; i < sample->counter_count; i++) {
        const struct yoke_counter *counter = &sample->counters[i];
        if (counter->status <= YOKE_COUNTER_SCALED && counter->value != YOKE_MISSING && counter->name &&
            !strcmp(counter->name, name))
            return counter;
    }
    return NULL;
}

static void share_note(const struct yoke_counter *counter, double *share)
{
    if (counter && counter->status == YOKE_COUNTER_SCALED && !isnan(counter->running_share))
        *share = fmin(*share, counter->running_share); /* fmin passes a NaN over */
}

/* One process: samples in [first, last). NaN: it has no sample in which both parts were counted. */
static double start_value(const struct yoke_cell *cell, size_t first, size_t last, const struct quotient *quotient,
                          double *share)
{
    double above = 0, below = 0;
    for (size_t i = first; i < last; i++) {
        const struct yoke_sample *sample = &cell->samples[i];
        const struct yoke_counter *top = sample->usable ? sample_counter(sample, quotient->above) : NULL;
        const struct yoke_counter *bottom = quotient->below && top ? sample_counter(sample, quotient->below) : NULL;
        const bool timed = isnan(quotient->each) && sample->wall_ns != YOKE_MISSING;
        if (!top || (quotient->below ? !bottom : isnan(quotient->each) && !timed))
            continue;
        above += (double)top->value;
        below += bottom ? (double)bottom->value : timed ? (double)sample->wall_ns : quotient->each;
        share_note(top, share);
        share_note(bottom, share);
    }
    return below > 0 ? above / below * quotient->unit : NAN;
}

static void quotient_add(const struct yoke_cell *cell, const struct quotient *quotient, struct list *list)
{
    double share = NAN;
    size_t count = 0;
    for (size_t first = 0, last; first < cell->sample_count; first = last) {
        last = starts_end(cell, first);
        const double value = start_value(cell, first, last, quotient, &share);
        if (!isnan(value))
            list->values[count++] = value;
    }
    if (!count)
        return;
    const struct stats_interval interval = stats_median_interval(list->values, count, SUMMARY_CONFIDENCE);
    list->entries[list->count++] = (struct yoke_derived){.name = quotient->name,
                                                         .value = stats_median(list->values, count),
                                                         .low = interval.low,
                                                         .high = interval.high,
                                                         .confidence = interval.confidence,
                                                         .n = count,
                                                         .running_share = share};
}

/* The names of all events with a value somewhere, each once; returns how many. */
static size_t events_gather(const struct yoke_cell *cell, const char *names[], size_t most)
{
    size_t count = 0;
    for (size_t i = 0; i < cell->sample_count; i++)
        for (size_t k = 0; k < cell->samples[i].counter_count && count < most; k++) {
            const char *name = cell->samples[i].counters[k].name;
            size_t at = 0;
            if (!name || !sample_counter(&cell->samples[i], name))
                continue;
            while (at < count && strcmp(names[at], name))
                at++;
            if (at == count)
                names[count++] = name;
        }
    return count;
}

static void event_derive(struct record *record, const struct yoke_cell *cell, const char *event, struct list *list)
{
    if (cell->tasks != YOKE_MISSING)
        quotient_add(
            cell, &(struct quotient){record_text(record, "%s/task", event), event, NULL, (double)cell->tasks, 1}, list);
    if (cell->operation && cell->operations > 0)
        quotient_add(cell,
                     &(struct quotient){record_text(record, "%s/operation", event), event, NULL, cell->operations, 1},
                     list);
    if (!strcmp(event, "energy-pkg"))
        quotient_add(cell, &(struct quotient){"watts", event, NULL, NAN, WATTS_UNIT}, list);
}

/* Into the record's memory; what it has there from an earlier call is used again, since a run analyses after every
 * block. */
static int derived_keep(struct record *record, struct yoke_cell *cell, const struct list *list)
{
    if (cell->derived_count < list->count)
        cell->derived = record_alloc(record, list->count * sizeof *cell->derived);
    cell->derived_count = cell->derived ? list->count : 0;
    if (list->count && cell->derived)
        memcpy(cell->derived, list->entries, list->count * sizeof *cell->derived);
    return list->count && !cell->derived ? -ENOMEM : 0;
}

enum { EVENTS_MOST = 64 }; /* twice what one run counts: records come from elsewhere too */

int derived_compute(struct record *record, struct yoke_cell *cell)
{
    const char *events[EVENTS_MOST];
    const size_t event_count = events_gather(cell, events, EVENTS_MOST), room = RATIOS + 3 * event_count;
    struct list list = {.values = calloc(cell->sample_count + 1, sizeof *list.values)};
    list.entries = calloc(room, sizeof *list.entries);
    int status = list.values && list.entries ? 0 : -ENOMEM;
    for (size_t i = 0; i < RATIOS && !status && event_count; i++)
        quotient_add(cell, &(struct quotient){ratios[i].name, ratios[i].above, ratios[i].below, NAN, 1}, &list);
    for (size_t i = 0; i < event_count && !status; i++)
        event_derive(record, cell, events[i], &list);
    if (!status)
        status = derived_keep(record, cell, &list);
    free(list.entries);
    free(list.values);
    return status;
}

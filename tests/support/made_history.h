/* SPDX-License-Identifier: MIT */
/* Histories made by draws: paired ratios of a line of commits, for tests of what finds changes in them. */
#ifndef MADE_HISTORY_H
#define MADE_HISTORY_H

#include "draws.h"
#include "fixture.h"
#include "record.h"

/* What a series is like. */
struct made_history {
    uint64_t seed;
    size_t count, step_at; /* points; the first one after the step */
    double step;           /* 0.02: from 1 to 1.02 */
    double outlier_share;  /* of points that are up to 50 % higher */
};

static inline double made_history_value(const struct made_history *made, size_t i, struct draws *draws)
{
    const double value = (1 + 0.005 * draws_normal(draws)) * (made->step != 0 && i >= made->step_at ? 1 + made->step : 1);
    return draws_uniform(draws) < made->outlier_share ? value * (1 + draws_uniform(draws) / 2) : value;
}

/* Fills a series of the record; commits are called c0000, c0001, … */
static inline void made_history_fill(struct record *record, struct yoke_history_series *series, const struct made_history *made)
{
    struct draws draws = {.seed = made->seed};
    *series = (struct yoke_history_series){.cell = "spin/executor=serial", .metric = "cpu", .unit = "ns", .base = "v1.0",
                                           .point_count = made->count};
    series->points = record_alloc(record, made->count * sizeof *series->points);
    assert_non_null(series->points);
    for (size_t i = 0; i < made->count; i++) {
        const double value = made_history_value(made, i, &draws);
        series->points[i] = (struct yoke_history_point){
            .commit = record_text(record, "c%04zu", i),
            .time = record_text(record, "2026-%02zu-%02zuT%02zu:00:00Z", i / 672 % 12 + 1, i / 24 % 28 + 1, i % 24),
            .value = value, .low = value - 0.004, .high = value + 0.004, .median = 1e6 * value};
    }
}

static inline struct record *made_history_record(const struct made_history made[], size_t count)
{
    struct record *record = record_new();
    assert_non_null(record);
    record->facts.history = record_alloc(record, count * sizeof *record->facts.history);
    assert_non_null(record->facts.history);
    record->facts.history_count = count;
    for (size_t i = 0; i < count; i++)
        made_history_fill(record, &record->facts.history[i], &made[i]);
    return record;
}

#endif

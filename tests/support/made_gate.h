/* SPDX-License-Identifier: MIT */
/* Records of gates made by hand: cells with two sides, pairs in an order that the seed's coins gave. */
#ifndef MADE_GATE_H
#define MADE_GATE_H

#include <math.h>

#include "gate_order.h"
#include "gate_stored.h"
#include "gate_suite.h"
#include "made_record.h"

enum made_orders { MADE_BY_COIN, MADE_BASE_FIRST };

/* One cell: so many pairs, candidate / base around `ratio`, a little noise that never repeats. */
struct made_cell {
    const char *name;
    double ratio, noise;
    size_t pairs;
    bool disturbed; /* every pair of it */
};

/* A deterministic spread in -1 … 1 without symmetry between pairs. */
static inline double made_spread(size_t k)
{
    return (double)(k * 37 % 91) / 45 - 1;
}

static inline void made_start(struct record *record, struct yoke_cell *cell, uint64_t pair, uint64_t order, double wall_ns,
                              bool disturbed)
{
    struct yoke_sample *sample = made_sample(record, cell, pair, (uint64_t)wall_ns);
    sample->order = order;
    sample->process = 1000 + order;
    sample->started_ns = order * 10000000;
    if (disturbed) {
        sample->disturbed = "the hypervisor took 10 ms";
        sample->disturbed_by = "theft";
    }
}

/* The cells of a gate on wall time, not yet decided; seed 7. */
static inline struct record *made_gate_cells(const struct made_cell cells[], size_t count, enum made_orders orders)
{
    struct record *record = made_record(2 * count);
    uint64_t order = 0;
    record->facts.seed = 7;
    record->facts.plan.name = "made";
    record->facts.started = "2026-11-23T10:00:00Z";
    record->facts.machine.hostname = "bench-07";
    record->facts.machine.cpu.model = "EPYC 7313P";
    record->facts.yoke.version = "0.1.0";
    record->facts.gate.base = "v0.2.4";
    record->facts.gate.candidate = "7f3a9c1";
    record->facts.gate.purpose = "gate";
    record->facts.complete = true;
    for (size_t i = 0; i < count; i++) {
        struct yoke_cell *base = &record->facts.cells[2 * i], *candidate = base + 1;
        base->side = GATE_BASE;
        candidate->side = GATE_CANDIDATE;
        base->name = record_text(record, "%s" GATE_SIDE_AXIS GATE_BASE, cells[i].name);
        candidate->name = record_text(record, "%s" GATE_SIDE_AXIS GATE_CANDIDATE, cells[i].name);
        base->workload = candidate->workload = record_text(record, "%.*s", (int)strcspn(cells[i].name, "/"), cells[i].name);
        const char *executor = strstr(cells[i].name, "executor=");
        if (executor)
            base->executor = candidate->executor = record_text(record, "%.*s", (int)strcspn(executor + 9, "/"), executor + 9);
        for (size_t k = 0; k < cells[i].pairs; k++) {
            const double base_ns = 1e7 * (1 + 0.01 * made_spread(k + 5));
            const double candidate_ns = base_ns * cells[i].ratio * (1 + cells[i].noise * made_spread(k));
            const bool candidate_first = orders == MADE_BY_COIN && gate_order_coin(7, i, k);
            made_start(record, candidate_first ? candidate : base, k, order, candidate_first ? candidate_ns : base_ns,
                       cells[i].disturbed);
            made_start(record, candidate_first ? base : candidate, k, order + 1, candidate_first ? base_ns : candidate_ns,
                       cells[i].disturbed);
            order += 2;
        }
    }
    return record;
}

/* The same, decided on `metric` by the default profile, its exit filled in. */
static inline struct record *made_gate(const struct made_cell cells[], size_t count, const char *metric,
                                       enum made_orders orders)
{
    struct record *record = made_gate_cells(cells, count, orders);
    struct gate_suite suite = gate_suite_begin(gate_profile_find("default"), false);
    const struct gate_metric what = gate_metric_named(metric);
    const struct gate_margins margins = {0.01, 0.03};
    for (size_t i = 0; i < count; i++)
        assert_int_equal(gate_suite_add(&suite, &record->facts, i, &what, &margins, NULL), 0);
    gate_suite_update(&suite, &record->facts);
    assert_int_equal(gate_suite_settle(&suite, record), 0);
    record->facts.exit = gate_exit(&record->facts);
    gate_suite_release(&suite);
    return record;
}

/* One cell against a stored base of `base_starts` starts, decided on wall time by the default profile, its exit filled in. The
 * canary took `song` times as long as when the base was measured. */
static inline struct record *made_gate_stored(const struct made_cell *cell, size_t base_starts, double song)
{
    struct record *record = made_gate_cells(cell, 1, MADE_BASE_FIRST);
    struct yoke_cell *sides = record->facts.cells;
    sides[0].sample_count = base_starts < cell->pairs ? base_starts : cell->pairs;
    for (size_t side = 0; side < 2; side++)
        for (size_t i = 0; i < sides[side].sample_count; i++)
            sides[side].samples[i].noise.canary_before_ns = (uint64_t)(1e6 * (side ? song : 1)) + i % 7;
    struct gate_suite suite = gate_suite_begin_stored(gate_profile_find("default"));
    const struct gate_metric wall = gate_metric_named("wall");
    assert_int_equal(gate_suite_add(&suite, &record->facts, 0, &wall, &(struct gate_margins){0.01, 0.03}, NULL), 0);
    gate_suite_widen(&suite);
    gate_suite_update(&suite, &record->facts);
    assert_int_equal(gate_suite_settle(&suite, record), 0);
    record->facts.exit = gate_exit(&record->facts);
    gate_suite_release(&suite);
    return record;
}

#endif

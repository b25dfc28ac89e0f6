/* SPDX-License-Identifier: MIT */
/* A suite: every cell and metric that is gated, each with its test, fed from the pairs of a record. While a gate runs it is
 * fed after every round; from a stored record it is fed at once, and says the same.
 *
 * In the record every gated cell stands twice in a row, once a side: cells 2k (base) and 2k + 1 (candidate). Their starts of
 * the same block are a pair; which of them went first is in the samples' order. */
#ifndef GATE_SUITE_H
#define GATE_SUITE_H

#include "gate_metric.h"
#include "gate_test.h"
#include "record.h"

#define GATE_BASE      "base"
#define GATE_CANDIDATE "candidate"
#define GATE_SIDE_AXIS "/side=" /* what a side's name has more than the cell's */

/* One row: a metric of a cell. */
struct gate_item {
    const char *name; /* of the cell, without its side */
    struct gate_metric metric;
    size_t base, candidate;                     /* indices of the record's cells */
    size_t base_reference, candidate_reference; /* of the cells of one worker, for relative metrics */
    const char *accepted;                       /* why a regression of it is accepted; NULL: it is not */
    const char *skip;                           /* why it cannot be compared; NULL: it can */
    struct gate_test kept, all; /* without and with the pairs that something disturbed */
    double base_values[GATE_PAIRS_MOST], candidate_values[GATE_PAIRS_MOST]; /* of kept pairs */
    size_t base_count;          /* of the first; of the others there are kept.count */
    uint64_t next_pair;         /* the first one that was not taken yet */
    uint64_t pairs, set_aside;  /* taken in all, and disturbed ones of them */
    uint64_t lacking;           /* pairs without the metric */
};

struct gate_suite {
    const struct gate_profile *profile;
    struct gate_rule rule;
    uint64_t reserve; /* disturbed pairs of a cell that may be measured again */
    struct gate_item *items;
    size_t count, room;
};

/* An empty suite; the reserve is as large as the last look. Release it. */
struct gate_suite gate_suite_begin(const struct gate_profile *profile, bool anytime);
void gate_suite_release(struct gate_suite *suite);

/* The same for a base that was stored (gate_stored.h): the base's cells have all their samples before anything is added. What is
 * called a pair is then a start of the candidate. */
struct gate_suite gate_suite_begin_stored(const struct gate_profile *profile);

/* Makes the margins of a suite with a stored base as wide as that asks for. After the last addition, before the first update. */
void gate_suite_widen(struct gate_suite *suite);

/* Adds a metric of the record's cell pair 2 * `pair` and 2 * `pair` + 1. Texts are kept, not copied. Before the first update.
 * Returns 0 or -ENOMEM. */
int gate_suite_add(struct gate_suite *suite, const struct yoke_record *record, size_t pair,
                   const struct gate_metric *metric, const struct gate_margins *margins, const char *accepted);

/* Adds what a record's own verdicts name, by the rule and margins that its gate facts name: to decide again. Returns 0, or a
 * negative errno with a sentence (the record is no gate's). */
int gate_suite_restore(struct gate_suite *suite, const struct yoke_record *record, struct yoke_error *error);

/* Feeds every test with the pairs that are new in the record. */
void gate_suite_update(struct gate_suite *suite, const struct yoke_record *record);

/* Must cell pair `pair` be measured again? False when every test that reads it is over. */
bool gate_suite_wants(const struct gate_suite *suite, const struct yoke_record *record, size_t pair);

/* Writes the verdicts as they would be if nothing more came, and the suite's verdict with its reason. The suite itself stays as
 * it is. Returns 0 or -ENOMEM. */
int gate_suite_settle(const struct gate_suite *suite, struct record *record);

/* Fills the suite's verdict and its sentence from the verdicts of the record; gate_suite_settle does. Returns 0 or -ENOMEM. */
int gate_conclude(struct record *record);

/* The exit status that the record's verdicts come to, signals apart: 0, 1, 3, 5 or 6, and 4 for what is undecided; whether
 * that is let pass is up to the caller. */
uint64_t gate_exit(const struct yoke_record *record);

#endif

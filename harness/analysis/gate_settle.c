/* SPDX-License-Identifier: MIT */
/* From tests to words. */
#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "gate_pace.h"
#include "gate_power.h"
#include "gate_session.h"
#include "gate_stored.h"
#include "gate_suite.h"
#include "session.h"
#include "starts.h"

static const enum yoke_verdict_word claim_words[] = {
    [GATE_UNDECIDED] = YOKE_INCONCLUSIVE,
    [GATE_REGRESSED] = YOKE_REGRESSED,
    [GATE_IMPROVED] = YOKE_IMPROVED,
    [GATE_UNCHANGED] = YOKE_UNCHANGED,
};

/* --- one verdict ------------------------------------------------------------------------------------------------- */

static bool all_equal(const double values[], size_t count)
{
    for (size_t i = 1; i < count; i++)
        if (values[i] != values[0])
            return false;
    return count > 1;
}

static bool is_deterministic(const struct gate_item *item)
{
    return item->metric.kind == GATE_COUNTER && all_equal(item->base_values, item->base_count) &&
           all_equal(item->candidate_values, item->kept.count);
}

static const char *failure_of(struct record *record, const struct gate_item *item)
{
    const size_t cells[] = {item->base, item->candidate};
    for (size_t i = 0; i < 2; i++) {
        const struct yoke_cell *cell = &record->facts.cells[cells[i]];
        if (cell->status == YOKE_CELL_FAILED || cell->status == YOKE_CELL_SKIPPED)
            return record_text(record, "%s: %s", cell->side ? cell->side : "a side", cell->reason ? cell->reason : "?");
    }
    return NULL;
}

/* What could not be decided says what is known, what could have been seen, and what more would cost. */
static const char *doubt_describe(struct record *record, const struct yoke_verdict *verdict)
{
    char known[80] = "nothing is proven yet", more[120] = "";
    if (!isnan(verdict->proven_high) && verdict->proven_high >= 1)
        snprintf(known, sizeof known, "nothing worse than %+.1f %% (95 %%)", 100 * (verdict->proven_high - 1));
    if (!isnan(verdict->pairs_needed))
        snprintf(more, sizeof more, "; a change of %.1f %% would have been found, one of %.1f %% needs about %.0f pairs",
                 100 * verdict->detectable, 100 * verdict->theta, verdict->pairs_needed);
    if (isnan(verdict->pair_seconds) || isnan(verdict->pairs_needed))
        return record_text(record, "%s%s", known, more);
    return record_text(record, "%s%s, %.0f s", known, more, verdict->pairs_needed * verdict->pair_seconds);
}

static void word_choose(struct record *record, const struct gate_session *session, const struct gate_item *item,
                        struct yoke_verdict *verdict)
{
    verdict->word = claim_words[item->kept.claim];
    const bool claims = item->kept.claim != GATE_UNDECIDED;
    const double share = item->pairs ? (double)item->set_aside / (double)item->pairs : 0;
    const double unsteady = gate_session_spread(session, &item->metric, starts_in_duet(&record->facts.cells[item->base]));
    if (session->confounded) {
        verdict->word = YOKE_CONFOUNDED;
        verdict->reason = session->confounded;
    } else if (fabs(session->canary_shift) > item->kept.margins.delta && !gate_metric_counts(&item->metric)) {
        verdict->word = YOKE_REJECTED;
        verdict->reason = record_text(record, "a fixed piece of work takes %.1f %% %s than when the baseline was measured: it "
                                      "is the machine that changed", 100 * fabs(session->canary_shift),
                                      session->canary_shift > 0 ? "longer" : "less");
    } else if (is_deterministic(item)) {
        verdict->word = item->base_values[0] == item->candidate_values[0] ? YOKE_DETERMINISTIC_SAME
                                                                          : YOKE_DETERMINISTIC_CHANGED;
    } else if (claims && item->all.claim != GATE_UNDECIDED && item->all.claim != item->kept.claim) {
        verdict->word = YOKE_INCONCLUSIVE;
        verdict->reason = record_text(record, "without the %" PRIu64 " disturbed pairs it is %s, with them %s",
                                      item->set_aside, verdict_word(claim_words[item->kept.claim]),
                                      verdict_word(claim_words[item->all.claim]));
    } else if (!claims && item->pairs && share > SESSION_DISTURBED_MOST) {
        verdict->word = YOKE_REJECTED;
        verdict->reason = record_text(record, "%" PRIu64 " of %" PRIu64 " pairs were disturbed: run it on a quieter machine",
                                      item->set_aside, item->pairs);
    } else if (!claims && unsteady > SESSION_CANARY_SPREAD_MOST) {
        verdict->word = YOKE_REJECTED;
        verdict->reason =
            record_text(record, "the machine is not steady: a fixed piece of work spreads by %.0f %%", 100 * unsteady);
    } else if (!claims) {
        verdict->reason = doubt_describe(record, verdict);
    }
}

static void figures_fill(const struct gate_suite *suite, const struct gate_item *item, double pair_seconds,
                         struct yoke_verdict *verdict)
{
    const struct stats_estimate ratio = gate_test_ratio(&item->kept);
    const struct stats_interval proven = gate_test_proven(&item->kept);
    const struct gate_power power = gate_power_of(&item->kept, &suite->rule);
    verdict->pairs = item->kept.count;
    verdict->set_aside = item->set_aside;
    verdict->looks = item->kept.looks_made;
    verdict->ratio = (struct yoke_estimate){ratio.value, ratio.interval.low, ratio.interval.high};
    verdict->proven_low = proven.low;
    verdict->proven_high = proven.high;
    verdict->p_slower = item->kept.last.slower;
    verdict->p_faster = item->kept.last.faster;
    verdict->p_same = item->kept.last.same;
    verdict->base = stats_median(item->base_values, item->base_count);
    verdict->candidate = stats_median(item->candidate_values, item->kept.count);
    verdict->with_all = item->set_aside ? verdict_word(claim_words[item->all.claim]) : NULL;
    verdict->detectable = power.detectable;
    verdict->pairs_needed = power.pairs_needed;
    verdict->pair_seconds = pair_seconds;
}

/* What all verdicts of a settling have in common. */
struct settling {
    const struct gate_suite *suite;
    struct record *record;
    struct gate_session session;
    struct gate_pace pace;
};

static double item_pair_seconds(const struct settling *settling, const struct gate_item *item)
{
    const struct yoke_cell *cells = settling->record->facts.cells;
    return settling->suite->rule.stored ? NAN : gate_pace_seconds(&settling->pace, &cells[item->base], &cells[item->candidate]);
}

static void verdict_fill(const struct settling *settling, const struct gate_item *item, struct yoke_verdict *verdict)
{
    struct record *record = settling->record;
    const char *name = record->facts.cells[item->base].name, *axis = strstr(name, GATE_SIDE_AXIS);
    verdict->cell = record_text(record, "%.*s", (int)(axis ? (size_t)(axis - name) : strlen(name)), name);
    verdict->metric = item->metric.name;
    verdict->unit = gate_metric_unit(&item->metric);
    verdict->delta = item->kept.margins.delta;
    verdict->theta = item->kept.margins.theta;
    verdict->accepted = item->accepted;
    figures_fill(settling->suite, item, item_pair_seconds(settling, item), verdict);
    const char *skip = failure_of(record, item);
    skip = skip ? skip : item->skip;
    if (!skip && !item->kept.count && item->lacking)
        skip = gate_metric_lack(&item->metric);
    if (skip) { /* a stored base that says too little leaves a question open: no reason to pass it over */
        verdict->word = strcmp(skip, GATE_STORED_FEW) != 0 ? YOKE_SKIPPED : YOKE_INCONCLUSIVE;
        verdict->reason = skip;
    } else {
        word_choose(record, &settling->session, item, verdict);
    }
}

/* --- the suite ----------------------------------------------------------------------------------------------------- */

/* Ends all tests of a copy of the items, and settles them. */
static int items_end(const struct gate_suite *suite, struct gate_item items[])
{
    struct gate_test **tests = calloc(suite->count + 1, sizeof *tests);
    size_t count = 0;
    if (!tests)
        return -ENOMEM;
    for (size_t i = 0; i < suite->count; i++) {
        items[i] = suite->items[i];
        gate_test_end(&items[i].kept, &suite->rule);
        gate_test_end(&items[i].all, &suite->rule);
        if (!items[i].skip)
            tests[count++] = &items[i].kept;
    }
    const int status = gate_tests_settle(tests, count, &suite->rule);
    free(tests);
    return status;
}

static void facts_fill(const struct gate_suite *suite, struct yoke_gate *facts)
{
    facts->profile = suite->profile->name;
    facts->rule = suite->rule.stored ? GATE_STORED : suite->rule.anytime ? "anytime" : "looks";
    facts->alpha = suite->rule.alpha;
    facts->alpha_equal = suite->rule.alpha_equal;
    facts->tests = suite->rule.tests;
    facts->pairs_most = gate_rule_pairs_most(&suite->rule);
    facts->reserve = suite->reserve;
}

int gate_suite_settle(const struct gate_suite *suite, struct record *record)
{
    struct settling settling = {.suite = suite, .record = record};
    struct gate_item *items = calloc(suite->count + 1, sizeof *items);
    int status = items ? items_end(suite, items) : -ENOMEM;
    if (!status)
        status = gate_session_look(record, suite->rule.stored, &settling.session);
    if (!status)
        status = gate_pace_begin(&settling.pace, &record->facts);
    if (!status)
        status = record_make_verdicts(record, suite->count);
    for (size_t i = 0; i < suite->count && !status; i++)
        verdict_fill(&settling, &items[i], &record->facts.verdicts[i]);
    if (!status)
        facts_fill(suite, &record->facts.gate);
    gate_pace_release(&settling.pace);
    free(items);
    return status ? status : gate_conclude(record);
}

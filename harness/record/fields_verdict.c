/* SPDX-License-Identifier: MIT */
/* The keys of a comparison. */
#include "fields_private.h"
#include "record.h"

static const struct field estimate_fields[] = {
    REAL(yoke_estimate, value, "estimate"),
    REAL(yoke_estimate, low, "lower end; absent: open"),
    REAL(yoke_estimate, high, "upper end; absent: open"),
    END,
};
const struct shape estimate_shape = SHAPE("estimate", yoke_estimate, estimate_fields);

static const struct field gate_fields[] = {
    TEXT(yoke_gate, base, "the side that was there before, as it was named"),
    TEXT(yoke_gate, candidate, "the side in question"),
    TEXT(yoke_gate, purpose, "gate, or control: base against base"),
    TEXT(yoke_gate, profile, "coarse, default, fine or strict"),
    TEXT(yoke_gate, rule, "looks, anytime, or stored: the base was measured another day, in no pairs"),
    REAL(yoke_gate, alpha, "chance of any false regressed in the suite, and of any false improved"),
    REAL(yoke_gate, alpha_equal, "chance of one false unchanged"),
    COUNT(yoke_gate, tests, "cells times metrics"),
    COUNT(yoke_gate, pairs_most, "pairs at the last look"),
    COUNT(yoke_gate, reserve, "pairs of a cell that may be measured again because they were disturbed"),
    TEXT(yoke_gate, verdict, "pass, fail, undecided, failed, refused or nothing"),
    TEXT(yoke_gate, reason, "one sentence"),
    TEXT(yoke_gate, expired, "an acceptance that is over, which fails the gate; absent: none is"),
    END,
};
const struct shape gate_shape = SHAPE("gate", yoke_gate, gate_fields);

const char *const verdict_words[] = {
    [YOKE_INCONCLUSIVE] = "inconclusive",
    [YOKE_REGRESSED] = "regressed",
    [YOKE_IMPROVED] = "improved",
    [YOKE_UNCHANGED] = "unchanged",
    [YOKE_CONFOUNDED] = "confounded",
    [YOKE_REJECTED] = "rejected",
    [YOKE_DETERMINISTIC_CHANGED] = "deterministic-changed",
    [YOKE_DETERMINISTIC_SAME] = "deterministic-same",
    [YOKE_SKIPPED] = "skipped",
    [YOKE_VERDICT_WORDS] = NULL,
};

static const struct field verdict_fields[] = {
    MUST(cell, FIELD_TEXT, yoke_verdict, "its name, without the side"),
    MUST(metric, FIELD_TEXT, yoke_verdict, "what was compared"),
    TEXT(yoke_verdict, unit, "of base and candidate: ns, bytes, count or ratio"),
    {.key = "word", .kind = FIELD_WORD, AT(yoke_verdict, word), .words = verdict_words, .required = true,
     .summary = "what is proven"},
    TEXT(yoke_verdict, reason, "why it is not decided"),
    REAL(yoke_verdict, delta, "a change smaller than this is never called one"),
    REAL(yoke_verdict, theta, "unchanged means within this"),
    COUNT(yoke_verdict, pairs, "that entered the decision"),
    COUNT(yoke_verdict, set_aside, "pairs that something disturbed"),
    COUNT(yoke_verdict, looks, "made"),
    OBJECT(yoke_verdict, ratio, estimate_shape, "candidate / base, of speedup and efficiency base / candidate"),
    REAL(yoke_verdict, proven_low, "the ratio is above this, at 95 %"),
    REAL(yoke_verdict, proven_high, "the ratio is below this, at 95 %"),
    REAL(yoke_verdict, p_slower, "of the last look: small when a change for the worse is proven"),
    REAL(yoke_verdict, p_faster, "likewise for the better"),
    REAL(yoke_verdict, p_same, "likewise for unchanged"),
    REAL(yoke_verdict, base, "median over pairs"),
    REAL(yoke_verdict, candidate, "median over pairs"),
    TEXT(yoke_verdict, with_all, "the claim had no pair been set aside"),
    REAL(yoke_verdict, detectable, "smallest change for the worse that would have been found, a share"),
    REAL(yoke_verdict, pairs_needed, "to find one of theta"),
    REAL(yoke_verdict, pair_seconds, "what one more pair costs"),
    TEXT(yoke_verdict, accepted, "why this regression is accepted"),
    END,
};
const struct shape verdict_shape = SHAPE("verdict", yoke_verdict, verdict_fields);

const char *verdict_word(enum yoke_verdict_word word)
{
    return verdict_words[word];
}

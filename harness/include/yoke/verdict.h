/* SPDX-License-Identifier: MIT */
/* Verdicts: what a comparison of two sides says of each cell, and in sum. Part of the record (yoke/record.h): missing
 * integers are YOKE_MISSING, missing reals NaN, missing texts NULL. */
#ifndef YOKE_VERDICT_H
#define YOKE_VERDICT_H

#include <stdbool.h>
#include <stdint.h>

/* An estimate with its interval. low or high NaN: open on that side. */
struct yoke_estimate {
    double value, low, high;
};

/* A closed set; these words, lower case, with dashes. */
enum yoke_verdict_word {
    YOKE_INCONCLUSIVE,          /* nothing is proven; the reason says what could have been seen and what more would cost */
    YOKE_REGRESSED,             /* proven worse than 1 + delta */
    YOKE_IMPROVED,              /* proven better than 1 - delta */
    YOKE_UNCHANGED,             /* proven within 1 +- theta */
    YOKE_CONFOUNDED,            /* the order within pairs was not random: the pairs prove nothing */
    YOKE_REJECTED,              /* the machine was too disturbed to say */
    YOKE_DETERMINISTIC_CHANGED, /* a count that is the same in every start differs between the sides */
    YOKE_DETERMINISTIC_SAME,
    YOKE_SKIPPED,               /* not compared: see reason */
    YOKE_VERDICT_WORDS,         /* how many */
};

/* One metric of one cell. */
struct yoke_verdict {
    const char *cell;   /* its name, without the side */
    const char *metric; /* "cpu", "own", "wall", "p99", "rss", "dispatch", "speedup", "efficiency" or the name of a counter */
    const char *unit;   /* of base and candidate: "ns", "bytes", "count" or "ratio" */
    enum yoke_verdict_word word;
    const char *reason; /* why it is not decided, or what was found out otherwise; NULL: nothing to say */
    double delta, theta;           /* margins, shares */
    uint64_t pairs;                /* that entered the decision */
    uint64_t set_aside;            /* pairs that something disturbed, by evidence and never by their times */
    uint64_t looks;                /* made */
    struct yoke_estimate ratio;    /* candidate / base, of speedup and efficiency base / candidate: above 1 is worse */
    double proven_low, proven_high; /* each side holds at 95 % */
    double p_slower, p_faster, p_same; /* of the last look; NaN: none was made */
    double base, candidate;        /* medians over pairs, in `unit` */
    const char *with_all;          /* the claim had no pair been set aside; NULL when none was */
    double detectable;             /* smallest change for the worse that the last look finds in 19 of 20 suites, a share */
    double pairs_needed;           /* to find one of theta as surely */
    double pair_seconds;           /* what one more pair costs */
    const char *accepted;          /* why this regression is accepted (gate.json); NULL: it is not */
};

/* What was compared, and how. All missing: the record is no gate's. */
struct yoke_gate {
    const char *base, *candidate; /* the sides as they were named */
    const char *purpose;          /* "gate", or "control": both sides are the base, to see the noise floor */
    const char *profile;          /* "coarse", "default", "fine" or "strict" */
    const char *rule;             /* "looks", "anytime", or "stored": the base was measured another day, in no pairs */
    double alpha, alpha_equal;    /* levels: of the suite and direction, of one "unchanged" */
    uint64_t tests;               /* that alpha was divided by: cells times metrics */
    uint64_t pairs_most;          /* the last look */
    uint64_t reserve;             /* pairs of a cell that may be measured again because they were disturbed */
    const char *verdict;          /* "pass", "fail", "undecided", "failed", "refused" or "nothing" */
    const char *reason;           /* one sentence */
    const char *expired;          /* of an acceptance (gate.json) that is over: fails until it is renewed or removed; NULL: none is */
};

#endif

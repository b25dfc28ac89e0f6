/* SPDX-License-Identifier: MIT */
/* History: what a line of commits measured, and where it changed. Part of the record (yoke/record.h) that `yoke history` makes:
 * missing integers are YOKE_MISSING, missing reals NaN, missing texts NULL. */
#ifndef YOKE_HISTORY_H
#define YOKE_HISTORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* One commit's result. */
struct yoke_history_point {
    const char *commit;
    const char *time;        /* UTC, "2026-11-22T10:00:00Z": its place in the line */
    double value, low, high; /* of the ratio to the base, above 1 is worse; of a series without a base in its unit */
    double median;           /* what was measured, in the series' unit */
};

/* A lasting change. */
struct yoke_history_step {
    uint64_t at;          /* index of the first point of the new level */
    const char *commit;   /* that point's */
    double before, after; /* medians of the stretches on both sides */
    double p;             /* of the t-test on ranks between them */
    bool known;           /* not after the commit up to which changes are known */
};

enum yoke_history_state {
    YOKE_HISTORY_SHORT,     /* too few points for any change to be proven */
    YOKE_HISTORY_STEADY,    /* no change but known ones */
    YOKE_HISTORY_REGRESSED, /* the newest level is worse than the one before it */
    YOKE_HISTORY_IMPROVED,
    YOKE_HISTORY_ABSOLUTE,  /* has no base: such times wander with the machine, and changes were not sought */
    YOKE_HISTORY_STATES,    /* how many */
};

/* One metric of one cell against one base. */
struct yoke_history_series {
    const char *cell;   /* its name, without the side */
    const char *metric; /* as in verdicts */
    const char *unit;   /* of the points' medians */
    const char *base;   /* what ratios are to; NULL: the values are no ratios */
    struct yoke_history_point *points; /* the oldest first */
    size_t point_count;
    uint64_t left_out; /* older points that were not looked at */
    double level;      /* median of the values since the last step. Derived, like the rest */
    struct yoke_history_step *steps;
    size_t step_count;
    enum yoke_history_state state;
};

#endif

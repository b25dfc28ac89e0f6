/* SPDX-License-Identifier: MIT */
/* Where the series of a history changed, and what the newest results are beside those before. */
#ifndef HISTORY_H
#define HISTORY_H

#include "record.h"

struct history_rules {
    double share_least; /* a step changes the median by at least this share of the one before */
    const char *since;  /* changes up to this commit (or what it begins with) are known; NULL: none are */
    bool absolute;      /* seek changes in series without a base, too */
};

/* One per cent: what a paired gate calls a change by default. */
extern const struct history_rules history_rules_default;

/* What was found, in series. */
struct history_sum {
    size_t states[YOKE_HISTORY_STATES];
    size_t series;
};

/* Fills steps, levels and states of record->facts.history by change_points.h. The level at which shuffled series are held against a step,
 * 1 %, is shared among all series that are looked at (Bonferroni), as the alarm is one of all of them. Returns 0, or -ENOMEM, or
 * -ENOENT when no series has the commit `since`. */
int history_judge(struct record *record, const struct history_rules *rules, struct history_sum *sum);

#endif

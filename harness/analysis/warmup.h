/* SPDX-License-Identifier: MIT */
/* Warm-up: are the first runs of a start like the later ones, and from which run on is it steady? Classes as in Barrett,
 * Bolz-Tereick, Killick, Mount & Tratt, "Virtual machine warmup blows hot and cold", OOPSLA 2017. */
#ifndef WARMUP_H
#define WARMUP_H

#include <stddef.h>

#include "record.h"

enum warmup_class {
    WARMUP_FLAT,         /* one level throughout */
    WARMUP_FASTER,       /* "warm-up": it ends at the fastest of its levels */
    WARMUP_SLOWER,       /* "slow-down": it was faster before */
    WARMUP_UNSTEADY,     /* "no steady state": the level still changed in the last quarter */
    WARMUP_INCONSISTENT, /* starts disagree; of a single start never */
    WARMUP_CLASSES,
};

/* One start. */
struct warmup_verdict {
    enum warmup_class class;
    size_t steady; /* index of the first run of the steady state */
    double level;  /* median of the steady runs */
};

/* Levels closer than this to the last one count as it. */
#define WARMUP_SAME_SHARE 0.01

/* The stretches are those of change_points_find by its default rules: on ranks, so that times and their logarithms have the
 * same. Returns 0 or -ENOMEM. */
int warmup_classify(const double values[], size_t count, struct warmup_verdict *verdict);

/* Fills all of cell->warmup from its series; does nothing without any. Of at least nine starts in ten that agree, the class is
 * theirs. A first run or two that are slower are too short a stretch to be seen in one start: they are looked for across
 * starts, by a sign test of each of the first runs against the steady level (p < 0.05 and more than 1 %). Returns 0 or
 * -ENOMEM. */
int warmup_compute(struct record *record, struct yoke_cell *cell);

#endif

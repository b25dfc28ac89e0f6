/* SPDX-License-Identifier: MIT */
/* Change points: where a series steps to another level. */
#ifndef CHANGE_POINTS_H
#define CHANGE_POINTS_H

#include <stddef.h>
#include <stdint.h>

/* A step is kept when all of these hold for the stretches on both sides of it. */
struct change_rules {
    double level;          /* p of the t-test on ranks is below it */
    double share_least;    /* the medians differ by at least this share of the one before */
    size_t stretch_least;  /* no stretch is shorter */
    size_t permutations;   /* of a stretch's order, drawn from `seed`; 0: not tested */
    double permuted_level; /* at most this share of them may have as good a split anywhere */
    uint64_t seed;
};

/* p < 0.001, 1 % and 3 values are Hunter's rules (Fleming et al., ICPE 2023). Its t-test is of the best of all splits,
 * which in long series is often good by luck alone; 199 permutations hold that against the best splits of shuffled
 * series. A step so clear that the union bound over all splits proves it needs none. */
extern const struct change_rules change_rules_default;

struct change_point {
    size_t at;            /* index of the first value of the new level */
    double before, after; /* medians of the stretches on both sides */
    double p;             /* of the t-test on ranks between them */
};

/* E-divisive (Matteson & James, JASA 109, 2014) with the energy statistic at exponent 1, on ranks within each stretch,
 * so that a burst weighs no more than any other value: each stretch is split where the energy between its parts is
 * greatest; then steps that break a rule are taken out, weakest first. Fills `points`, which has room for count /
 * rules->stretch_least + 1 of them, in order, and `point_count`. Returns 0 or -ENOMEM. Assumes values that do not
 * depend on their neighbours: a drifting series has change points by the dozen. Cost n log n a stretch, and as much for
 * every permutation. */
int change_points_find(const double values[], size_t count, const struct change_rules *rules,
                       struct change_point points[], size_t *point_count);

#endif
